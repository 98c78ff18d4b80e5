import type { DeviceRow, PointRow } from '@wardwatch/shared/api';
import type { Kysely, Transaction } from 'kysely';
import { addAttestation } from './attestations.ts';
import type { Database, Write } from './database.ts';
import { readDevice } from './device-row.ts';
import { putTerm } from './device-terms.ts';
import { newId } from './ids.ts';
import type { NewPoint, PointProgress, PointRecord, PointStated, PointStore } from './point-store.ts';
import { storable } from './rows.ts';
import type { Tables } from './tables.ts';

/** Replaced keys that are remembered of a point; the oldest are forgotten first. */
const MAX_SPENT_KEYS = 20;

/** Points that report by push. */
export function pointStore(db: Database): PointStore {
  return {
    create: (point) => db.write((write) => createPoint(write, point)),
    byKey: (keyHash) => db.read((reader) => readByKey(reader, keyHash)),
    renewKey: (deviceId, keyHash, at) => db.write((write) => renewKey(write, { deviceId, keyHash, at })),
    spent: (keyHash) => db.read((reader) => readSpent(reader, keyHash)),
    noteSpent: (keyHash, at) => db.quietly((trx) => noteSpent(trx, keyHash, at)),
    noteStranger: (agentId, since) => db.write((write) => noteStranger(write, agentId, since)),
    list: () => db.read(readPoints),
  };
}

/** In place of a public key: no key signs for it, so that nobody can say hello as a point. */
const keylessAs = (agentId: string): string => `push:${agentId}`;

async function createPoint(write: Write, point: NewPoint): Promise<DeviceRow> {
  const { trx, revision } = write;
  const { agentId, siteId, name, kind, duty, at } = point;
  const deviceId = newId('dev');
  await trx.insertInto('devices').values({ id: deviceId, site_id: siteId, name, kind, duty, created_at: at }).execute();
  await trx
    .insertInto('agents')
    .values({
      id: agentId,
      device_id: deviceId,
      public_key: keylessAs(agentId),
      status: 'active',
      os: point.platform,
      agent_version: 'push',
    })
    .execute();
  await trx.insertInto('presence').values({ agent_id: agentId, revision }).execute();
  await trx
    .insertInto('push_points')
    .values({
      agent_id: agentId,
      platform: point.platform,
      key_hash: point.keyHash,
      key_created_at: at,
      every_ms: point.everyMs,
      model: null,
      last_push_at: null,
      last_up: null,
      boots: null,
      epoch: point.epoch,
      boot_id: null,
      booted_at: null,
      stranger_since: null,
    })
    .execute();
  await addAttestation(trx, point.attested, { deviceId, place: 'approval', at });
  await putTerm(write, deviceId, { from: at, siteId, duty, inService: true });
  const device = await readDevice(trx, deviceId);
  if (!device) throw new Error(`the device ${deviceId} was written and is not there`);
  return device;
}

async function readByKey(db: Kysely<Tables>, keyHash: string): Promise<PointRecord | undefined> {
  const row = await db
    .selectFrom('push_points')
    .innerJoin('agents', 'agents.id', 'push_points.agent_id')
    .innerJoin('devices', 'devices.id', 'agents.device_id')
    .innerJoin('sites', 'sites.id', 'devices.site_id')
    .selectAll('push_points')
    .select(['agents.device_id', 'agents.status', 'devices.kind', 'sites.hosts_server'])
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  if (!row) return undefined;
  const stated: PointStated = JSON.parse(row.stated);
  return {
    agentId: row.agent_id,
    deviceId: row.device_id,
    status: row.status,
    kind: row.kind,
    hostsServer: row.hosts_server === 1,
    epoch: row.epoch,
    everyMs: row.every_ms,
    lastPushAt: row.last_push_at,
    lastUp: row.last_up,
    boots: row.boots,
    bootId: row.boot_id,
    bootedAt: row.booted_at,
    model: row.model,
    stated,
    strangerSince: row.stranger_since,
  };
}

async function renewKey(
  { trx, revision }: Write,
  { deviceId, keyHash, at }: { deviceId: string; keyHash: string; at: number },
): Promise<boolean> {
  const old = await trx
    .selectFrom('push_points')
    .innerJoin('agents', 'agents.id', 'push_points.agent_id')
    .select(['agents.id as agentId', 'key_hash as keyHash'])
    .where('device_id', '=', deviceId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!old) return false;
  const { agentId } = old;
  await trx
    .insertInto('spent_point_keys')
    .values({ key_hash: old.keyHash, agent_id: agentId, replaced_at: at, used_at: null })
    .execute();
  const spent = trx.selectFrom('spent_point_keys').select('key_hash').where('agent_id', '=', agentId);
  const rows = await spent.orderBy('replaced_at', 'desc').execute();
  for (const { key_hash } of rows.slice(MAX_SPENT_KEYS)) {
    await trx.deleteFrom('spent_point_keys').where('key_hash', '=', key_hash).execute();
  }
  await trx
    .updateTable('push_points')
    // Its uptime was that of a machine that had the old key, and is held against nobody.
    .set({ key_hash: keyHash, key_created_at: at, last_up: null, boots: null, stranger_since: null })
    .where('agent_id', '=', agentId)
    .execute();
  await trx.updateTable('presence').set({ clone_suspected: 0, revision }).where('agent_id', '=', agentId).execute();
  return true;
}

async function readSpent(db: Kysely<Tables>, keyHash: string): Promise<{ usedAt: number | null } | undefined> {
  const spent = db.selectFrom('spent_point_keys').select('used_at as usedAt').where('key_hash', '=', keyHash);
  return spent.executeTakeFirst();
}

async function noteSpent(trx: Transaction<Tables>, keyHash: string, at: number): Promise<void> {
  await trx.updateTable('spent_point_keys').set({ used_at: at }).where('key_hash', '=', keyHash).execute();
}

async function noteStranger({ trx, revision }: Write, agentId: string, since: number): Promise<void> {
  await trx.updateTable('push_points').set({ stranger_since: since }).where('agent_id', '=', agentId).execute();
  await trx.updateTable('presence').set({ clone_suspected: 1, revision }).where('agent_id', '=', agentId).execute();
}

async function readPoints(db: Kysely<Tables>): Promise<PointRow[]> {
  return db
    .selectFrom('push_points')
    .innerJoin('agents', 'agents.id', 'push_points.agent_id')
    .leftJoin('spent_point_keys', 'spent_point_keys.agent_id', 'push_points.agent_id')
    .select((row) => [
      'agents.device_id as deviceId',
      'platform',
      'key_created_at as keyCreatedAt',
      'last_push_at as lastPushAt',
      'every_ms as everyMs',
      'model',
      'restarts',
      row.fn.max<number | null>('used_at').as('oldKeyUsedAt'),
    ])
    .groupBy(['push_points.agent_id', 'agents.device_id'])
    .orderBy('agents.device_id')
    .execute();
}

/** Notes what a push says of its point, in the transaction of its entries. */
export async function saveProgress(trx: Transaction<Tables>, agentId: string, progress: PointProgress): Promise<void> {
  const { lastPushAt, lastUp, boots, bootId, bootedAt, model, stated, isRestart } = progress;
  const kept = model === null ? null : storable(model);
  await trx
    .updateTable('push_points')
    .set((row) => ({
      last_push_at: lastPushAt,
      last_up: lastUp,
      boots,
      boot_id: bootId,
      booted_at: bootedAt,
      model: kept,
      stated: JSON.stringify(stated),
      restarts: isRestart ? row('restarts', '+', 1) : row.ref('restarts'),
    }))
    .where('agent_id', '=', agentId)
    .execute();
  if (kept !== null) {
    await trx.updateTable('agents').set({ os: kept }).where('id', '=', agentId).where('os', '!=', kept).execute();
  }
}
