import type { PaperText } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { drafts } from './paper-drafts.ts';
import type { PaperEdit } from './paper-edit.ts';

const MOST_LENGTH = 6_000;

declare global {
  interface HTMLElementTagNameMap {
    'ww-slot-editor': SlotEditor;
  }
}

/**
 * A text of a document while an officer writes it. What is typed is kept until it is saved or given up. Sends `ww-edit`
 * with a `PaperEdit`, and `ww-cancel`.
 */
@customElement('ww-slot-editor')
export class SlotEditor extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      :host {
        margin-block: var(--space-3);
        font-family: var(--font-text);
        font-size: var(--text-md);
      }
      form {
        gap: var(--space-3);
        padding: var(--space-3);
        border: var(--hairline) solid var(--ww-line-strong);
        border-radius: var(--radius-md);
        background: var(--ww-sunken);
      }
      textarea {
        min-height: 9rem;
      }
    `,
  ];

  @property() paperId = '';
  @property({ attribute: false }) name: PaperText = 'subject';
  /** What stands there now. */
  @property() value = '';
  /** Whether an officer wrote what stands there. */
  @property({ type: Boolean }) own = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';

  /** Puts the focus into the text. */
  override focus(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  override render(): TemplateResult {
    const { papers, app } = this.t;
    const typed = drafts.read(this.paperId, this.name);
    return html`<form novalidate @submit=${this.#onSubmit}>
      <div class="field">
        <label for="text">${papers.texts[this.name]}</label>
        <textarea
          id="text"
          name="text"
          maxlength=${MOST_LENGTH}
          aria-describedby="text-hint"
          .value=${typed ?? this.value}
          @input=${this.#onInput}
        ></textarea>
        <span class="hint" id="text-hint">${papers.textHint}</span>
      </div>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        ${
          this.own
            ? html`<button type="button" aria-disabled=${this.pending} @click=${() => this.#send('')}>
                ${papers.reset}
              </button>`
            : ''
        }
        <button type="button" @click=${this.#cancel}>${app.cancel}</button>
      </div>
    </form>`;
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    drafts.keep(this.paperId, this.name, event.target.value);
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send(this.renderRoot.querySelector('textarea')?.value ?? '');
  };

  #send(typed: string): void {
    if (this.pending) return;
    emit(this, 'ww-edit', { kind: 'text', name: this.name, text: typed } satisfies PaperEdit);
  }

  readonly #cancel = (): void => {
    drafts.forget(this.paperId, this.name);
    emit(this, 'ww-cancel', {});
  };
}
