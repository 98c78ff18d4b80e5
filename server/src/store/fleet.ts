import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import type { Database, Write } from './database.ts';
import { devicesSince, readDevice, readSite, sitesSince } from './device-row.ts';
import { createCode, enrol } from './enrolment.ts';
import { newId } from './ids.ts';
import { closeOrphanSessions, serverTick, sessionClosed, sessionOpened } from './presence.ts';
import type { FleetStore } from './store.ts';

/** Sites, devices, agents: what is there and how it is. */
export function fleetStore(db: Database): FleetStore {
  return {
    changesSince: (since) => changesSince(db, since),
    createSite: (site) =>
      db.write(async ({ trx, revision }) => {
        const row = { id: newId('site'), name: site.name, kind: site.kind, created_at: site.at, revision };
        await trx.insertInto('sites').values(row).execute();
        return { id: row.id, name: row.name, kind: row.kind, archived: false, revision };
      }),
    site: (id) => db.read((reader) => readSite(reader, id)),
    device: (id) => db.read((reader) => readDevice(reader, id)),
    agent: (agentId) =>
      db.read((reader) =>
        reader
          .selectFrom('agents')
          .select(['id as agentId', 'device_id as deviceId', 'public_key as publicKey', 'status'])
          .where('id', '=', agentId)
          .executeTakeFirst(),
      ),
    approve: (id, device) => db.write((write) => approve(write, id, device)),
    revoke: (id) => db.write((write) => revoke(write, id)),
    update: (id, change) => db.write((write) => update(write, id, change)),
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

/** Lets a pending agent report. One that is revoked stays so: its row comes back unchanged. */
async function approve(
  write: Write,
  id: string,
  { name, kind, duty }: Parameters<FleetStore['approve']>[1],
): Promise<DeviceRow | undefined> {
  const before = await readDevice(write.trx, id);
  if (!before || before.status === 'revoked') return before;
  await write.trx.updateTable('devices').set({ name, kind, duty }).where('id', '=', id).execute();
  await write.trx.updateTable('agents').set({ status: 'active' }).where('device_id', '=', id).execute();
  return touched(write, id);
}

async function revoke(write: Write, id: string): Promise<DeviceRow | undefined> {
  await write.trx.updateTable('agents').set({ status: 'revoked' }).where('device_id', '=', id).execute();
  return touched(write, id);
}

async function update(
  write: Write,
  id: string,
  { name, kind, duty, siteId }: Parameters<FleetStore['update']>[1],
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
  return touched(write, id);
}

/** The device under the new revision. */
async function touched({ trx, revision }: Write, id: string): Promise<DeviceRow | undefined> {
  const agents = trx.selectFrom('agents').select('agents.id').where('device_id', '=', id);
  await trx.updateTable('presence').set({ revision }).where('agent_id', 'in', agents).execute();
  return readDevice(trx, id);
}
