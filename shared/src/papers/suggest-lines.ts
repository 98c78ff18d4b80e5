import type { SiteFigures, WardFigures } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
import { type BudgetLine, type EquipmentItem, MAX_BUDGET_LINES, type Price, type SiteProfile } from '../model/index.ts';
import { stageOn } from '../readiness/index.ts';
import { priceBasis } from './price-basis.ts';
import { judgementsOf } from './criteria-figures.ts';
import { REMEDIES, type Remedy, UNDER_WAY } from './remedies.ts';

/** What the lines of a budget request are made of. */
export interface SuggestInput {
  figures: WardFigures;
  prices: readonly Price[];
  items: readonly EquipmentItem[];
  profiles: readonly SiteProfile[];
}

/** Outages that a line names as its proof. */
export const MAX_PROOFS = 20;

/** What one criterion asks of one item of the price list. */
interface Need {
  price: Price;
  criterionId: string;
  siteIds: string[];
  /** Sites, or pieces, before months of a year. */
  count: number;
}

/**
 * Lines for what the ward lacks: mandatory criteria that are not met, criteria behind open statements, and remedies that
 * would have avoided outages, each with the items that close it. What sites need of one item is one line; a site whose
 * equipment is paid for or on its way asks for none. Prices are the price list's; an item without a price stands with
 * zero and is flagged.
 */
export function suggestLines(input: SuggestInput): BudgetLine[] {
  const needs = wanted(input.figures).flatMap((criterionId) => needsOf(criterionId, input));
  const byPrice = Map.groupBy(needs, ({ price }) => price.id);
  return [...byPrice.values()]
    .map((list) => lineOf(list, input))
    .toSorted(
      (a, b) => Number(a.kind === 'recurrent') - Number(b.kind === 'recurrent') || compare(a.priceId, b.priceId),
    )
    .slice(0, MAX_BUDGET_LINES)
    .map((line, index) => Object.assign(line, { id: String(index + 1) }));
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '');
}

/** Criteria that money is asked for. */
function wanted({ sites, statements, counterfactuals }: WardFigures): string[] {
  const mandatory = sites.flatMap(({ criteria }) =>
    criteria.filter(({ isMandatory }) => isMandatory).map(({ criterionId }) => criterionId),
  );
  const stated = statements.filter(({ gap }) => gap === 'open').flatMap(({ criterionIds }) => criterionIds);
  const avoiding = counterfactuals.map(({ criterionId }) => criterionId);
  return [...new Set([...mandatory, ...stated, ...avoiding])].toSorted();
}

function needsOf(criterionId: string, input: SuggestInput): Need[] {
  return remediesOf(criterionId, input.prices).flatMap(({ price, remedy }) => {
    const lacking = judgementsOf(input.figures.sites, criterionId).filter(
      ({ site, judgement }) =>
        (remedy.results ?? ['not-met', 'partly']).some((result) => result === judgement.result) &&
        (remedy.kinds?.includes(site.kind) ?? true) &&
        !isSettled(site, remedy) &&
        isOpen(site, criterionId, price, input),
    );
    const pieces = lacking.map(({ judgement: { figure } }) =>
      remedy.per === 'piece' && figure?.unit === 'pieces' ? Math.max(0, figure.need - figure.have) : 1,
    );
    const count = pieces.reduce((sum, one) => sum + one, 0);
    return count > 0 ? [{ price, criterionId, siteIds: lacking.map(({ site }) => site.siteId), count }] : [];
  });
}

function remediesOf(criterionId: string, prices: readonly Price[]): { price: Price; remedy: Remedy }[] {
  const known = (REMEDIES[criterionId] ?? []).flatMap((remedy) => {
    const price = prices.find(({ id }) => id === remedy.priceId);
    return price ? [{ price, remedy }] : [];
  });
  if (known.length > 0 || criterionId in REMEDIES) return known;
  const own = prices.find(({ criteria }) => criteria.includes(criterionId));
  return own ? [{ price: own, remedy: { priceId: own.id } }] : [];
}

function isSettled({ criteria }: SiteFigures, { unless }: Remedy): boolean {
  return criteria.some(({ criterionId, result }) => criterionId === unless?.criterionId && result === unless.result);
}

/** Whether nothing is on its way there yet. A suspended house asks for what it pays every month, and no more. */
function isOpen(site: SiteFigures, criterionId: string, price: Price, { items, figures }: SuggestInput): boolean {
  if (site.kind === 'cultural-house') {
    return price.kind === 'recurrent' && site.stage === 'suspended'
      ? true
      : ['not-equipped', 'requested', 'retired'].includes(site.stage) || !criterionId.startsWith('RC-H');
  }
  const day = localDateOf(figures.asOf);
  const kinds = UNDER_WAY[criterionId] ?? [];
  return !items.some(
    (item) =>
      item.siteId === site.siteId &&
      kinds.includes(item.kind) &&
      ['funded', 'installing'].includes(stageOn(item, day)?.stage ?? ''),
  );
}

function lineOf(needs: readonly Need[], { figures }: SuggestInput): BudgetLine {
  const [first] = needs;
  if (!first) throw new Error('a line without a need');
  const { price } = first;
  const siteIds = [...new Set(needs.flatMap((need) => need.siteIds))];
  const criteria = [...new Set(needs.map(({ criterionId }) => criterionId))];
  const times = price.kind === 'recurrent' ? price.timesAYear : 1;
  return {
    id: '1',
    priceId: price.id,
    name: price.name,
    specs: '',
    unit: price.unit,
    quantity: countOf(needs, siteIds) * times,
    unitPrice: price.amount ?? 0,
    vatPercent: price.vatPercent,
    kind: price.kind,
    phase: 1,
    priceBasis: priceBasis(price),
    siteIds,
    criteria,
    statements: statementsOf(criteria, figures),
    outageIds: proofsOf(criteria, new Set(siteIds), figures),
    quotations: [],
  };
}

/** Two criteria that ask a site for the same thing ask for it once. */
function countOf(needs: readonly Need[], siteIds: readonly string[]): number {
  const perSite = needs.every(({ count, siteIds: own }) => count === own.length);
  return perSite ? siteIds.length : Math.max(...needs.map(({ count }) => count));
}

const HOUSE_STATEMENTS: Record<string, readonly string[]> = { 'RC-H2': ['C21'], 'RC-H3': ['C22', 'C25'] };

function statementsOf(criteria: readonly string[], { statements }: WardFigures): string[] {
  const housed = new Set(criteria.flatMap((id) => HOUSE_STATEMENTS[id] ?? []));
  return statements
    .filter(
      ({ gap, criterionIds, statementId }) =>
        gap === 'open' && (criterionIds.some((id) => criteria.includes(id)) || housed.has(statementId)),
    )
    .map(({ statementId }) => statementId);
}

/** Confirmed outages at the sites of a line that its items would have avoided, the longest first. */
function proofsOf(criteria: readonly string[], siteIds: ReadonlySet<string>, figures: WardFigures): string[] {
  const avoided = new Set(
    figures.counterfactuals
      .filter(({ criterionId }) => criteria.includes(criterionId))
      .flatMap(({ outageIds }) => outageIds),
  );
  const causes = new Set(criteria.flatMap((id) => PROVING_CAUSES[id] ?? []));
  return figures.outages
    .filter(
      ({ id, siteId, isConfirmed, cause }) =>
        isConfirmed && siteId !== null && siteIds.has(siteId) && (avoided.has(id) || causes.has(cause)),
    )
    .toSorted((a, b) => b.openMs - a.openMs || b.wholeMs - a.wholeMs || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_PROOFS)
    .map(({ id }) => id);
}

/** Causes that show a gap by themselves. */
const PROVING_CAUSES: Record<string, readonly string[]> = {
  'RC-N1': ['local-network'],
  'RC-N2': ['internet-line', 'dns'],
};
