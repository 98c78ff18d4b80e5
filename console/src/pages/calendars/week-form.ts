import { type CalendarVersion, WEEKDAYS, type Weekday, type WeekHours } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import '../../components/notices.ts';
import { isDate } from '../../components/ward-input.ts';
import type { NewCalendarVersion } from '../../data/ledger-api.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { focusFirstMistake } from '../focus-mistake.ts';
import { readText } from '../read-text.ts';
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
    `,
  ];

  /** The latest version, with which the fields begin. */
  @property({ attribute: false }) last: CalendarVersion | undefined;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private wrong: ReadonlySet<Weekday | 'validFrom'> = new Set();

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { calendars, app } = this.t;
    const isDateWrong = this.wrong.has('validFrom');
    return html`<form novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="validFrom">${calendars.validFrom}</label>
        <input
          id="validFrom"
          name="validFrom"
          type="date"
          aria-invalid=${isDateWrong}
          aria-describedby="validFrom-mistake"
        />
        <span class="mistake" id="validFrom-mistake">${isDateWrong ? calendars.dateRule : ''}</span>
      </div>
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
    const isWrong = this.wrong.has(day);
    const name = calendars.weekdays[day];
    return html`<div class="day">
      <label for=${day}>${name}</label>
      <input
        id=${day}
        name=${day}
        autocomplete="off"
        .value=${hoursText(this.last?.week[day] ?? [])}
        aria-invalid=${isWrong}
        aria-describedby="hours-hint ${day}-mistake"
      />
      <span class="mistake" id="${day}-mistake">${isWrong ? calendars.hoursRule(name) : ''}</span>
    </div>`;
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.pending || !(event.target instanceof HTMLFormElement)) return;
    const data = new FormData(event.target);
    const validFrom = readText(data, 'validFrom');
    const { week, wrong } = readWeek(data);
    this.wrong = new Set([...(isDate(validFrom) ? [] : ['validFrom' as const]), ...wrong]);
    if (await focusFirstMistake(this)) return;
    const version: NewCalendarVersion = { validFrom, week, seasons: [], observesHolidays: data.has('observes') };
    emit(this, 'ww-submit', version);
  };
}

function readWeek(data: FormData): { week: WeekHours; wrong: Weekday[] } {
  const week: WeekHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const wrong: Weekday[] = [];
  for (const day of WEEKDAYS) {
    const hours = parseHours(readText(data, day));
    if (hours) week[day] = hours;
    else wrong.push(day);
  }
  return { week, wrong };
}
