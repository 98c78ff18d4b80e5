import { once } from 'node:events';
import { ATTESTATION } from '@wardwatch/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN } from '../kit/admin.ts';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { enrolWire } from '../kit/wire-agent.ts';

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem({ config: { metricsToken: 'a-token-for-prometheus' } });
});
afterAll(() => system[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(system.url + path, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(system.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('before anybody signed in', () => {
  it('shows health and readiness, and nothing else', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', store: 'sqlite' });
    for (const path of ['/api/board', '/api/openapi.json', '/api/docs', '/metrics', '/api/nothing']) {
      const response = await get(path);
      expect([path, response.status, await codeOf(response)]).toEqual([path, 401, 'not-signed-in']);
    }
  });

  it('says that it waits for its first administrator', async () => {
    expect(await (await get('/api/session')).json()).toMatchObject({ setupNeeded: true, person: null });
  });

  it('refuses a wrong set-up token and a short password', async () => {
    const wrong = await post('/api/setup', { token: 'x'.repeat(32), ...ADMIN });
    expect([wrong.status, await codeOf(wrong)]).toEqual([403, 'setup-token-wrong']);
    const short = await post('/api/setup', { token: 'x'.repeat(32), name: 'A', password: 'short' });
    expect(await short.json()).toMatchObject({
      error: { code: 'bad-request', fields: { password: expect.any(String) as string } },
    });
  });
});

describe('after the set-up', () => {
  beforeAll(async () => {
    admin = await system.admin();
  });

  it('takes the token only once', async () => {
    const token = system.server.setupUrl?.split('#token=')[1];
    const again = await post('/api/setup', { token, name: 'Trần Thị B', password: ADMIN.password });
    expect([again.status, await codeOf(again)]).toEqual([409, 'setup-done']);
  });

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const response = await post('/api/login', ADMIN);
    expect(response.headers.get('set-cookie')).toMatch(/ww_session=.+; .*HttpOnly; SameSite=Strict/);
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const wrong = await post('/api/login', { ...ADMIN, password: 'something else' });
    const unknown = await post('/api/login', { name: 'Lê Văn C', password: 'something else' });
    expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);
  });

  it('refuses a write that another site asks for', async () => {
    const response = await post(
      '/api/sites',
      { name: 'x', kind: 'other' },
      { cookie: admin.cookie, origin: 'https://elsewhere.example' },
    );
    expect([response.status, await codeOf(response)]).toEqual([403, 'wrong-origin']);
  });

  it('names the field that is wrong', async () => {
    const response = await post('/api/sites', { name: ' ', kind: 'castle' }, { cookie: admin.cookie });
    expect(await response.json()).toMatchObject({
      error: { code: 'bad-request', fields: { name: expect.anything() as string, kind: expect.anything() as string } },
    });
  });

  it('refuses a body that is no JSON, or far too large', async () => {
    const headers = { cookie: admin.cookie, 'content-type': 'application/json' };
    const broken = await fetch(`${system.url}/api/sites`, { method: 'POST', headers, body: '{' });
    expect([broken.status, await codeOf(broken)]).toEqual([400, 'bad-request']);
    const large = await post('/api/sites', { name: 'x'.repeat(300_000), kind: 'other' }, { cookie: admin.cookie });
    expect([large.status, await codeOf(large)]).toEqual([413, 'too-large']);
  });

  it('writes every change into the audit log, without secrets', async () => {
    const site = await admin.call<{ id: string }>('POST', '/api/sites', {
      name: 'Nhà văn hóa TDP số 7',
      kind: 'cultural-house',
    });
    const { code } = await admin.call<{ code: string }>('POST', '/api/enrolment-codes', {
      siteId: site.id,
      preApproved: false,
      attestation: ATTESTATION,
    });
    const log = await system.server.store.audit.latest(10);
    expect(log.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['person.set-up', 'site.create', 'code.create']),
    );
    expect(JSON.stringify(log)).not.toContain(code);
  });

  it('answers with 404 for a device and a site that do not exist', async () => {
    await expect(admin.call('GET', '/api/devices/dev_nobody/facts?from=1&until=2')).rejects.toThrow(/404.*not-found/);
    await expect(
      admin.call('POST', '/api/enrolment-codes', { siteId: 'site_none', preApproved: true, attestation: ATTESTATION }),
    ).rejects.toThrow(/404/);
  });

  it('describes itself in OpenAPI, from the schemas that it checks', async () => {
    const document = await admin.call<{ openapi: string; paths: Record<string, Record<string, object>> }>(
      'GET',
      '/api/openapi.json',
    );
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/devices/{id}/facts');
    expect(document.paths['/api/setup']?.['post']).toMatchObject({ security: [], requestBody: { required: true } });
  });

  it('gives its figures to the metrics token', async () => {
    expect((await get('/metrics', { authorization: 'Bearer wrong-token-entirely' })).status).toBe(401);
    const response = await get('/metrics', { authorization: 'Bearer a-token-for-prometheus' });
    expect(await response.text()).toContain('wardwatch_http_requests_total');
  });

  it('forbids scripts and frames from elsewhere', async () => {
    const response = await get('/');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the live stream', () => {
  it('brings what changed since a revision, then what changes', async () => {
    const before = await admin.board();
    const site = await admin.call<{ id: string }>('POST', '/api/sites', {
      name: 'Nhà văn hóa TDP số 8',
      kind: 'cultural-house',
    });
    await using stream = await admin.follow(before.revision);
    const backfill = await until('the backfill came', () => stream.frames[0]);
    expect(backfill).toMatchObject({ t: 'changes', sites: [{ id: site.id }] });
    const { identity } = await enrolWire(system.url, await system.code());
    const change = await until('the device came', () =>
      stream.frames.find(
        (frame) => frame.t === 'changes' && frame.devices.some((device) => device.agentId === identity.agentId),
      ),
    );
    expect(change.revision).toBeGreaterThan(backfill.revision);
  });

  it.each([
    ['no session', {}, 401],
    ['a page of another site', { origin: 'https://elsewhere.example' }, 403],
  ])('refuses %s', async (_who, headers, status) => {
    const socket = new WebSocket(`${system.url.replace('http', 'ws')}/api/live?since=0`, { headers });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain(String(status));
  });

  it('ends when its session signs out', async () => {
    const response = await post('/api/login', ADMIN);
    const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const socket = new WebSocket(`${system.url.replace('http', 'ws')}/api/live?since=0`, { headers: { cookie } });
    let closeCode: number | undefined;
    let heard = 0;
    socket.on('message', () => (heard += 1));
    socket.on('close', (code) => (closeCode = code));
    await until('the stream runs', () => heard > 0);
    await post('/api/logout', {}, { cookie });
    expect(await until('it closed', () => closeCode)).toBe(4401);
    expect((await get('/api/board', { cookie })).status).toBe(401);
  });
});
