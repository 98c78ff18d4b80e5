import type { Kysely, Transaction } from 'kysely';
import { type AliveSpan, joinSpans } from './alive-spans.ts';
import { inChunks } from './rows.ts';
import type { AliveSpansTable, Tables } from './tables.ts';

/** New proofs of life of one agent in one boot and journal. */
export interface Proofs {
  agentId: string;
  epoch: string;
  bootId: string;
  spans: AliveSpan[];
}

/** Adds proofs of life to what is stored, joining what they join. */
export async function addProofs(trx: Transaction<Tables>, proofs: readonly Proofs[]): Promise<void> {
  const stored = await readSpans(trx, proofs);
  const gone: AliveSpansTable[] = [];
  const fresh: AliveSpansTable[] = [];
  for (const added of proofs) {
    const rows = stored.get(keyText(added.agentId, added.epoch, added.bootId)) ?? [];
    const now = joinSpans([...rows.map(spanOf), ...added.spans]).map((span) => rowOf(added, span));
    const kept = new Map(now.map((span) => [span.from_at, span]));
    const before = new Map(rows.map((row) => [row.from_at, row]));
    gone.push(...rows.filter((row) => !kept.has(row.from_at)));
    fresh.push(...now.filter((span) => !isSame(before.get(span.from_at), span)));
  }
  await removeSpans(trx, gone);
  for (const chunk of inChunks(fresh, 6)) {
    await trx
      .insertInto('alive_spans')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['agent_id', 'epoch', 'boot_id', 'from_at']).doUpdateSet((row) => ({
          until_at: row.ref('excluded.until_at'),
          ticks: row.ref('excluded.ticks'),
        })),
      )
      .execute();
  }
}

const keyText = (agentId: string, epoch: string, bootId: string): string => `${agentId} ${epoch} ${bootId}`;

/** The stored spans that the new ones may touch: a few, however long the history is. */
async function readSpans(db: Kysely<Tables>, proofs: readonly Proofs[]): Promise<Map<string, AliveSpansTable[]>> {
  const found = new Map<string, AliveSpansTable[]>();
  for (const chunk of inChunks(proofs, 5)) {
    const rows = db
      .selectFrom('alive_spans')
      .selectAll()
      .where((where) =>
        where.or(
          chunk.map(({ agentId, epoch, bootId, spans }) =>
            where.and([
              where('agent_id', '=', agentId),
              where('epoch', '=', epoch),
              where('boot_id', '=', bootId),
              where('until_at', '>=', Math.min(...spans.map((span) => span.from))),
              where('from_at', '<=', Math.max(...spans.map((span) => span.until))),
            ]),
          ),
        ),
      );
    for (const row of await rows.execute()) {
      const key = keyText(row.agent_id, row.epoch, row.boot_id);
      const known = found.get(key);
      if (known) known.push(row);
      else found.set(key, [row]);
    }
  }
  return found;
}

/** Seldom any: only where a late proof joins two spans, or comes before the first. */
async function removeSpans(trx: Transaction<Tables>, rows: readonly AliveSpansTable[]): Promise<void> {
  for (const row of rows) {
    await trx
      .deleteFrom('alive_spans')
      .where('agent_id', '=', row.agent_id)
      .where('epoch', '=', row.epoch)
      .where('boot_id', '=', row.boot_id)
      .where('from_at', '=', row.from_at)
      .execute();
  }
}

function spanOf(row: AliveSpansTable): AliveSpan {
  return { from: row.from_at, until: row.until_at, ticks: row.ticks };
}

function rowOf({ agentId, epoch, bootId }: Proofs, span: AliveSpan): AliveSpansTable {
  const { from, until, ticks } = span;
  return { agent_id: agentId, epoch, boot_id: bootId, from_at: from, until_at: until, ticks };
}

function isSame(a: AliveSpansTable | undefined, b: AliveSpansTable): boolean {
  return a?.from_at === b.from_at && a.until_at === b.until_at && a.ticks === b.ticks;
}
