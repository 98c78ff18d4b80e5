import { localDateOf, yearOf } from '@wardwatch/shared/calendar';
import type { CalendarList } from '@wardwatch/shared/api';
import { type Calendar, type CalendarVersion, type HolidayDay, WEEKDAYS } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import { choiceField } from '../../components/choice-field.ts';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import type { ApiResult } from '../../data/api-failure.ts';
import type { NewCalendarVersion } from '../../data/ledger-api.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, field, table, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import './holiday-form.ts';
import { hoursText } from './hours-text.ts';
import './week-form.ts';

/** Opening hours of each kind of place, and the special days of each year. */
@customElement('ww-calendars-page')
export class CalendarsPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    table,
    field,
    page,
    css`
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .calendars {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: var(--space-4);
        align-items: start;
      }
      dl {
        display: grid;
        grid-template-columns: 6rem minmax(0, 1fr);
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-sm);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-3);
      }
      .scroll {
        max-height: none;
      }
      .scroll table {
        min-width: 36rem;
      }
    `,
  ];

  readonly #list = new RequestController<CalendarList>(this);
  readonly #change = new RequestController<true>(this);
  @state() private year: number | undefined;
  @state() private isEditing = false;
  @state() private versioned: Calendar | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { calendars } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${calendars.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft">${calendars.intro}</p>
      <p><a class="link" href="/rules">${this.t.rules.link}</a></p>
      ${this.requested(this.#list, this.#load, (list) => this.#shown(list))} ${this.isAdmin ? this.#dialog() : ''}
    </div>`;
  }

  #dialog(): TemplateResult {
    const { calendars } = this.t;
    return html`<ww-dialog
      .open=${this.versioned !== undefined}
      .heading=${calendars.newVersionOf(this.versioned?.name ?? '')}
      @ww-close=${this.#hide}
    >
      ${this.versioned ? this.#weekForm(this.versioned) : ''}
    </ww-dialog>`;
  }

  #shown(list: CalendarList): TemplateResult {
    const { calendars } = this.t;
    return html`<section class="section">
        <h2>${calendars.hours}</h2>
        <div class="calendars">${list.calendars.map((calendar) => this.#calendar(calendar))}</div>
      </section>
      ${this.#holidays(list.holidays)}`;
  }

  /** The newest version open, the ones before it folded away. */
  #calendar(calendar: Calendar): TemplateResult {
    const { calendars } = this.t;
    const [newest, ...older] = calendar.versions.toSorted((a, b) => b.validFrom.localeCompare(a.validFrom));
    return html`<section class="card">
      <h3>${calendar.name}</h3>
      ${newest ? this.#version(newest) : ''}
      ${older.map(
        (version) =>
          html`<details>
            <summary>${this.#versionWords(version)}</summary>
            ${this.#week(version)}
          </details>`,
      )}
      ${
        this.isAdmin
          ? html`<p>
              <button
                type="button"
                aria-label=${calendars.newVersionOf(calendar.name)}
                @click=${() => this.#addVersion(calendar)}
              >
                ${calendars.newVersion}
              </button>
            </p>`
          : ''
      }
    </section>`;
  }

  #versionWords({ version, validFrom }: CalendarVersion): string {
    return this.t.calendars.version(String(version), this.format.localDate(validFrom));
  }

  #version(version: CalendarVersion): TemplateResult {
    return html`<p class="soft small">${this.#versionWords(version)}</p>
      ${this.#week(version)}`;
  }

  #week({ week, seasons, observesHolidays }: CalendarVersion): TemplateResult {
    const { calendars } = this.t;
    return html`<dl>
        ${WEEKDAYS.map(
          (day) =>
            html`<dt class="soft">${calendars.weekdays[day]}</dt>
              <dd>${hoursText(week[day]) || calendars.closed}</dd>`,
        )}
      </dl>
      <p class="small">
        ${observesHolidays ? calendars.observes : calendars.ignores}.
        ${seasons.length > 0 ? calendars.seasons(this.format.number(seasons.length)) : ''}
      </p>`;
  }

  #holidays(all: readonly HolidayDay[]): TemplateResult {
    const { calendars } = this.t;
    const present = yearOf(localDateOf(this.now));
    const year = this.year ?? present;
    const years = [...new Set([...all.map(({ date }) => yearOf(date)), present, present + 1])].toSorted(
      (a, b) => a - b,
    );
    const days = all.filter(({ date }) => yearOf(date) === year).toSorted((a, b) => a.date.localeCompare(b.date));
    return html`<section class="card">
      <h2>${calendars.holidays}</h2>
      <div class="tools">
        ${choiceField({
          id: 'year',
          label: calendars.year,
          options: years.map((one) => [String(one), String(one)] as const),
          chosen: String(year),
          onChoose: (value) => this.#chooseYear(Number(value)),
        })}
        ${
          this.isAdmin && !this.isEditing
            ? html`<button type="button" @click=${this.#edit}>${calendars.edit(String(year))}</button>`
            : ''
        }
      </div>
      ${this.isEditing ? this.#holidayForm(year, days) : this.#holidayTable(days)}
    </section>`;
  }

  #holidayForm(year: number, days: readonly HolidayDay[]): TemplateResult {
    const { ledger } = this.services.api;
    return html`<ww-holiday-form
      .year=${year}
      .days=${days}
      .pending=${this.#change.isPending}
      .failure=${this.#failure()}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<HolidayDay[]>) => this.#finish(() => ledger.saveHolidays(year, event.detail))}
    ></ww-holiday-form>`;
  }

  #holidayTable(days: readonly HolidayDay[]): TemplateResult {
    const { calendars } = this.t;
    if (days.length === 0) return html`<p class="soft">${calendars.noDays}</p>`;
    const heads = [calendars.date, calendars.kind, calendars.dayName, calendars.source];
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${calendars.holidays}>
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${days.map((day) => this.#day(day))}
        </tbody>
      </table>
    </div>`;
  }

  #day(day: HolidayDay): TemplateResult {
    const { calendars } = this.t;
    return html`<tr>
      <th scope="row">${this.format.localDate(day.date)}</th>
      <td>${calendars.kinds[day.kind]}</td>
      <td>
        ${day.name}
        ${day.confirmed ? '' : html`<ww-chip tone="warning" .picture=${'alert'} .label=${calendars.unconfirmed}></ww-chip>`}
      </td>
      <td>${day.source ?? ''}</td>
    </tr>`;
  }

  #weekForm(calendar: Calendar): TemplateResult {
    const { ledger } = this.services.api;
    const last = calendar.versions.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom)).at(-1);
    const save = (event: CustomEvent<NewCalendarVersion>): Promise<void> =>
      this.#finish(() => ledger.addCalendarVersion(calendar.id, event.detail));
    return html`<ww-week-form
      autofocus
      .last=${last}
      .pending=${this.#change.isPending}
      .failure=${this.#failure()}
      @ww-cancel=${this.#hide}
      @ww-submit=${save}
    ></ww-week-form>`;
  }

  #failure(): string {
    const { failure } = this.#change;
    return failure ? this.failureWords(failure) : '';
  }

  async #finish(call: () => Promise<ApiResult<true>>): Promise<void> {
    if (this.#change.isPending) return;
    const result = await this.#change.run(this.services.clock, call);
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.calendars.saved);
    await this.#load();
  }

  #chooseYear(year: number): void {
    this.year = year;
    this.isEditing = false;
  }

  readonly #edit = (): void => {
    this.#change.reset();
    this.isEditing = true;
  };

  #addVersion(calendar: Calendar): void {
    this.#change.reset();
    this.versioned = calendar;
  }

  readonly #hide = (): void => {
    this.isEditing = false;
    this.versioned = undefined;
  };

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.ledger.calendars(signal));
  };
}
