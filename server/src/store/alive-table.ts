import type { Kysely, Transaction } from 'kysely';
import { type AliveSpan, joinSpans } from './alive-spans.ts';
import { inChunks, keyIn } from './rows.ts';
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
    gone.push(...rows.filter((row) => !now.some((span) => span.from_at === row.from_at)));
    fresh.push(...now.filter((span) => !rows.some((row) => isSame(row, span))));
  }
  await removeSpans(trx, gone);
  for (const chunk of inChunks(fresh, 7)) {
    await trx
      .insertInto('alive_spans')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['agent_id', 'epoch', 'boot_id', 'from_at']).doUpdateSet((row) => ({
          until_at: row.ref('excluded.until_at'),
          reach_ms: row.ref('excluded.reach_ms'),
          ticks: row.ref('excluded.ticks'),
        })),
      )
      .execute();
  }
}

const keyText = (agentId: string, epoch: string, bootId: string): string => `${agentId} ${epoch} ${bootId}`;

async function readSpans(db: Kysely<Tables>, proofs: readonly Proofs[]): Promise<Map<string, AliveSpansTable[]>> {
  const keys = proofs.map(({ agentId, epoch, bootId }) => [agentId, epoch, bootId]);
  const found = new Map<string, AliveSpansTable[]>();
  for (const chunk of inChunks(keys, 3)) {
    const rows = db
      .selectFrom('alive_spans')
      .selectAll()
      .where(keyIn(['agent_id', 'epoch', 'boot_id'], chunk));
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
  return { from: row.from_at, until: row.until_at, reachMs: row.reach_ms, ticks: row.ticks };
}

function rowOf({ agentId, epoch, bootId }: Proofs, span: AliveSpan): AliveSpansTable {
  const { from, until, reachMs, ticks } = span;
  return { agent_id: agentId, epoch, boot_id: bootId, from_at: from, until_at: until, reach_ms: reachMs, ticks };
}

function isSame(a: AliveSpansTable, b: AliveSpansTable): boolean {
  return a.from_at === b.from_at && a.until_at === b.until_at && a.reach_ms === b.reach_ms && a.ticks === b.ticks;
}
