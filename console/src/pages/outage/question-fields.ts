import { ATTACHMENT_TYPES, type OutageList } from '@wardwatch/shared/api';
import { CAUSES, type LedgerRow } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { lengthWords } from '../../components/outage-words.ts';
import { inputText } from '../../components/ward-input.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';
import { MAX_FILE_MB, type Mistake, type Question } from './question.ts';

/** What the fields of a question are made from. The row is the one that was shown when it was asked. */
export interface QuestionView {
  question: Question;
  row: LedgerRow;
  mistake: Mistake | undefined;
  /** Rows that may be merged; undefined until they are loaded. */
  nearby: OutageList['rows'] | undefined;
  now: number;
  t: Messages;
  format: Format;
}

/** The fields of a question, for its form. */
export function questionFields(view: QuestionView): TemplateResult {
  const { outage } = view.t;
  switch (view.question) {
    case 'confirm':
      return html`${causeField(view)} ${textField(view, 'note', outage.optionalNote, false)}`;
    case 'note':
      return textField(view, 'note', outage.note, true);
    case 'ticket':
      return ticketField(view);
    case 'attach':
      return fileField(view);
    case 'merge':
      return html`${mergeField(view)} ${textField(view, 'reason', outage.reason, false)}`;
    case 'split':
      return html`${splitField(view)} ${textField(view, 'reason', outage.reason, false)}`;
    case 'exclude':
      return html`<p>${outage.excludeText}</p>
        ${textField(view, 'reason', outage.reason, true)}`;
    case 'unconfirm':
    case 'include':
      break;
  }
  return textField(view, 'reason', outage.reason, true);
}

function mistakeOf(view: QuestionView, field: string): string {
  return view.mistake?.field === field ? view.mistake.words : '';
}

function textField(view: QuestionView, name: 'note' | 'reason', label: string, isFirst: boolean): TemplateResult {
  const mistake = mistakeOf(view, name);
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <textarea
      id=${name}
      name=${name}
      maxlength="4000"
      ?autofocus=${isFirst}
      aria-invalid=${mistake !== ''}
      aria-describedby="${name}-mistake"
    ></textarea>
    <span class="mistake" id="${name}-mistake">${mistake}</span>
  </div>`;
}

function causeField({ row, t }: QuestionView): TemplateResult {
  const { causes } = t.ledger;
  const first = row.confirmed?.cause ?? row.suggested.cause;
  return html`<div class="field">
    <label for="cause">${t.outage.cause}</label>
    <select id="cause" name="cause" autofocus>
      ${CAUSES.map((cause) => {
        const words = cause === row.suggested.cause ? t.outage.suggestedMark(causes[cause]) : causes[cause];
        return html`<option .value=${cause} ?selected=${cause === first}>${words}</option>`;
      })}
    </select>
  </div>`;
}

function ticketField({ row, t }: QuestionView): TemplateResult {
  return html`<div class="field">
    <label for="ticket">${t.outage.ticket}</label>
    <input
      id="ticket"
      name="ticket"
      maxlength="120"
      autocomplete="off"
      autofocus
      .value=${row.ticket ?? ''}
      aria-describedby="ticket-hint"
    />
    <span class="hint" id="ticket-hint">${t.outage.ticketHint}</span>
  </div>`;
}

function fileField(view: QuestionView): TemplateResult {
  const mistake = mistakeOf(view, 'file');
  return html`<div class="field">
    <label for="file">${view.t.outage.file}</label>
    <input
      id="file"
      name="file"
      type="file"
      accept=${ATTACHMENT_TYPES.join(',')}
      autofocus
      aria-invalid=${mistake !== ''}
      aria-describedby="file-mistake file-hint"
    />
    <span class="mistake" id="file-mistake">${mistake}</span>
    <span class="hint" id="file-hint">${view.t.outage.fileHint(view.format.number(MAX_FILE_MB))}</span>
  </div>`;
}

function mergeField(view: QuestionView): TemplateResult {
  const { t, format, nearby, now } = view;
  const mistake = mistakeOf(view, 'ids');
  if (!nearby) return html`<ww-spinner></ww-spinner>`;
  if (nearby.length === 0) return html`<p>${t.outage.mergeEmpty}</p>`;
  return html`<fieldset class="field" aria-describedby="ids-mistake">
    <legend>${t.outage.mergeText}</legend>
    ${nearby.map(
      (row) =>
        html`<label class="choice"
          ><input type="checkbox" name="ids" .value=${row.id} aria-invalid=${mistake !== ''} /><span
            >${row.id}, ${format.dateTime(row.from)}, ${lengthWords(row, now, t, format)}</span
          ></label
        >`,
    )}
    <span class="mistake" id="ids-mistake">${mistake}</span>
  </fieldset>`;
}

function splitField(view: QuestionView): TemplateResult {
  const { row, t, format, now } = view;
  const until = row.until ?? now;
  const mistake = mistakeOf(view, 'at');
  return html`<div class="field">
    <label for="at">${t.outage.splitAt}</label>
    <input
      id="at"
      name="at"
      type="datetime-local"
      step="1"
      autofocus
      min=${inputText(row.from)}
      max=${inputText(until)}
      .value=${inputText(row.from)}
      aria-invalid=${mistake !== ''}
      aria-describedby="at-mistake at-hint"
    />
    <span class="mistake" id="at-mistake">${mistake}</span>
    <span class="hint" id="at-hint"
      >${t.outage.splitHint(format.dateTimeSeconds(row.from), format.dateTimeSeconds(until))}</span
    >
  </div>`;
}
