import { type Interval, keysOf } from '@wardwatch/shared/lib';
import type { EventName } from '@wardwatch/shared/model';
import { bridgeOf, type JournalEvidence } from '@wardwatch/shared/outage';
import { type Kysely, sql } from 'kysely';
import { devicesAt, readTerms, touches } from './device-terms.ts';
import { factNamesOf } from './journal-fact-names.ts';
import { storedEntry } from './journal-rows.ts';
import { readBefore, readHeard, readProven } from './ledger-proofs.ts';
import type { StoredDeviceEvidence } from './ledger-store.ts';
import { bigint, inChunks } from './rows.ts';
import type { JournalEntriesTable, Tables } from './tables.ts';

/** Every kind of event; a new one must be named here. */
const EVENT_NAMES = keysOf({
  boot: true,
  start: true,
  stop: true,
  suspend: true,
  resume: true,
  'clock-step': true,
  identity: true,
  'power-source': true,
  'ups-test': true,
  discharge: true,
  posture: true,
  'watched-restart': true,
  'spool-dropped': true,
} satisfies Record<EventName, true>);

/** An entry of an agent that is looked for. */
interface Wanted {
  agentId: string;
  kind: 'fact' | 'event';
  name: string;
}

/** What is looked for before the window: the last of each fact that the agent ever stated, and of each event. */
async function wantedBefore(db: Kysely<Tables>, agentIds: readonly string[]): Promise<Wanted[]> {
  const facts = await factNamesOf(db, agentIds);
  return agentIds.flatMap((agentId) => [
    ...[...(facts.get(agentId) ?? [])].map((name) => ({ agentId, kind: 'fact' as const, name })),
    ...EVENT_NAMES.map((name) => ({ agentId, kind: 'event' as const, name })),
  ]);
}

/** What says, after the window, how the time before it ended. */
const STARTS = ['boot', 'start', 'suspend'] as const;

/**
 * What the rules need to judge a site over a window. The number of queries does not depend on how many devices the
 * site has, and each walks an index from the window's edge.
 */
export async function readEvidence(
  db: Kysely<Tables>,
  siteId: string,
  window: Interval,
  now: number,
): Promise<StoredDeviceEvidence[]> {
  const all = await readTerms(db, await devicesAt(db, siteId));
  const terms = Map.groupBy(
    all.filter((term) => term.siteId === siteId && term.inService),
    (term) => term.deviceId,
  );
  const present = [...terms].filter(([, list]) => list.some((term) => touches(term, window)));
  const agents = await readAgents(
    db,
    present.map(([deviceId]) => deviceId),
  );
  const agentIds = agents.map((agent) => agent.id);
  const entries = await readEntries(db, agentIds, window);
  const proven = await readProven(db, agentIds, window);
  const heard = await readHeard(db, agentIds, window, now);
  const bridges = new Map(agents.map((agent) => [agent.id, bridgeOf(agent.every_ms ?? undefined)]));
  await completeRuns(db, { from: window.from, now }, { bridges, entries, proven, heard });
  return present.map(([deviceId, list]) => {
    const own = agents.filter((agent) => agent.device_id === deviceId);
    const beats = own.flatMap((agent) => agent.every_ms ?? []);
    const evidence = {
      deviceId,
      terms: list.map(({ from, until, duty }) => ({ from, until, duty })),
      proven: own.flatMap((agent) => proven.get(agent.id) ?? []),
      heard: own.flatMap((agent) => heard.get(agent.id) ?? []),
      entries: own.flatMap((agent) => (entries.get(agent.id) ?? []).map(evidenceOf)),
    };
    return beats.length === 0 ? evidence : Object.assign(evidence, { beatMs: Math.max(...beats) });
  });
}

/** Overflows told after the window, of time within it perhaps; an agent tells of each as soon as it has room again. */
const MAX_DROPS_AFTER = 50;

/** How many breaks shorter than the bridge a run is followed back over; a longer patchwork is cut there. */
const MAX_STEPS_BACK = 50;

/**
 * A fact that was stated before the window holds into it only if the device ran on since, and what was stated last
 * before a gap tells of the gap: the last run before the window is read back to its beginning, as far as something was
 * stated before it.
 */
async function completeRuns(
  db: Kysely<Tables>,
  { from, now }: { from: number; now: number },
  known: {
    bridges: ReadonlyMap<string, number>;
    entries: ReadonlyMap<string, readonly JournalEntriesTable[]>;
    proven: Map<string, Interval[]>;
    heard: Map<string, Interval[]>;
  },
): Promise<void> {
  for (let step = 0; step < MAX_STEPS_BACK; step += 1) {
    const edges = [...known.entries].flatMap(([agentId, rows]) => {
      const spans = [...(known.proven.get(agentId) ?? []), ...(known.heard.get(agentId) ?? [])];
      const bridgeMs = known.bridges.get(agentId) ?? bridgeOf(undefined);
      const edge = runStart(spans, from, bridgeMs);
      return edge !== undefined && rows.some((row) => row.kind === 'fact' && row.corrected_at < edge)
        ? [{ agentId, edge, bridgeMs }]
        : [];
    });
    if (edges.length === 0) return;
    const [proven, heard] = [await readBefore(db, 'journal', edges, now), await readBefore(db, 'sessions', edges, now)];
    if (proven.size + heard.size === 0) return;
    for (const [agentId, spans] of proven) known.proven.set(agentId, [...(known.proven.get(agentId) ?? []), ...spans]);
    for (const [agentId, spans] of heard) known.heard.set(agentId, [...(known.heard.get(agentId) ?? []), ...spans]);
  }
}

/** Start of the last run before an instant, as far as its spans are known; undefined where none is. */
function runStart(spans: readonly Interval[], at: number, bridgeMs: number): number | undefined {
  const before = spans.filter((span) => span.from < at).sort((a, b) => b.until - a.until);
  let edge: number | undefined;
  for (const span of before) {
    if (edge === undefined || span.until >= edge - bridgeMs) edge = Math.min(edge ?? span.from, span.from);
  }
  return edge;
}

interface AgentRow {
  id: string;
  device_id: string;
  /** How often it pushes, where it is a point that does; null for an agent. */
  every_ms: number | null;
}

async function readAgents(db: Kysely<Tables>, deviceIds: readonly string[]): Promise<AgentRow[]> {
  const agents: AgentRow[] = [];
  for (const chunk of inChunks(deviceIds, 1)) {
    const rows = db
      .selectFrom('agents')
      .leftJoin('push_points', 'push_points.agent_id', 'agents.id')
      .select(['agents.id', 'agents.device_id', 'push_points.every_ms'])
      .where('agents.device_id', 'in', chunk);
    agents.push(...(await rows.orderBy('agents.id').execute()));
  }
  return agents;
}

/** Entries within the window, and at the instants around it that matter; without those of suspect time. */
async function readEntries(
  db: Kysely<Tables>,
  agentIds: readonly string[],
  { from, until }: Interval,
): Promise<Map<string, JournalEntriesTable[]>> {
  const rows: JournalEntriesTable[] = [];
  for (const chunk of inChunks(agentIds, 1)) {
    const inside = usable(db).where('agent_id', 'in', chunk);
    rows.push(...(await inside.where('corrected_at', '>=', from).where('corrected_at', '<', until).execute()));
    const dropped = inside.where('kind', '=', 'event').where('name', '=', 'spool-dropped');
    const later = dropped.where('corrected_at', '>=', until).orderBy('corrected_at').limit(MAX_DROPS_AFTER);
    rows.push(...(await later.execute()));
  }
  const before = await nearest(db, await wantedBefore(db, agentIds), { looking: 'back', from });
  const starts = agentIds.flatMap((agentId) => STARTS.map((name): Wanted => ({ agentId, kind: 'event', name })));
  const after = await nearest(db, starts, { looking: 'ahead', from: until });
  rows.push(...(await readAt(db, [...before, ...firstOfEach(after)])));
  return Map.groupBy(rows, (row) => row.agent_id);
}

function usable(db: Kysely<Tables>) {
  return db
    .selectFrom('journal_entries')
    .selectAll()
    .where('kind', 'in', ['fact', 'event'])
    .where('quality', '!=', 'suspect');
}

/** An instant at which an agent wrote something. */
interface Moment {
  agent_id: string;
  at: number;
}

/** For each of the entries the last instant before `from`, or the first one from it on. */
async function nearest(
  db: Kysely<Tables>,
  keys: readonly Wanted[],
  search: { looking: 'back' | 'ahead'; from: number },
): Promise<Moment[]> {
  const side = search.looking === 'back' ? sql`< ${search.from}` : sql`>= ${search.from}`;
  const order = search.looking === 'back' ? sql`desc` : sql`asc`;
  const moments: Moment[] = [];
  for (const chunk of inChunks(keys, 3)) {
    const wanted = sql.join(chunk.map(({ agentId, kind, name }) => sql`(${agentId}, ${kind}, ${name})`));
    const found = await sql<Moment>`with
      wanted (agent_id, kind, name) as (values ${wanted}),
      found (agent_id, at) as (
        select agent_id, (select corrected_at from journal_entries as entries
          where entries.agent_id = wanted.agent_id and entries.kind = wanted.kind and entries.name = wanted.name
            and quality != 'suspect' and corrected_at ${side} order by corrected_at ${order} limit 1)
        from wanted)
      select distinct agent_id, at from found where at is not null`.execute(db);
    moments.push(...found.rows);
  }
  return moments;
}

/** The earliest moment of each agent. */
function firstOfEach(moments: readonly Moment[]): Moment[] {
  const first = new Map<string, Moment>();
  for (const moment of moments) {
    const known = first.get(moment.agent_id);
    if (!known || moment.at < known.at) first.set(moment.agent_id, moment);
  }
  return [...first.values()];
}

/**
 * Everything that the agents wrote at these instants. `between` and not `=`: SQLite takes a second equal column for
 * hardly better than one and would walk all that the agent ever wrote.
 */
async function readAt(db: Kysely<Tables>, moments: readonly Moment[]): Promise<JournalEntriesTable[]> {
  const rows: JournalEntriesTable[] = [];
  for (const chunk of inChunks(moments, 2)) {
    const wanted = sql.join(chunk.map(({ agent_id, at }) => sql`(${agent_id}, ${bigint(at)})`));
    const found = await sql<JournalEntriesTable>`with wanted (agent_id, at) as (values ${wanted})
      select entries.* from wanted join journal_entries as entries
        on entries.agent_id = wanted.agent_id and corrected_at between at and at
      where kind in ('fact', 'event') and quality != 'suspect'`.execute(db);
    rows.push(...found.rows);
  }
  return rows;
}

function evidenceOf(row: JournalEntriesTable): JournalEvidence {
  const { correctedAt, bootId, seq, entry } = storedEntry(row);
  return { at: correctedAt, bootId, seq, entry };
}
