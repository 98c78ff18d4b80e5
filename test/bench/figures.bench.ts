import { periodWindow, quarter } from '@wardwatch/shared/calendar';
import { FakeClock } from '@wardwatch/shared/lib';
import { startSystem } from '../kit/system.ts';
import { loadFigures } from './figures-ward.ts';
import { timed } from './ledger-ward.ts';
import { type BenchTable, quantile } from './table.ts';

const REPEATS = 7;
const SIZES = [33, 1_000];

/** What the figures of a quarter cost. */
export async function run(): Promise<BenchTable[]> {
  const rows: (string | number)[][] = [];
  for (const sites of SIZES) rows.push(await measure(sites));
  return [
    {
      title: 'Figures of a quarter',
      about:
        'A headquarters, a one-stop centre and houses, each with one device, 12 outages in the quarter and five pieces of equipment; latency of every minute for the two offices. `GET /api/figures` by HTTP: the first request reads the latency of the quarter, which is kept for ten minutes; then the median of 6 more.',
      columns: ['sites', 'outages', 'first, ms', 'then, ms', 'answer, KiB'],
      rows,
    },
  ];
}

async function measure(sites: number): Promise<(string | number)[]> {
  const period = periodWindow(quarter(2026, 3));
  await using system = await startSystem({ clock: new FakeClock({ wall: period.until }) });
  await loadFigures(system.server.store, sites, period);
  const admin = await system.admin();
  const times: number[] = [];
  let answer: { outages: readonly unknown[] } = { outages: [] };
  for (let turn = 0; turn < REPEATS; turn += 1) {
    const [figures, ms] = await timed(() => admin.call<typeof answer>('GET', '/api/figures?period=2026-q3'));
    answer = figures;
    times.push(ms);
  }
  const kib = Buffer.byteLength(JSON.stringify(answer)) / 1_024;
  return [sites, answer.outages.length, times[0] ?? 0, quantile(times.slice(1), 0.5), kib];
}
