import { HOLIDAY_KINDS, type HolidayDay } from '@wardwatch/shared/model';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { daysOf, type DraftDay, draftOf } from './holiday-rows.ts';

/** The special days of one year, to be changed. Sends `ww-submit` with the `HolidayDay[]`, and `ww-cancel`. */
@customElement('ww-holiday-form')
export class HolidayForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      fieldset {
        display: grid;
        grid-template-columns: 10rem 9rem minmax(8rem, 2fr) minmax(8rem, 2fr) auto auto;
        align-items: center;
        gap: var(--space-2);
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      .choice {
        align-items: center;
        white-space: nowrap;
      }
      @media (width < 64rem) {
        fieldset {
          grid-template-columns: minmax(9.5rem, 1fr) minmax(0, 1fr);
        }
        input[type='text'] {
          grid-column: 1 / -1;
        }
        button.plain {
          justify-self: end;
        }
      }
    `,
  ];

  @property({ type: Number }) year = 0;
  /** What the rows show at first; later changes are the reader's. */
  @property({ attribute: false }) days: readonly HolidayDay[] = [];
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private rows: readonly DraftDay[] = [];
  /** Its mistakes are the places of the rows. */
  readonly #form = new FormController<HolidayDay[], number>(this, {
    isPending: () => this.pending,
    read: () => daysOf(this.rows, this.year),
    send: (days) => emit(this, 'ww-submit', days),
  });

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('year')) this.rows = this.days.map(draftOf);
  }

  override render(): TemplateResult {
    const { calendars, app } = this.t;
    const [wrongRow] = this.#form.wrong;
    const mistake = wrongRow === undefined ? '' : calendars.dayRule(String(wrongRow + 1));
    return html`<form novalidate @submit=${this.#form.submit}>
      <div>${this.rows.map((row, index) => this.#row(row, index))}</div>
      <p class="mistake" role="alert">${mistake}</p>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button type="button" @click=${this.#add}>${icon('plus')}${calendars.addDay}</button>
        <button class="primary" aria-disabled=${this.pending}>${calendars.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #row(row: DraftDay, index: number): TemplateResult {
    const { calendars } = this.t;
    const isWrong = this.#form.wrong.has(index);
    const change = (part: Partial<DraftDay>): void => {
      this.rows = this.rows.with(index, { ...row, ...part });
    };
    const input = (name: 'date' | 'name' | 'source', label: string, type: 'date' | 'text'): TemplateResult => {
      const onChange = (event: Event): void => {
        if (event.target instanceof HTMLInputElement) change({ [name]: event.target.value });
      };
      return html`<input
        type=${type}
        maxlength="120"
        aria-label="${label} ${index + 1}"
        placeholder=${type === 'text' ? label : ''}
        .value=${row[name]}
        aria-invalid=${isWrong && name !== 'source'}
        @change=${onChange}
      />`;
    };
    const onKind = (event: Event): void => {
      if (event.target instanceof HTMLSelectElement) change({ kind: event.target.value });
    };
    const onConfirmed = (event: Event): void => {
      if (event.target instanceof HTMLInputElement) change({ confirmed: event.target.checked });
    };
    return html`<fieldset>
      <legend class="unseen">${row.name || index + 1}</legend>
      ${input('date', calendars.date, 'date')}
      <select aria-label="${calendars.kind} ${index + 1}" @change=${onKind}>
        ${HOLIDAY_KINDS.map(
          (kind) => html`<option .value=${kind} .selected=${kind === row.kind}>${calendars.kinds[kind]}</option>`,
        )}
      </select>
      ${input('name', calendars.dayName, 'text')} ${input('source', calendars.source, 'text')}
      <label class="choice"
        ><input type="checkbox" .checked=${row.confirmed} @change=${onConfirmed} />${calendars.confirmed}</label
      >
      <button
        type="button"
        class="plain"
        aria-label=${calendars.removeDay(row.name || String(index + 1))}
        @click=${() => (this.rows = this.rows.toSpliced(index, 1))}
      >
        ${icon('close')}
      </button>
    </fieldset>`;
  }

  readonly #add = async (): Promise<void> => {
    this.rows = [...this.rows, { date: `${this.year}-01-01`, kind: 'holiday', name: '', confirmed: false, source: '' }];
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('fieldset:last-child input')?.focus();
  };
}
