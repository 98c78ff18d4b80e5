import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import type { Ping, PingResult } from '../icmp.ts';
import { DEFAULT_DENIED, parsePolicy } from '../policy.ts';
import type { Reach } from '../reach.ts';
import { providerProbe } from './provider.ts';

const TARGET = { kind: 'icmp', host: '203.0.113.10' } as const;
const MINUTE = 60_000;

/** A way out on which a router stands at the second hop and answers, or does not. */
function wayOut(first: { router: string | undefined; isAnswering: boolean }) {
  const now = { ...first, network: 'home' };
  const sent: string[] = [];
  const ran = (part: Partial<PingResult>): PingResult => ({
    outcome: 'ran',
    sent: 1,
    replies: [],
    detail: 'timeout',
    isDefinite: false,
    ...part,
  });
  const ping: Ping = async (address, _count, _signal, hops) => {
    sent.push(hops === undefined ? address : `${address}/${hops}`);
    if (hops !== undefined) return ran(now.router === undefined ? {} : { expiredAt: now.router });
    return ran(now.isAnswering && address === now.router ? { replies: [7] } : {});
  };
  const parsed = parsePolicy({ denied: DEFAULT_DENIED, forbidden: ['100.64.9.0/24'] });
  if (!parsed.ok) throw new Error('bad policy');
  const reach: Reach = { resolve: async (host) => host, policy: parsed.policy, ping, onDenied: () => undefined };
  const clock = new FakeClock({ wall: 0, mono: 1_000 });
  const context = { clock, stopwatch: () => clock.mono(), log: silentLogger };
  const probe = providerProbe(context, reach, [TARGET], () => now.network);
  const signal = new AbortController().signal;
  const run = async (afterMs = 0) => {
    clock.advance(afterMs);
    return (await probe.run(signal)).facts?.provider;
  };
  return { now, sent, run, probe, signal };
}

test('finds the second hop on the way to a target and asks it alone', async () => {
  const { run, sent } = wayOut({ router: '198.51.100.1', isAnswering: true });
  expect(await run()).toEqual({ value: 'up' });
  expect(await run(MINUTE)).toEqual({ value: 'up' });
  expect(sent).toEqual(['203.0.113.10/2', '198.51.100.1', '198.51.100.1']);
});

test.each(['10.20.0.1', '100.64.0.1'])('a provider may use its private range %s', async (router) => {
  expect(await wayOut({ router, isAnswering: true }).run()).toEqual({ value: 'up' });
});

test.each(['192.168.1.1', '172.16.0.1', '100.64.9.1', '127.0.0.1'])(
  'a hop that local policy denies or forbids is never asked: %s',
  async (router) => {
    const { run, sent } = wayOut({ router, isAnswering: true });
    expect(await run()).toBeUndefined();
    expect(sent).toEqual(['203.0.113.10/2']);
  },
);

test('states nothing of a hop that has never answered', async () => {
  const { run, probe, signal } = wayOut({ router: '198.51.100.1', isAnswering: false });
  expect(await run()).toBeUndefined();
  expect(await run(MINUTE)).toBeUndefined();
  expect(await probe.answers(signal)).toBeUndefined();
});

test('is down when the hop falls silent, and up again with it', async () => {
  const { now, run, probe, signal } = wayOut({ router: '198.51.100.1', isAnswering: true });
  await run();
  now.isAnswering = false;
  expect(await run(MINUTE)).toEqual({ value: 'down', detail: 'timeout' });
  expect(await probe.answers(signal)).toBe(false);
  now.router = undefined;
  expect(await run(MINUTE)).toEqual({ value: 'down', detail: 'timeout' });
  Object.assign(now, { router: '198.51.100.1', isAnswering: true });
  expect(await run(MINUTE)).toEqual({ value: 'up' });
  expect(await probe.answers(signal)).toBe(true);
});

test('follows the provider that moves its customers to another router', async () => {
  const { now, run } = wayOut({ router: '198.51.100.1', isAnswering: true });
  await run();
  now.router = '198.51.100.2';
  expect(await run(MINUTE)).toEqual({ value: 'up' });
});

test('looks for the hop hourly, every five minutes while there is none, and when the network changes', async () => {
  const { now, run, sent } = wayOut({ router: undefined, isAnswering: true });
  const looks = () => sent.filter((one) => one.endsWith('/2')).length;
  for (let minute = 0; minute < 6; minute++) await run(MINUTE);
  expect(looks()).toBe(2);
  now.router = '198.51.100.1';
  for (let minute = 0; minute < 60; minute++) await run(MINUTE);
  expect(looks()).toBe(3);
  now.network = 'elsewhere';
  now.router = undefined;
  expect(await run(MINUTE)).toBeUndefined();
  expect(looks()).toBe(4);
});
