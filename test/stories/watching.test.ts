import { createHash, sign } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatteryReport, CreateCodeResponse, DeviceRow, ServiceRow, WatchedRow } from '@wardwatch/shared/api';
import { COLLECTED_PATHS } from '@wardwatch/shared/collects';
import { ATTESTATION, type ProbeConfig } from '@wardwatch/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { enrolWire, WireAgent, type WireIdentity } from '../kit/wire-agent.ts';

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem({ config: { publicUrl: 'http://ward.example:8148' } });
  admin = await system.admin();
}, 30_000);
afterAll(() => system[Symbol.asyncDispose]());

async function enrolled(): Promise<{ identity: WireIdentity; device: DeviceRow }> {
  const { identity } = await enrolWire(system.url, await system.code());
  const device = (await admin.board()).devices.find((row) => row.agentId === identity.agentId);
  if (!device) throw new Error('the device is not on the board');
  return { identity, device };
}

/** The configuration that the agent was last told. */
const configOf = (agent: WireAgent): ProbeConfig | undefined =>
  agent.frames.flatMap((frame) => (frame.t === 'config' || frame.t === 'welcome' ? (frame.config ?? []) : [])).at(-1);

const portal = (more: object = {}, check: object = {}): object => ({
  id: 'portal',
  name: 'Cổng dịch vụ công',
  check: { kind: 'http', id: 'portal', url: 'https://portal.example.com/', ...check },
  isActive: true,
  siteIds: null,
  ...more,
});

describe('a service', () => {
  it('reaches the agents that are connected, and those that come later', async () => {
    const { identity } = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    const before = configOf(agent);
    expect(before?.services).toBeUndefined();
    await admin.call('POST', '/api/services', portal());
    const told = await until('the configuration came', () => {
      const config = configOf(agent);
      return config?.services && config;
    });
    expect(told.services).toMatchObject([{ id: 'portal', kind: 'http', everyMs: 60_000 }]);
    expect(told.revision).not.toBe(before?.revision);
    const late = await enrolled();
    await using other = await WireAgent.connect(system.url, late.identity);
    await other.welcomed();
    expect(configOf(other)).toEqual(told);
    await admin.call('POST', '/api/services', portal({ isActive: false }));
    await until('it is taken back', () => configOf(agent)?.services === undefined);
    expect(await admin.call('GET', '/api/services')).toMatchObject({ services: [{ id: 'portal', isActive: false }] });
  });

  it('is looked at from its own sites alone', async () => {
    const { identity } = await enrolled();
    const { id } = await admin.call<{ id: string }>('POST', '/api/sites', { name: 'Một cửa', kind: 'one-stop-centre' });
    await admin.call('POST', '/api/services', portal({ siteIds: [id] }));
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    expect(configOf(agent)?.services).toBeUndefined();
    const device = (await admin.board()).devices.find((row) => row.agentId === identity.agentId);
    await admin.call('PATCH', `/api/devices/${device?.id}`, { siteId: id });
    await until('its new site looks at it', () => configOf(agent)?.services?.[0]?.id === 'portal');
    await admin.call('POST', '/api/services', portal({ isActive: false }));
  });

  it.each([
    ['http', { url: 'http://192.168.1.1/' }, 'check.url'],
    ['http', { url: 'http://[::1]/' }, 'check.url'],
    ['http', { url: 'http://0x7f000001/' }, 'check.url'],
    ['tcp', { host: 'localhost', port: 80 }, 'check.host'],
    ['dns', { name: '10.0.0.1' }, 'check.name'],
  ])('is refused at a private address: %s %o', async (kind, rest, field) => {
    const check = { kind, ...rest, ...('url' in rest ? {} : { url: undefined }) };
    const answer = admin.call('POST', '/api/services', portal({}, check));
    await expect(answer).rejects.toThrow(new RegExp(`400.*${field}.*private`));
  });

  it('is refused with a name and a password in its address, for a site that is not there, and beyond the limit', async () => {
    const signedIn = portal({}, { url: 'https://user:secret@portal.example.com/' });
    await expect(admin.call('POST', '/api/services', signedIn)).rejects.toThrow(/400/);
    await expect(admin.call('POST', '/api/services', portal({ siteIds: ['site_none'] }))).rejects.toThrow(/404/);
    for (let count = 1; count <= 16; count++) {
      await admin.call('POST', '/api/services', portal({ id: `s-${count}` }, { id: `s-${count}` }));
    }
    await expect(admin.call('POST', '/api/services', portal())).rejects.toThrow(/409.*16 services/);
    for (let count = 1; count <= 16; count++) {
      await admin.call('POST', '/api/services', portal({ id: `s-${count}`, isActive: false }, { id: `s-${count}` }));
    }
    const log = await system.server.store.audit.latest(40);
    expect(log.filter((one) => one.action === 'service.save').length).toBeGreaterThan(30);
    const { services } = await admin.call<{ services: ServiceRow[] }>('GET', '/api/services');
    expect(services.every((row) => !row.isActive)).toBe(true);
  }, 30_000);
});

describe('a watched device', () => {
  it('is told to its watcher with the community, which nobody else ever sees again', async () => {
    const { identity, device } = await enrolled();
    const row = await admin.call<WatchedRow>('POST', '/api/watched', {
      watcherId: device.id,
      name: 'Bộ chuyển mạch tầng 1',
      kind: 'switch',
      host: '192.0.2.7',
      port: null,
      snmpCommunity: 'a-secret-community',
    });
    expect(row).toMatchObject({ id: 'bo-chuyen-mach-tang-1', hasSnmp: true, isUps: false, isActive: true });
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    await until('the configuration came', () => configOf(agent)?.watched !== undefined);
    expect(configOf(agent)?.watched).toEqual([
      {
        id: row.id,
        host: '192.0.2.7',
        port: null,
        snmp: { community: 'a-secret-community', port: 161, isUps: false },
      },
    ]);
    const { store } = system.server;
    const kept = await store.watching.watched();
    const seen = [kept, await admin.call('GET', '/api/watched'), await store.audit.latest(50)];
    expect(JSON.stringify(seen)).not.toContain('a-secret-community');
    for (const file of ['wardwatch.db', 'wardwatch.db-wal']) {
      expect(await readFile(join(system.dataFolder, file), 'latin1')).not.toContain('a-secret-community');
    }

    const { changedAt: _, hasSnmp: _had, ...same } = row;
    await admin.call('POST', '/api/watched', { ...same, name: 'Đổi tên' });
    await admin.call('POST', '/api/watched', { ...same, snmpCommunity: null });
    await until('SNMP is over', () => configOf(agent)?.watched?.[0]?.snmp === null);
  });

  it('does not follow its watcher to another site, and its community not to another host', async () => {
    const { identity, device } = await enrolled();
    const asked = { watcherId: device.id, name: 'UPS tầng 1', kind: 'ups', host: '192.0.2.7', port: null, isUps: true };
    const row = await admin.call<WatchedRow>('POST', '/api/watched', { ...asked, snmpCommunity: 'of-this-site' });
    expect(row).toMatchObject({ siteId: device.siteId, isElsewhere: false });
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    await until('it is watched', () => configOf(agent)?.watched?.[0]?.snmp?.community === 'of-this-site');
    const save = (more: object) => admin.call<WatchedRow>('POST', '/api/watched', { ...asked, id: row.id, ...more });
    await expect(save({ host: '192.0.2.8' })).rejects.toThrow(/400.*snmpCommunity.*again/);

    const { id: siteId } = await admin.call<{ id: string }>('POST', '/api/sites', { name: 'Điểm khác', kind: 'other' });
    await admin.call('PATCH', `/api/devices/${device.id}`, { siteId });
    await until('it is watched no more', () => configOf(agent)?.watched === undefined);
    const { watched } = await admin.call<{ watched: WatchedRow[] }>('GET', '/api/watched');
    expect(watched.find(({ id }) => id === row.id)).toMatchObject({ siteId: device.siteId, isElsewhere: true });
    const { store } = system.server;
    const moved = (await store.audit.latest(9)).find(({ action }) => action === 'device.update');
    expect(moved?.details).toEqual({ siteId, watchedElsewhere: [row.id] });

    await expect(save({})).rejects.toThrow(/400.*snmpCommunity.*again/);
    expect(await save({ isActive: false })).toMatchObject({ siteId, hasSnmp: false, isElsewhere: false });
    const [dropped] = await store.audit.latest(1);
    expect(dropped).toMatchObject({ action: 'watched.save', details: { siteId, communityDropped: true } });
    await save({ isUps: false, snmpCommunity: null });
    await until('it is watched from there', () => configOf(agent)?.watched?.[0]?.snmp === null);
  }, 30_000);

  it('needs a machine with an agent to watch it', async () => {
    const about = { name: 'Máy in', kind: 'printer', host: '192.0.2.8', port: 9100 };
    await expect(admin.call('POST', '/api/watched', { ...about, watcherId: 'dev_none' })).rejects.toThrow(/404/);
    const { device } = await enrolled();
    const point = await admin.call<{ deviceId: string }>('POST', '/api/points', {
      siteId: device.siteId,
      name: 'Điểm wifi',
      kind: 'access-point',
      platform: 'curl',
      attestation: ATTESTATION,
    });
    const answer = admin.call('POST', '/api/watched', { ...about, watcherId: point.deviceId });
    await expect(answer).rejects.toThrow(/409.*point/);
    const unknown = admin.call('POST', '/api/watched', { ...about, id: 'not-there', watcherId: device.id });
    await expect(unknown).rejects.toThrow(/404/);
  });
});

describe('the measurement of speed', () => {
  const authorization = ({ agentId, privateKey }: WireIdentity, at = Date.now()): string => {
    const signature = sign(null, Buffer.from(`wardwatch-speed ${agentId} ${at}`), privateKey).toString('base64url');
    return `Wardwatch ${agentId}.${at}.${signature}`;
  };
  const down = (bytes: number, header?: string): Promise<Response> =>
    fetch(`${system.url}/agent/speed?bytes=${bytes}`, { headers: header ? { authorization: header } : {} });

  it('gives and takes so many bytes, of an agent that signs for it', async () => {
    const { identity } = await enrolled();
    const got = await down(1_000_001, authorization(identity));
    expect([got.status, (await got.arrayBuffer()).byteLength]).toEqual([200, 1_000_001]);
    const given = await fetch(`${system.url}/agent/speed`, {
      method: 'POST',
      headers: { authorization: authorization(identity) },
      body: new Uint8Array(700_000),
    });
    expect([given.status, await given.json()]).toEqual([200, { bytes: 700_000 }]);
  });

  it('refuses strangers, old signatures, agents that wait for approval, and too much', async () => {
    const { identity } = await enrolled();
    const pending = (await enrolWire(system.url, await system.code(false))).identity;
    const good = authorization(identity);
    const statuses = [];
    for (const header of [
      undefined,
      good.replace(/.$/, good.endsWith('A') ? 'Q' : 'A'),
      authorization(identity, Date.now() - 6 * 60_000),
      authorization(pending),
    ]) {
      statuses.push((await down(1_000, header)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401]);
    for (const bytes of [0, 50_000_001, Number.NaN]) expect((await down(bytes, good)).status).toBe(400);
  });

  it('serves one measurement of an agent at a time', async () => {
    const { identity } = await enrolled();
    const first = await down(50_000_000, authorization(identity));
    expect((await down(1_000, authorization(identity))).status).toBe(429);
    await first.body?.cancel();
    const again = await until('the place is free', async () => {
      const response = await down(1_000, authorization(identity));
      return response.status === 200 && response;
    });
    await again.arrayBuffer();
  });

  it('serves an agent a few times a day each way, and holds no place for a question about it', async () => {
    const { identity } = await enrolled();
    const head = await fetch(`${system.url}/agent/speed?bytes=1000`, {
      method: 'HEAD',
      headers: { authorization: authorization(identity) },
    });
    expect([head.status, head.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const statuses = [];
    for (let count = 0; count < 5; count++) {
      const response = await down(1_000, authorization(identity));
      await response.arrayBuffer();
      statuses.push(response.status);
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    const given = await fetch(`${system.url}/agent/speed`, {
      method: 'POST',
      headers: { authorization: authorization(identity) },
      body: new Uint8Array(700),
    });
    expect(given.status).toBe(200);
  });

  it('is told to agents only where an officer asked for it', async () => {
    const speed = { bytes: 1_000_000, fromMinute: 1_200, untilMinute: 300 };
    expect(await admin.call('GET', '/api/speed-test')).toEqual({ speed: null });
    await admin.call('POST', '/api/speed-test', { speed });
    expect(await admin.call('GET', '/api/speed-test')).toEqual({ speed });
    const { identity } = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    await until('it is told', () => configOf(agent)?.speed?.bytes === 1_000_000);
    await admin.call('POST', '/api/speed-test', { speed: null });
  });
});

describe('the confirmation that a machine may be watched', () => {
  it('is asked of the officer for a code and an approval, and of the machine', async () => {
    const { id: siteId } = await system.server.firstSite('Trụ sở');
    const code = (attestation?: number) =>
      admin.call<CreateCodeResponse>('POST', '/api/enrolment-codes', { siteId, preApproved: true, attestation });
    await expect(code()).rejects.toThrow(/400.*attestation/);
    await expect(code(ATTESTATION + 1)).rejects.toThrow(/400.*attestation/);
    const { code: good } = await code(ATTESTATION);
    const { identity, body } = await enrolWire(system.url, good);
    expect(body.status).toBe('active');
    const device = (await admin.board()).devices.find((row) => row.agentId === identity.agentId);
    const officer = (await system.server.store.people.list())[0]?.id;
    const kept = await system.server.store.fleet.attestations(device?.id ?? '');
    expect(kept.map(({ by, place, statement }) => [place, by, statement])).toEqual([
      ['code', officer, ATTESTATION],
      ['machine', 'machine', ATTESTATION],
    ]);
    const withoutIt = await fetch(`${system.url}/agent/enrol`, {
      method: 'POST',
      body: JSON.stringify({ code: good, publicKey: identity.publicKey, name: 'x', os: 'x', agentVersion: '1' }),
    });
    expect(withoutIt.status).toBe(400);
  });

  it('keeps a machine waiting whose code nobody confirmed, whatever the code says', async () => {
    const { id: siteId } = await system.server.firstSite('Trụ sở');
    const request = { siteId, preApproved: true, createdBy: 'system', attested: null };
    const { identity, body } = await enrolWire(system.url, (await system.server.issueCode(request)).code);
    expect(body.status).toBe('pending');
    const device = (await admin.board()).devices.find((row) => row.agentId === identity.agentId);
    const approval = { name: 'Máy chủ nhỏ', kind: 'mini-pc', duty: 'always' };
    await expect(admin.call('POST', `/api/devices/${device?.id}/approve`, approval)).rejects.toThrow(/attestation/);
    await admin.call('POST', `/api/devices/${device?.id}/approve`, { ...approval, attestation: ATTESTATION });
    const kept = await system.server.store.fleet.attestations(device?.id ?? '');
    expect(kept.map(({ place }) => place)).toEqual(['automatic', 'approval']);
    const log = await system.server.store.audit.latest(5);
    expect(log[0]).toMatchObject({ action: 'device.approve', details: { attestation: ATTESTATION } });
  });
});

it('says to anybody what is collected, field by field', async () => {
  const response = await fetch(`${system.url}/api/collects`);
  const { fields } = (await response.json()) as { fields: { path: string }[] };
  expect(fields.map(({ path }) => path).toSorted((a, b) => a.localeCompare(b))).toEqual(
    [...COLLECTED_PATHS].toSorted((a, b) => a.localeCompare(b)),
  );
});

it('learns the battery of a UPS from what it did, and shows the newest state of the machine', async () => {
  const { identity, device } = await enrolled();
  await using agent = await WireAgent.connect(system.url, identity);
  await agent.welcomed();
  const event = (seq: number, ago: number, more: object): object => ({
    seq,
    at: Date.now() - ago,
    mono: 1_000_000 - ago,
    kind: 'event',
    ...more,
  });
  const discharge = { event: 'discharge', lastedMs: 600_000, chargeFrom: 100, chargeTo: 50, load: 30, isOver: true };
  const source = { event: 'power-source', source: 'nut', batteryDate: null, count: 1 };
  agent.batch([
    event(1, 900_000, { ...source, model: 'old' }),
    event(2, 800_000, discharge),
    event(3, 1_000, { ...source, model: 'Model Y' }),
  ]);
  await agent.ack();
  const report = await admin.call<BatteryReport>('GET', `/api/devices/${device.id}/battery`);
  expect(report).toMatchObject({ discharges: 1, runtimeSeconds: 1_200, atLoad: 30, needsReplacement: false });
  const { events } = await admin.call<{ events: { event: string }[] }>('GET', `/api/devices/${device.id}/state`);
  expect(events.toSorted((a, b) => a.event.localeCompare(b.event))).toMatchObject([
    { event: 'discharge', data: { lastedMs: 600_000 } },
    { event: 'power-source', data: { model: 'Model Y', source: 'nut' } },
  ]);
});

describe('downloads', () => {
  it('are what the list of the packages names, and nothing else of the folder', async () => {
    expect(await admin.call('GET', '/api/downloads')).toEqual({ downloads: [] });
    const folder = join(system.dataFolder, 'packages');
    await mkdir(folder);
    const content = 'a package';
    const sha256 = createHash('sha256').update(content).digest('hex');
    const row = { platform: 'linux-x64', fileName: 'agent.tar.gz', bytes: content.length, sha256, version: '0.1.0' };
    const away = { ...row, fileName: '../ledger-key.pem' };
    await writeFile(join(folder, 'agent.tar.gz'), content);
    await writeFile(join(folder, 'other.txt'), 'not for anybody');
    await writeFile(join(folder, 'packages.json'), JSON.stringify([row, away]));
    expect(await admin.call('GET', '/api/downloads')).toEqual({ downloads: [row, away] });
    const download = (name: string): Promise<Response> => fetch(`${system.url}/agent/download/${name}`);
    const good = await download('agent.tar.gz');
    expect([good.status, await good.text(), good.headers.get('content-length')]).toEqual([200, content, '9']);
    for (const name of ['other.txt', 'packages.json', '..%2Fledger-key.pem', '%2e%2e%2fledger-key.pem']) {
      expect([name, (await download(name)).status]).toEqual([name, 404]);
    }
  });
});
