import { type Expression, type Kysely, sql, type Transaction } from 'kysely';
import type { Write } from './database.ts';
import { FOREVER } from './ledger-store.ts';
import { addNews } from './ledger-news.ts';
import { inChunks } from './rows.ts';
import type { FleetStore, SessionOpened } from './store.ts';
import type { Tables } from './tables.ts';

/**
 * Notes a session in the history. One that the agent left open is closed where it was last heard; its own end, where
 * it still comes, knows better. To be called before the new session counts as heard.
 */
export async function addSession(write: Write, { agentId, sessionId, at }: SessionOpened): Promise<void> {
  const { trx } = write;
  const lastHeardAt = (await heardOf(trx, agentId)) ?? at;
  await closeOpen(trx, sql.val(lastHeardAt), { closedAt: sql.val(at), agentId });
  await trx
    .insertInto('sessions')
    .values({ agent_id: agentId, session_id: sessionId, opened_at: at, heard_until: FOREVER, closed_at: null })
    .onConflict((conflict) =>
      conflict.columns(['agent_id', 'session_id']).doUpdateSet({ heard_until: FOREVER, closed_at: null }),
    )
    .execute();
  await addNews(write, [{ kind: 'agent', id: agentId, from: Math.min(lastHeardAt, at), until: at }]);
}

/** Since when the agents' open sessions are open; agents without one are left out. */
export async function openSince(db: Kysely<Tables>, agentIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const since = new Map<string, number>();
  for (const chunk of inChunks([...new Set(agentIds)], 1)) {
    const open = db.selectFrom('sessions').select(['agent_id', 'opened_at']).where('agent_id', 'in', chunk);
    const rows = await open.where('heard_until', '>=', FOREVER).execute();
    for (const row of rows) since.set(row.agent_id, row.opened_at);
  }
  return since;
}

/** Notes the end of a session, whether or not another one has taken its place. */
export async function endSession(
  write: Write,
  { agentId, sessionId, at, lastHeardAt }: Parameters<FleetStore['sessionClosed']>[0],
): Promise<void> {
  await write.trx
    .updateTable('sessions')
    .set({ heard_until: notBeforeOpening(sql.val(lastHeardAt)), closed_at: at })
    .where('agent_id', '=', agentId)
    .where('session_id', '=', sessionId)
    .execute();
  await addNews(write, [{ kind: 'agent', id: agentId, from: Math.min(lastHeardAt, at), until: at }]);
}

/** Ends every session that is open. What was judged since it was last heard was judged in the belief that it goes on. */
export async function endOrphans(write: Write, closedAt: Expression<number>): Promise<void> {
  const { trx } = write;
  const open = await trx
    .selectFrom('sessions')
    .leftJoin('heard', 'heard.agent_id', 'sessions.agent_id')
    .select(['sessions.agent_id', 'sessions.opened_at', 'heard.last_heard_at'])
    .where('heard_until', '>=', FOREVER)
    .execute();
  const lastHeard = sql<number>`coalesce(
    (select last_heard_at from heard where heard.agent_id = sessions.agent_id), opened_at)`;
  await closeOpen(trx, lastHeard, { closedAt });
  const news = open.map((row) => ({
    kind: 'agent' as const,
    id: row.agent_id,
    from: Math.max(row.opened_at, row.last_heard_at ?? 0),
    until: FOREVER,
  }));
  await addNews(write, news);
}

async function closeOpen(
  trx: Transaction<Tables>,
  lastHeard: Expression<number>,
  { closedAt, agentId }: { closedAt: Expression<number>; agentId?: string },
): Promise<void> {
  const open = trx
    .updateTable('sessions')
    .set({ heard_until: notBeforeOpening(lastHeard), closed_at: closedAt })
    .where('heard_until', '>=', FOREVER);
  await (agentId === undefined ? open : open.where('agent_id', '=', agentId)).execute();
}

function notBeforeOpening(at: Expression<number>): Expression<number> {
  return sql<number>`case when ${at} > opened_at then ${at} else opened_at end`;
}

async function heardOf(trx: Transaction<Tables>, agentId: string): Promise<number | undefined> {
  const row = await trx.selectFrom('heard').select('last_heard_at').where('agent_id', '=', agentId).executeTakeFirst();
  return row?.last_heard_at;
}
