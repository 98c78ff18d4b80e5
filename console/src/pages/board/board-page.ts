import type { SiteSpan, SiteSpans } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/counts.ts';
import type { Count } from '../../components/counts.ts';
import '../../components/running-list.ts';
import type { Fleet } from '../../data/fleet.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { ledgerAddress } from '../ledger/ledger-query.ts';
import '../ledger/ledger-integrity.ts';
import { page } from '../page-styles.ts';
import './board-site.ts';
import './pending-notice.ts';
import { type BoardCounts, boardCounts, type BoardSite, boardSites, runningEntries } from './board-summary.ts';

const DAY_MS = 86_400_000;

/** The strips of the last 24 hours: by themselves, and soon after a site changed. */
const STRIPS = { everyMs: 300_000, atMostEveryMs: 30_000 };

/** What is down now: counts, then every site with its devices, what needs a hand first. */
@customElement('ww-board-page')
export class BoardPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .running > header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--space-1) var(--space-4);
      }
      @media (width < 40rem) {
        .running > header a {
          display: inline-flex;
          align-items: center;
          min-height: var(--target);
        }
      }
    `,
  ];

  #counted: BoardCounts | undefined;
  #sorted: readonly BoardSite[] = [];
  readonly #spans = new RequestController<SiteSpans>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#loadSpans(),
    STRIPS,
  );
  #spansOf: { value: SiteSpans | undefined; bySite: ReadonlyMap<string, SiteSpan[]> } = {
    value: undefined,
    bySite: new Map(),
  };
  readonly #wait = new SlowController(this, () => this.services.clock);

  override willUpdate(changed: PropertyValues<this>): void {
    this.#groupSpans();
    if (!changed.has('fleet') || !this.fleet) return;
    if (this.#spans.state.kind === 'initial' && this.fleet.devices.size > 0) void this.#loadSpans();
    else if (this.sitesChanged()) this.#refresh.touch();
    this.#counted = boardCounts(this.fleet);
    this.#sorted = boardSites(this.fleet);
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${this.t.board.title}</h1>
        ${this.asOf()}
      </header>
      <ww-ledger-integrity only-broken></ww-ledger-integrity>
      ${this.fleet ? this.#board(this.fleet) : this.#waiting()}
    </div>`;
  }

  #waiting(): TemplateResult | '' {
    return this.fleetFailure() || (this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '');
  }

  #board(fleet: Fleet): TemplateResult {
    if (fleet.devices.size === 0) return this.#empty();
    return html`
      ${this.isAdmin ? this.#pending(fleet) : ''}
      <section aria-label=${this.t.board.summary}>
        <ww-counts .counts=${this.#counted ? this.#counts(this.#counted) : []}></ww-counts>
      </section>
      ${this.#running(fleet)} ${this.#spans.failure ? html`<p class="soft small">${this.t.site.stripFailed}</p>` : ''}
      ${repeat(
        this.#sorted,
        ({ site }) => site?.id ?? '',
        (site) => this.#site(site),
      )}
    `;
  }

  #pending(fleet: Fleet): TemplateResult {
    const pending = [...fleet.devices.values()].filter(({ status }) => status === 'pending');
    return html`<ww-pending-notice .devices=${pending} .sites=${fleet.sites}></ww-pending-notice>`;
  }

  #empty(): TemplateResult {
    return html`<ww-empty .heading=${this.t.board.emptyTitle} .description=${this.t.board.emptyText}>
      ${this.isAdmin ? html`<a class="button primary" href="/enrol">${this.t.board.emptyAction}</a>` : ''}
    </ww-empty>`;
  }

  #counts(counts: BoardCounts): Count[] {
    const { board } = this.t;
    const figure = (value: number): string => this.format.number(value);
    const shown: Count[] = [
      {
        label: board.online,
        value: figure(counts.online),
        beside: board.ofTotal(figure(counts.total)),
        tone: 'calm',
      },
      {
        label: board.offline,
        value: figure(counts.offline),
        tone: counts.offline === 0 ? 'quiet' : counts.isOfflineAlarming ? 'danger' : 'calm',
      },
      {
        label: board.problem,
        value: figure(counts.problem),
        tone: counts.problem === 0 ? 'quiet' : counts.isProblemAlarming ? 'danger' : 'warning',
      },
      { label: board.onBattery, value: figure(counts.onBattery), tone: counts.onBattery > 0 ? 'warning' : 'quiet' },
    ];
    const pending: Count = {
      label: board.pending,
      value: figure(counts.pending),
      tone: counts.pending > 0 ? 'notice' : 'quiet',
      ...(counts.pending > 0 && this.isAdmin ? { link: { href: '/enrol', label: board.toPending } } : {}),
    };
    return [...shown, pending];
  }

  #running(fleet: Fleet): TemplateResult {
    const { board } = this.t;
    const entries = runningEntries(fleet);
    return html`<section class="running card">
      <header>
        <h2>${board.running}</h2>
        <a href=${ledgerAddress({ period: 'yesterday', sort: 'longest' })}>${board.yesterdayLongest}</a>
      </header>
      ${
        entries.length === 0
          ? html`<p class="soft small">${board.runningNone}</p>`
          : html`<ww-running-list placed .entries=${entries} .names=${this.names} .now=${this.now}></ww-running-list>`
      }
    </section>`;
  }

  #site({ site, devices }: BoardSite): TemplateResult {
    const { value, bySite } = this.#spansOf;
    const spans = value && site ? (bySite.get(site.id) ?? []) : undefined;
    return html`<ww-board-site
      .site=${site}
      .devices=${devices}
      .spans=${spans}
      .window=${value ?? EMPTY_WINDOW}
      .names=${this.names}
      .factNames=${this.factNames}
      .now=${this.now}
    ></ww-board-site>`;
  }

  /** Grouped once for each answer: the board is drawn far more often. */
  #groupSpans(): void {
    const { value } = this.#spans;
    if (value === this.#spansOf.value) return;
    const connectivity = value?.spans.filter(({ subject }) => subject === 'site') ?? [];
    this.#spansOf = { value, bySite: Map.groupBy(connectivity, ({ siteId }) => siteId) };
  }

  readonly #loadSpans = async (): Promise<void> => {
    const { api, clock, serverTime } = this.services;
    const until = Math.floor(serverTime.now());
    this.#refresh.ran();
    await this.#spans.run(clock, (signal) =>
      api.ledger.spans({ from: Math.max(0, until - DAY_MS), until }, undefined, signal),
    );
  };
}

const EMPTY_WINDOW = { from: 0, until: 1 };
