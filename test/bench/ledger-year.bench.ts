import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { DAY_MS, periodWindow, quarter, startOfDay } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import { startNode } from '../kit/processes.ts';
import type { Admin } from '../kit/system.ts';
import { manyHouses, type SimSite, wardSites } from '../sim/ward-sites.ts';
import { wardTruth } from '../sim/ward-truth.ts';
import { type BenchWard, settle, startBenchWard, timed } from './ledger-ward.ts';
import { type BenchTable, quantile } from './table.ts';

const SEED = 148;
const REPEATS = 7;
const CITY_SITES = Number(process.env['BENCH_CITY_SITES'] ?? '1000');
const CITY_DAYS = Number(process.env['BENCH_CITY_DAYS'] ?? '31');

interface Run {
  name: string;
  sites: readonly SimSite[];
  period: Interval;
  /** Its own quarter, or what there is of one. */
  asked: Interval;
}

/** What a ledger costs that has grown for long, and one of a city. */
export async function run(): Promise<BenchTable[]> {
  const rows: (string | number)[][] = [];
  for (const one of runs()) rows.push(await measure(one));
  return [
    {
      title: 'A ledger of a year, and of a city',
      about:
        'Journals of a simulated ward (test/sim), facts at a 15 s interval, proof of life each 10 min where nothing changes, loaded through the store’s own commit. “From scratch”: the engine judges everything for the first time and writes all rows; “again”: it is told to judge everything anew, and finds nothing to change. “Check”: the command `recompute --check` derives every site’s whole life in one piece and compares it with the ledger, start of the process included. Page and availability: by HTTP, median of 7; availability of a quarter for all sites, one request each. Targets for 33 sites: 60 s to recompute, 300 ms for the quarter’s page.',
      columns: [
        'what',
        'journal entries',
        'file MiB',
        'loading, s',
        'ledger rows',
        'judged from scratch, s',
        'judged again, s',
        'check, s',
        'differences',
        'page of a quarter, ms',
        'availability of all, ms',
      ],
      rows,
    },
  ];
}

function runs(): Run[] {
  const third = periodWindow(quarter(2026, 3));
  const from = startOfDay('2026-07-01');
  const july = { from, until: from + CITY_DAYS * DAY_MS };
  const year = { from: startOfDay('2025-11-01'), until: startOfDay('2026-11-01') };
  const all: Run[] = [
    { name: '33 sites, a year', sites: wardSites(SEED), period: year, asked: third },
    {
      name: `${CITY_SITES.toLocaleString('en')} sites, ${CITY_DAYS} days`,
      sites: manyHouses(SEED, CITY_SITES),
      period: july,
      asked: july,
    },
  ];
  const wanted = process.env['BENCH_RUNS']?.split(',');
  return wanted ? all.filter((_, index) => wanted.includes(String(index))) : all;
}

async function measure({ name, sites, period, asked }: Run): Promise<(string | number)[]> {
  const truth = wardTruth({ seed: SEED, period, sites });
  await using ward = await startBenchWard(truth);
  const { store } = ward.system.server;
  const { total } = await store.ledger.rows({ limit: 1, offset: 0 });
  await store.ledger.addNews('*', { from: 0, until: ward.clock.now() });
  const [, againMs] = await timed(() => settle(ward));
  const admin = await ward.system.admin();
  const page = await median(() => admin.call('GET', `/api/outages?from=${asked.from}&until=${asked.until}&limit=50`));
  const availability = await median(() => availabilityOfAll(admin, ward, asked), 2);
  const check = await recomputed(ward.system.dataFolder);
  const { size } = await stat(join(ward.system.dataFolder, 'wardwatch.db'));
  console.error(`${name}: loaded in ${ward.loadMs} ms, judged in ${ward.firstJudgementMs} ms, again in ${againMs} ms`);
  return [
    name,
    ward.loaded.entries,
    size / 2 ** 20,
    ward.loadMs / 1_000,
    total,
    ward.firstJudgementMs / 1_000,
    againMs / 1_000,
    check.ms / 1_000,
    check.differences,
    page,
    availability,
  ];
}

async function median(work: () => Promise<unknown>, repeats = REPEATS): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < repeats; turn += 1) times.push((await timed(work))[1]);
  return quantile(times, 0.5);
}

async function availabilityOfAll(admin: Admin, ward: BenchWard, { from, until }: Interval): Promise<void> {
  for (const id of ward.loaded.siteIds.values()) {
    await admin.call('GET', `/api/sites/${id}/availability?from=${from}&until=${until}`);
  }
}

/** Runs the command as an officer would. It gives 0 where ledger and journals agree. */
async function recomputed(dataFolder: string): Promise<{ ms: number; differences: string }> {
  const from = performance.now();
  await using child = startNode('server/src/main.ts', ['recompute', '--check'], { WARDWATCH_DATA: dataFolder });
  const code = await child.ended();
  const ms = performance.now() - from;
  console.error(child.lines.slice(-5).join('\n'));
  return { ms, differences: code === 0 ? 'none' : `exit ${code}` };
}
