import { localDateOf } from '@wardwatch/shared/calendar';
import type { Inventory } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Count } from '../../components/counts.ts';
import '../../components/counts.ts';
import { navigate } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { STAGE_LOOKS } from '../../components/stage-chip.ts';
import { INVENTORY_FILES } from '../../data/inventory-api.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './inventory-filters.ts';
import { HOUSE_STAGES, houseCounts, type InventoryLine, inventoryLines } from './inventory-lines.ts';
import { inventoryAddress, type InventoryQuery, matching, parseInventoryQuery } from './inventory-query.ts';
import './inventory-table.ts';

/** Sites shown before "more" is asked for. */
const SHOWN_STEP = 100;

/** What every site has and lacks, and how far its equipment has come. */
@customElement('ww-inventory-page')
export class InventoryPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      .card.rows {
        padding: var(--space-2) var(--space-3);
      }
      .first {
        display: grid;
        gap: var(--space-3);
        border-color: var(--ww-notice-line);
        background: var(--ww-notice-soft);
      }
      .files a {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        font-size: var(--text-sm);
      }
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-5);
      }
    `,
  ];

  /** Query of the address. */
  @property() query = '';
  @state() private shown = SHOWN_STEP;
  /** What is being typed into the search; the address hears of it once it is done. */
  @state() private typed: string | undefined;
  #written: string | undefined;
  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #list = new RequestController<Inventory>(this);

  override willUpdate(changed: PropertyValues<this>): void {
    // Another address that this page did not write, such as the one without conditions.
    if (changed.has('query') && this.#inAddress.text !== this.#written) this.typed = undefined;
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { inventory } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${inventory.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${inventory.intro}</p>
      ${this.#tools()} ${this.fleetFailure()} ${this.requested(this.#list, this.#load, (kept) => this.#kept(kept))}
    </div>`;
  }

  get #inAddress(): InventoryQuery {
    return parseInventoryQuery(new URLSearchParams(this.query));
  }

  get #view(): InventoryQuery {
    const view = this.#inAddress;
    return { ...view, text: this.typed ?? view.text };
  }

  #tools(): TemplateResult {
    const { inventory, survey } = this.t;
    const file = (href: string, words: string): TemplateResult =>
      html`<a href=${href} download>${icon('download')}${words}</a>`;
    return html`<div class="tools">
        ${this.isAdmin ? html`<a class="button primary" href="/inventory/import">${inventory.import}</a>` : ''}
        <a class="button" href="/survey">${survey.title}</a>
      </div>
      <nav class="files" aria-label=${inventory.files}>
        ${file(INVENTORY_FILES.template, inventory.template)} ${file(INVENTORY_FILES.xlsx, inventory.exportXlsx)}
        ${file(INVENTORY_FILES.sitesCsv, inventory.exportSites)}
        ${file(INVENTORY_FILES.equipmentCsv, inventory.exportEquipment)}
      </nav>`;
  }

  #kept(kept: Inventory): TemplateResult {
    if (!this.fleet || this.now === 0) return html`${this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : ''}`;
    const lines = inventoryLines(this.fleet.sites.values(), kept, localDateOf(this.now));
    if (lines.length === 0) return this.#noSites();
    const isEmpty = kept.profiles.length === 0 && kept.items.length === 0;
    return html`${isEmpty ? this.#first() : ''} ${this.#summary(lines)} ${this.#sites(lines)}`;
  }

  #noSites(): TemplateResult {
    const { inventory } = this.t;
    return html`<ww-empty .heading=${inventory.noSitesTitle} .description=${inventory.noSitesText}>
      ${this.isAdmin ? html`<a class="button primary" href="/inventory/import">${inventory.import}</a>` : ''}
    </ww-empty>`;
  }

  #first(): TemplateResult {
    const { inventory, survey } = this.t;
    return html`<section class="card first">
      <h2>${inventory.firstTitle}</h2>
      <p>${inventory.firstText}</p>
      <div class="tools">
        <a class="button primary" href="/survey">${survey.title}</a>
        <a class="button" href=${INVENTORY_FILES.template} download>${icon('download')}${inventory.template}</a>
      </div>
    </section>`;
  }

  #summary(lines: readonly InventoryLine[]): TemplateResult | '' {
    const { inventory } = this.t;
    const { total, by } = houseCounts(lines);
    if (total === 0) return '';
    const counts = HOUSE_STAGES.map((stage): Count => {
      const beside = stage === 'in-use' ? inventory.ofHouses(this.format.number(total)) : '';
      const tone = by[stage] === 0 ? 'quiet' : stage === 'suspended' ? STAGE_LOOKS[stage].tone : 'calm';
      return { label: inventory.stages[stage], value: this.format.number(by[stage]), tone, beside };
    });
    return html`<section aria-labelledby="summary">
      <h2 id="summary" class="unseen">${inventory.summary}</h2>
      <ww-counts .counts=${counts}></ww-counts>
    </section>`;
  }

  #sites(lines: readonly InventoryLine[]): TemplateResult {
    const { inventory } = this.t;
    const found = matching(lines, this.#view, this.t);
    const rest = found.length - this.shown;
    return html`<section class="section" aria-labelledby="sites">
      <h2 id="sites">${inventory.list}</h2>
      <ww-inventory-filters
        .view=${this.#view}
        @ww-typed=${(event: CustomEvent<{ text: string }>) => this.#type(event.detail.text)}
        @ww-view=${(event: CustomEvent<Partial<InventoryQuery>>) => this.#go(event.detail)}
      ></ww-inventory-filters>
      <p class="soft small" role="status">
        ${inventory.shown(this.format.number(found.length), this.format.number(lines.length))}
      </p>
      ${found.length === 0 ? this.#noMatch() : this.#table(found)}
      ${
        rest > 0
          ? html`<p>
              <button type="button" @click=${() => (this.shown += SHOWN_STEP)}>
                ${inventory.more(this.format.number(Math.min(rest, SHOWN_STEP)))}
              </button>
            </p>`
          : ''
      }
    </section>`;
  }

  #noMatch(): TemplateResult {
    const { inventory } = this.t;
    return html`<ww-empty .heading=${inventory.noMatchTitle} .description=${inventory.noMatchText}>
      <a class="button" href="/inventory">${inventory.clearFilters}</a>
    </ww-empty>`;
  }

  #table(found: readonly InventoryLine[]): TemplateResult {
    return html`<div class="card rows">
      <ww-inventory-table .lines=${found.slice(0, this.shown)} .label=${this.t.inventory.list}></ww-inventory-table>
    </div>`;
  }

  #type(words: string): void {
    this.shown = SHOWN_STEP;
    this.typed = words;
  }

  #go(change: Partial<InventoryQuery>): void {
    const view = { ...this.#view, ...change };
    this.shown = SHOWN_STEP;
    this.#written = view.text;
    navigate(this, inventoryAddress(view), { replace: true });
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.inventory.all(signal));
  };
}
