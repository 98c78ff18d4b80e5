import { consume } from '@lit/context';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/counts.ts';
import type { Count } from '../../components/counts.ts';
import '../../components/device-row.ts';
import '../../components/spinner.ts';
import { fleetContext } from '../../data/contexts.ts';
import type { Fleet } from '../../data/fleet.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import { type BoardCounts, boardCounts, type BoardSite, boardSites } from './board-summary.ts';

/** What is down now: counts, then every site with its devices, what needs a hand first. */
@customElement('ww-board-page')
export class BoardPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .site > header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-1) var(--space-4);
        padding-block-end: var(--space-2);
      }
      .site > header p:last-child {
        margin-inline-start: auto;
      }
      li {
        border-block-start: var(--hairline) solid var(--ww-line);
        content-visibility: auto;
        contain-intrinsic-size: auto 6rem;
      }
      .card {
        padding-block-end: var(--space-2);
      }
      .card.bare {
        padding-block: var(--space-4);
        background: none;
      }
    `,
  ];

  @consume({ context: fleetContext, subscribe: true })
  @property({ attribute: false })
  fleet: Fleet | undefined;

  #counted: BoardCounts | undefined;
  #sorted: readonly BoardSite[] = [];
  readonly #wait = new SlowController(this, () => this.services.clock);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('fleet') || !this.fleet) return;
    this.#counted = boardCounts(this.fleet);
    this.#sorted = boardSites(this.fleet);
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${this.t.board.title}</h1>
        ${this.asOf()}
      </header>
      ${this.fleet ? this.#board(this.fleet) : this.#waiting()}
    </div>`;
  }

  #waiting(): TemplateResult | '' {
    if (this.connection.kind === 'connecting' && this.connection.failure) {
      return html`<ww-failure
        retryable
        .description=${this.failureWords(this.connection.failure)}
        @ww-retry=${() => this.services.live.wake()}
      ></ww-failure>`;
    }
    return this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '';
  }

  #board(fleet: Fleet): TemplateResult {
    if (fleet.devices.size === 0) return this.#empty();
    return html`
      <section aria-label=${this.t.board.summary}>
        <ww-counts .counts=${this.#counted ? this.#counts(this.#counted) : []}></ww-counts>
      </section>
      ${repeat(
        this.#sorted,
        ({ site }) => site?.id ?? '',
        (site) => this.#site(site),
      )}
    `;
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
      { label: board.problem, value: figure(counts.problem), tone: counts.problem > 0 ? 'danger' : 'quiet' },
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

  #site({ site, devices }: BoardSite): TemplateResult {
    const approved = devices.filter(({ status }) => status.kind !== 'pending');
    const online = approved.filter(({ row }) => row.connected).length;
    // A ward has one headquarters, and often calls it just that.
    const kind = site && this.t.siteKinds[site.kind];
    return html`<section class="site card ${devices.length === 0 ? 'bare' : ''}">
      <header>
        <h2>${site?.name ?? this.t.board.noSite}</h2>
        ${kind === undefined || kind === site?.name ? '' : html`<p class="soft small">${kind}</p>`}
        <p class="soft small">
          ${devices.length === 0 ? this.t.board.siteEmpty : this.t.board.siteSummary(online, approved.length)}
        </p>
      </header>
      <ul>
        ${repeat(
          devices,
          ({ row }) => row.id,
          ({ row, status }) =>
            html`<li><ww-device-row .row=${row} .status=${status} .now=${this.now}></ww-device-row></li>`,
        )}
      </ul>
    </section>`;
  }
}
