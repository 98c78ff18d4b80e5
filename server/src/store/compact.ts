import type { Transaction } from 'kysely';
import { chunkOf, mergeChunks } from './chunk.ts';
import { encodeChunk } from './chunk-codec.ts';
import type { Database } from './database.ts';
import { hourOf } from './journal-rows.ts';
import { readableChunk, sampleOf } from './samples.ts';
import type { Tables } from './tables.ts';

/** Hours folded in one transaction: some milliseconds, so that commits of the intake hardly wait. */
const HOURS_A_TRANSACTION = 20;

interface AgentHour {
  agent_id: string;
  hour: number;
}

/** Folds metrics of hours that ended before `before` into chunks, the oldest first; says how many hours. */
export async function compactSamples(db: Database, before: number, maxHours: number): Promise<number> {
  const due = await db.read((reader) =>
    reader
      .selectFrom('samples')
      .select(['agent_id', 'hour'])
      .where('hour', '<', hourOf(before))
      .groupBy(['hour', 'agent_id'])
      .orderBy('hour')
      .orderBy('agent_id')
      .limit(maxHours)
      .execute(),
  );
  let folded = 0;
  for (let start = 0; start < due.length; start += HOURS_A_TRANSACTION) {
    const group = due.slice(start, start + HOURS_A_TRANSACTION);
    folded += await db.quietly(async (trx) => {
      let hours = 0;
      for (const hour of group) hours += await foldHour(db, trx, hour);
      return hours;
    });
  }
  return folded;
}

/** Folds one hour under the write lock, so that no sample can come in between reading and removing. */
async function foldHour(db: Database, trx: Transaction<Tables>, { agent_id, hour }: AgentHour): Promise<0 | 1> {
  const rows = await trx
    .selectFrom('samples')
    .selectAll()
    .where('agent_id', '=', agent_id)
    .where('hour', '=', hour)
    .orderBy('corrected_at')
    .orderBy('seq')
    .execute();
  if (rows.length === 0) return 0;
  const stored = await trx
    .selectFrom('sample_chunks')
    .selectAll()
    .where('agent_id', '=', agent_id)
    .where('hour', '=', hour)
    .executeTakeFirst();
  const kept = stored && readableChunk(db, stored);
  // A damaged chunk is left as it is for a person to rescue; the late rows beside it stay rows.
  if (stored && !kept) return 0;
  const added = chunkOf(rows.map(sampleOf));
  const chunk = encodeChunk(kept ? mergeChunks(kept, added) : added);
  const entries = (stored?.entries ?? 0) + rows.length;
  await trx
    .insertInto('sample_chunks')
    .values({ agent_id, hour, entries, chunk })
    .onConflict((conflict) => conflict.columns(['agent_id', 'hour']).doUpdateSet({ entries, chunk }))
    .execute();
  await trx.deleteFrom('samples').where('agent_id', '=', agent_id).where('hour', '=', hour).execute();
  return 1;
}
