import type { ServiceFigure } from '../api/index.ts';
import type { Measure } from './statement.ts';
import {
  type Case,
  causesOf,
  leastCoverage,
  MIN_COVERAGE,
  openOutages,
  percentOf,
  type Seen,
  sumOpen,
} from './verdict-parts.ts';

type Of<Kind extends Measure['kind']> = Extract<Measure, { kind: Kind }>;

/** Down time under rows of local-network causes against opening hours, and how many confirmed rows there were. */
export function seeLan(one: Case, measure: Of<'lan-availability'>): Seen {
  const rows = openOutages(one).filter(({ cause }) => cause === 'local-network');
  const seen = rowsSeen(one, rows);
  const coverage = leastCoverage(one.sites);
  const upMs = sum(one.sites, ({ open }) => open.upMs);
  const percent = percentOf(upMs, upMs + sumOpen(rows));
  const { n, openMs } = seen.figures;
  return {
    ...seen,
    ...inPeriod(one, {
      isMissed: n >= measure.outages || isSureToMiss(one, upMs, openMs, coverage),
      isMet: rows.length < measure.outages && percent >= (one.target ?? 0),
      coverage,
    }),
    figures: { ...seen.figures, ...shown(coverage, { percent }) },
    criterionIds: [measure.criterionId],
  };
}

/** Confirmed outages in opening hours: one is enough to miss; the share stands beside. */
export function seeInterruptions(one: Case, measure: Of<'interruptions'>): Seen {
  const rows = openOutages(one);
  const seen = rowsSeen(one, rows);
  const coverage = leastCoverage(one.sites);
  const upMs = sum(one.sites, ({ open }) => open.upMs);
  const downMs = sum(one.sites, ({ open }) => open.downMs);
  const counted = inPeriod(one, {
    isMissed: seen.figures.n > (one.target ?? 0),
    isMet: rows.length <= (one.target ?? 0),
    coverage,
  });
  const percent = percentOf(upMs, upMs + downMs);
  return {
    ...counted,
    ...seen,
    figures: { ...seen.figures, ...shown(coverage, { percent }), benchmark: measure.benchmarkPercent },
  };
}

/** The same over the whole way: outages of the site, and of the services beyond it. */
export function seePath(one: Case, measure: Of<'path-interruptions'>): Seen {
  const services = servicesAt(one, measure.systemIds);
  const own = openOutages(one);
  const rows = rowsSeen(one, own);
  const n = rows.figures.n + sum(services, ({ confirmed }) => confirmed.count);
  const suspected = rows.figures.suspected + sum(services, (service) => service.suspected.count);
  const openMs = rows.figures.openMs + sum(services, ({ confirmed }) => confirmed.openMs);
  const target = one.target ?? 0;
  const parts = [...one.sites, ...services];
  const coverage = leastCoverage(parts);
  const percent = Math.min(...parts.map(({ open }) => percentOf(open.upMs, open.upMs + open.downMs)));
  return {
    ...inPeriod(one, { isMissed: n > target, isMet: n + suspected <= target, coverage }),
    ...rows,
    outageIds: [...rows.outageIds, ...services.flatMap(({ outageIds }) => outageIds)],
    lostMs: openMs,
    figures: { n, suspected, openMs, ...shown(coverage, { percent }), benchmark: measure.benchmarkPercent },
  };
}

/**
 * The service that answered least at one of the sites, against its target. Null where no service stands for the
 * systems.
 */
export function seeServices(one: Case, systemIds: readonly string[]): Seen | null {
  const services = servicesAt(one, systemIds);
  if (services.length === 0) return null;
  const target = one.target ?? 0;
  const coverage = leastCoverage(services);
  const percents = services.map(({ open }) => percentOf(open.upMs, open.upMs + open.downMs));
  const isMissed = services.some(({ open, confirmed }) =>
    isSureToMiss(one, open.upMs, confirmed.openMs, open.coverage ?? 0),
  );
  return {
    ...inPeriod(one, { isMissed, isMet: percents.every((percent) => percent >= target), coverage }),
    figures: {
      n: sum(services, ({ confirmed }) => confirmed.count),
      suspected: sum(services, ({ suspected }) => suspected.count),
      openMs: sum(services, ({ confirmed }) => confirmed.openMs),
      ...shown(coverage, { percent: Math.min(...percents) }),
    },
    siteIds: [...new Set(services.flatMap(({ siteIds }) => siteIds))],
    outageIds: services.flatMap(({ outageIds }) => outageIds),
    lostMs: sum(services, ({ confirmed }) => confirmed.openMs),
  };
}

/** Failures too short for the ledger's list. Nobody confirms those, so that they alone never contradict. */
export function seeFlaps(one: Case): Seen {
  const n = sum(one.sites, ({ open }) => open.blips);
  const coverage = leastCoverage(one.sites);
  const isMet = n <= (one.target ?? 0);
  return {
    ...inPeriod(one, { isMissed: false, isMet, coverage }),
    figures: shown(coverage, { n }),
    siteIds: one.sites.map(({ siteId }) => siteId),
  };
}

/** What is said of a service, at one site or wherever it is looked at. */
type ServicePart = Pick<ServiceFigure, 'siteIds' | 'open' | 'confirmed' | 'suspected' | 'outageIds'>;

/** Services that stand for one of the systems, each at each of the statement's sites that looks at it. */
function servicesAt({ input, sites }: Case, systemIds: readonly string[]): ServicePart[] {
  const bound = new Set(
    input.systems.filter(({ id }) => systemIds.includes(id)).flatMap(({ serviceIds }) => serviceIds),
  );
  const ids = new Set(sites.map(({ siteId }) => siteId));
  return input.figures.services
    .filter((service) => bound.has(service.serviceId) || service.systemIds.some((id) => systemIds.includes(id)))
    .flatMap((service) => partsOf(service, ids));
}

/** A service that none of the sites looks at was not measured for them. */
function partsOf(service: ServiceFigure, ids: ReadonlySet<string>): ServicePart[] {
  const parts = service.bySite.filter(({ siteId }) => ids.has(siteId));
  return parts.length === 0 ? [UNSEEN] : parts.map((part) => Object.assign({ siteIds: [part.siteId] }, part));
}

const NO_OUTAGE = { count: 0, wholeMs: 0, openMs: 0 };
const UNSEEN: ServicePart = {
  siteIds: [],
  open: { availability: null, coverage: null, upMs: 0, downMs: 0, blips: 0 },
  confirmed: NO_OUTAGE,
  suspected: NO_OUTAGE,
  outageIds: [],
};

/** Rows in opening hours: the confirmed ones summed up, the suspected ones counted apart. */
export function rowsSeen(one: Case, rows: ReturnType<typeof openOutages>) {
  const confirmed = rows.filter(({ isConfirmed }) => isConfirmed);
  return {
    figures: { n: confirmed.length, suspected: rows.length - confirmed.length, openMs: sumOpen(confirmed) },
    causes: causesOf(confirmed),
    siteIds: one.sites.map(({ siteId }) => siteId),
    outageIds: rows.map(({ id }) => id),
    lostMs: sumOpen(confirmed),
  };
}

/**
 * What a figure over a period says: missed on confirmed outages at once, whatever else is known; nothing with too
 * little coverage or before the period is over; a miss that only suspected outages make is not one yet.
 */
export function inPeriod(
  { input }: Case,
  { isMissed, isMet, coverage }: { isMissed: boolean; isMet: boolean; coverage: number },
): Pick<Seen, 'state' | 'reason'> {
  if (isMissed) return { state: 'missed' };
  if (coverage < MIN_COVERAGE) return { state: 'open', reason: 'coverage' };
  if (!input.figures.isOver) return { state: 'open', reason: 'period-runs' };
  return isMet ? { state: 'met' } : { state: 'open', reason: 'unconfirmed-only' };
}

/**
 * Whether confirmed down time alone brings the share under the target, even if nothing fails any more until the period
 * ends: opening hours to come are taken to be as dense as those that were.
 */
function isSureToMiss({ input, target }: Case, upMs: number, confirmedMs: number, coverage: number): boolean {
  const { from, until, asOf, isOver } = input.figures;
  if (upMs + confirmedMs === 0 || (isOver && coverage < MIN_COVERAGE)) return false;
  const measured = (upMs + confirmedMs) / Math.max(coverage, MIN_COVERAGE);
  const elapsed = Math.max(asOf - from, 1) / (until - from);
  const whole = isOver ? upMs + confirmedMs : measured / elapsed;
  return (1 - confirmedMs / whole) * 100 < (target ?? 0);
}

/** A figure under the least coverage is no figure: it is left out. */
function shown(coverage: number, figures: Record<string, number>): Record<string, number> {
  return { ...(coverage < MIN_COVERAGE ? {} : figures), coverage: Math.round(coverage * 1_000) / 10 };
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
