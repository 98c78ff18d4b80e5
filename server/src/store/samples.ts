import type { MetricSeries } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { MetricValues } from '@wardwatch/shared/model';
import type { Kysely, Selectable } from 'kysely';
import { type Chunk, chunkOf, mergeChunks, type Sample } from './chunk.ts';
import { decodeChunk } from './chunk-codec.ts';
import type { Database } from './database.ts';
import { DownSampler } from './down-sample.ts';
import { agentsOf } from './journal-read.ts';
import { hourOf } from './journal-rows.ts';
import type { SamplesTable, Tables } from './tables.ts';

/** Hours read at once: small enough that unpacking them does not hold up the main thread. */
const HOURS_A_PAGE = 48;

/** Metrics of a device over a window, folded and not yet folded alike, in the precision that is kept. */
export async function readMetrics(
  db: Database,
  deviceId: string,
  window: Interval,
  maxPoints: number,
): Promise<MetricSeries[]> {
  const samplers = new Map<string, DownSampler>();
  const agentIds = await db.read((reader) => agentsOf(reader, deviceId));
  for (const agentId of agentIds) {
    for (let cursor: number | undefined = hourOf(window.from); cursor !== undefined;) {
      const page: Page = await readPage(db, agentId, cursor, hourOf(window.until - 1));
      for (const chunk of page.chunks) addChunk(samplers, chunk, window, maxPoints);
      cursor = page.next;
    }
  }
  return [...samplers].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, sampler]) => sampler.series(name));
}

/** The chunk of one hour of one agent; undefined where there is none or it cannot be read, which is counted. */
export function readableChunk(db: Database, row: Selectable<Tables['sample_chunks']>): Chunk | undefined {
  const decoded = decodeChunk(row.chunk);
  if (decoded.ok) return decoded.chunk;
  db.counters.chunksUnreadable += 1;
  const { code, message } = decoded;
  db.log.error('store.chunk-unreadable', { agentId: row.agent_id, hour: row.hour, code, message });
  return undefined;
}

/** A sample of a row. */
export function sampleOf(row: SamplesTable): Sample {
  // Written by `sampleRow` from values that a schema has passed.
  const values: MetricValues = JSON.parse(row.metric_values);
  return { at: row.corrected_at, spanMs: row.span_ms, values };
}

/** Rows that are not folded yet, by the hour. */
function byHour(rows: readonly SamplesTable[]): Map<number, Sample[]> {
  const hours = new Map<number, Sample[]>();
  for (const row of rows) {
    const samples = hours.get(row.hour);
    if (samples) samples.push(sampleOf(row));
    else hours.set(row.hour, [sampleOf(row)]);
  }
  return hours;
}

interface Page {
  chunks: Chunk[];
  /** First hour of the next page; undefined at the end. */
  next: number | undefined;
}

async function readPage(db: Database, agentId: string, fromHour: number, lastHour: number): Promise<Page> {
  const { folded, recent, until } = await db.snapshot(async (trx) => {
    const chunks = await hoursOf(trx, agentId, fromHour, lastHour);
    const full = chunks.length === HOURS_A_PAGE;
    const lastRead = full ? (chunks.at(-1)?.hour ?? lastHour) : lastHour;
    return { folded: chunks, recent: await recentOf(trx, agentId, fromHour, lastRead), until: lastRead };
  });
  const unfolded = byHour(recent);
  const chunks = folded.flatMap((row) => {
    const added = unfolded.get(row.hour);
    unfolded.delete(row.hour);
    const kept = readableChunk(db, row);
    if (!added) return kept ?? [];
    return kept ? mergeChunks(kept, chunkOf(added)) : chunkOf(added);
  });
  for (const samples of unfolded.values()) chunks.push(chunkOf(samples));
  return { chunks, next: until < lastHour ? until + 1 : undefined };
}

function hoursOf(trx: Kysely<Tables>, agentId: string, fromHour: number, lastHour: number) {
  return trx
    .selectFrom('sample_chunks')
    .selectAll()
    .where('agent_id', '=', agentId)
    .where('hour', '>=', fromHour)
    .where('hour', '<=', lastHour)
    .orderBy('hour')
    .limit(HOURS_A_PAGE)
    .execute();
}

function recentOf(trx: Kysely<Tables>, agentId: string, fromHour: number, lastHour: number): Promise<SamplesTable[]> {
  return trx
    .selectFrom('samples')
    .selectAll()
    .where('agent_id', '=', agentId)
    .where('hour', '>=', fromHour)
    .where('hour', '<=', lastHour)
    .orderBy('corrected_at')
    .orderBy('seq')
    .execute();
}

function addChunk(samplers: Map<string, DownSampler>, chunk: Chunk, window: Interval, maxPoints: number): void {
  for (const [name, { scale, points }] of chunk.series) {
    const sampler = samplers.get(name) ?? new DownSampler(window, maxPoints);
    for (const [at, [min, mean, max]] of points) {
      if (at < window.from || at >= window.until) continue;
      samplers.set(name, sampler);
      sampler.add({ at, min: min / scale, mean: mean / scale, max: max / scale });
    }
  }
}
