import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { probeConfig } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { createIdentity } from './identity/identity.ts';
import { LineUse } from './lib/line-use.ts';
import { portOf } from './lib/port-of.ts';
import { stopwatch, systemClock } from './machine/system-clock.ts';
import { DeniedTargets, type OwnAgent, probesFor } from './probe-set.ts';

let folder: string;
const closers: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'probe-set-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await rm(folder, { recursive: true });
});

const MACHINE = { gateway: async () => undefined, networkSignature: () => 'home' };
const CONTEXT = { clock: systemClock(), stopwatch, log: silentLogger };
const BARE = { revision: 1, tickMs: 15_000, gateway: 'off', internet: [], dnsNames: [] };

async function setOf(configured: object, env: Record<string, string> = {}, own?: OwnAgent) {
  const denied = new DeniedTargets(silentLogger);
  const config = v.parse(probeConfig, { ...BARE, ...configured });
  const probes = probesFor(CONTEXT, await loadConfig(folder, env), config, MACHINE, denied, own);
  const run = async (name: string) => probes.find((probe) => probe.name === name)?.run(new AbortController().signal);
  return { probes, run, denied };
}

async function ownAgent(port = 1): Promise<OwnAgent> {
  const server = new URL(`http://127.0.0.1:${port}/base`);
  const access = { server, ca: undefined, agentVersion: 'test', use: new LineUse() };
  return { identity: await createIdentity(folder), access, dataFolder: folder };
}

const SERVICES = Array.from({ length: 16 }, (_, index) => ({
  id: `s${index}`,
  kind: 'tcp',
  host: '127.0.0.1',
  port: 9,
}));

test('makes a probe for each thing that is configured, and none for what is not', async () => {
  const bare = await setOf({});
  expect(bare.probes.map(({ name }) => name).filter((name) => /:|speed|provider|internet/.test(name))).toEqual([]);
  const { probes } = await setOf({
    gateway: 'auto',
    internet: [{ kind: 'tcp', host: '192.0.2.1', port: 443 }],
    services: SERVICES.slice(0, 1),
    watched: [{ id: 'switch', host: '192.0.2.2', port: 80, snmp: null }],
  });
  const names = probes.map(({ name }) => name);
  for (const name of ['gateway', 'internet', 'provider', 'service:s0', 'watched:switch', 'self'])
    expect(names).toContain(name);
});

test('sixteen services begin at moments of their own, which another machine does not share', async () => {
  const firsts = async () =>
    (await setOf({ services: SERVICES }, {}, await ownAgent())).probes
      .filter(({ name }) => name.startsWith('service:'))
      .map(({ firstAfterMs }) => firstAfterMs);
  const [one, other] = [await firsts(), await firsts()];
  expect(new Set(one).size).toBe(16);
  expect(one).not.toEqual(other);
  expect(Math.max(...one.map((ms) => ms ?? 0))).toBeLessThan(60_000);
});

test('what is allowed on this machine may be looked at, what is forbidden never', async () => {
  const watched = [{ id: 'switch', host: '127.0.0.1', port: 1, snmp: null }];
  const look = async (env: Record<string, string>) => {
    const { run, denied } = await setOf({ watched }, env);
    return [(await run('watched:switch'))?.facts?.['watched:switch']?.value, denied.count];
  };
  expect(await look({})).toEqual([null, 1]);
  expect(await look({ WARDWATCH_AGENT_ALLOW_TARGETS: '127.0.0.0/8' })).toEqual(['up', 0]);
  const both = { WARDWATCH_AGENT_ALLOW_TARGETS: '127.0.0.0/8', WARDWATCH_AGENT_FORBIDDEN: '127.0.0.1' };
  expect(await look(both)).toEqual([null, 1]);
});

test('a device in a network of this machine is left alone unless its owner allows it, public address or not', async () => {
  const watched = [{ id: 'switch', host: '192.0.2.2', port: 1, snmp: null }];
  const config = v.parse(probeConfig, { ...BARE, watched });
  const look = async (subnets: string[], localSubnets: string[]) => {
    const denied = new DeniedTargets(silentLogger);
    const own = { denyTargets: subnets, allowTargets: [], forbidden: [], ups: 'off' };
    const machine = { ...MACHINE, localSubnets: () => localSubnets };
    const probes = probesFor(CONTEXT, own, config, machine, denied);
    // Aborted, so that nothing is sent where it is not refused.
    await probes
      .find(({ name }) => name === 'watched:switch')
      ?.run(AbortSignal.abort())
      .catch(() => undefined);
    return denied.count;
  };
  expect(await look(['10.0.0.0/8'], ['192.0.2.7/24'])).toBe(1);
  expect(await look(['10.0.0.0/8'], ['198.51.100.7/24'])).toBe(0);
});

test('measures speed at our own server alone, signed by this agent, once a day across restarts', async () => {
  const asked: { url: string | undefined; authorization: string }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization ?? '' });
    if (request.method === 'GET') response.end(Buffer.alloc(100_000));
    else request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const own = await ownAgent(portOf(server));
  const minute = new Date(Date.now() + 7 * 3_600_000).getUTCHours() * 60 + new Date().getUTCMinutes();
  // The whole day, beginning so that this machine's own place in it has been reached by now.
  const begin = (minute + 1) % 1_440;
  const speed = { bytes: 100_000, fromMinute: begin, untilMinute: begin };
  const { metrics } = (await (await setOf({ speed }, {}, own)).run('speed')) ?? {};
  expect(Object.keys(metrics ?? {})).toEqual(['speed.down', 'speed.up']);
  expect(asked.map(({ url }) => url)).toEqual(['/base/agent/speed?bytes=100000', '/base/agent/speed']);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: own.identity.publicKey }, format: 'jwk' });
  for (const { authorization } of asked) {
    const [, id = '', at = '', signature = ''] = /^Wardwatch ([^.]+)\.(\d+)\.([\w-]+)$/.exec(authorization) ?? [];
    expect([id, Math.abs(Number(at) - Date.now()) < 60_000]).toEqual([own.identity.agentId, true]);
    const text = Buffer.from(`wardwatch-speed ${id} ${at}`);
    expect(verify(null, text, key, Buffer.from(signature, 'base64url'))).toBe(true);
  }
  expect(await (await setOf({ speed }, {}, own)).run('speed')).toEqual({});
  expect(asked).toHaveLength(2);
});
