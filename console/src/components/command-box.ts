import { css, html, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button } from '../theme/shared-styles.ts';
import { icon } from './icons.ts';

/** A command to run elsewhere: readable, selectable, copied with one press. */
@customElement('ww-command-box')
export class CommandBox extends LocalizedElement {
  static override styles = [
    base,
    button,
    css`
      div {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-3);
        border: var(--hairline) solid var(--ww-line);
        border-radius: var(--radius-md);
        background: var(--ww-sunken);
      }
      pre {
        max-height: var(--box-height, none);
        margin: 0;
        overflow: auto;
        font-family: var(--font-code);
        font-size: var(--text-sm);
        white-space: pre-wrap;
        word-break: break-all;
        user-select: all;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3);
        margin: 0;
        font-size: var(--text-sm);
      }
    `,
  ];

  @property() command = '';
  /** What it is; a command where nothing is said. */
  @property() label = '';
  @query('code') private readonly code!: HTMLElement;
  @state() private outcome: 'none' | 'copied' | 'failed' = 'none';

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('command')) this.outcome = 'none';
  }

  override render(): TemplateResult {
    const isCopied = this.outcome === 'copied';
    return html`<div role="group" aria-label=${this.label || this.t.copy.command}>
      <pre tabindex="0"><code>${this.command}</code></pre>
      <p>
        <button type="button" @click=${this.#copy}>${icon(isCopied ? 'check' : 'copy')}${this.t.copy.copy}</button>
        <span role="status"
          >${isCopied ? this.t.copy.copied : this.outcome === 'failed' ? this.t.copy.failed : ''}</span
        >
      </p>
    </div>`;
  }

  readonly #copy = async (): Promise<void> => {
    this.outcome = (await this.#write()) ? 'copied' : 'failed';
  };

  async #write(): Promise<boolean> {
    // Over plain HTTP on a LAN a browser offers no clipboard; the old command still copies what is selected.
    if (!('clipboard' in navigator)) return this.#copySelected();
    return navigator.clipboard.writeText(this.command).then(
      () => true,
      () => this.#copySelected(),
    );
  }

  #copySelected(): boolean {
    getSelection()?.selectAllChildren(this.code);
    return document.execCommand('copy');
  }
}
