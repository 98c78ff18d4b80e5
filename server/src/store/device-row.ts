import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import type { Kysely, Selectable } from 'kysely';
import { parsePresent, presentFacts } from './present.ts';
import type { Tables } from './tables.ts';

/** Columns of a site row. */
const SITE_COLUMNS = [
  'id',
  'name',
  'kind',
  'archived',
  'provider',
  'feeder',
  'calendar_id',
  'contact',
  'hosts_server',
  'state',
  'running',
  'revision',
] as const;

type SiteColumns = Pick<Selectable<Tables['sites']>, (typeof SITE_COLUMNS)[number]>;

/** Sites with a revision above `since`, newest last. */
export async function sitesSince(db: Kysely<Tables>, since: number): Promise<SiteRow[]> {
  const sites = db.selectFrom('sites').select(SITE_COLUMNS);
  return (await sites.where('revision', '>', since).orderBy('revision').execute()).map(siteRow);
}

/** One site, or undefined. */
export async function readSite(db: Kysely<Tables>, id: string): Promise<SiteRow | undefined> {
  const row = await db.selectFrom('sites').select(SITE_COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && siteRow(row);
}

/** Devices with a revision above `since`, newest last. */
export async function devicesSince(db: Kysely<Tables>, since: number): Promise<DeviceRow[]> {
  const devices = selectDevices(db).where('presence.revision', '>', since);
  return (await devices.orderBy('presence.revision').execute()).map(deviceRow);
}

/** One device, or undefined. */
export async function readDevice(db: Kysely<Tables>, id: string): Promise<DeviceRow | undefined> {
  const row = await selectDevices(db).where('devices.id', '=', id).executeTakeFirst();
  return row && deviceRow(row);
}

function siteRow({ archived, calendar_id, hosts_server, state, running, ...row }: SiteColumns): SiteRow {
  // The columns hold what `judge` wrote.
  const now: SiteRow['state'] = state === null ? null : JSON.parse(state);
  const outages: SiteRow['running'] = JSON.parse(running);
  return {
    ...row,
    archived: archived === 1,
    calendarId: calendar_id,
    hostsServer: hosts_server === 1,
    state: now,
    running: outages,
  };
}

/** Devices with their agent and its state, to be narrowed down. */
function selectDevices(db: Kysely<Tables>) {
  return db
    .selectFrom('presence')
    .innerJoin('agents', 'agents.id', 'presence.agent_id')
    .innerJoin('devices', 'devices.id', 'agents.device_id')
    .leftJoin('heard', 'heard.agent_id', 'agents.id')
    .select([
      'devices.id',
      'devices.site_id',
      'devices.name',
      'devices.kind',
      'devices.duty',
      'devices.created_at',
      'agents.id as agent_id',
      'agents.status',
      'agents.os',
      'agents.agent_version',
      'presence.connected',
      'presence.connected_since',
      'presence.backlog',
      'presence.clock_offset_ms',
      'presence.clone_suspected',
      'presence.present',
      'presence.revision',
      'heard.last_heard_at',
    ]);
}

type DeviceColumns = Awaited<ReturnType<ReturnType<typeof selectDevices>['execute']>>[number];

function deviceRow(row: DeviceColumns): DeviceRow {
  const present = parsePresent(row.present);
  return {
    id: row.id,
    siteId: row.site_id,
    name: row.name,
    kind: row.kind,
    duty: row.duty,
    agentId: row.agent_id,
    status: row.status,
    os: row.os,
    agentVersion: row.agent_version,
    connected: row.connected === 1,
    connectedSince: row.connected_since,
    lastHeardAt: row.last_heard_at,
    bootedAt: present.booted?.at ?? null,
    facts: presentFacts(present),
    metrics: present.metrics,
    backlog: row.backlog,
    cloneSuspected: row.clone_suspected === 1,
    clockOffsetMs: row.clock_offset_ms,
    createdAt: row.created_at,
    revision: row.revision,
  };
}
