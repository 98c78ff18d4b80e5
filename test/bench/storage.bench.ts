import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../kit/folder.ts';
import { startSystem } from '../kit/system.ts';
import type { AcceptedEntry } from '@wardwatch/server';
import { newIdentity } from '../kit/wire-agent.ts';
import { figureSource } from '../sim/figures.ts';
import { seededRandom } from '../sim/random.ts';
import type { BenchTable } from './table.ts';

const DEVICES = 33;
const DAYS = 14;
const MINUTE_MS = 60_000;
/** Minutes of one batch: as an agent would send that catches up. */
const BATCH_MINUTES = 60;

/** Bytes on disk for each metric value (minimum, mean and maximum are three), file and indexes and all. */
export async function run(): Promise<BenchTable[]> {
  await using folder = await temporaryFolder();
  let values = 0;
  let entries = 0;
  let compactMs = 0;
  let queryMs = 0;
  {
    await using system = await startSystem({ dataFolder: folder.path });
    const { journal, fleet } = system.server.store;
    const site = await system.server.firstSite('Trụ sở UBND phường');
    const until = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    const from = until - DAYS * 24 * 60 * MINUTE_MS;
    let deviceId = '';
    for (let device = 0; device < DEVICES; device++) {
      const { agentId, publicKey } = newIdentity();
      const codeHash = `bench-${device}`;
      const at = Date.now();
      await fleet.createCode({
        codeHash,
        siteId: site.id,
        preApproved: true,
        createdBy: 'system',
        attested: { statement: 1, by: 'person_1' },
        at,
        expiresAt: at + 60_000,
      });
      const enrolled = await fleet.enrol({
        codeHash,
        agentId,
        publicKey,
        name: `máy ${device}`,
        os: 'test',
        agentVersion: '0',
        statement: 1,
        at,
      });
      if (enrolled.ok) deviceId = enrolled.deviceId;
      const source = figureSource(seededRandom(148 + device));
      let seq = 1;
      for (let start = from; start < until; start += BATCH_MINUTES * MINUTE_MS) {
        const accepted = Array.from({ length: BATCH_MINUTES }, (_, minute): AcceptedEntry[] => {
          const time = start + (minute + 1) * MINUTE_MS;
          const figures = source.minute(time);
          for (const value of Object.values(figures)) values += typeof value === 'number' ? 1 : 3;
          const stamp = { at: time, mono: time - from };
          const placed = { correctedAt: time, quality: 'mono' as const, offsetMs: 0 };
          return [
            { ...placed, entry: { seq: seq + 2 * minute, ...stamp, kind: 'alive', everyMs: MINUTE_MS } },
            {
              ...placed,
              entry: { seq: seq + 2 * minute + 1, ...stamp, kind: 'metrics', spanMs: MINUTE_MS, values: figures },
            },
          ];
        }).flat();
        entries += BATCH_MINUTES;
        await journal.commit([
          {
            agentId,
            epoch: 'epoch-000001',
            bootId: 'boot-0000001',
            from: seq,
            to: seq + 2 * BATCH_MINUTES - 1,
            receivedAt: Date.now(),
            accepted,
            rejected: [],
            backlog: 0,
          },
        ]);
        seq += 2 * BATCH_MINUTES;
      }
    }
    const compactFrom = performance.now();
    while ((await journal.compact(until + MINUTE_MS, 500)) > 0);
    compactMs = performance.now() - compactFrom;
    const queryFrom = performance.now();
    await journal.metrics(deviceId, { from, until }, 600);
    queryMs = performance.now() - queryFrom;
  }
  const file = join(folder.path, 'wardwatch.db');
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const { size } = await stat(file);
  return [
    {
      title: 'Storage of figures',
      about: `${DEVICES} devices, ${DAYS} days of minute figures from the simulator, folded into hour chunks; the whole SQLite file after VACUUM divided by the metric values in it (a spread of minimum, mean and maximum counts as three, a steady figure as one). Target: at most 2 bytes.`,
      columns: [
        'minute entries',
        'metric values',
        'file MiB',
        'bytes per value',
        'folding, s',
        `${DAYS} days of one device, ms`,
      ],
      rows: [[entries, values, size / 2 ** 20, size / values, compactMs / 1000, queryMs]],
    },
  ];
}
