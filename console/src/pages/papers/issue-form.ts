import { localDateOf } from '@wardwatch/shared/calendar';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type IssueField, type IssueRequest, issueRequest } from './issue-request.ts';

/** Number and day of a document that is issued now. Sends `ww-submit` with an `IssueRequest`, and `ww-cancel`. */
@customElement('ww-issue-form')
export class IssueForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<IssueRequest, IssueField>(this, {
    isPending: () => this.pending,
    read: issueRequest,
    send: (request) => emit(this, 'ww-submit', request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { papers, app } = this.t;
    const mistake = (name: IssueField): string => this.#form.words(name, papers.issueMistakes[name]);
    return html`<form novalidate @submit=${this.#form.submit}>
      <p>${papers.issueText}</p>
      ${inputField({
        id: 'number',
        label: papers.issueNumber,
        hint: papers.issueNumberHint,
        maxLength: 6,
        mistake: mistake('number'),
      })}
      ${inputField({
        id: 'issuedOn',
        label: papers.issueDay,
        type: 'date',
        value: localDateOf(this.now),
        mistake: mistake('issuedOn'),
      })}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${papers.issueConfirm}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }
}
