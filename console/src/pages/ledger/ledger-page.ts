import type { OutageList } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { navigate } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import '../../components/outage-table.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './ledger-filters.ts';
import './ledger-integrity.ts';
import { apiQuery, csvAddress, ledgerAddress, type LedgerQuery, PAGE_ROWS, parseLedgerQuery } from './ledger-query.ts';
import './ledger-totals.ts';

/** A change of a site shows here within this. */
const REFRESH = { everyMs: undefined, atMostEveryMs: 20_000 };

const byName = new Intl.Collator('vi', { numeric: true });

/** The ledger of outages: which, why, how long, what proof. */
@customElement('ww-ledger-page')
export class LedgerPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .tools,
      .pages {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
      }
      .card.rows {
        padding: var(--space-2) var(--space-3);
      }
      .pages div {
        display: flex;
        gap: var(--space-2);
      }
    `,
  ];

  /** Query of the address. */
  @property() query = '';

  readonly #list = new RequestController<OutageList>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#load(),
    REFRESH,
  );
  #loadedQuery = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('fleet') && this.sitesChanged()) this.#refresh.touch();
    if (this.now > 0 && apiQuery(this.#view, this.now) !== this.#loadedQuery) void this.#load();
  }

  override render(): TemplateResult {
    const { ledger } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${ledger.title}</h1>
        ${this.asOf()}
      </header>
      <ww-ledger-integrity></ww-ledger-integrity>
      <ww-ledger-filters
        .view=${this.#view}
        .sites=${this.#sites}
        .now=${this.now}
        @ww-view=${(event: CustomEvent<Partial<LedgerQuery>>) => this.#go(event.detail)}
      ></ww-ledger-filters>
      ${this.fleetFailure()} ${this.requested(this.#list, this.#load, (list) => this.#shown(list))}
    </div>`;
  }

  get #view(): LedgerQuery {
    return parseLedgerQuery(new URLSearchParams(this.query));
  }

  get #sites() {
    return [...(this.fleet?.sites.values() ?? [])].toSorted((a, b) => byName.compare(a.name, b.name));
  }

  #shown(list: OutageList): TemplateResult {
    if (list.total === 0) return this.#empty();
    const { ledger } = this.t;
    return html`
      <section class="section">
        <div class="tools">
          <h2>${ledger.totals}</h2>
          <a class="button" href=${csvAddress(this.#view, this.now)} download>${icon('download')}${ledger.csv}</a>
        </div>
        <ww-ledger-totals .totals=${list.totals} .view=${this.#view} .names=${this.names}></ww-ledger-totals>
      </section>
      <section class="section">
        <h2>${ledger.rows}</h2>
        <div class="card rows">
          <ww-outage-table
            .rows=${list.rows}
            .names=${this.names}
            .now=${this.now}
            .label=${ledger.rows}
          ></ww-outage-table>
        </div>
        ${this.#pages(list)}
      </section>
    `;
  }

  #empty(): TemplateResult {
    const { ledger } = this.t;
    return html`<ww-empty .heading=${ledger.emptyTitle} .description=${ledger.emptyText}>
      <a class="button" href=${ledgerAddress({ period: 'year' })}>${ledger.allPeriods}</a>
    </ww-empty>`;
  }

  #pages(list: OutageList): TemplateResult {
    const { ledger } = this.t;
    const view = this.#view;
    const { total } = list;
    const first = view.page * PAGE_ROWS;
    const last = Math.min(total, first + PAGE_ROWS);
    const figure = (value: number): string => this.format.number(value);
    return html`
      <div class="pages">
        <p class="soft small">${ledger.rowCount(figure(Math.min(first + 1, last)), figure(last), figure(total))}</p>
        ${
          total > PAGE_ROWS
            ? html`<div>
                <button type="button" ?disabled=${first === 0} @click=${() => this.#go({ page: view.page - 1 })}>
                  ${icon('back')}${ledger.previousPage}
                </button>
                <button type="button" ?disabled=${last >= total} @click=${() => this.#go({ page: view.page + 1 })}>
                  ${ledger.nextPage}${icon('forward')}
                </button>
              </div>`
            : ''
        }
      </div>
    `;
  }

  #go(change: Partial<LedgerQuery>): void {
    navigate(this, ledgerAddress({ ...this.#view, ...change }), { replace: true });
  }

  readonly #load = async (): Promise<void> => {
    const query = apiQuery(this.#view, this.now);
    this.#loadedQuery = query;
    this.#refresh.ran();
    await this.#list.run(this.services.clock, (signal) => this.services.api.ledger.outages(query, signal));
  };
}
