import { MAX_REPORT_BYTES } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';

/** What is wrong with a file before it is sent. */
export type FileMistake = 'chooseFile' | 'wrongType' | 'tooLarge';

/** What speaks against a file, by its name and size alone; undefined where nothing does. */
export function fileMistake(file: Pick<File, 'name' | 'size'> | undefined): FileMistake | undefined {
  if (!file || file.name === '') return 'chooseFile';
  if (!/\.(docx|txt)$/i.test(file.name)) return 'wrongType';
  return file.size > MAX_REPORT_BYTES ? 'tooLarge' : undefined;
}

/** Chooses the file of a report. Sends `ww-file` with a `File`. */
@customElement('ww-load-form')
export class LoadForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    field,
    css`
      form {
        gap: var(--space-3);
      }
      input[type='file'] {
        padding: var(--space-2);
      }
    `,
  ];

  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private wrong: FileMistake | undefined;

  override render(): TemplateResult {
    const { reports } = this.t;
    return html`<form class="card" novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="file">${reports.file}</label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".docx,.txt"
          aria-invalid=${this.wrong !== undefined}
          aria-describedby="file-mistake file-hint"
        />
        <span class="mistake" id="file-mistake" role="status">${this.wrong ? reports[this.wrong] : ''}</span>
        <span class="hint" id="file-hint">${reports.fileHint}</span>
      </div>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${this.pending ? reports.loading : reports.load}</button>
      </div>
    </form>`;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.pending) return;
    const input = this.renderRoot.querySelector<HTMLInputElement>('#file');
    const file = input?.files?.[0];
    this.wrong = fileMistake(file);
    if (this.wrong || !file) input?.focus();
    else emit(this, 'ww-file', { file });
  };
}
