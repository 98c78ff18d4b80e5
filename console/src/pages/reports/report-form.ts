import type { ReportDetail, UpdateReportRequest } from '@wardwatch/shared/api';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { quarterKeys, type ReportField, reportRequest } from './report-request.ts';
import { periodWords } from './report-words.ts';

/** What a report's text does not tell. Sends `ww-submit` with an `UpdateReportRequest`, and `ww-cancel`. */
@customElement('ww-report-form')
export class ReportForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  @property({ attribute: false }) report: ReportDetail['report'] | undefined;
  /** The report as the server has it by now: what is sent rests on it, while the fields keep what was typed. */
  @property({ attribute: false }) newest: ReportDetail['report'] | undefined;
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form: FormController<UpdateReportRequest, ReportField> = new FormController<
    UpdateReportRequest,
    ReportField
  >(this, {
    isPending: () => this.pending,
    read: (data) => {
      const before = this.newest ?? this.report;
      return before ? reportRequest(data, before) : { wrong: new Set() };
    },
    send: (request) => emit(this, 'ww-submit', request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult | '' {
    const { report } = this;
    if (!report) return '';
    const { reports, app } = this.t;
    const mistake = (name: ReportField): string => this.#form.words(name, reports.mistakes[name]);
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({ id: 'title', label: reports.fields.title, value: report.title, mistake: mistake('title') })}
      ${inputField({
        id: 'number',
        label: reports.fields.number,
        value: report.number ?? '',
        mistake: mistake('number'),
      })}
      ${inputField({
        id: 'datedOn',
        label: reports.fields.datedOn,
        type: 'date',
        value: report.datedOn ?? '',
        mistake: mistake('datedOn'),
      })}
      <div class="field">
        <label for="period">${reports.fields.period}</label>
        <select id="period" name="period">
          ${quarterKeys(this.now, report.period).map(
            (key) =>
              html`<option value=${key} ?selected=${key === report.period}>
                ${periodWords(key, this.t, this.format)}
              </option>`,
          )}
        </select>
      </div>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }
}
