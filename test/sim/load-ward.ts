import type { AcceptedEntry, JournalCommit, Store } from '@wardwatch/server';
import type { EntryBody } from '@wardwatch/shared/model';
import { deviceStory } from './device-journal.ts';
import type { AliveMs, DeviceStory, JournalLine } from './story.ts';
import type { SimDevice, SimSite } from './ward-sites.ts';
import type { WardTruth } from './ward-truth.ts';

/** Where the simulated things are in the store, by their keys. */
export interface LoadedWard {
  siteIds: ReadonlyMap<string, string>;
  deviceIds: ReadonlyMap<string, string>;
  agentIds: ReadonlyMap<string, string>;
  /** Journal entries written. */
  entries: number;
}

/** Entries in one batch. */
const BATCH = 2_000;
/** Devices written at a time. */
const LANES = 6;
const CODE_LIFE_MS = 3_600_000;
const EPOCH = 'epoch-000001';

/**
 * Writes what a simulated ward told into a store, device by device, as fast as the store takes it. Nobody should
 * judge meanwhile: it would see half of it.
 */
export async function loadWard(store: Store, truth: WardTruth, aliveMs: AliveMs): Promise<LoadedWard> {
  const [siteIds, deviceIds, agentIds] = [0, 1, 2].map(() => new Map<string, string>()) as MapTriple;
  const stories: (() => Promise<number>)[] = [];
  await writeServer(store, truth);
  for (const site of truth.sites) {
    const siteId = await addSite(store, site, truth.period.from);
    siteIds.set(site.key, siteId);
    const world = truth.worlds.get(site.key);
    for (const device of world ? site.devices : []) {
      const { deviceId, agentId } = await addDevice(store, device, siteId, truth.period.from, agentIds.size);
      deviceIds.set(device.key, deviceId);
      agentIds.set(device.key, agentId);
      if (world) stories.push(() => writeStory(store, agentId, deviceStory(truth, world, device, aliveMs)));
    }
  }
  const entries = await inLanes(stories);
  await writeNotices(store, truth, siteIds);
  return { siteIds, deviceIds, agentIds, entries };
}

type MapTriple = [Map<string, string>, Map<string, string>, Map<string, string>];

/** A few devices at a time, so that the database never waits for the next story to be made up. */
async function inLanes(stories: readonly (() => Promise<number>)[]): Promise<number> {
  let entries = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let story = stories[next++]; story; story = stories[next++]) {
      const written = await story();
      entries += written;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return entries;
}

/** A site as an officer enters it. */
export async function addSite(store: Store, site: SimSite, at: number): Promise<string> {
  const { id } = await store.fleet.createSite({ name: site.name, kind: site.kind, at });
  const { provider, feeder, calendarId } = site;
  await store.ledger.updateSite(id, { provider, feeder, calendarId }, at);
  return id;
}

/** A device that is enrolled and approved. */
export async function addDevice(
  store: Store,
  device: SimDevice,
  siteId: string,
  at: number,
  index: number,
): Promise<{ deviceId: string; agentId: string }> {
  const agentId = `ag_${(index + 1).toString(16).padStart(32, '0')}`;
  if (device.pushMs !== null) return { agentId, deviceId: await addPoint(store, device, siteId, at, agentId) };
  const codeHash = `sim-${index}`;
  const code = {
    codeHash,
    siteId,
    preApproved: true,
    createdBy: 'system',
    attested: { statement: 1, by: 'person_1' },
    at,
    expiresAt: at + CODE_LIFE_MS,
  };
  await store.fleet.createCode(code);
  const made = await store.fleet.enrol({
    codeHash,
    agentId,
    publicKey: `key-${agentId}`,
    name: device.name,
    os: 'linux',
    agentVersion: '1.0.0',
    statement: 1,
    at,
  });
  if (!made.ok) throw new Error(`cannot enrol ${device.key}: ${made.error}`);
  await store.fleet.approve(made.deviceId, { name: device.name, kind: device.kind, duty: device.duty }, at, {
    statement: 1,
    by: 'person_1',
  });
  return { deviceId: made.deviceId, agentId };
}

/** A network box that pushes; its journal is written here as the server would have kept it. */
async function addPoint(store: Store, device: SimDevice, siteId: string, at: number, agentId: string): Promise<string> {
  const { id } = await store.points.create({
    agentId,
    siteId,
    name: device.name,
    kind: 'router',
    duty: device.duty,
    platform: 'openwrt',
    keyHash: `sim-${agentId}`,
    everyMs: device.pushMs ?? 0,
    epoch: EPOCH,
    attested: { statement: 1, by: 'person_1' },
    at,
  });
  return id;
}

async function writeStory(store: Store, agentId: string, { lines, sessions }: DeviceStory): Promise<number> {
  for (const [index, { openedAt, heardUntil, closedAt }] of sessions.entries()) {
    const sessionId = `${agentId}-${index + 1}`;
    const about = { agentVersion: '1.0.0', backlog: 0, clockOffsetMs: 0, cloneSuspected: false };
    await store.fleet.sessionOpened({ agentId, sessionId, at: openedAt, ...about });
    if (closedAt === null) continue;
    await store.fleet.sessionClosed({ agentId, sessionId, at: closedAt, lastHeardAt: heardUntil });
  }
  const told = lines.filter((line) => line.deliveredAt !== null);
  for (let from = 0; from < told.length; from += BATCH) {
    await store.journal.commit(batchesOf(agentId, told.slice(from, from + BATCH), from + 1));
  }
  return told.length;
}

/** One batch for each boot: a batch speaks of one. */
export function batchesOf(agentId: string, lines: readonly JournalLine[], firstSeq: number): JournalCommit[] {
  const batches: JournalCommit[] = [];
  let from = 0;
  while (from < lines.length) {
    const first = lines[from];
    if (!first) break;
    let to = from;
    while (lines[to + 1]?.bootId === first.bootId) to += 1;
    const part = lines.slice(from, to + 1);
    batches.push({
      agentId,
      epoch: EPOCH,
      bootId: first.bootId,
      from: firstSeq + from,
      to: firstSeq + to,
      receivedAt: part.at(-1)?.deliveredAt ?? first.at,
      accepted: part.map((line, index) => accepted(line, firstSeq + from + index)),
      rejected: [],
      backlog: 0,
    });
    from = to + 1;
  }
  return batches;
}

function accepted({ at, mono, body }: JournalLine, seq: number): AcceptedEntry {
  return { entry: stamped(body, { seq, at, mono }), correctedAt: at, quality: 'mono', offsetMs: 0 };
}

function stamped(body: EntryBody, stamp: { seq: number; at: number; mono: number }): AcceptedEntry['entry'] {
  return { ...stamp, ...body };
}

/** The server's own life: two signs of it tell a whole span. */
async function writeServer({ ledger }: Store, { serverAlive, serverAlone }: WardTruth): Promise<void> {
  for (const { from, until } of serverAlive) {
    await ledger.serverAlive(from, 0);
    await ledger.serverAlive(until, Infinity);
  }
  for (const span of serverAlone) await ledger.canariesDown(span);
}

/** Announced power cuts, as the officer enters them three days before. */
async function writeNotices({ ledger }: Store, truth: WardTruth, siteIds: ReadonlyMap<string, string>): Promise<void> {
  for (const [index, { notice, targets }] of truth.happenings.filter((one) => one.notice).entries()) {
    if (!notice) continue;
    await ledger.saveWindow({
      id: `win_sim${String(index + 1).padStart(6, '0')}`,
      kind: 'power-cut',
      scope: { kind: 'sites', siteIds: targets.flatMap((key) => siteIds.get(key) ?? []) },
      from: notice.from,
      until: notice.until,
      weekly: false,
      repeatUntil: null,
      reason: 'Sửa chữa lưới điện (mẫu)',
      source: `Thông báo số ${index + 1}/TB-ĐL (mẫu)`,
      enteredBy: 'system',
      enteredAt: notice.from - 3 * 86_400_000,
      cancelledAt: null,
    });
  }
}
