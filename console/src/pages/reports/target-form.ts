import type { StatementRow } from '@wardwatch/shared/api';
import type { Statement } from '@wardwatch/shared/statements';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import { decimalText, readDecimal } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { isDate } from '../../components/ward-input.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';

/** A target and a due day in place of the catalogue's; null leaves that one. */
export interface Target {
  target: number | null;
  dueOn: string | null;
}

/** Most that a target can be. */
const MOST = 1_000_000;

/** Reads target and due day, or says which of them is wrong. */
export function targetRequest(data: FormData): FormReading<Target, 'target' | 'dueOn'> {
  const value = readText(data, 'target').trim();
  const dueOn = readText(data, 'dueOn');
  const target = value === '' ? null : readDecimal(value);
  const wrong = new Set<'target' | 'dueOn'>();
  if (target !== null && !(target <= MOST)) wrong.add('target');
  if (dueOn !== '' && !isDate(dueOn)) wrong.add('dueOn');
  return wrong.size > 0 ? { wrong } : { value: { target, dueOn: dueOn === '' ? null : dueOn } };
}

/** Gives a statement a target in numbers and a due day. Sends `ww-target` with a `Target`. */
@customElement('ww-target-form')
export class TargetForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  @property({ attribute: false }) statement: Statement | undefined;
  @property({ attribute: false }) row: StatementRow | undefined;
  @property({ type: Boolean }) pending = false;
  #shown: StatementRow | undefined;
  readonly #form = new FormController<Target, 'target' | 'dueOn'>(this, {
    isPending: () => this.pending,
    read: targetRequest,
    send: (target) => emit(this, 'ww-target', target),
  });

  /** What was typed stays while the row behind it is loaded anew. */
  override willUpdate(): void {
    if (this.#shown?.statementId !== this.row?.statementId) this.#shown = this.row;
  }

  override render(): TemplateResult | '' {
    const { statement, row } = this;
    const shown = this.#shown;
    if (!statement?.target || !row) return '';
    const { reports, app } = this.t;
    const isAsked = statement.target.value === null && row.target === null;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'target',
        label: reports.targetValue(reports.unitNames[statement.target.unit]),
        value: typeof shown?.target === 'number' ? decimalText(shown.target) : '',
        hint: isAsked ? reports.targetAsk : reports.targetHint,
        maxLength: 12,
        mistake: this.#form.words('target', reports.targetMistake),
      })}
      ${inputField({
        id: 'dueOn',
        label: reports.panel.dueOn,
        type: 'date',
        value: shown?.dueOn ?? '',
        mistake: this.#form.words('dueOn', reports.dueMistake),
      })}
      <div class="actions"><button aria-disabled=${this.pending}>${app.save}</button></div>
    </form>`;
  }
}
