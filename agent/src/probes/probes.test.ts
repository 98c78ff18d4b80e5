import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { ProbeTarget } from '@wardwatch/shared/model';
import { afterEach, expect, test } from 'vitest';
import { stopwatch, systemClock } from '../machine/system-clock.ts';
import { dnsProbe } from './dns.ts';
import { gatewayProbe } from './gateway.ts';
import type { Ping, PingResult } from './icmp.ts';
import { internetProbe } from './internet.ts';
import { latencyProbe } from './latency.ts';
import { DEFAULT_DENIED, parsePolicy } from './policy.ts';
import type { Probe, ProbeContext, Reading } from './probe.ts';
import type { Reach } from './reach.ts';
import { portOf } from '../lib/port-of.ts';

const context: ProbeContext = { clock: systemClock(), stopwatch, log: silentLogger };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(): Promise<{ port: number; accepted: () => number }> {
  let accepted = 0;
  const server: Server = createServer((socket) => {
    accepted += 1;
    socket.on('error', () => undefined);
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { port: portOf(server), accepted: () => accepted };
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const NO_PING: Ping = async () => ({ outcome: 'impossible', detail: 'no program' });
const pingThat =
  (replies: number[], sent = 1): Ping =>
  async () => ({ outcome: 'ran', sent, replies, detail: 'timeout', isDefinite: false });

function reach(
  ping: Ping = NO_PING,
  denied: readonly string[] = [],
  forbidden: readonly string[] = [],
): Reach & { deniedTargets: string[] } {
  const parsed = parsePolicy({ denied, forbidden });
  if (!parsed.ok) throw new Error('bad policy');
  const deniedTargets: string[] = [];
  return {
    resolve: async (host) => (/^[\d.:]+$/.test(host) ? host : undefined),
    policy: parsed.policy,
    ping,
    onDenied: (target) => deniedTargets.push(target),
    deniedTargets,
  };
}

/** An Internet probe that measures round trips itself, and that nobody tells about hops. */
const ALONE = { measuresByIcmp: () => false, failingHop: async () => undefined };
const run = (probe: Probe): Promise<Reading> => probe.run(new AbortController().signal);
const tcp = (port: number, host = '127.0.0.1'): ProbeTarget => ({ kind: 'tcp', host, port });
const icmp: ProbeTarget = { kind: 'icmp', host: '127.0.0.1' };

test('internet is up when the target whose turn it is answers, and the others are left alone', async () => {
  const [a, b] = [await listen(), await listen()];
  const probe = internetProbe(context, reach(), [tcp(a.port), tcp(b.port)], ALONE);
  const reading = await run(probe);
  expect(reading.facts).toEqual({ internet: { value: 'up' } });
  expect(reading.metrics?.['internet.rtt']).toBeGreaterThan(0);
  expect([a.accepted(), b.accepted()]).toEqual([1, 0]);
  await run(probe);
  expect([a.accepted(), b.accepted()]).toEqual([1, 1]);
});

test('internet is up when any other target answers', async () => {
  const open = await listen();
  const reading = await run(internetProbe(context, reach(), [tcp(await closedPort()), tcp(open.port)], ALONE));
  expect(reading).toMatchObject({ facts: { internet: { value: 'up' } }, metrics: { 'internet.loss': 50 } });
});

test('internet is up when TCP is blocked and ICMP answers', async () => {
  const reading = await run(internetProbe(context, reach(pingThat([3])), [tcp(await closedPort()), icmp], ALONE));
  expect(reading.facts).toEqual({ internet: { value: 'up' } });
});

test('internet is down when nothing answers, and says how', async () => {
  const reading = await run(internetProbe(context, reach(pingThat([])), [tcp(await closedPort()), icmp], ALONE));
  expect(reading.facts).toEqual({ internet: { value: 'down', detail: 'refused, timeout' } });
});

test('internet down names the hop that fails, and looks for it only then', async () => {
  let looks = 0;
  const failingHop = async () => {
    looks += 1;
    return 'provider';
  };
  const open = await listen();
  await run(internetProbe(context, reach(), [tcp(open.port)], { ...ALONE, failingHop }));
  expect(looks).toBe(0);
  const dead = [tcp(await closedPort()), tcp(await closedPort()), icmp];
  const reading = await run(internetProbe(context, reach(pingThat([])), dead, { ...ALONE, failingHop }));
  expect(reading.facts).toEqual({ internet: { value: 'down', detail: 'provider: refused, timeout' } });
  expect(looks).toBe(1);
});

test('jitter of the line is the step between connects to the same target', async () => {
  const [a, b] = [await listen(), await listen()];
  const probe = internetProbe(context, reach(), [tcp(a.port), tcp(b.port)], ALONE);
  const told = [];
  for (let round = 0; round < 3; round++) told.push((await run(probe)).metrics?.['internet.jitter'] !== undefined);
  expect(told).toEqual([false, false, true]);
});

test('a target that local policy denies is a hole and never touched', async () => {
  const open = await listen();
  const where = reach(pingThat([1]), DEFAULT_DENIED);
  const reading = await run(internetProbe(context, where, [tcp(open.port), icmp], ALONE));
  expect(reading.facts).toEqual({ internet: { value: null, detail: 'denied by local policy' } });
  expect(open.accepted()).toBe(0);
  expect(where.deniedTargets).toEqual([`tcp://127.0.0.1:${open.port}`, 'icmp://127.0.0.1']);
});

test('a name that cannot be resolved is a hole, not a dead line', async () => {
  const reading = await run(internetProbe(context, reach(), [tcp(80, 'example.invalid')], ALONE));
  expect(reading.facts).toEqual({ internet: { value: null, detail: 'name not resolved' } });
});

test('a ping that waited for its turn is no silence of the target', async () => {
  const clock = new FakeClock({ wall: 0 });
  const waiting: Ping = async (_address, sent, signal) => {
    await new Promise<void>((resolve) => clock.after(6_000, resolve));
    const replies = signal.aborted ? [] : [3];
    return { outcome: 'ran', sent, replies, detail: 'timeout', isDefinite: false };
  };
  const late = { ...context, clock };
  const internet = run(internetProbe(late, reach(waiting), [icmp], ALONE));
  await clock.advanceAsync(6_000);
  expect((await internet).facts).toEqual({ internet: { value: 'up' } });
});

test('without a program for it, ICMP alone is a hole', async () => {
  const reading = await run(internetProbe(context, reach(), [icmp], ALONE));
  expect(reading.facts?.internet?.value).toBeNull();
});

test('round trips are measured by ICMP only where it has ever answered', async () => {
  let result: PingResult = { outcome: 'ran', sent: 3, replies: [], detail: 'timeout', isDefinite: false };
  const latency = latencyProbe(
    context,
    reach(async () => result),
    [icmp],
  );
  expect(await run(latency.probe)).toEqual({ metrics: {} });
  expect(latency.hasAnswered()).toBe(false);
  result = { ...result, replies: [10, 20] };
  const { metrics } = await run(latency.probe);
  expect(metrics?.['internet.rtt']).toBe(15);
  expect(metrics?.['internet.loss']).toBeCloseTo(33.3, 1);
  expect(metrics?.['internet.jitter']).toBe(10);
  result = { ...result, replies: [] };
  expect(await run(latency.probe)).toEqual({ metrics: { 'internet.loss': 100 } });
});

function gateway(ping: Ping, setting = '127.0.0.1', found: () => string | undefined = () => undefined) {
  return gatewayProbe(context, reach(ping), { setting, find: async () => found() });
}

test('a gateway that refuses a connection is up', async () => {
  const reading = await run(gateway(NO_PING));
  expect(reading).toMatchObject({ facts: { gateway: { value: 'up' } }, metrics: { 'gateway.loss': 0 } });
});

test('the default gateway may be probed although local policy denies its network', async () => {
  const where = reach(NO_PING, DEFAULT_DENIED);
  const auto = gatewayProbe(context, where, { setting: 'auto', find: async () => '127.0.0.1' });
  expect((await run(auto)).facts?.gateway?.value).toBe('up');
  const other = gatewayProbe(context, where, { setting: '127.0.0.2', find: async () => '127.0.0.1' });
  expect((await run(other)).facts?.gateway).toEqual({ value: null, detail: 'denied by local policy' });
  expect(where.deniedTargets).toEqual(['127.0.0.2']);
});

test('a gateway in a forbidden network is not touched, whoever names it', async () => {
  const where = reach(NO_PING, [], ['127.0.0.0/8']);
  for (const setting of ['auto', '127.0.0.1']) {
    const probe = gatewayProbe(context, where, { setting, find: async () => '127.0.0.1' });
    expect((await run(probe)).facts?.gateway).toEqual({ value: null, detail: 'denied by local policy' });
  }
  expect(where.deniedTargets).toEqual(['127.0.0.1', '127.0.0.1']);
});

test('the gateway has jitter from its second round trip on', async () => {
  const probe = gateway(NO_PING);
  expect((await run(probe)).metrics).not.toHaveProperty('gateway.jitter');
  expect((await run(probe)).metrics?.['gateway.jitter']).toBeGreaterThanOrEqual(0);
});

test('the gateway is asked again only by the way that worked', async () => {
  let found = '127.0.0.1';
  const probe = gateway(NO_PING, 'auto', () => found);
  const ask = () => probe.answers(new AbortController().signal);
  expect(await ask()).toBeUndefined();
  await run(probe);
  expect(await ask()).toBe(true);
  found = '127.0.0.2';
  expect(await ask()).toBeUndefined();
});

test('no default gateway is a hole at first, and down once there was one', async () => {
  let found: string | undefined;
  const probe = gateway(NO_PING, 'auto', () => found);
  expect((await run(probe)).facts?.gateway?.value).toBeNull();
  found = '127.0.0.1';
  expect((await run(probe)).facts?.gateway?.value).toBe('up');
  found = undefined;
  expect((await run(probe)).facts?.gateway).toEqual({ value: 'down', detail: 'no default gateway' });
});

/** A resolver on loopback that answers with a code, or not at all. */
async function resolver(rcode: number | 'address' | 'silence'): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    if (rcode === 'silence') return;
    const answer = Buffer.from(query);
    answer[2] = 0x81;
    answer[3] = 0x80 | (rcode === 'address' ? 0 : rcode);
    // The question runs to the end of the query, unless extensions follow; they are cut off.
    const end = query.indexOf(0, 12) + 5;
    answer.writeUInt16BE(rcode === 'address' ? 1 : 0, 6);
    answer.writeUInt16BE(0, 10);
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
    socket.send(
      Buffer.concat([answer.subarray(0, end), ...(rcode === 'address' ? [record] : [])]),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => socket.close(resolve)));
  return `127.0.0.1:${socket.address().port}`;
}

test.each([
  ['address', { value: 'up' }],
  [3, { value: 'up', detail: 'no such name' }],
  [2, { value: 'down', detail: 'server failure' }],
  [5, { value: 'down', detail: 'query refused' }],
] as const)('dns with an answer %s', async (rcode, fact) => {
  const reading = await run(dnsProbe(context, ['name.example'], [await resolver(rcode)]));
  expect(reading.facts).toEqual({ dns: fact });
  expect(reading.metrics?.['dns.time'] !== undefined).toBe(fact.value === 'up');
});

test('dns is down when the resolver says nothing', async () => {
  const reading = await run(dnsProbe(context, ['name.example'], [await resolver('silence')]));
  expect(reading.facts).toEqual({ dns: { value: 'down', detail: 'timeout' } });
}, 20_000);
