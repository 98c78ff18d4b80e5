import { startOfDay } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { FactValue } from '@wardwatch/shared/model';
import { manyHouses } from '../sim/ward-sites.ts';
import { wardTruth } from '../sim/ward-truth.ts';
import { type BenchWard, settle, startBenchWard, timed } from './ledger-ward.ts';
import { type BenchTable, quantile } from './table.ts';

const SEED = 148;
const FACTS = 60;
/** Facts that only warm up what compiles and caches. */
const WARM_UP = 10;
const MINUTE_MS = 60_000;
const HISTORIES = [
  { months: 1, from: '2026-10-01' },
  { months: 12, from: '2025-11-01' },
  { months: 60, from: '2021-11-01' },
] as const;
const UNTIL = '2026-11-01';

/** What one more entry costs when there is a long history behind it. */
export async function run(): Promise<BenchTable[]> {
  const rows: (string | number)[][] = [];
  for (const { months, from } of HISTORIES)
    rows.push(await measure(months, { from: startOfDay(from), until: startOfDay(UNTIL) }));
  return [
    {
      title: 'Cost of one more entry, by length of the history',
      about: `One site, one device. ${FACTS} facts a minute apart, by turns line down and line up, each committed and judged until nothing is news; the state of the site changes each time. Target: the same for a month and for five years.`,
      columns: [
        'months of history',
        'journal entries',
        'ledger rows',
        'commit p50, ms',
        'judging p50, ms',
        'judging p95, ms',
      ],
      rows,
    },
  ];
}

async function measure(months: number, period: Interval): Promise<(string | number)[]> {
  await using ward = await startBenchWard(wardTruth({ seed: SEED, period, sites: manyHouses(SEED, 1) }));
  const { store } = ward.system.server;
  const { total } = await store.ledger.rows({ limit: 1, offset: 0 });
  const commits: number[] = [];
  const judgements: number[] = [];
  for (let turn = 0; turn < WARM_UP + FACTS; turn += 1) {
    ward.clock.stepWall(MINUTE_MS);
    await store.ledger.serverAlive(ward.clock.now(), Infinity);
    const [, commitMs] = await timed(() => commitFact(ward, turn));
    const [, judgeMs] = await timed(() => settle(ward));
    if (turn < WARM_UP) continue;
    commits.push(commitMs);
    judgements.push(judgeMs);
  }
  return [
    months,
    ward.loaded.entries,
    total,
    quantile(commits, 0.5),
    quantile(judgements, 0.5),
    quantile(judgements, 0.95),
  ];
}

/** One fact of the only device; the line comes and goes. */
async function commitFact({ system, clock, loaded }: BenchWard, turn: number): Promise<void> {
  const [agentId = ''] = loaded.agentIds.values();
  const at = clock.now();
  const seq = loaded.entries + 1 + turn;
  const value: FactValue = turn % 2 === 0 ? 'down' : 'up';
  await system.server.store.journal.commit([
    {
      agentId,
      epoch: 'epoch-000001',
      bootId: 'boot-000999',
      from: seq,
      to: seq,
      receivedAt: at,
      accepted: [
        {
          entry: { kind: 'fact', fact: 'internet', value, seq, at, mono: at },
          correctedAt: at,
          quality: 'mono',
          offsetMs: 0,
        },
      ],
      rejected: [],
      backlog: 0,
    },
  ]);
}
