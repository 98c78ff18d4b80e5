import type { SiteFigures, SiteRow, StatementResult, WardFigures } from '@wardwatch/shared/api';
import {
  localDateOf,
  type Period,
  periodKey,
  periodWindow,
  unconfirmedIn,
  previousPeriod,
} from '@wardwatch/shared/calendar';
import type { Clock, Interval } from '@wardwatch/shared/lib';
import type { WardSettings } from '@wardwatch/shared/outage';
import { counterfactuals, houseFigures, isInUse, sumScores } from '@wardwatch/shared/readiness';
import { judgeStatements } from '@wardwatch/shared/statements';
import { countedParts, sumParts } from '../report/row-parts.ts';
import type { Store } from '../store/store.ts';
import { readWardSettings } from '../store/ward-settings.ts';
import { addedUp, availabilityFigure } from './availability-figure.ts';
import { type DeviceFacts, gatherDevices } from './gather-devices.ts';
import { gatherLastDay, gatherLedger, type LedgerFacts, rowsOfPeriod } from './gather-ledger.ts';
import { gatherRecords, gatherReport, type RecordFacts } from './gather-records.ts';
import { avoidable, byCause, outageFigure, sumsOf } from './outage-figures.ts';
import { serviceFigures } from './service-figures.ts';
import { isMonitored, type Moment, siteFigures } from './site-figures.ts';
import { inOrder } from './site-order.ts';

/** What figures are made from. */
export interface FiguresDeps {
  store: Store;
  clock: Clock;
  /** SHA-256 of the public key that signs the ledger's seals, hex. */
  keyFingerprint: () => Promise<string>;
}

/** Figures, or what stands in the way. */
export type FiguresOutcome = { ok: true; figures: WardFigures } | { ok: false; error: 'report-unknown' };

/**
 * Everything that pages and documents say of a period, from the store as it is now. Timelines, rows, stages, postures
 * and batteries are as they stood at the end of the period, or now while it runs; what officers decided of a row since
 * then counts. Sites that are archived are left out, with all their rows.
 *
 * @param reportId the report whose statements are judged; null for none.
 * @throws TooManyOutages where a part of the rows would have to be left out.
 */
export async function wardFigures(deps: FiguresDeps, period: Period, reportId: string | null): Promise<FiguresOutcome> {
  const { store, clock } = deps;
  const report = reportId === null ? null : await gatherReport(store.records, reportId);
  if (report === undefined) return { ok: false, error: 'report-unknown' };
  const records = await gatherRecords(store.records);
  const figures = await figuresOf(deps, period, records, clock.now());
  const { day, ...rest } = figures;
  const statements: StatementResult[] = report
    ? judgeStatements({ figures: rest, ...report, systems: records.systems, items: records.items, day })
    : [];
  return { ok: true, figures: { ...rest, statements, reportId } };
}

type Figures = Omit<WardFigures, 'statements' | 'reportId'> & Pick<Moment, 'day'>;

async function figuresOf(
  { store, keyFingerprint }: FiguresDeps,
  period: Period,
  records: RecordFacts,
  now: number,
): Promise<Figures> {
  const { from, until } = periodWindow(period);
  const window = { from, until: Math.max(from, Math.min(until, now)) };
  const { sites: all, devices } = await store.fleet.changesSince(0);
  const settings = await readWardSettings(store.ledger, all);
  const sites = all.filter(({ archived }) => !archived);
  const services = await store.watching.services();
  const ledger = await gatherLedger({ ledger: store.ledger, settings, sites, services, window });
  // The last instant within the period: its end belongs to the day after.
  const asOf = Math.min(window.until, until - 1);
  const moment = { day: localDateOf(asOf), asOf };
  const deviceFacts = await gatherDevices(store, devices, sites, records.criteria, { window, asOf, now });
  const figures = await sitesFigures({ store, settings, sites, ledger, records, deviceFacts, window, moment });
  const { unconfirmedDays, previous } = await around(store, settings, sites, period, window);
  return {
    period: periodKey(period),
    from,
    until,
    asOf,
    isOver: now >= until,
    ledger: { count: ledger.head.count, head: ledger.head.hash, keyFingerprint: await keyFingerprint() },
    monitoring: {
      sites: figures.length,
      sitesMonitored: figures.filter((site) => site.isMonitored).length,
      computers: Math.max(deviceFacts.computers, computersKept(records, sites, moment.day)),
      computersMonitored: deviceFacts.computers,
      openCoverage: availabilityFigure(addedUp(ledger.sums.filter(isMonitored).map(({ open }) => open))).coverage,
      holes: ledger.holes,
      minListMs: settings.rules.minListMs,
      probeMs: settings.rules.probeMs,
      unconfirmedDays,
    },
    sites: figures,
    outages: ledger.parts.map((part) => outageFigure(part, window)),
    ...sumsOf(ledger.parts),
    byCause: byCause(ledger.parts),
    previous,
    services: serviceFigures(services, records.systems, ledger.serviceSums, ledger.serviceParts),
    houses: houseFigures(figures),
    score: sumScores(figures.map(({ score }) => score)),
    counterfactuals: counterfactuals(avoidable(ledger.parts, window)),
    day: moment.day,
  };
}

interface SitesAsked {
  store: Store;
  settings: WardSettings<SiteRow>;
  sites: readonly SiteRow[];
  ledger: LedgerFacts;
  records: RecordFacts;
  deviceFacts: DeviceFacts;
  window: Interval;
  moment: Moment;
}

async function sitesFigures(asked: SitesAsked): Promise<SiteFigures[]> {
  const { store, settings, sites, ledger, records, deviceFacts, window, moment } = asked;
  const houses = sites.filter(({ kind }) => kind === 'cultural-house');
  const lastDayOf = await gatherLastDay(store.ledger, settings, houses, window.until);
  const sums = new Map(ledger.sums.map((one) => [one.siteId, one]));
  const parts = Map.groupBy(ledger.parts, ({ row }) => row.siteId);
  const items = Map.groupBy(records.items, ({ siteId }) => siteId);
  const declarations = Map.groupBy(records.declarations, ({ siteId }) => siteId);
  const figures = sites.flatMap((site) => {
    const own = sums.get(site.id);
    if (!own) return [];
    const facts = {
      site,
      profile: records.profiles.get(site.id),
      items: items.get(site.id) ?? [],
      declarations: declarations.get(site.id) ?? [],
      devices: deviceFacts.bySite.get(site.id) ?? [],
      latencyMs: deviceFacts.latencyBySite.get(site.id) ?? null,
      sums: own,
      parts: parts.get(site.id) ?? [],
      lastDay: lastDayOf(site),
    };
    return [siteFigures(facts, records.criteria, moment)];
  });
  return inOrder(figures);
}

/** Days of the calendar that are in doubt, and the confirmed outages of the period before. */
async function around(
  store: Store,
  settings: WardSettings<SiteRow>,
  sites: readonly SiteRow[],
  period: Period,
  window: Interval,
): Promise<{ unconfirmedDays: string[]; previous: WardFigures['previous'] }> {
  const before = previousPeriod(period);
  return {
    unconfirmedDays: unconfirmedIn(await store.ledger.holidays(), window).map(({ date }) => date),
    previous: before ? await confirmedIn(store, settings, sites, periodWindow(before)) : null,
  };
}

/** Null where no site had a device yet. */
async function confirmedIn(
  { ledger }: Store,
  settings: WardSettings<SiteRow>,
  sites: readonly SiteRow[],
  window: Interval,
): Promise<WardFigures['previous']> {
  const began = await ledger.sitesBegan(sites.map(({ id }) => id));
  if (![...began.values()].some((at) => at < window.until)) return null;
  const rows = await rowsOfPeriod(ledger, window, 'site', sites);
  const parts = await countedParts(ledger, settings, rows, 'site', window, window.until);
  return sumParts(parts.filter(({ row }) => row.confirmed !== null));
}

function computersKept({ items }: RecordFacts, sites: readonly SiteRow[], day: string): number {
  const ids = new Set(sites.map(({ id }) => id));
  return items
    .filter(({ kind, siteId }) => (kind === 'computer' || kind === 'laptop') && ids.has(siteId))
    .filter((item) => isInUse(item, day))
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
