import { expect, it } from 'vitest';
import type { NewPoint, PointProgress } from './point-store.ts';
import type { Store } from './store.ts';
import { batch, enrolled, fact, HOUR_MS, MINUTE_MS, newHash, openSession, T0 } from './store.fixtures.ts';

const ATTESTED = { statement: 1, by: 'person_1' };

let points = 0;

async function newPoint(store: Store, more: Partial<NewPoint> = {}) {
  const site = await store.fleet.createSite({ name: 'Nhà văn hóa', kind: 'cultural-house', at: T0 });
  const keyHash = newHash();
  points += 1;
  const agentId = `ag_${points.toString(16).padStart(32, 'f')}`;
  const about = { name: 'Điểm wifi', kind: 'router', duty: 'always', platform: 'openwrt', everyMs: MINUTE_MS } as const;
  const rest = { epoch: 'epoch-of-it', attested: ATTESTED, at: T0 };
  const device = await store.points.create({ agentId, siteId: site.id, keyHash, ...about, ...rest, ...more });
  return { agentId, deviceId: device.id, siteId: site.id, keyHash, device };
}

const progress = (more: Partial<PointProgress> = {}): PointProgress => ({
  lastPushAt: T0 + HOUR_MS,
  lastUp: 12.25,
  boots: 3,
  bootId: 'boot-of-it',
  bootedAt: T0,
  model: 'Model X',
  stated: { internet: 'up', hub: 'up', wan: true },
  isRestart: false,
  ...more,
});

/** Points that report by push. */
export function pointsContract(shared: () => Store): void {
  it('makes a point that counts for its site at once, confirmed by whoever entered it', async () => {
    const store = shared();
    const point = await newPoint(store);
    expect(point.device).toMatchObject({ status: 'active', kind: 'router', duty: 'always', os: 'openwrt' });
    expect(await store.fleet.device(point.deviceId)).toEqual(point.device);
    expect(await store.fleet.attestations(point.deviceId)).toEqual([{ ...ATTESTED, at: T0, place: 'approval' }]);
    expect(await store.points.byKey(point.keyHash)).toMatchObject({
      agentId: point.agentId,
      deviceId: point.deviceId,
      status: 'active',
      hostsServer: false,
      everyMs: MINUTE_MS,
      lastPushAt: null,
      bootId: null,
      stated: {},
      strangerSince: null,
    });
    const { publicKey } = (await store.fleet.agent(point.agentId)) ?? { publicKey: '' };
    expect(publicKey).not.toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('keeps what a push leaves behind together with its entries', async () => {
    const store = shared();
    const point = await newPoint(store);
    await store.journal.commit([{ ...batch(point, [fact(1, T0, 'internet', 'up')]), point: progress() }]);
    const { isRestart: _, ...left } = progress();
    expect(await store.points.byKey(point.keyHash)).toMatchObject(left);
    await store.journal.commit([
      { ...batch(point, [fact(2, T0, 'internet', 'down')]), point: progress({ isRestart: true, model: null }) },
    ]);
    const row = (await store.points.list()).find(({ deviceId }) => deviceId === point.deviceId);
    expect(row).toEqual({
      deviceId: point.deviceId,
      platform: 'openwrt',
      keyCreatedAt: T0,
      lastPushAt: T0 + HOUR_MS,
      everyMs: MINUTE_MS,
      model: null,
      restarts: 1,
      oldKeyUsedAt: null,
    });
    expect((await store.fleet.device(point.deviceId))?.os).toBe('Model X');
  });

  it('knows whether the server stands at the point, also after that changed', async () => {
    const store = shared();
    const point = await newPoint(store);
    await store.ledger.updateSite(point.siteId, { hostsServer: true }, T0);
    expect(await store.points.byKey(point.keyHash)).toMatchObject({ hostsServer: true });
  });

  it('gives a point another key, and none to a revoked one or to what is no point', async () => {
    const store = shared();
    const point = await newPoint(store);
    const [second, third] = [newHash(), newHash()];
    expect(await store.points.renewKey(point.deviceId, second, T0 + HOUR_MS)).toBe(true);
    expect(await store.points.byKey(point.keyHash)).toBeUndefined();
    expect(await store.points.byKey(second)).toMatchObject({ deviceId: point.deviceId });
    await store.fleet.revoke(point.deviceId, T0);
    expect(await store.points.renewKey(point.deviceId, third, T0)).toBe(false);
    expect(await store.points.byKey(second)).toMatchObject({ status: 'revoked' });
    const agent = await enrolled(store);
    expect(await store.points.renewKey(agent.deviceId, third, T0)).toBe(false);
  });

  it('remembers keys that were replaced, and when one was last used', async () => {
    const store = shared();
    const point = await newPoint(store);
    const keys = Array.from({ length: 22 }, newHash);
    expect(await store.points.spent(point.keyHash)).toBeUndefined();
    for (const [index, key] of keys.entries()) await store.points.renewKey(point.deviceId, key, T0 + index);
    // Of 22 replaced keys the first two are forgotten.
    expect(await store.points.spent(point.keyHash)).toBeUndefined();
    expect(await store.points.spent(keys[1] ?? '')).toEqual({ usedAt: null });
    expect(await store.points.spent(keys[21] ?? '')).toBeUndefined();
    await store.points.noteSpent(keys[1] ?? '', T0 + HOUR_MS);
    await store.points.noteSpent(keys[20] ?? '', T0 + MINUTE_MS);
    expect(await store.points.spent(keys[1] ?? '')).toEqual({ usedAt: T0 + HOUR_MS });
    const rows = (await store.points.list()).filter(({ deviceId }) => deviceId === point.deviceId);
    expect(rows).toMatchObject([{ oldKeyUsedAt: T0 + HOUR_MS, keyCreatedAt: T0 + 21 }]);
  });

  it('remembers another machine with the key, until there is a new key', async () => {
    const store = shared();
    const point = await newPoint(store);
    await store.journal.commit([{ ...batch(point, [fact(1, T0, 'internet', 'up')]), point: progress() }]);
    await store.points.noteStranger(point.agentId, T0 - HOUR_MS);
    expect(await store.points.byKey(point.keyHash)).toMatchObject({ strangerSince: T0 - HOUR_MS, lastUp: 12.25 });
    expect(await store.fleet.device(point.deviceId)).toMatchObject({ cloneSuspected: true });
    const second = newHash();
    await store.points.renewKey(point.deviceId, second, T0 + HOUR_MS);
    expect(await store.points.byKey(second)).toMatchObject({ strangerSince: null, lastUp: null, bootId: 'boot-of-it' });
    expect(await store.fleet.device(point.deviceId)).toMatchObject({ cloneSuspected: false });
  });

  it('ends the run of a point where it was last heard, when the server died', async () => {
    const store = shared();
    const [point, agent] = [await newPoint(store), await enrolled(store)];
    await openSession(store, point, 'run-1', T0);
    await openSession(store, agent, 'session-1', T0);
    const heard = [point, agent].map(({ agentId }) => ({ agentId, lastHeardAt: T0 + MINUTE_MS }));
    await store.fleet.serverTick(T0 + 3 * MINUTE_MS, heard);
    await store.fleet.closeOrphanSessions();
    const since = async (id: string) => (await store.fleet.device(id))?.connectedSince;
    expect(await since(point.deviceId)).toBe(T0 + MINUTE_MS);
    expect(await since(agent.deviceId)).toBe(T0 + 3 * MINUTE_MS);
    const site = await store.ledger.evidence(point.siteId, { from: T0, until: T0 + HOUR_MS }, T0 + HOUR_MS);
    expect(site.map(({ heard: spans }) => spans)).toEqual([[{ from: T0, until: T0 + MINUTE_MS }]]);
  });

  it('holds sessions as for any agent', async () => {
    const store = shared();
    const point = await newPoint(store);
    await openSession(store, point, 'run-1', T0);
    expect(await store.fleet.device(point.deviceId)).toMatchObject({ connected: true, connectedSince: T0 });
  });
}
