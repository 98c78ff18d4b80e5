import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import type { SiteKind } from '@wardwatch/shared/model';
import { addAttestation, readAttestations } from './attestations.ts';
import type { Attested } from './attested.ts';
import type { Database, Write } from './database.ts';
import { devicesSince, readDevice, readSite, sitesSince } from './device-row.ts';
import { createCode, enrol } from './enrolment.ts';
import { continueTerm } from './device-terms.ts';
import { newId } from './ids.ts';
import { addNews, siteNews } from './ledger-news.ts';
import { FOREVER } from './ledger-store.ts';
import { closeOrphanSessions, serverTick, sessionClosed, sessionOpened } from './presence.ts';
import type { FleetStore } from './store.ts';

/** Sites, devices, agents: what is there and how it is. */
export function fleetStore(db: Database): FleetStore {
  return {
    changesSince: (since) => changesSince(db, since),
    createSite: (site) => db.write((write) => createSite(write, site)),
    site: (id) => db.read((reader) => readSite(reader, id)),
    device: (id) => db.read((reader) => readDevice(reader, id)),
    agent: (agentId) =>
      db.read((reader) =>
        reader
          .selectFrom('agents')
          .innerJoin('devices', 'devices.id', 'agents.device_id')
          .select([
            'agents.id as agentId',
            'device_id as deviceId',
            'site_id as siteId',
            'public_key as publicKey',
            'status',
          ])
          .where('agents.id', '=', agentId)
          .executeTakeFirst(),
      ),
    attestations: (deviceId) => db.read((reader) => readAttestations(reader, deviceId)),
    approve: (id, device, at, attested) => db.write((write) => approve(write, id, { ...device, at, attested })),
    revoke: (id, at) => db.write((write) => revoke(write, id, at)),
    update: (id, change, at) => db.write((write) => update(write, id, change, at)),
    createCode: (code) => db.write((write) => createCode(write, code)),
    enrol: (enrolment) => db.write((write) => enrol(write, enrolment)),
    sessionOpened: (session) => db.write((write) => sessionOpened(write, session)),
    sessionClosed: (closed) => db.write((write) => sessionClosed(write, closed)),
    serverTick: (at, heard) => db.quietly((trx) => serverTick(trx, at, heard)),
    closeOrphanSessions: () => db.write(closeOrphanSessions),
  };
}

function changesSince(
  db: Database,
  since: number,
): Promise<{ revision: number; sites: SiteRow[]; devices: DeviceRow[] }> {
  return db.snapshot(async (trx) => {
    const { revision } = await trx.selectFrom('store_state').select('revision').executeTakeFirstOrThrow();
    if (revision <= since) return { revision, sites: [], devices: [] };
    return { revision, sites: await sitesSince(trx, since), devices: await devicesSince(trx, since) };
  });
}

/** Opening hours of a new site, by its kind: ids of calendars that every store starts with. */
const CALENDAR_OF = {
  headquarters: 'hq',
  'one-stop-centre': 'pvhcc',
  'cultural-house': 'nvh',
  other: 'always',
} as const satisfies Record<SiteKind, string>;

function createSite(write: Write, site: Parameters<FleetStore['createSite']>[0]): Promise<SiteRow> {
  return insertSite(write, { id: newId('site'), ...site });
}

/** Adds a site under an id of `newId`. */
export async function insertSite(
  write: Write,
  { id, name, kind, at }: { id: string; name: string; kind: SiteKind; at: number },
): Promise<SiteRow> {
  const calendarId = CALENDAR_OF[kind];
  const row = { id, name, kind, calendar_id: calendarId, created_at: at, revision: write.revision };
  await write.trx
    .insertInto('sites')
    .values({ ...row, provider: null, feeder: null, contact: null, state: null })
    .execute();
  await addNews(write, [siteNews(row.id, { from: at, until: FOREVER })]);
  return {
    id: row.id,
    name,
    kind,
    archived: false,
    provider: null,
    feeder: null,
    calendarId,
    contact: null,
    hostsServer: false,
    state: null,
    running: [],
    revision: row.revision,
  };
}

/** Lets a pending agent report. One that is revoked stays so: its row comes back unchanged. */
async function approve(
  write: Write,
  id: string,
  { name, kind, duty, at, attested }: Parameters<FleetStore['approve']>[1] & { at: number; attested: Attested },
): Promise<DeviceRow | undefined> {
  const before = await readDevice(write.trx, id);
  if (!before || before.status === 'revoked') return before;
  await write.trx.updateTable('devices').set({ name, kind, duty }).where('id', '=', id).execute();
  await write.trx.updateTable('agents').set({ status: 'active' }).where('device_id', '=', id).execute();
  await addAttestation(write.trx, attested, { deviceId: id, place: 'approval', at });
  await continueTerm(write, id, at, { duty, inService: true });
  return touched(write, id);
}

async function revoke(write: Write, id: string, at: number): Promise<DeviceRow | undefined> {
  await write.trx.updateTable('agents').set({ status: 'revoked' }).where('device_id', '=', id).execute();
  await continueTerm(write, id, at, { inService: false });
  return touched(write, id);
}

async function update(
  write: Write,
  id: string,
  { name, kind, duty, siteId }: Parameters<FleetStore['update']>[1],
  at: number,
): Promise<DeviceRow | undefined> {
  const before = await readDevice(write.trx, id);
  if (!before) return undefined;
  await write.trx
    .updateTable('devices')
    .set({
      name: name ?? before.name,
      kind: kind ?? before.kind,
      duty: duty ?? before.duty,
      site_id: siteId ?? before.siteId,
    })
    .where('id', '=', id)
    .execute();
  await continueTerm(write, id, at, { duty, siteId });
  return touched(write, id);
}

/** The device under the new revision. */
async function touched({ trx, revision }: Write, id: string): Promise<DeviceRow | undefined> {
  const agents = trx.selectFrom('agents').select('agents.id').where('device_id', '=', id);
  await trx.updateTable('presence').set({ revision }).where('agent_id', 'in', agents).execute();
  return readDevice(trx, id);
}
