import { type Expression, sql, type Transaction } from 'kysely';
import type { Write } from './database.ts';
import { inChunks, storable } from './rows.ts';
import { addSession, endOrphans, endSession } from './session-history.ts';
import type { FleetStore, SessionOpened } from './store.ts';
import type { Tables } from './tables.ts';

/** Notes the session as the agent's only one. An agent that was connected already stays so since then. */
export async function sessionOpened(write: Write, session: SessionOpened): Promise<void> {
  const { trx, revision } = write;
  await addSession(write, session);
  await trx
    .updateTable('presence')
    .set({
      session_id: session.sessionId,
      connected_since: sql<number>`case when connected = 1 then connected_since else ${sql.val(session.at)} end`,
      connected: 1,
      backlog: session.backlog,
      clock_offset_ms: session.clockOffsetMs,
      clone_suspected: session.cloneSuspected ? 1 : 0,
      revision,
    })
    .where('agent_id', '=', session.agentId)
    .execute();
  const agentVersion = storable(session.agentVersion);
  await trx
    .updateTable('agents')
    .set({ agent_version: agentVersion })
    .where('id', '=', session.agentId)
    .where('agent_version', '!=', agentVersion)
    .execute();
  await noteHeard(trx, [{ agentId: session.agentId, lastHeardAt: session.at }]);
}

/** Notes the end of a session; nothing where another one has taken its place. */
export async function sessionClosed(write: Write, closed: Parameters<FleetStore['sessionClosed']>[0]): Promise<void> {
  const { trx, revision } = write;
  await endSession(write, closed);
  const changed = await trx
    .updateTable('presence')
    .set({ session_id: null, connected: 0, connected_since: closed.at, revision })
    .where('agent_id', '=', closed.agentId)
    .where('session_id', '=', closed.sessionId)
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) await noteHeard(trx, [closed]);
}

/** Writes the server's own proof of life and its agents'. */
export async function serverTick(
  trx: Transaction<Tables>,
  at: number,
  heard: Parameters<FleetStore['serverTick']>[1],
): Promise<void> {
  await trx.updateTable('store_state').set({ last_tick: at }).execute();
  await noteHeard(trx, heard);
}

/**
 * Closes what a server that died left open: at its last tick, or later where an agent was heard later. A point has no
 * connection that was seen to last: it ends where it was last heard.
 */
export async function closeOrphanSessions(write: Write): Promise<number | undefined> {
  const { trx, revision } = write;
  const { last_tick: lastTick } = await trx.selectFrom('store_state').select('last_tick').executeTakeFirstOrThrow();
  await endOrphans(write, orphanedAt('sessions', lastTick));
  await trx
    .updateTable('presence')
    .set({ session_id: null, connected: 0, connected_since: orphanedAt('presence', lastTick), revision })
    .where('connected', '=', 1)
    .execute();
  return lastTick ?? undefined;
}

/** When the session of the table's row ended, as far as is known. */
function orphanedAt(table: 'presence' | 'sessions', lastTick: number | null): Expression<number> {
  const agentId = sql.ref(`${table}.agent_id`);
  const lastHeard = sql<number>`(select last_heard_at from heard where heard.agent_id = ${agentId})`;
  if (lastTick === null) return lastHeard;
  const isPoint = sql<boolean>`exists (select 1 from push_points where push_points.agent_id = ${agentId})`;
  const isLater = sql<boolean>`${lastHeard} > ${sql.val(lastTick)}`;
  return sql<number>`case when ${isLater} or ${isPoint} and ${lastHeard} is not null
    then ${lastHeard} else ${sql.val(lastTick)} end`;
}

async function noteHeard(
  trx: Transaction<Tables>,
  heard: readonly { agentId: string; lastHeardAt: number }[],
): Promise<void> {
  // One row for each agent: PostgreSQL refuses to change a row twice in one statement.
  const newest = new Map(heard.map(({ agentId, lastHeardAt }) => [agentId, lastHeardAt]));
  const rows = [...newest].map(([agent_id, last_heard_at]) => ({ agent_id, last_heard_at }));
  for (const chunk of inChunks(rows, 2)) {
    await trx
      .insertInto('heard')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('agent_id').doUpdateSet((row) => ({ last_heard_at: row.ref('excluded.last_heard_at') })),
      )
      .execute();
  }
}
