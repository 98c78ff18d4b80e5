import type { EventName } from '@wardwatch/shared/model';
import type { Kysely } from 'kysely';
import { agentsOf } from './journal-read.ts';
import { storedEntry } from './journal-rows.ts';
import type { StoredEntry } from './store.ts';
import type { Tables } from './tables.ts';

/** The newest events of one name, newest first; by an index, however long the journal is. */
export async function readLastEvents(
  db: Kysely<Tables>,
  deviceId: string,
  name: EventName,
  limit: number,
): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for (const agentId of await agentsOf(db, deviceId)) {
    const rows = await db
      .selectFrom('journal_entries')
      .selectAll()
      .where('agent_id', '=', agentId)
      .where('kind', '=', 'event')
      .where('name', '=', name)
      .where('quality', '!=', 'suspect')
      .orderBy('corrected_at', 'desc')
      .limit(limit)
      .execute();
    found.push(...rows.map(storedEntry));
  }
  return found.toSorted((a, b) => b.correctedAt - a.correctedAt || b.seq - a.seq).slice(0, limit);
}
