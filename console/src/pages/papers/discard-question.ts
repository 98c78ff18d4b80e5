import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';

/** Asks once more before a draft is removed. Sends `ww-submit`, or `ww-cancel`. */
@customElement('ww-discard-question')
export class DiscardQuestion extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      section {
        display: grid;
        gap: var(--space-4);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';

  override render(): TemplateResult {
    const { papers, app } = this.t;
    return html`<section>
      <p>${papers.discardText}</p>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button type="button" class="danger" aria-disabled=${this.pending} @click=${this.#confirm}>
          ${papers.discard}
        </button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </section>`;
  }

  readonly #confirm = (): void => {
    if (!this.pending) emit(this, 'ww-submit', {});
  };
}
