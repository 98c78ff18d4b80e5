import type { CalendarList, OutageDetail, PaperDetail } from '@wardwatch/shared/api';
import { currentQuarter, periodKey } from '@wardwatch/shared/calendar';
import type { LedgerRow } from '@wardwatch/shared/model';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { navigate } from '../../components/emit.ts';
import '../../components/fact-bands.ts';
import { icon } from '../../components/icons.ts';
import '../../components/outage-table.ts';
import { placeWords } from '../../components/outage-words.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import { outageBands } from './outage-bands.ts';
import './outage-cause.ts';
import './outage-dialogs.ts';
import type { OutageDialogs } from './outage-dialogs.ts';
import './outage-head.ts';
import './outage-record.ts';
import { questionsFor } from './question.ts';

/** A change of the site shows here within this. */
const REFRESH = { everyMs: undefined, atMostEveryMs: 20_000 };

/** One outage: what, when, why, by which proof, and what an officer decides about it. */
@customElement('ww-outage-page')
export class OutagePage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        margin-block-end: calc(-1 * var(--space-3));
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .card.rows {
        padding: var(--space-2) var(--space-3);
      }
    `,
  ];

  @property() outageId = '';

  readonly #detail = new RequestController<OutageDetail>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#load(),
    REFRESH,
  );
  readonly #calendars = new RequestController<CalendarList>(this);
  readonly #minutes = new RequestController<PaperDetail>(this);
  #loadedId = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('fleet') && this.sitesChanged()) this.#refresh.touch();
    if (this.outageId === this.#loadedId) return;
    this.#detail.reset();
    this.#minutes.reset();
    void this.#load();
    const { api, clock } = this.services;
    // Only for its name: while it is not there, its id stands in its place.
    void this.#calendars.run(clock, (signal) => api.ledger.calendars(signal));
  }

  override render(): TemplateResult {
    const { ledger, outage } = this.t;
    const row = this.#detail.value?.row;
    const title = row ? `${row.id}\u00a0· ${placeWords(row, this.names, this.t)}` : `${outage.title} ${this.outageId}`;
    return html`<div class="page">
      <nav aria-label=${ledger.title}>
        <a href="/ledger">← ${ledger.title}</a>
        ${row?.siteId ? html`<a href="/sites/${encodeURIComponent(row.siteId)}">${this.t.site.open}</a>` : ''}
      </nav>
      <header>
        <h1 tabindex="-1">${title}</h1>
        ${this.asOf()}
      </header>
      ${this.#body()}
    </div>`;
  }

  #body(): TemplateResult {
    if (this.#detail.failure?.code === 'not-found' && !this.#detail.value)
      return html`<ww-failure .description=${this.t.outage.notFound}></ww-failure>`;
    return this.requested(this.#detail, this.#load, (detail) => this.#shown(detail));
  }

  #shown(detail: OutageDetail): TemplateResult {
    const { row } = detail;
    const { outage } = this.t;
    const calendar = this.#calendars.value?.calendars.find(({ id }) => id === row.minutes.calendar);
    const mark = { from: row.from, until: row.until ?? detail.window.until };
    return html`
      ${this.isAdmin ? this.#actions(row) : ''}
      <ww-outage-head
        .row=${row}
        .names=${this.names}
        .calendarName=${calendar?.name ?? ''}
        .now=${this.now}
      ></ww-outage-head>
      <ww-outage-cause .row=${row} .names=${this.names}></ww-outage-cause>
      <section class="card section">
        <h2>${outage.picture}</h2>
        <ww-fact-bands
          .bands=${outageBands(detail, this.names, this.t)}
          .window=${detail.window}
          .mark=${mark}
          .markLabel=${outage.outageMark}
        ></ww-fact-bands>
      </section>
      ${this.#together(detail)}
      <ww-outage-record .detail=${detail} .names=${this.names}></ww-outage-record>
      ${
        this.isAdmin
          ? html`<ww-outage-dialogs .row=${row} .now=${this.now} @ww-changed=${this.#load}></ww-outage-dialogs>`
          : ''
      }
    `;
  }

  #actions(row: LedgerRow): TemplateResult {
    const { outage } = this.t;
    const { failure } = this.#minutes;
    const dialogs = (): OutageDialogs | null => this.renderRoot.querySelector('ww-outage-dialogs');
    return html`<div class="actions" role="group" aria-label=${outage.actions}>
        ${questionsFor(row).map(
          (question) =>
            html`<button
              type="button"
              class=${question === 'confirm' && !row.confirmed ? 'primary' : ''}
              @click=${() => dialogs()?.show(question)}
            >
              ${outage[`${question}Action`]}
            </button>`,
        )}
        ${row.subject === 'site' ? this.#minutesButton(row) : ''}
      </div>
      ${failure ? html`<ww-failure .description=${this.failureWords(failure)}></ww-failure>` : ''}`;
  }

  #minutesButton(row: LedgerRow): TemplateResult {
    return html`<button type="button" aria-disabled=${this.#minutes.isPending} @click=${() => this.#makeMinutes(row)}>
      ${icon('paper')}${this.t.papers.fromOutage}
    </button>`;
  }

  /** A draft of the minutes that confirm the outage; where there is one, that one. */
  async #makeMinutes({ id, from }: LedgerRow): Promise<void> {
    const { api, clock } = this.services;
    if (this.#minutes.isPending) return;
    const period = periodKey(currentQuarter(from));
    const result = await this.#minutes.run(clock, () => api.papers.create({ kind: 'minutes', period, about: id }));
    if (result?.ok) navigate(this, `/papers/${encodeURIComponent(result.value.paper.id)}`, { replace: false });
  }

  #together({ row, together }: OutageDetail): TemplateResult | '' {
    const others = together.filter(({ id }) => id !== row.id);
    if (others.length === 0) return '';
    const { outage } = this.t;
    return html`<section class="section">
      <div>
        <h2>${outage.together}</h2>
        <p class="soft small">${outage.togetherText}</p>
      </div>
      <div class="card rows">
        <ww-outage-table
          .rows=${others}
          .names=${this.names}
          .now=${this.now}
          .label=${outage.together}
        ></ww-outage-table>
      </div>
    </section>`;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    const id = this.outageId;
    this.#loadedId = id;
    this.#refresh.ran();
    await this.#detail.run(clock, (signal) => api.ledger.outage(id, signal));
  };
}
