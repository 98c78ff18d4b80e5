import { type CalendarVersion, WEEKDAYS, type Weekday, type WeekHours } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { isDate } from '../../components/ward-input.ts';
import type { NewCalendarVersion } from '../../data/ledger-api.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { readText } from '../../components/read-text.ts';
import { hoursText, parseHours } from './hours-text.ts';

/** Opening hours of a week from a day on. Sends `ww-submit` with a `NewCalendarVersion`, and `ww-cancel`. */
@customElement('ww-week-form')
export class WeekForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      form {
        gap: var(--space-4);
      }
      .day {
        display: grid;
        grid-template-columns: 7rem minmax(0, 1fr);
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      .day .mistake {
        grid-column: 2;
      }
      @media (width < 40rem) {
        .day {
          grid-template-columns: minmax(0, 1fr);
        }
        .day .mistake {
          grid-column: 1;
        }
      }
    `,
  ];

  /** The latest version, with which the fields begin. */
  @property({ attribute: false }) last: CalendarVersion | undefined;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<NewCalendarVersion, Weekday | 'validFrom'>(this, {
    isPending: () => this.pending,
    read: readVersion,
    send: (version) => emit(this, 'ww-submit', version),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { calendars, app } = this.t;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'validFrom',
        label: calendars.validFrom,
        type: 'date',
        mistake: this.#form.words('validFrom', calendars.dateRule),
      })}
      <p class="hint" id="hours-hint">${calendars.hoursHint}</p>
      ${WEEKDAYS.map((day) => this.#day(day))}
      <label class="choice"
        ><input
          type="checkbox"
          name="observes"
          .checked=${this.last?.observesHolidays ?? true}
        />${calendars.observes}</label
      >
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #day(day: Weekday): TemplateResult {
    const { calendars } = this.t;
    const name = calendars.weekdays[day];
    const mistake = this.#form.words(day, calendars.hoursRule(name));
    return html`<div class="day">
      <label for=${day}>${name}</label>
      <input
        id=${day}
        name=${day}
        autocomplete="off"
        .value=${hoursText(this.last?.week[day] ?? [])}
        aria-invalid=${mistake !== ''}
        aria-describedby="hours-hint ${day}-mistake"
      />
      <span class="mistake" id="${day}-mistake">${mistake}</span>
    </div>`;
  }
}

function readVersion(data: FormData): FormReading<NewCalendarVersion, Weekday | 'validFrom'> {
  const week: WeekHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const wrong = new Set<Weekday | 'validFrom'>();
  const validFrom = readText(data, 'validFrom');
  if (!isDate(validFrom)) wrong.add('validFrom');
  for (const day of WEEKDAYS) {
    const hours = parseHours(readText(data, day));
    if (hours) week[day] = hours;
    else wrong.add(day);
  }
  if (wrong.size > 0) return { wrong };
  return { value: { validFrom, week, seasons: [], observesHolidays: data.has('observes') } };
}
