import process from 'node:process';
import { startOfDay } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import { deviceStory } from '../sim/device-journal.ts';
import { totalMs, unite } from '../sim/spans.ts';
import { PATTERNS } from '../sim/ward-happenings.ts';
import { type SimSite, wardSites } from '../sim/ward-sites.ts';
import { wardTruth, type WardTruth } from '../sim/ward-truth.ts';
import { type BenchWard, startBenchWard } from './ledger-ward.ts';
import { countMarks, type EdgeErrors, edgeErrors, type Marked, MARKS, markRows } from './semantics-causes.ts';
import { type Blame, compareSite, type SiteError, sumErrors } from './semantics-compare.ts';
import { beatCounting, type Booked, flips, pushesOf } from './semantics-oracles.ts';
import { type BenchTable, quantile } from './table.ts';

const PERIOD: Interval = {
  from: startOfDay(process.env['BENCH_FROM'] ?? '2026-06-01'),
  until: startOfDay(process.env['BENCH_UNTIL'] ?? '2026-09-01'),
};
const HOUSES = Number(process.env['BENCH_HOUSES'] ?? '30');
const SEED = Number(process.env['BENCH_SEED'] ?? '148');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const TOOLS = ['Wardwatch', 'beat counting', 'flips'] as const;
type Tool = (typeof TOOLS)[number];

/** The same truth, told to three ways of keeping books; each against what really happened. */
export async function run(): Promise<BenchTable[]> {
  const truth = wardTruth({ seed: SEED, period: PERIOD, sites: wardSites(SEED, HOUSES) });
  await using ward = await startBenchWard(truth);
  const rows = (await ward.system.server.store.ledger.rows({ limit: 100_000, offset: 0 })).rows;
  const errors = await errorsOf(ward, rows);
  const marked = truth.sites.flatMap((site) => markRows(truth, site, rowsOf(ward, site, rows)));
  const isTold = (mark: string): boolean =>
    mark === 'confirmed, wrong' || process.env['BENCH_TELL']?.includes(mark) === true;
  for (const one of marked) if (isTold(one.mark)) tell(one);
  // Of a place with one computer that is on in office hours nobody can tell when its outages really began.
  const withAlways = marked.filter(({ site }) => site.devices.some((device) => device.duty === 'always'));
  const edge = edgeErrors(truth, withAlways);
  if (isTold('edges')) for (const one of edge.outside) tell(one.marked, one.truth);
  return [totals(truth, errors), byPattern(truth, errors), bySite(errors), causes(marked), edges(edge)];
}

type Errors = ReadonlyMap<Tool, readonly SiteError[]>;

async function errorsOf(ward: BenchWard, rows: readonly LedgerRow[]): Promise<Errors> {
  const { truth } = ward;
  const result = new Map<Tool, SiteError[]>(TOOLS.map((tool) => [tool, []]));
  for (const site of truth.sites) {
    const booked = { Wardwatch: await ours(ward, site, rows), ...theirs(truth, site) };
    for (const tool of TOOLS) result.get(tool)?.push(compareSite(truth, site, booked[tool]));
  }
  return result;
}

async function ours(ward: BenchWard, site: SimSite, rows: readonly LedgerRow[]): Promise<Booked> {
  const siteId = ward.loaded.siteIds.get(site.key) ?? '';
  const spans = await ward.system.server.store.ledger.spans([siteId], ward.truth.period, ['site']);
  const down = spans.filter((span) => (span.under ?? span.state) === 'down');
  const outages = rowsOf(ward, site, rows).filter((row) => row.subject === 'site' && row.status !== 'withdrawn');
  return { down: unite(down), outages: outages.length };
}

function theirs(truth: WardTruth, site: SimSite): Record<Exclude<Tool, 'Wardwatch'>, Booked> {
  const [device] = site.devices;
  const world = truth.worlds.get(site.key);
  if (!device || !world) throw new Error(`${site.key} has no device`);
  const at = pushesOf(deviceStory(truth, world, device, 600_000));
  const pushed = { at, alive: truth.serverAlive, period: truth.period };
  return { 'beat counting': beatCounting(pushed), flips: flips(pushed) };
}

function rowsOf(ward: BenchWard, site: SimSite, rows: readonly LedgerRow[]): LedgerRow[] {
  return rows.filter((row) => row.siteId === ward.loaded.siteIds.get(site.key));
}

/** A cause that is confirmed and wrong is a defect: whoever runs this gets to see the case. */
function tell({ mark, site, row, truth }: Marked, exact?: Interval): void {
  const time = (at: number | null): string => (at === null ? 'now' : new Date(at).toISOString());
  const { cause, confidence, rule, evidence } = row.suggested;
  const was = truth ? `${truth.pattern} ${time(truth.from)} to ${time(truth.until)}` : 'nothing';
  console.error(
    `${mark}: ${site.key} ${row.id} ${time(row.from)} to ${time(row.until)} ${cause} ${confidence} by ${rule}`,
  );
  console.error(`  truth: ${was}${exact ? `, exactly ${time(exact.from)} to ${time(exact.until)}` : ''}`);
  console.error(
    `  start ${time(row.start.earliest)}..${time(row.start.latest)}, end ${time(row.end?.earliest ?? null)}..${time(row.end?.latest ?? null)}`,
  );
  for (const one of evidence) console.error(`  ${JSON.stringify({ ...one, at: time(one.at) })}`);
}

const days = Math.round((PERIOD.until - PERIOD.from) / (24 * HOUR_MS));

function totals(truth: WardTruth, errors: Errors): BenchTable {
  const [all, bound] = [() => true, isBound].map((isAsked) => (errors.get('Wardwatch') ?? []).filter(isAsked));
  const sum = (list: readonly SiteError[] | undefined, pick: (error: SiteError) => number): number =>
    (list ?? []).reduce((total, one) => total + pick(one), 0);
  const trueMs = sum(bound, (one) => one.trueMs);
  const trueOutages = sum(bound, (one) => one.trueOutages);
  return {
    title: 'Outage accounting against the truth',
    about: `A simulated ward, ${truth.sites.length} sites, ${days} days (test/sim, seed ${SEED}): power cuts, storms, cable cuts, hangs, unpaid lines, breakers off at night, flapping lines, a server that was down or without its own line. Counted here: the ${bound?.length ?? 0} of ${all?.length ?? 0} sites with a device that is meant to be always on, with ${trueOutages} outages of 5 min or more (closer than 2 min: one) and ${Math.round(trueMs / HOUR_MS)} hours without connectivity; for the one that is switched off at night see below. Wardwatch: the real server. The others: oracles of published semantics fed by one push a minute. Beat counting: a 60 s push monitor as in Uptime Kuma, no retry. Flips: timeout 60 s and grace 60 s as in Healthchecks.`,
    columns: [
      'who',
      'outages',
      'down, h',
      'missed, min',
      'made up, min',
      'wrong in all, % of the truth',
      'worst site, min',
    ],
    rows: TOOLS.map((tool) => {
      const own = (errors.get(tool) ?? []).filter(isBound);
      const { missedMs, wrongMs } = sumErrors(own);
      const worst = Math.max(...own.map((one) => errorMs(one)));
      return [
        tool,
        sum(own, (one) => one.outages),
        sum(own, (one) => one.bookedMs) / HOUR_MS,
        missedMs / MINUTE_MS,
        wrongMs / MINUTE_MS,
        (100 * (missedMs + wrongMs)) / trueMs,
        worst / MINUTE_MS,
      ];
    }),
  };
}

function isBound({ site }: SiteError): boolean {
  return site.devices.some((device) => device.duty === 'always');
}

function errorMs(error: SiteError): number {
  const { missedMs, wrongMs } = sumErrors([error]);
  return missedMs + wrongMs;
}

const OTHERS: readonly Blame[] = ['edges', 'switched-off', 'other'];

function byPattern(truth: WardTruth, errors: Errors): BenchTable {
  const names: Blame[] = [...PATTERNS, ...OTHERS];
  return {
    title: 'The same, by what happened',
    about:
      'Minutes of true outage that were not booked, and minutes that were booked although the site was connected. `edges`: within 3 min of a true outage, too early or too late. `switched-off`: a computer that nobody means to be on at night.',
    columns: ['what happened', 'outages', 'true, h', ...TOOLS.flatMap((tool) => [`${tool}: missed`, 'made up'])],
    rows: names.flatMap((name) => {
      const own = truth.outages.filter((outage) => outage.pattern === name);
      const cells = TOOLS.flatMap((tool) => {
        const sum = (pick: (error: SiteError) => ReadonlyMap<string, number>): number =>
          (errors.get(tool) ?? []).reduce((total, error) => total + (pick(error).get(name) ?? 0), 0) / MINUTE_MS;
        return [sum((error) => error.missed), sum((error) => error.wrong)];
      });
      const isEmpty = own.length === 0 && cells.every((cell) => cell === 0);
      return isEmpty ? [] : [[name, own.length, totalMs(own) / HOUR_MS, ...cells]];
    }),
  };
}

function bySite(errors: Errors): BenchTable {
  const first = errors.get('Wardwatch') ?? [];
  return {
    title: 'The same, by site',
    about: 'Outages as each counts them, and minutes that were missed or made up.',
    columns: ['site', 'true outages', 'true, h', ...TOOLS.flatMap((tool) => [`${tool}: outages`, 'wrong, min'])],
    rows: first.map((one, index) => {
      const cells = TOOLS.flatMap((tool) => {
        const error = errors.get(tool)?.[index];
        return error ? [error.outages, errorMs(error) / MINUTE_MS] : [];
      });
      return [one.site.key, one.trueOutages, one.trueMs / HOUR_MS].concat(cells);
    }),
  };
}

function causes(marked: readonly Marked[]): BenchTable {
  const counts = countMarks(marked).filter(([, cells]) => cells.some((cell) => cell > 0));
  const sums = MARKS.map((_, index) => counts.reduce((sum, [, cells]) => sum + (cells[index] ?? 0), 0));
  return {
    title: 'Causes that Wardwatch named',
    about:
      'Rows of the ledger about a site’s connectivity by what really happened; in a chain the first link is the truth, and a row that begins within it may also be named by what held then. Target: nothing confirmed is wrong.',
    columns: ['what happened', ...MARKS],
    rows: [...counts, ['all', sums] as const].map(rowOf),
  };
}

function rowOf([name, cells]: readonly [string, readonly number[]]): (string | number)[] {
  return [name, ...cells];
}

function edges({ compared, starts, ends, startsInBounds, endsInBounds }: EdgeErrors): BenchTable {
  const line = (name: string, errors: readonly number[], inBounds: number): (string | number)[] => [
    name,
    compared,
    quantile(errors, 0.5) / 1_000,
    quantile(errors, 0.95) / 1_000,
    (100 * errors.filter((ms) => ms <= 15_000).length) / Math.max(1, compared),
    (100 * inBounds) / Math.max(1, compared),
  ];
  return {
    title: 'Starts and ends',
    about:
      'Rows that stand for one true outage. Target: within one interval of 15 s; the truth between the earliest and latest instant that the row states.',
    columns: ['what', 'rows', 'median error, s', 'p95, s', 'within 15 s, %', 'truth in the stated bounds, %'],
    rows: [line('start', starts, startsInBounds), line('end', ends, endsInBounds)],
  };
}
