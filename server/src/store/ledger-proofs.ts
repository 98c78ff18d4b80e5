import type { Interval } from '@wardwatch/shared/lib';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { agentsOf } from './journal-read.ts';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** Where spans of proof lie: of the journal, of sessions. */
interface Source {
  table: RawBuilder<unknown>;
  from: RawBuilder<number>;
  until: RawBuilder<number>;
}

const JOURNAL: Source = { table: sql.table('alive_spans'), from: sql.ref('from_at'), until: sql.ref('until_at') };
const SESSIONS: Source = { table: sql.table('sessions'), from: sql.ref('opened_at'), until: sql.ref('heard_until') };

interface Span extends Interval {
  agent_id: string;
}

/** Spans of the journal that touch the window, and the nearest one on each side, by agent. */
export async function readProven(
  db: Kysely<Tables>,
  agentIds: readonly string[],
  window: Interval,
): Promise<Map<string, Interval[]>> {
  return byAgent(await readAround(db, JOURNAL, agentIds, window));
}

/** Sessions that touch the window, and the nearest one on each side, by agent; an open one ends at `now`. */
export async function readHeard(
  db: Kysely<Tables>,
  agentIds: readonly string[],
  window: Interval,
  now: number,
): Promise<Map<string, Interval[]>> {
  const sessions = await readAround(db, SESSIONS, agentIds, window);
  return byAgent(
    sessions.map(({ agent_id, from, until }) => ({ agent_id, from, until: Math.max(from, Math.min(until, now)) })),
  );
}

/** Spans that end in the time before an edge that a bridge spans, by agent: what a run is joined to. */
export async function readBefore(
  db: Kysely<Tables>,
  from: 'journal' | 'sessions',
  edges: readonly { agentId: string; edge: number; bridgeMs: number }[],
  now: number,
): Promise<Map<string, Interval[]>> {
  const source = from === 'journal' ? JOURNAL : SESSIONS;
  const spans: Span[] = [];
  for (const { agentId, edge, bridgeMs } of edges) {
    const rows = sql<Span>`select agent_id, ${source.from} as "from", ${source.until} as "until" from ${source.table} as spans
      where agent_id = ${agentId} and ${source.until} >= ${edge - bridgeMs} and ${source.until} < ${edge}`;
    spans.push(...(await rows.execute(db)).rows);
  }
  return byAgent(
    spans.map(({ agent_id, from: start, until }) => ({ agent_id, from: start, until: Math.min(until, now) })),
  );
}

function byAgent(spans: readonly Span[]): Map<string, Interval[]> {
  const result = new Map<string, Interval[]>();
  for (const { agent_id, from, until } of spans) {
    const known = result.get(agent_id);
    if (known) known.push({ from, until });
    else result.set(agent_id, [{ from, until }]);
  }
  return result;
}

async function readAround(
  db: Kysely<Tables>,
  { table, from, until }: Source,
  agentIds: readonly string[],
  window: Interval,
): Promise<Span[]> {
  const spans: Span[] = [];
  const columns = sql`spans.agent_id, ${from} as "from", ${until} as "until"`;
  for (const chunk of inChunks(agentIds, 1)) {
    const wanted = sql.join(chunk.map((agentId) => sql`(${agentId})`));
    // One statement for each part, so that each walks the index that it needs.
    const parts = [
      sql<Span>`select ${columns} from ${table} as spans where agent_id in (${sql.join(chunk)})
        and ${until} >= ${window.from} and ${from} <= ${window.until}`,
      nearestSpan({ table, columns, wanted, edge: until, best: sql`max(${until})`, side: sql`< ${window.from}` }),
      nearestSpan({ table, columns, wanted, edge: from, best: sql`min(${from})`, side: sql`> ${window.until}` }),
    ];
    for (const part of parts) spans.push(...(await part.execute(db)).rows);
  }
  return spans;
}

/** `between` and not `=`: see `readAt` in `ledger-evidence.ts`. */
function nearestSpan({
  table,
  columns,
  wanted,
  edge,
  best,
  side,
}: Record<'table' | 'columns' | 'wanted' | 'edge' | 'best' | 'side', RawBuilder<unknown>>): RawBuilder<Span> {
  return sql<Span>`with
    wanted (agent_id) as (values ${wanted}),
    found (agent_id, edge) as (
      select agent_id, (select ${best} from ${table} as near where near.agent_id = wanted.agent_id and ${edge} ${side})
      from wanted)
    select ${columns} from found join ${table} as spans
      on spans.agent_id = found.agent_id and ${edge} between found.edge and found.edge`;
}

/** End of the last proof of life before an instant, and start of the first one from it on; of journal and sessions. */
export async function readProofsAround(
  db: Kysely<Tables>,
  deviceId: string,
  at: number,
): Promise<{ before: number | null; after: number | null }> {
  const before: number[] = [];
  const after: number[] = [];
  for (const agentId of await agentsOf(db, deviceId)) {
    for (const source of [JOURNAL, SESSIONS]) {
      const found = await edgesAround(db, source, agentId, at);
      // A span that holds the instant ends before it there and goes on from there.
      const holding = found.covers === null ? [] : [at];
      before.push(...holding, ...(found.before === null ? [] : [found.before]));
      after.push(...holding, ...(found.after === null ? [] : [found.after]));
    }
  }
  return {
    before: before.length > 0 ? Math.max(...before) : null,
    after: after.length > 0 ? Math.min(...after) : null,
  };
}

interface Edges {
  before: number | null;
  after: number | null;
  covers: number | null;
}

async function edgesAround(
  db: Kysely<Tables>,
  { table, from, until }: Source,
  agentId: string,
  at: number,
): Promise<Edges> {
  const own = sql`from ${table} as spans where agent_id = ${agentId}`;
  const found = await sql<Edges>`select
    (select ${until} ${own} and ${until} <= ${at} and ${from} < ${at} order by ${until} desc limit 1) as "before",
    (select ${from} ${own} and ${from} >= ${at} order by ${from} limit 1) as "after",
    (select 1 ${own} and ${until} > ${at} and ${from} < ${at} limit 1) as "covers"`.execute(db);
  return found.rows[0] ?? { before: null, after: null, covers: null };
}
