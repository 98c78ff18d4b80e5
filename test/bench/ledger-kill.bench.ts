import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { FakeClock } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { startSystem } from '../kit/system.ts';
import { seededRandom } from '../sim/random.ts';
import { prepareReplay, replayTruth } from './ledger-replay.ts';
import type { BenchTable } from './table.ts';

const KILLS = Number(process.env['BENCH_KILLS'] ?? '10');
const SEED = 148;
const SCRIPT = 'test/bench/ledger-replay.child.ts';
/** A process is left alone for so long after it has started, at least and at most. */
const LIFE_MS = [2_500, 9_000] as const;

/** A server killed at random moments while a month is replayed must end with the rows of one that was left alone. */
export async function run(): Promise<BenchTable[]> {
  await using folder = await temporaryFolder();
  const [seedling, calm, killed] = ['seedling', 'calm', 'killed'].map((name) => join(folder.path, name)) as Folders;
  await prepare(seedling);
  await cp(seedling, calm, { recursive: true });
  await cp(seedling, killed, { recursive: true });
  const from = performance.now();
  await replay(calm);
  const calmMs = performance.now() - from;
  const kills = await replayWithKills(killed);
  const [left, right] = [await rowsIn(calm), await rowsIn(killed)];
  const differing = [...left.counted, ...right.counted].filter(
    (row) => left.counted.includes(row) !== right.counted.includes(row),
  );
  for (const row of differing.slice(0, 10)) console.error(left.counted.includes(row) ? 'calm  ' : 'killed', row);
  return [
    {
      title: 'kill -9 of the outage engine',
      about: `A month of 4 houses on one feeder and two (test/sim, seed ${SEED}) replayed step by step into a running server, that is killed with SIGKILL at random moments and started again; compared with a replay that was left alone: every row that counts, whole, ids and revision numbers apart. Rows that were withdrawn are counted only: who looks at half a step may open one. Target: no difference.`,
      columns: [
        'kills',
        'rows',
        'rows after kills',
        'differing',
        'withdrawn',
        'withdrawn after kills',
        'undisturbed, s',
      ],
      rows: [
        [
          kills,
          left.counted.length,
          right.counted.length,
          differing.length,
          left.withdrawn,
          right.withdrawn,
          calmMs / 1_000,
        ],
      ],
    },
  ];
}

type Folders = [string, string, string];

async function prepare(folder: string): Promise<void> {
  const truth = replayTruth(SEED);
  await mkdir(folder);
  await using system = await startSystem({ dataFolder: folder, clock: new FakeClock({ wall: truth.period.from }) });
  await prepareReplay(system.server.store, truth);
  await writeFile(join(folder, 'step'), String(truth.period.from));
}

async function replay(folder: string): Promise<void> {
  await using child = startNode(SCRIPT, [folder, String(SEED)]);
  const code = await child.ended();
  if (code !== 0) throw new Error(`the replay ended with ${code}: ${child.lines.slice(-10).join('\n')}`);
}

/** Says how often it was killed: it may have been done before the last time. */
async function replayWithKills(folder: string): Promise<number> {
  const random = seededRandom(SEED);
  const [least, most] = LIFE_MS;
  for (let kills = 0; kills < KILLS; kills += 1) {
    await using child = startNode(SCRIPT, [folder, String(SEED)]);
    const ended = child.ended();
    const isDone = await Promise.race([ended.then(() => true), delay(least + random() * (most - least), false)]);
    if (isDone) return kills;
    await child.end('SIGKILL');
  }
  await replay(folder);
  return KILLS;
}

/** Rows that count as text, without what depends on when somebody looked. */
async function rowsIn(folder: string): Promise<{ counted: string[]; withdrawn: number }> {
  // As this server wrote them.
  const rows = JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')) as LedgerRow[];
  const counted = rows.filter((row) => row.status !== 'withdrawn');
  return { counted: counted.map(textOf).sort(), withdrawn: rows.length - counted.length };
}

function textOf({ id: _id, revisionNumber: _number, updatedAt: _at, ...content }: LedgerRow): string {
  return JSON.stringify(content);
}
