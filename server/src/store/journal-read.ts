import type { Interval } from '@wardwatch/shared/lib';
import type { Kysely } from 'kysely';
import { factNamesOf } from './journal-fact-names.ts';
import { storedEntry } from './journal-rows.ts';
import type { JournalStore, StoredEntry } from './store.ts';
import type { JournalEntriesTable, Tables } from './tables.ts';

/** The device's agents. */
export async function agentsOf(db: Kysely<Tables>, deviceId: string): Promise<string[]> {
  const rows = await db.selectFrom('agents').select('id').where('device_id', '=', deviceId).execute();
  return rows.map((row) => row.id);
}

/**
 * Facts and events in the window, oldest first, and the last of each fact before it. Those without a usable time
 * belong to no timeline and are left out.
 */
export async function readEntries(db: Kysely<Tables>, deviceId: string, window: Interval): Promise<StoredEntry[]> {
  const rows: JournalEntriesTable[] = [];
  const agentIds = await agentsOf(db, deviceId);
  const names = await factNamesOf(db, agentIds);
  for (const agentId of agentIds) {
    for (const fact of names.get(agentId) ?? []) rows.push(...(await lastBefore(db, agentId, fact, window.from)));
    const inside = usable(db, agentId)
      .where('corrected_at', '>=', window.from)
      .where('corrected_at', '<', window.until);
    rows.push(...(await inside.execute()));
  }
  return rows.map(storedEntry).toSorted(byTime);
}

/** Spans of proven life that touch the window, clipped to it, oldest first. */
export async function readAliveSpans(db: Kysely<Tables>, deviceId: string, window: Interval): Promise<Interval[]> {
  const agentIds = await agentsOf(db, deviceId);
  if (agentIds.length === 0) return [];
  const rows = await db
    .selectFrom('alive_spans')
    .select(['from_at', 'until_at'])
    .where('agent_id', 'in', agentIds)
    .where('until_at', '>=', window.from)
    .where('from_at', '<=', window.until)
    .orderBy('from_at')
    .execute();
  // A single proof is a span without length: it counts, since others may be close to it.
  return rows.map((row) => ({
    from: Math.max(row.from_at, window.from),
    until: Math.min(row.until_at, window.until),
  }));
}

/** What is stored of an agent, counted. */
export async function readCounts(
  db: Kysely<Tables>,
  agentId: string,
): Promise<Awaited<ReturnType<JournalStore['counts']>>> {
  const kinds = await db
    .selectFrom('journal_entries')
    .select((row) => ['kind', row.fn.countAll<number>().as('count')])
    .where('agent_id', '=', agentId)
    .groupBy('kind')
    .execute();
  const ofKind = (kind: JournalEntriesTable['kind']): number => kinds.find((row) => row.kind === kind)?.count ?? 0;
  const rowsOf = async (table: 'samples' | 'rejected_entries'): Promise<number> => {
    const counted = db.selectFrom(table).select((row) => row.fn.countAll<number>().as('count'));
    return (await counted.where('agent_id', '=', agentId).executeTakeFirstOrThrow()).count;
  };
  const chunks = await db.selectFrom('sample_chunks').select('entries').where('agent_id', '=', agentId).execute();
  const folded = chunks.reduce((sum, row) => sum + row.entries, 0);
  return {
    facts: ofKind('fact'),
    events: ofKind('event'),
    metricsEntries: (await rowsOf('samples')) + folded + ofKind('metrics'),
    rejected: await rowsOf('rejected_entries'),
  };
}

function usable(db: Kysely<Tables>, agentId: string) {
  return db
    .selectFrom('journal_entries')
    .selectAll()
    .where('agent_id', '=', agentId)
    .where('kind', 'in', ['fact', 'event'])
    .where('quality', '!=', 'suspect');
}

function lastBefore(db: Kysely<Tables>, agentId: string, fact: string, at: number): Promise<JournalEntriesTable[]> {
  return db
    .selectFrom('journal_entries')
    .selectAll()
    .where('agent_id', '=', agentId)
    .where('kind', '=', 'fact')
    .where('name', '=', fact)
    .where('quality', '!=', 'suspect')
    .where('corrected_at', '<', at)
    .orderBy('corrected_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .execute();
}

/** By time; within one millisecond of one journal by number. */
function byTime(a: StoredEntry, b: StoredEntry): number {
  return a.correctedAt - b.correctedAt || a.seq - b.seq;
}
