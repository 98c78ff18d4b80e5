import { createServer } from 'node:net';
import { type Clock, silentLogger } from '@wardwatch/shared/lib';
import { type WatchedTarget, watchedTarget } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import { portOf } from '../../lib/port-of.ts';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { haveSnmpd, startSnmpd } from '../../testing/snmpd.ts';
import { startUpsSimulator } from '../../testing/ups-simulator.ts';
import { type Ping, readPingOutput } from '../icmp.ts';
import { DEFAULT_DENIED, parsePolicy } from '../policy.ts';
import { openSnmp } from '../snmp/net-snmp.ts';
import { RETRY_MS, watchedProbes } from './watched-probe.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openPort(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return portOf(server);
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const device = async (state: Parameters<typeof startUpsSimulator>[0] = {}) => {
  const simulator = await startUpsSimulator(state);
  closers.push(async () => simulator[Symbol.asyncDispose]());
  return simulator;
};

/** Probes on a clock whose monotonic time the test moves on; the wait before the second try is over at once. */
function bench(
  part: Partial<v.InferInput<typeof watchedTarget>>,
  lists: { denied?: readonly string[]; allowed?: readonly string[] } = {},
) {
  const pings: string[] = [];
  const state = { aheadMs: 0, replies: [] as number[], canPing: true, printed: '' };
  const system = systemClock();
  const clock: Clock = {
    now: () => system.now(),
    mono: () => system.mono() + state.aheadMs,
    after: (ms, task) => system.after(ms === RETRY_MS ? 0 : ms, task),
  };
  const context = { clock, stopwatch, log: silentLogger };
  const ping: Ping = async (address) => {
    pings.push(address);
    if (!state.canPing) return { outcome: 'impossible', detail: 'ping is not permitted' };
    if (state.printed !== '') return readPingOutput(state.printed, 1, 1);
    return { outcome: 'ran', sent: 1, replies: state.replies, detail: 'timeout', isDefinite: false };
  };
  const parsed = parsePolicy({ denied: [], ...lists });
  if (!parsed.ok) throw new Error('bad policy');
  const refused: string[] = [];
  const reach = {
    resolve: async (host: string) => (host === 'nowhere.example' ? undefined : host),
    ping,
    policy: parsed.policy,
    onDenied: (target: string) => refused.push(target),
  };
  const target: WatchedTarget = v.parse(watchedTarget, {
    id: 'switch',
    host: '127.0.0.1',
    port: null,
    snmp: null,
    ...part,
  });
  const [probe] = watchedProbes(context, reach, openSnmp(context), [target], () => 0);
  const run = async (afterMs = 0) => {
    state.aheadMs += afterMs;
    return (await probe?.run(new AbortController().signal)) ?? {};
  };
  return { run, state, pings, refused };
}

const fact = (value: string | null, detail?: string) => ({
  'watched:switch': detail === undefined ? { value } : { value, detail },
});

test('a device that takes a connection is up, with its round trip', async () => {
  const reading = await bench({ port: await openPort() }).run();
  expect(reading.facts).toEqual(fact('up'));
  expect(reading.metrics?.['watched.rtt:switch']).toBeGreaterThan(0);
});

test('a device that refuses is up as well', async () => {
  expect((await bench({ port: await closedPort() }).run()).facts).toEqual(fact('up', 'refused'));
});

test('without a port it is asked by ICMP; down only when silent twice', async () => {
  const { run, state, pings } = bench({});
  state.replies = [4];
  expect(await run()).toEqual({ facts: fact('up'), metrics: { 'watched.rtt:switch': 4 } });
  expect(pings).toHaveLength(1);
  state.replies = [];
  expect((await run()).facts).toEqual(fact('down', 'timeout'));
  expect(pings).toHaveLength(3);
});

test('what cannot be tried is a hole', async () => {
  const { run, state } = bench({});
  state.canPing = false;
  expect((await run()).facts).toEqual(fact(null, 'ping is not permitted'));
  expect((await bench({ host: 'nowhere.example' }).run()).facts).toEqual(fact(null, 'name not resolved'));
});

test('without a network of its own this machine tells nothing of a device', async () => {
  // The kernel has no way to an address of this kind, and sends nothing.
  expect((await bench({ host: '224.0.0.1', port: 80 }).run()).facts).toEqual(fact(null, 'no network here: no route'));
  const { run, state } = bench({});
  for (const output of ['ping: connect: Network is unreachable', 'PING: transmit failed. General failure.']) {
    state.printed = output;
    expect((await run()).facts).toEqual(fact(null, 'no network here: no route'));
  }
  state.printed = 'From 192.0.2.1 icmp_seq=1 Destination Host Unreachable';
  expect((await run()).facts).toEqual(fact('down', 'unreachable'));
});

test('a private address is denied by default, counted, and nothing is sent to it', async () => {
  const { run, pings, refused } = bench({ snmp: { community: 'public' } }, { denied: DEFAULT_DENIED });
  expect((await run()).facts).toEqual(fact(null, 'denied by local policy'));
  expect([pings, refused]).toEqual([[], ['watched:switch 127.0.0.1']]);
});

test('an address that the owner allowed is watched', async () => {
  const { run, state } = bench({}, { denied: DEFAULT_DENIED, allowed: ['127.0.0.1'] });
  state.replies = [1];
  expect((await run()).facts).toEqual(fact('up'));
});

test('tells ports that are up and their traffic by SNMP', async () => {
  const ports = [
    { name: 'a', operStatus: 1, inOctets: 1_000, outOctets: 5_000 },
    { name: 'b', operStatus: 2, inOctets: 0, outOctets: 0 },
    { name: 'c', operStatus: 1, inOctets: 0, outOctets: 0 },
  ];
  const simulator = await device({ state: { interfaces: ports, sysUpTime: 100_000 } });
  const { run } = bench({ port: await openPort(), snmp: { community: 'bench', port: simulator.port } });
  const first = await run();
  expect(first.metrics).toEqual({ 'watched.rtt:switch': expect.any(Number), 'watched.ports:switch': 2 });
  simulator.set({
    interfaces: ports.map(({ name, operStatus, inOctets, outOctets }, index) => ({
      name,
      operStatus,
      inOctets: inOctets + (index + 1) * 60_000,
      outOctets,
    })),
    sysUpTime: 106_000,
  });
  const { metrics, events, facts } = await run(60_000);
  expect([facts, events]).toEqual([fact('up'), []]);
  // 240 000 octets through the two ports that are up, within a minute and the moment that the looks took.
  expect(metrics?.['watched.in:switch']).toBeGreaterThan(3_500);
  expect(metrics?.['watched.in:switch']).toBeLessThanOrEqual(4_000);
  expect(metrics?.['watched.out:switch']).toBe(0);
});

test('a device that started again is an event, once, and its traffic is not compared across that', async () => {
  const simulator = await device({ state: { sysUpTime: 8_640_000 } });
  const { run } = bench({ port: await openPort(), snmp: { community: 'bench', port: simulator.port } });
  expect((await run()).events).toEqual([]);
  simulator.set({ sysUpTime: 3_000 });
  const reading = await run(60_000);
  expect(reading.events).toEqual([{ kind: 'event', event: 'watched-restart', id: 'switch', uptimeMs: 30_000 }]);
  expect(reading.metrics).not.toHaveProperty('watched.in:switch');
  simulator.set({ sysUpTime: 9_000 });
  const after = await run(60_000);
  expect(after.events).toEqual([]);
  expect(after.metrics).toHaveProperty('watched.in:switch');
});

test('a device that answers but not to SNMP is up, and the detail says so', async () => {
  const simulator = await device();
  const { run } = bench({ port: await openPort(), snmp: { community: 'wrong', port: simulator.port } });
  expect((await run()).facts).toEqual(fact('up', 'SNMP: timeout'));
}, 15_000);

test('a device that answers by SNMP alone is up', async () => {
  const simulator = await device();
  const { run, state } = bench({ snmp: { community: 'bench', port: simulator.port } });
  for (const canPing of [true, false]) {
    state.canPing = canPing;
    expect((await run()).facts?.['watched:switch']?.value).toBe('up');
  }
});

test.skipIf(!haveSnmpd())(
  'reads the daemon of Net-SNMP: uptime and real ports',
  async () => {
    const daemon = await startSnmpd({ name: 'switch.example', community: 'bench' });
    closers.push(async () => daemon[Symbol.asyncDispose]());
    const { run } = bench({ snmp: { community: 'bench', port: daemon.port } });
    const first = await run();
    expect(first.facts?.['watched:switch']?.value).toBe('up');
    expect(first.metrics?.['watched.ports:switch']).toBeGreaterThanOrEqual(0);
    const again = await run();
    expect(again.events).toEqual([]);
  },
  15_000,
);
