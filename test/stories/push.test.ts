import type { DeviceFacts, DeviceRow, PointRow, PointSecret } from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import { ATTESTATION } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../kit/folder.ts';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { newIdentity, WireAgent } from '../kit/wire-agent.ts';

/** A whole second, so that times can be told in seconds. */
const T0 = Date.UTC(2026, 8, 1, 1);
const MINUTE = 60_000;
/** Where the points reach the server. The tests themselves do at a loopback address. */
const PUBLIC_URL = 'http://ward.example:8148';

interface Ward extends AsyncDisposable {
  system: System;
  admin: Admin;
  clock: FakeClock;
  siteId: string;
}

/** A server whose clock stands still, with one place where it does not stand itself. */
async function ward(dataFolder?: string, wall = T0): Promise<Ward> {
  const clock = new FakeClock({ wall });
  const config = { publicUrl: PUBLIC_URL };
  const system = await startSystem({ clock, config, ...(dataFolder === undefined ? {} : { dataFolder }) });
  const admin = await system.admin();
  const { id: siteId } = await admin.call<{ id: string }>('POST', '/api/sites', {
    name: 'Nhà văn hóa TDP số 1',
    kind: 'cultural-house',
  });
  return { system, admin, clock, siteId, [Symbol.asyncDispose]: () => system[Symbol.asyncDispose]() };
}

const newPoint = ({ admin, siteId }: Ward, more: object = {}): Promise<PointSecret> =>
  admin.call('POST', '/api/points', {
    siteId,
    name: 'Bộ phát wifi sân chính',
    kind: 'router',
    platform: 'openwrt',
    attestation: ATTESTATION,
    ...more,
  });

function push(here: Ward, body: object | string, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify({ v: 1, ...body });
  return fetch(`${here.system.url}/api/push`, { method: 'POST', headers, body: text });
}

const errorOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: string }).error,
];

const pointOf = async ({ admin }: Ward, deviceId: string): Promise<PointRow | undefined> =>
  (await admin.call<{ points: PointRow[] }>('GET', '/api/points')).points.find((row) => row.deviceId === deviceId);

/** Waits until the device is as told: ends of runs are written beside the clock. */
const deviceWhen = ({ admin }: Ward, id: string, is: (row: DeviceRow) => boolean): Promise<DeviceRow> =>
  until('the device is as told', async () => {
    const row = await admin.device(id);
    return is(row) && row;
  });

describe('a point that reports by push', () => {
  it('appears with its facts and figures, and is safe on disk before it is told so', async () => {
    await using here = await ward();
    const { deviceId, key, pushUrl, scripts } = await newPoint(here);
    expect(pushUrl).toBe(`${PUBLIC_URL}/api/push`);
    expect(scripts.openwrt?.text).toContain(key);
    const response = await push(here, { key, up: 600, wan: 1, clients: 7, load: 0.5, model: 'Model X' });
    expect([response.status, await response.json()]).toEqual([200, { ok: true, everyMs: MINUTE }]);
    const device = await here.admin.device(deviceId);
    expect(device).toMatchObject({ connected: true, status: 'active', duty: 'always', kind: 'router', os: 'Model X' });
    expect(device.bootedAt).toBe(T0 - 600_000);
    expect(device.facts).toMatchObject({ internet: { value: 'up' }, gateway: { value: 'up' }, hub: { value: 'up' } });
    expect(device.metrics).toMatchObject({ 'wifi.clients': { value: 7 }, 'point.load': { value: 0.5 } });
    expect(await pointOf(here, deviceId)).toMatchObject({ lastPushAt: T0, restarts: 0, model: 'Model X' });
  });

  it('is entered only with a confirmation, which is kept; its key stands nowhere', async () => {
    await using here = await ward();
    await expect(newPoint(here, { attestation: undefined })).rejects.toThrow(/400.*attestation/);
    await expect(newPoint(here, { attestation: 2 })).rejects.toThrow(/400.*attestation/);
    const { deviceId, key } = await newPoint(here);
    const { store } = here.system.server;
    const person = (await store.people.list())[0];
    expect(await store.fleet.attestations(deviceId)).toEqual([
      { statement: ATTESTATION, by: person?.id, at: T0, place: 'approval' },
    ]);
    const log = await store.audit.latest(20);
    expect(log.find((one) => one.action === 'point.create')).toMatchObject({ subject: deviceId });
    expect(JSON.stringify([log, await here.admin.board(), await pointOf(here, deviceId)])).not.toContain(key);
  });

  it('takes the key from the body or a header, whatever the content type, and never from the address', async () => {
    await using here = await ward();
    const { key } = await newPoint(here);
    expect((await push(here, { key }, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(200);
    expect((await push(here, {}, { authorization: `Bearer ${key}` })).status).toBe(200);
    const inAddress = await fetch(`${here.system.url}/api/push?key=${key}`, { method: 'POST', body: '{"v":1}' });
    expect(await errorOf(inAddress)).toEqual([400, 'bad-request']);
    const both = await push(here, { key }, { authorization: `Bearer ${'x'.repeat(32)}` });
    expect(await errorOf(both)).toEqual([400, 'bad-request']);
  });

  it('is refused when it makes no sense, is too large, or has no good key', async () => {
    await using here = await ward();
    const { key } = await newPoint(here);
    expect(await errorOf(await push(here, 'not json'))).toEqual([400, 'bad-request']);
    expect(await errorOf(await push(here, { key, v: 2 }))).toEqual([400, 'bad-request']);
    expect(await errorOf(await push(here, { key, clients: -1 }))).toEqual([400, 'bad-request']);
    expect(await errorOf(await push(here, { key, changes: Array.from({ length: 65 }, () => ({ up: 1 })) }))).toEqual([
      400,
      'bad-request',
    ]);
    expect(await errorOf(await push(here, { key, model: 'x'.repeat(9_000) }))).toEqual([413, 'too-large']);
    expect(await errorOf(await push(here, {}))).toEqual([401, 'key-unknown']);
    expect(await errorOf(await push(here, { key: 'x'.repeat(32) }))).toEqual([401, 'key-unknown']);
    expect((await fetch(`${here.system.url}/api/push`)).status).toBe(405);
  });

  it('holds back whoever guesses keys or sends rubbish, and never the points behind the same address', async () => {
    await using here = await ward();
    const { key } = await newPoint(here);
    for (let guess = 0; guess < 9; guess++) await push(here, { key: String(guess).padStart(32, 'x') });
    await push(here, 'rubbish');
    const refused = await push(here, { key: 'y'.repeat(32) });
    expect([refused.headers.get('retry-after'), ...(await errorOf(refused))]).toEqual(['60', 429, 'rate-limited']);
    expect(await errorOf(await push(here, 'rubbish'))).toEqual([429, 'rate-limited']);
    expect((await push(here, { key })).status).toBe(200);
  });

  it('looks up so many unknown keys of an address and no more, and a key that was good in any case', async () => {
    await using here = await ward();
    const [first, second] = [await newPoint(here), await newPoint(here)];
    await push(here, { key: first.key });
    for (let round = 0; round < 60; round++) {
      await Promise.all(
        Array.from({ length: 10 }, (_, guess) => push(here, { key: `${round}-${guess}-`.padEnd(32, 'z') })),
      );
    }
    expect((await push(here, { key: first.key })).status).toBe(200);
    expect((await push(here, { key: second.key })).status).toBe(429);
    here.clock.advance(1_000);
    expect((await push(here, { key: second.key })).status).toBe(200);
  });

  it('is held back when it floods, and counted', async () => {
    await using here = await ward();
    const { key } = await newPoint(here);
    const statuses = [];
    for (let up = 1; up <= 7; up++) statuses.push((await push(here, { key, up })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    here.clock.advance(5_000);
    const late = await push(here, { key, up: 100 });
    expect(late.status).toBe(200);
    const metrics = await fetch(`${here.system.url}/metrics`, { headers: { cookie: here.admin.cookie } });
    expect(await metrics.text()).toContain('wardwatch_intake_pushes_total{outcome="rate-limited"} 2');
  });

  it('stores nothing twice when it repeats itself', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    const { agentId } = await here.admin.device(deviceId);
    await Promise.all([1, 2, 3].map(() => push(here, { key, up: 77.5, wan: true })));
    expect(await here.system.server.store.journal.counts(agentId)).toMatchObject({ facts: 3, events: 1 });
  });

  it('falls silent after three missed pushes, and is back with the next', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    await push(here, { key, up: 600 });
    here.clock.advance(2.9 * MINUTE);
    expect(await here.admin.device(deviceId)).toMatchObject({ connected: true });
    here.clock.advance(0.3 * MINUTE);
    await deviceWhen(here, deviceId, (row) => !row.connected && row.lastHeardAt === T0);
    await push(here, { key, up: 600 + 192 });
    expect(await here.admin.device(deviceId)).toMatchObject({ connected: true, lastHeardAt: T0 + 3.2 * MINUTE });
  });

  it('keeps the pace that it was entered with, whatever its pushes say', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    const slow = await newPoint(here, { everyMs: 600_000 });
    expect(slow.scripts.mikrotik?.text).toContain('interval=600s');
    await expect(newPoint(here, { everyMs: 5_000 })).rejects.toThrow(/400.*everyMs/);
    const answer = await push(here, { key, up: 600, everyMs: 3_600_000 });
    expect(await answer.json()).toEqual({ ok: true, everyMs: MINUTE });
    await push(here, { key: slow.key, up: 600, everyMs: MINUTE });
    expect(await pointOf(here, deviceId)).toMatchObject({ everyMs: MINUTE });
    here.clock.advance(3.2 * MINUTE);
    await deviceWhen(here, deviceId, (row) => !row.connected && row.lastHeardAt === T0);
    expect(await here.admin.device(slow.deviceId)).toMatchObject({ connected: true });
    const renewed = await here.admin.call<PointSecret>('POST', `/api/points/${slow.deviceId}/key`);
    expect(renewed.scripts.mikrotik?.text).toContain('interval=600s');
  });

  it('is dark although another machine pushes on with its key', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    await push(here, { key, up: 100_000, wan: 1 });
    for (let minute = 1; minute <= 30; minute++) {
      here.clock.advance(MINUTE);
      const refused = await push(here, { key, up: 500 + 60 * minute, wan: 1 });
      expect(await errorOf(refused)).toEqual([409, 'key-in-use']);
    }
    const device = await deviceWhen(here, deviceId, (row) => !row.connected);
    expect(device).toMatchObject({ lastHeardAt: T0, cloneSuspected: true });
    // The one that was heard comes back, and is no stranger.
    expect((await push(here, { key, up: 101_800, wan: 1 })).status).toBe(200);
    expect(await here.admin.device(deviceId)).toMatchObject({ connected: true, cloneSuspected: true });
    const renewed = await here.admin.call<PointSecret>('POST', `/api/points/${deviceId}/key`);
    // Whoever has the new key is the point, be it the other machine.
    here.clock.advance(MINUTE);
    expect((await push(here, { key: renewed.key, up: 500 + 60 * 31, wan: 1 })).status).toBe(200);
    expect(await here.admin.device(deviceId)).toMatchObject({ connected: true, cloneSuspected: false });
    expect(await pointOf(here, deviceId)).toMatchObject({ restarts: 0 });
  });

  it('is not kept connected by a push that is sent again and again', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    await push(here, { key, up: 100_000 });
    for (let minute = 1; minute <= 5; minute++) {
      here.clock.advance(MINUTE);
      await push(here, { key, up: 100_000 });
    }
    await deviceWhen(here, deviceId, (row) => !row.connected && row.lastHeardAt === T0);
  });

  it('tells a restart from a cut of the line', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    await push(here, { key, up: 600, wan: true });
    here.clock.advance(10 * MINUTE);
    const changes = [{ up: 661, wan: 0, sent: 0 }];
    await push(here, { key, up: 1_200, wan: true, changes });
    expect(await pointOf(here, deviceId)).toMatchObject({ restarts: 0 });
    const facts = await here.admin.call<DeviceFacts>(
      'GET',
      `/api/devices/${deviceId}/facts?from=${T0}&until=${T0 + 10 * MINUTE}`,
    );
    const seconds = (name: string) =>
      facts.facts
        .find(({ fact }) => fact === name)
        ?.segments.map(({ from, until: end, value }) => [(from - T0) / 1000, (end - T0) / 1000, value]);
    expect(seconds('internet')).toEqual([
      [0, 61, 'up'],
      [61, 600, 'down'],
    ]);
    here.clock.advance(5 * MINUTE);
    await push(here, { key, up: 30, wan: true });
    expect(await pointOf(here, deviceId)).toMatchObject({ restarts: 1 });
    expect(await here.admin.device(deviceId)).toMatchObject({ bootedAt: T0 + 15 * MINUTE - 30_000 });
  });

  it('goes on with its journal after the server was started again', async () => {
    await using folder = await temporaryFolder();
    let key = '';
    let deviceId = '';
    let agentId = '';
    {
      await using before = await ward(folder.path);
      ({ key, deviceId } = await newPoint(before));
      ({ agentId } = await before.admin.device(deviceId));
      await push(before, { key, up: 600, wan: true });
    }
    await using after = await ward(folder.path, T0 + 5 * MINUTE);
    expect(await after.admin.device(deviceId)).toMatchObject({ connected: false, lastHeardAt: T0 });
    await push(after, { key, up: 900, wan: false });
    expect(await pointOf(after, deviceId)).toMatchObject({ restarts: 0, lastPushAt: T0 + 5 * MINUTE });
    const { journal } = after.system.server.store;
    expect(await journal.counts(agentId)).toMatchObject({ facts: 7, events: 1, rejected: 0 });
  });
});

describe('the key of a point', () => {
  it('is worthless once there is a newer one, and its script is told so and shown', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    const renewed = await here.admin.call<PointSecret>('POST', `/api/points/${deviceId}/key`);
    expect(renewed.key).not.toBe(key);
    expect(await pointOf(here, deviceId)).toMatchObject({ oldKeyUsedAt: null });
    // However often it comes: a script that nobody replaced holds no other point back.
    for (let minute = 0; minute < 12; minute++) {
      expect(await errorOf(await push(here, { key }))).toEqual([403, 'key-revoked']);
      here.clock.advance(MINUTE);
    }
    expect(await errorOf(await push(here, { key: 'x'.repeat(32) }))).toEqual([401, 'key-unknown']);
    // Noted each five minutes.
    expect(await pointOf(here, deviceId)).toMatchObject({ oldKeyUsedAt: T0 + 10 * MINUTE });
    expect((await push(here, { key: renewed.key })).status).toBe(200);
  });

  it('is given out for no address that leads a point to itself', async () => {
    await using system = await startSystem();
    const admin = await system.admin();
    const site = await system.server.firstSite('Trụ sở');
    const point = { siteId: site.id, name: 'x', kind: 'router', platform: 'curl', attestation: ATTESTATION };
    await expect(admin.call('POST', '/api/points', point)).rejects.toThrow(/400.*WARDWATCH_PUBLIC_URL/);
    expect(await system.server.store.points.list()).toEqual([]);
  });

  it('is worthless once the device is revoked, and ends its run', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    await push(here, { key });
    await here.admin.call('POST', `/api/devices/${deviceId}/revoke`);
    expect(await errorOf(await push(here, { key }))).toEqual([403, 'key-revoked']);
    await deviceWhen(here, deviceId, (row) => !row.connected && row.status === 'revoked');
    await expect(here.admin.call('POST', `/api/points/${deviceId}/key`)).rejects.toThrow(/409.*state-conflict/);
  });

  it('opens no session of an agent, by WebSocket or by exchange', async () => {
    await using here = await ward();
    const { deviceId, key } = await newPoint(here);
    const { agentId } = await here.admin.device(deviceId);
    await using agent = await WireAgent.connect(here.system.url, { ...newIdentity(), agentId });
    expect(await agent.closed()).toBe(4001);
    const exchange = async (body: object): Promise<{ session: string | null; frames: { t: string }[] }> => {
      const response = await fetch(`${here.system.url}/agent/exchange`, { method: 'POST', body: JSON.stringify(body) });
      return (await response.json()) as { session: string | null; frames: { t: string }[] };
    };
    const { session } = await exchange({ frames: [] });
    const hello = {
      t: 'hello',
      agentId,
      signature: key.padEnd(86, 'A'),
      protocol: { min: 1, max: 1 },
      agentVersion: '0.0.0',
      bootId: 'boot-0000001',
      epoch: 'epoch-000001',
      instance: 'process-0001',
      challengeAt: T0,
      at: T0,
      mono: 1_000_000,
      journal: { first: 1, last: 0 },
      configRevision: 0,
      capabilities: [],
    };
    expect(await exchange({ session, frames: [hello] })).toMatchObject({
      session: null,
      frames: [{ t: 'bye', reason: 'unauthenticated' }],
    });
    expect(await here.admin.device(deviceId)).toMatchObject({ connected: false });
  });
});
