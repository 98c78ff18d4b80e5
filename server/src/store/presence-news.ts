import type { Snapshot } from '@wardwatch/shared/model';
import type { Selectable } from 'kysely';
import type { Write } from './database.ts';
import { parsePresent, type Present, withEntry, withSnapshot } from './present.ts';
import { inChunks } from './rows.ts';
import type { AcceptedEntry } from './store.ts';
import type { Tables } from './tables.ts';

/** What one call brings of one agent. */
export interface News {
  entries: AcceptedEntry[];
  backlog: number;
}

type PresentRow = Pick<Selectable<Tables['presence']>, 'agent_id' | 'present' | 'backlog' | 'revision'>;

/** Brings the present of agents up to date. An agent of which nothing visible changed keeps its revision. */
export async function addToPresent(write: Write, news: ReadonlyMap<string, News>): Promise<void> {
  const changed: PresentRow[] = [];
  for (const before of await readPresent(write, [...news.keys()])) {
    const { entries, backlog } = news.get(before.agent_id) ?? { entries: [], backlog: before.backlog };
    const present = JSON.stringify(entries.reduce<Present>(withEntry, parsePresent(before.present)));
    if (present !== before.present || backlog !== before.backlog) {
      changed.push({ agent_id: before.agent_id, present, backlog, revision: write.revision });
    }
  }
  await writePresent(write, changed);
}

/** Takes the device's own word for its present; one that is older than what is known changes nothing. */
export async function addSnapshot(
  write: Write,
  agentId: string,
  snapshot: Snapshot,
  correctedAt: number,
): Promise<void> {
  const [before] = await readPresent(write, [agentId]);
  if (!before) return;
  const present = JSON.stringify(withSnapshot(parsePresent(before.present), snapshot, correctedAt));
  if (present !== before.present) await writePresent(write, [{ ...before, present, revision: write.revision }]);
}

async function readPresent({ trx }: Write, agentIds: readonly string[]): Promise<PresentRow[]> {
  const rows: PresentRow[] = [];
  for (const chunk of inChunks(agentIds, 1)) {
    const columns = trx.selectFrom('presence').select(['agent_id', 'present', 'backlog', 'revision']);
    rows.push(...(await columns.where('agent_id', 'in', chunk).execute()));
  }
  return rows;
}

async function writePresent({ trx }: Write, rows: readonly PresentRow[]): Promise<void> {
  for (const chunk of inChunks(rows, 4)) {
    // Every row is there already; the upsert is how both engines change many rows in one statement.
    await trx
      .insertInto('presence')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('agent_id').doUpdateSet((row) => ({
          present: row.ref('excluded.present'),
          backlog: row.ref('excluded.backlog'),
          revision: row.ref('excluded.revision'),
        })),
      )
      .execute();
  }
}
