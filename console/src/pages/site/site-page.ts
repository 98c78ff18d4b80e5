import type { SiteAvailability, SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/day-strip.ts';
import { deviceStatus } from '../../components/device-status.ts';
import { navigate } from '../../components/emit.ts';
import '../../components/outage-table.ts';
import '../../components/state-strip.ts';
import '../../components/status-badge.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { siteServices } from '../../data/service-states.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { ledgerAddress } from '../ledger/ledger-query.ts';
import { page } from '../page-styles.ts';
import { parsePeriodChoice, type PeriodChoice, periodInterval, writePeriodChoice } from '../period.ts';
import '../period-picker.ts';
import './site-dialog.ts';
import type { SiteDialog } from './site-dialog.ts';
import './site-figures.ts';
import './site-head.ts';
import { loadSiteHistory, type SiteHistory } from './site-history.ts';
import './site-services.ts';

const DAY_MS = 86_400_000;
const DEFAULT_PERIOD = 'quarter';

/** The past grows by itself; a change of a site shows here within the second figure. */
const REFRESH = { everyMs: 300_000, atMostEveryMs: 20_000 };

/** Figures of a period that goes on end at a round instant, so that they are not asked for at every tick. */
const FIGURE_STEP_MS = 300_000;

/** Is this place all right? State now, past 90 days, availability with coverage, outages, devices, whom to call. */
@customElement('ww-site-page')
export class SitePage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      nav {
        margin-block-end: calc(-1 * var(--space-3));
      }
      nav a,
      .devices a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      .card.rows {
        padding: var(--space-2) var(--space-3);
      }
      .devices li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--space-4);
      }
    `,
  ];

  @property() siteId = '';
  /** Query of the address. */
  @property() query = '';

  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #history = new RequestController<SiteHistory>(this);
  readonly #figures = new RequestController<SiteAvailability>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#loadHistory(),
    REFRESH,
  );
  #loadedSite = '';
  #loadedFigures = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('fleet') && this.sitesChanged()) this.#refresh.touch();
    if (this.now === 0 || !this.#row) return;
    if (this.#loadedSite !== this.siteId) {
      this.#history.reset();
      this.#figures.reset();
      void this.#loadHistory();
    }
    const { from, until } = this.#window;
    if (this.#loadedFigures !== `${this.siteId} ${from} ${until}`) void this.#loadFigures();
  }

  override render(): TemplateResult {
    const row = this.#row;
    return html`<div class="page">
      <nav aria-label=${this.t.app.board}><a href="/">← ${this.t.app.board}</a></nav>
      <header>
        <h1 tabindex="-1">${row?.name ?? this.t.site.title}</h1>
        ${this.asOf()}
      </header>
      ${row ? this.#site(row) : this.#missing()}
    </div>`;
  }

  get #row(): SiteRow | undefined {
    return this.fleet?.sites.get(this.siteId);
  }

  get #choice(): PeriodChoice {
    return parsePeriodChoice(new URLSearchParams(this.query), DEFAULT_PERIOD);
  }

  /** The period up to now: what is still to come cannot be covered. */
  get #window(): Interval {
    const { from, until } = periodInterval(this.#choice, this.now);
    const past = Math.floor(this.now / FIGURE_STEP_MS) * FIGURE_STEP_MS;
    return { from, until: Math.max(from + 1, Math.min(until, past)) };
  }

  #missing(): TemplateResult | '' {
    if (this.fleet) return html`<ww-failure .description=${this.t.site.notFound}></ww-failure>`;
    return this.fleetFailure() || (this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '');
  }

  #site(row: SiteRow): TemplateResult {
    const calendars = this.#history.value?.calendars ?? [];
    const dialog = (): SiteDialog | null => this.renderRoot.querySelector('ww-site-dialog');
    return html`
      <ww-site-head
        .row=${row}
        .names=${this.names}
        .calendarName=${calendars.find(({ id }) => id === row.calendarId)?.name ?? ''}
        .now=${this.now}
        .editable=${this.isAdmin}
        @ww-edit=${() => dialog()?.show()}
      ></ww-site-head>
      ${this.requested(this.#history, this.#loadHistory, (history) => this.#strips(history))} ${this.#availability()}
      <ww-site-services
        .seen=${this.fleet ? siteServices(this.fleet, row.id) : []}
        .watching=${this.watching}
      ></ww-site-services>
      ${this.#devices(row)} ${this.#history.value ? this.#latest(this.#history.value) : ''}
      ${
        this.isAdmin
          ? html`<ww-site-dialog
              .row=${row}
              .sites=${[...(this.fleet?.sites.values() ?? [])]}
              .calendars=${calendars}
            ></ww-site-dialog>`
          : ''
      }
    `;
  }

  #strips({ window, spans }: SiteHistory): TemplateResult {
    const { site } = this.t;
    return html`<section class="card section">
      <h2>${site.dayStrip}</h2>
      <ww-state-strip
        tall
        .spans=${spans}
        .window=${{ from: window.until - DAY_MS, until: window.until }}
        .label=${site.dayStrip}
      ></ww-state-strip>
      <h2>${site.quarterStrip}</h2>
      <ww-day-strip .spans=${spans} .window=${window} .label=${site.quarterStrip}></ww-day-strip>
    </section>`;
  }

  #availability(): TemplateResult {
    return html`<section class="section">
      <h2>${this.t.site.availability}</h2>
      <ww-period-picker
        .choice=${this.#choice}
        .now=${this.now}
        @ww-period=${(event: CustomEvent<PeriodChoice>) => this.#go(event.detail)}
      ></ww-period-picker>
      ${this.requested(
        this.#figures,
        this.#loadFigures,
        (figures) => html`<ww-site-figures .figures=${figures}></ww-site-figures>`,
      )}
    </section>`;
  }

  #devices(row: SiteRow): TemplateResult {
    const { site } = this.t;
    const devices = [...(this.fleet?.devices.values() ?? [])].filter(
      ({ siteId, status }) => siteId === row.id && status !== 'revoked',
    );
    return html`<section class="card section">
      <h2>${site.devices}</h2>
      ${devices.length === 0 ? html`<p class="soft">${site.noDevices}</p>` : ''}
      <ul class="devices">
        ${devices.map(
          (device) =>
            html`<li>
              <a href="/devices/${encodeURIComponent(device.id)}">${device.name}</a>
              <ww-status-badge .status=${deviceStatus(device)}></ww-status-badge>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #latest({ latest }: SiteHistory): TemplateResult {
    const { site, ledger } = this.t;
    return html`<section class="section">
      <h2>${site.latest}</h2>
      ${
        latest.length === 0
          ? html`<p class="soft">${ledger.emptyTitle}.</p>`
          : html`<div class="card rows">
              <ww-outage-table
                .rows=${latest}
                .names=${this.names}
                .now=${this.now}
                .label=${site.latest}
              ></ww-outage-table>
            </div>`
      }
      <p><a href=${ledgerAddress({ site: this.siteId, period: 'quarter' })}>${site.toLedger}</a></p>
    </section>`;
  }

  #go(choice: PeriodChoice): void {
    const query = new URLSearchParams();
    writePeriodChoice(query, choice, DEFAULT_PERIOD);
    const search = query.size === 0 ? '' : `?${query}`;
    navigate(this, `/sites/${encodeURIComponent(this.siteId)}${search}`, { replace: true });
  }

  readonly #loadHistory = async (): Promise<void> => {
    const { api, clock } = this.services;
    const [id, now] = [this.siteId, Math.floor(this.now)];
    this.#loadedSite = id;
    this.#refresh.ran();
    await this.#history.run(clock, (signal) => loadSiteHistory(api.ledger, id, now, signal));
  };

  readonly #loadFigures = async (): Promise<void> => {
    const { api, clock } = this.services;
    const [id, window] = [this.siteId, this.#window];
    this.#loadedFigures = `${id} ${window.from} ${window.until}`;
    await this.#figures.run(clock, (signal) => api.ledger.availability(id, window, signal));
  };
}
