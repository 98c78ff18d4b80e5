import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import './command-box.ts';
import { icon } from './icons.ts';

/** A file of text that was just made: to copy or to download. It is never asked for by address: it may hold a key. */
@customElement('ww-script-box')
export class ScriptBox extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      ww-command-box {
        --box-height: 18rem;
      }
      .button {
        justify-self: start;
      }
    `,
  ];

  @property() fileName = '';
  @property() content = '';
  #url: { of: string; href: string } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#revoke();
  }

  override render(): TemplateResult {
    return html`<div>
      <ww-command-box .label=${this.t.points.script} .command=${this.content}></ww-command-box>
      <a class="button" href=${this.#href()} download=${this.fileName}
        >${icon('download')}${this.t.points.download(this.fileName)}</a
      >
    </div>`;
  }

  #href(): string {
    if (this.#url?.of !== this.content) {
      this.#revoke();
      const file = new Blob([this.content], { type: 'text/plain;charset=utf-8' });
      this.#url = { of: this.content, href: URL.createObjectURL(file) };
    }
    return this.#url.href;
  }

  #revoke(): void {
    if (this.#url) URL.revokeObjectURL(this.#url.href);
    this.#url = undefined;
  }
}
