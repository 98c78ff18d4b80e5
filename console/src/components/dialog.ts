import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import { emit } from './emit.ts';
import { icon } from './icons.ts';

/**
 * A question above the page, in the browser's own dialog: it keeps the focus, closes on Escape and gives the focus
 * back. Sends `ww-close` when the reader closes it. `required` ones cannot be closed.
 */
@customElement('ww-dialog')
export class Dialog extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      dialog {
        width: min(var(--measure), calc(100vw - 2 * var(--space-4)));
        max-height: calc(100dvh - 2 * var(--space-4));
        padding: var(--space-5);
        overflow: auto;
        border: var(--hairline) solid var(--ww-line);
        border-radius: var(--radius-lg);
        background: var(--ww-surface);
        color: var(--ww-text);
      }
      dialog::backdrop {
        background: var(--ww-backdrop);
      }
      header {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: var(--space-4);
        margin-block-end: var(--space-4);
      }
      h2 {
        font-size: var(--text-xl);
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) required = false;
  @property() heading = '';
  @query('dialog') private readonly box!: HTMLDialogElement;

  override render(): TemplateResult {
    const close = html`<button class="plain" type="button" aria-label=${this.t.app.close} @click=${this.#close}>
      ${icon('close')}
    </button>`;
    return html`<dialog aria-labelledby="heading" @cancel=${this.#onCancel} @close=${this.#onClose}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        ${this.required ? '' : close}
      </header>
      ${this.open ? html`<slot></slot>` : ''}
    </dialog>`;
  }

  override updated(changed: PropertyValues<this>): void {
    // A page that is left while it draws takes its dialog with it: out of the document nothing can be shown.
    if (!changed.has('open') || this.box.open === this.open || !this.isConnected) return;
    if (!this.open) return this.box.close();
    this.box.showModal();
    void this.#focusContent();
  }

  /** Puts the focus where the content wants it, once that is drawn; else it is where the browser put it. */
  async #focusContent(): Promise<void> {
    const wanted = this.querySelector<HTMLElement>('[autofocus]');
    if (wanted instanceof LitElement) await wanted.updateComplete;
    wanted?.focus();
  }

  readonly #close = (): void => {
    this.open = false;
    emit(this, 'ww-close', {});
  };

  readonly #onCancel = (event: Event): void => {
    if (this.required) event.preventDefault();
  };

  readonly #onClose = (): void => {
    // Chromium closes on a second Escape whatever `cancel` said; what is required comes back.
    if (this.open && this.required) this.box.showModal();
    else if (this.open) this.#close();
  };
}
