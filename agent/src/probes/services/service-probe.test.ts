import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { type ServiceCheck, serviceCheck } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LineState } from '../link/line-state.ts';
import { parsePolicy } from '../policy.ts';
import type { Probe } from '../probe.ts';
import { failed, type ServiceLook } from './look.ts';
import { RETRY_MS, serviceProbes } from './service-probe.ts';

const GOOD = { address: '192.0.2.1' };
const BAD = failed('dns', 'timeout');
const named = (id: string, part: object = {}): ServiceCheck =>
  v.parse(serviceCheck, { id, kind: 'dns', name: `${id}.example`, ...part });

/** Checks of names by a resolver that gives one answer after another, each after some time. */
function bench(answers: (ServiceLook | typeof GOOD)[], checks = [named('portal')], takesMs = 0) {
  const clock = new FakeClock({ wall: 0 });
  const parsed = parsePolicy({ denied: [] });
  if (!parsed.ok) throw new Error('bad policy');
  const now = { running: 0, most: 0 };
  const tools = {
    context: { clock, stopwatch: () => clock.mono(), log: silentLogger },
    policy: parsed.policy,
    onDenied: () => undefined,
    userAgent: 'test',
    line: new LineState(clock),
    resolve: async () => {
      now.running += 1;
      now.most = Math.max(now.most, now.running);
      if (takesMs > 0) await new Promise<void>((resolve) => clock.after(takesMs, resolve));
      now.running -= 1;
      return answers.shift() ?? GOOD;
    },
  };
  const spread = (name: string, intervalMs: number) => name.length % intervalMs;
  const probes = serviceProbes(tools, checks, spread);
  const run = async (probe: Probe | undefined) => probe?.run(new AbortController().signal);
  return { clock, probes, run, now, line: tools.line };
}

test('one miss is no outage: the second look says what is so', async () => {
  const { clock, probes, run } = bench([BAD, GOOD]);
  const reading = run(probes[0]);
  await clock.advanceAsync(RETRY_MS);
  expect((await reading)?.facts).toEqual({ 'service:portal': { value: 'up' } });
});

test('two misses in a row are down, for the reason of the second', async () => {
  const { clock, probes, run } = bench([BAD, failed('dns', 'no such name')]);
  let reading: unknown;
  void run(probes[0]).then((read) => (reading = read?.facts));
  await clock.advanceAsync(RETRY_MS - 1);
  expect(reading).toBeUndefined();
  await clock.advanceAsync(1);
  expect(reading).toEqual({ 'service:portal': { value: 'down', detail: 'dns no such name' } });
});

test.each([
  ['down', { value: null, detail: 'no line here' }],
  ['up', { value: 'down', detail: 'dns timeout' }],
] as const)('a failure while the own line is %s', async (value, fact) => {
  const { clock, probes, run, line } = bench([BAD, BAD]);
  line.note('up');
  const reading = run(probes[0]);
  await clock.advanceAsync(RETRY_MS);
  line.note(value);
  expect((await reading)?.facts).toEqual({ 'service:portal': fact });
});

test('what could not be tried is a hole at once, and tells nothing of the service', async () => {
  const { probes, run } = bench([{ outcome: 'impossible', detail: 'denied by local policy' }]);
  expect(await run(probes[0])).toEqual({
    facts: { 'service:portal': { value: null, detail: 'denied by local policy' } },
    metrics: {},
  });
});

test('a slow answer is degraded, with its time', async () => {
  const { clock, probes, run } = bench([GOOD], [named('portal', { slowMs: 1_000 })], 1_500);
  const reading = run(probes[0]);
  await clock.advanceAsync(1_500);
  expect(await reading).toEqual({
    facts: { 'service:portal': { value: 'degraded', detail: 'slow' } },
    metrics: { 'service.time:portal': 1_500 },
  });
});

test('at most four look at a time, and who waits too long is a hole', async () => {
  const checks = Array.from({ length: 16 }, (_, index) => named(`s${index}`));
  const { clock, probes, run, now } = bench([], checks, 6_000);
  const readings = probes.map((probe) => run(probe));
  await clock.advanceAsync(60_000);
  const values = (await Promise.all(readings)).map((reading, index) => reading?.facts?.[`service:s${index}`]);
  expect(now.most).toBe(4);
  expect(values.filter((fact) => fact?.value === 'degraded')).toHaveLength(8);
  expect(values.filter((fact) => fact?.detail === 'too many checks at a time')).toHaveLength(8);
});

test('each keeps its own pace from its own place within the first minute', () => {
  const [fast, slow] = bench([], [named('a'), named('abc', { everyMs: 600_000 })]).probes;
  expect(fast).toMatchObject({ everyMs: 60_000, firstAfterMs: 9, facts: ['service:a'] });
  expect(slow).toMatchObject({ everyMs: 600_000, firstAfterMs: 11, facts: ['service:abc'] });
});

test('has the time to look twice before it counts as wedged', () => {
  for (const { timeoutMs } of bench([], [named('a'), named('b', { slowMs: 30_000 })]).probes) {
    expect(timeoutMs).toBeGreaterThan(2 * 10_000 + RETRY_MS);
  }
});
