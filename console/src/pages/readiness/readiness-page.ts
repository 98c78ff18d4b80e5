import type {
  CriteriaList,
  DeclarationRow,
  EquipmentRow,
  PriceRow,
  SiteFigures,
  WardFigures,
} from '@wardwatch/shared/api';
import { localDateOf } from '@wardwatch/shared/calendar';
import { gapsOf } from '@wardwatch/shared/readiness';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { navigate, toast } from '../../components/emit.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import { parsePeriodChoice, type PeriodChoice, writePeriodChoice } from '../period.ts';
import '../period-picker.ts';
import './avoided-list.ts';
import './declaration-form.ts';
import { choiceKey, ledgerOf } from './figures-period.ts';
import './gap-list.ts';
import './judgement-panel.ts';
import type { Cell } from './readiness-matrix.ts';
import './readiness-matrix.ts';
import './readiness-summary.ts';

/** Figures of a quarter are dear: a change of a site shows here within this. */
const REFRESH = { everyMs: undefined, atMostEveryMs: 60_000 };

/** What the page shows together: figures without the names of their criteria say nothing. */
interface Loaded {
  figures: WardFigures;
  set: CriteriaList;
}

/** What stands beside the figures where it can be had. */
interface Beside {
  items: ReadonlyMap<string, EquipmentRow>;
  prices: readonly PriceRow[] | undefined;
}

/** Which criteria the sites meet, by what proof; what would have avoided outages; what is missing and what it costs. */
@customElement('ww-readiness-page')
export class ReadinessPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .beside {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
        gap: var(--space-5);
        align-items: start;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--space-3) var(--space-4);
      }
      ww-judgement-panel + h3 {
        margin-block: var(--space-5) var(--space-3);
      }
    `,
  ];

  /** Query of the address. */
  @property() query = '';
  @state() private chosen: Cell | undefined;
  /** Another declared the chosen cell first: the next try rests on his. */
  @state() private isRefused = false;
  @state() private beside: Beside = { items: new Map(), prices: undefined };

  readonly #loaded = new RequestController<Loaded>(this);
  readonly #change = new RequestController<true>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#load(),
    REFRESH,
  );
  #loadedKey = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.chosen = cellOf(this.query);
    if (changed.has('fleet') && this.sitesChanged()) this.#refresh.touch();
    if (this.now > 0 && this.#key !== this.#loadedKey) {
      if (this.#loadedKey === '') void this.#loadBeside();
      void this.#load();
    }
  }

  override render(): TemplateResult {
    const { readiness } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${readiness.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${readiness.intro}</p>
      <div class="tools">
        <ww-period-picker
          .choice=${this.#choice}
          .now=${this.now}
          @ww-period=${(event: CustomEvent<PeriodChoice>) => this.#go(event.detail)}
        ></ww-period-picker>
        <a class="button" href="/readiness/criteria">${readiness.editCriteria}</a>
      </div>
      ${this.requested(this.#loaded, this.#load, (loaded) => this.#shown(loaded))} ${this.#dialog()}
    </div>`;
  }

  get #choice(): PeriodChoice {
    return parsePeriodChoice(new URLSearchParams(this.query), 'quarter');
  }

  get #key(): string {
    return choiceKey(this.#choice, this.now);
  }

  #shown({ figures, set }: Loaded): TemplateResult {
    const { readiness } = this.t;
    if (!figures.sites.some(({ criteria }) => criteria.length > 0)) {
      return html`<ww-empty .heading=${readiness.emptyTitle} .description=${readiness.emptyText}>
        <a class="button" href="/inventory">${readiness.emptyAction}</a>
      </ww-empty>`;
    }
    const gaps = gapsOf(figures, set.criteria);
    return html`<p class="soft small">${this.#freshness(figures)}</p>
      <ww-readiness-summary .figures=${figures}></ww-readiness-summary>
      <div class="beside">
        <section class="section card" aria-labelledby="avoided">
          <div>
            <h2 id="avoided">${readiness.avoided}</h2>
            <p class="soft small">${readiness.avoidedText}</p>
          </div>
          <ww-avoided-list .list=${figures.counterfactuals} .names=${this.names}></ww-avoided-list>
        </section>
        <section class="section card" aria-labelledby="gaps">
          <div>
            <h2 id="gaps">${readiness.gaps}</h2>
            <p class="soft small">${readiness.gapsText}</p>
          </div>
          <ww-gap-list .gaps=${gaps} .criteria=${set.criteria} .prices=${this.beside.prices}></ww-gap-list>
        </section>
      </div>
      ${this.#matrices(figures, set)}`;
  }

  #freshness({ asOf, isOver, monitoring }: WardFigures): string {
    const { readiness } = this.t;
    const { openCoverage } = monitoring;
    const coverage =
      openCoverage === null ? readiness.noCoverage : readiness.coverage(this.format.percent(openCoverage));
    return [readiness.asOf(this.format.dateTime(asOf)), ...(isOver ? [] : [readiness.running]), coverage].join(' · ');
  }

  #matrices(figures: WardFigures, set: CriteriaList): TemplateResult {
    const { readiness } = this.t;
    const judged = figures.sites.filter(({ criteria }) => criteria.length > 0);
    const houses = judged.filter(({ kind }) => kind === 'cultural-house');
    const others = judged.filter(({ kind }) => kind !== 'cultural-house');
    return html`<section class="section" aria-labelledby="matrix">
      <div>
        <h2 id="matrix">${readiness.matrix}</h2>
        <p class="soft small">${readiness.matrixHint}</p>
      </div>
      ${this.#matrix(others, set, readiness.groupsOfSites.offices)}
      ${this.#matrix(houses, set, readiness.groupsOfSites.houses)}
    </section>`;
  }

  #matrix(sites: readonly SiteFigures[], set: CriteriaList, label: string): TemplateResult | '' {
    if (sites.length === 0) return '';
    const asked = new Set(sites.flatMap(({ criteria }) => criteria.map(({ criterionId }) => criterionId)));
    return html`<section class="section card" aria-label=${label}>
      <h3>${label}</h3>
      <ww-readiness-matrix
        .sites=${sites}
        .criteria=${set.criteria.filter(({ id }) => asked.has(id))}
        .label=${label}
        @ww-cell=${(event: CustomEvent<Cell>) => this.#choose(event.detail)}
      ></ww-readiness-matrix>
    </section>`;
  }

  #dialog(): TemplateResult {
    const { chosen } = this;
    const { value } = this.#loaded;
    const criterion = value?.set.criteria.find(({ id }) => id === chosen?.criterionId);
    return html`<ww-dialog .open=${criterion !== undefined} .heading=${criterion?.name ?? ''} @ww-close=${this.#hide}>
      ${chosen && value ? this.#panel(chosen, value) : ''}
    </ww-dialog>`;
  }

  #panel(cell: Cell, { figures, set }: Loaded): TemplateResult {
    const { readiness } = this.t;
    const site = figures.sites.find(({ siteId }) => siteId === cell.siteId);
    const declared = set.declarations.find(
      ({ siteId, criterionId }) => siteId === cell.siteId && criterionId === cell.criterionId,
    );
    const { failure } = this.#change;
    return html`<ww-judgement-panel
        .site=${site}
        .criterion=${set.criteria.find(({ id }) => id === cell.criterionId)}
        .judged=${site?.criteria.find(({ criterionId }) => criterionId === cell.criterionId)}
        .declared=${declared}
        .items=${this.beside.items}
        .names=${this.names}
        .ledger=${ledgerOf(figures, cell.siteId)}
        .now=${this.now}
      ></ww-judgement-panel>
      ${
        this.isAdmin
          ? html`<h3>${declared ? readiness.declareAgain : readiness.declare}</h3>
              <ww-declaration-form
                .cell=${cell}
                .declared=${declared}
                .newest=${this.isRefused ? declared : undefined}
                .today=${localDateOf(this.now)}
                .pending=${this.#change.isPending}
                .failure=${failure ? this.failureWords(failure) : ''}
                @ww-submit=${(event: CustomEvent<DeclarationRow>) => this.#declare(event.detail)}
              ></ww-declaration-form>`
          : ''
      }`;
  }

  #choose(cell: Cell): void {
    this.#change.reset();
    this.isRefused = false;
    this.chosen = cell;
  }

  readonly #hide = (): void => {
    this.chosen = undefined;
  };

  #go(choice: PeriodChoice): void {
    const query = new URLSearchParams();
    writePeriodChoice(query, choice, 'quarter');
    navigate(this, query.size === 0 ? '/readiness' : `/readiness?${query}`, { replace: true });
  }

  async #declare(row: DeclarationRow): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.readiness.declare(row));
    if (result && !result.ok && result.failure.code === 'revised') {
      await this.#load();
      this.isRefused = true;
    }
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.readiness.declared);
    await this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const key = this.#key;
    this.#loadedKey = key;
    this.#refresh.ran();
    const { api, clock } = this.services;
    await this.#loaded.run(clock, async (signal) => {
      const [figures, set] = await Promise.all([
        api.readiness.figures(key, undefined, signal),
        api.readiness.criteria(signal),
      ]);
      if (!figures.ok) return figures;
      return set.ok ? { ok: true, value: { figures: figures.value, set: set.value } } : set;
    });
  };

  /** Names of equipment and prices: where they do not come, ids and silence stand in their place. */
  async #loadBeside(): Promise<void> {
    const { api } = this.services;
    const [inventory, prices] = await Promise.all([api.inventory.all(), api.papers.prices()]);
    this.beside = {
      items: new Map(inventory.ok ? inventory.value.items.map((item) => [item.id, item]) : []),
      prices: prices.ok ? prices.value.prices : undefined,
    };
  }
}

/** The cell that an address leads to, as figures of documents do. */
function cellOf(query: string): Cell | undefined {
  const params = new URLSearchParams(query);
  const [siteId, criterionId] = [params.get('site'), params.get('criterion')];
  return siteId !== null && criterionId !== null ? { siteId, criterionId } : undefined;
}
