import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { Posture } from '@wardwatch/shared/model';
import { expect, test } from 'vitest';
import type { ProbeContext, Reading } from '../probe.ts';
import { firstAfter, POSTURE_EVERY_MS, postureProbe } from './posture-probe.ts';
import { daysSince, UNKNOWN_POSTURE } from './values.ts';

const { signal } = new AbortController();
const MINUTE = 60_000;

function make(read: () => Promise<Posture | undefined>, over: Partial<ProbeContext> = {}) {
  const clock = new FakeClock({ wall: 1_790_000_000_000, mono: 5 * MINUTE });
  const context: ProbeContext = { clock, stopwatch: () => 0, log: silentLogger, ...over };
  const probe = () => postureProbe(context, read, 'a machine');
  return { clock, probe };
}

const stated = (reading: Reading): number => reading.events?.length ?? 0;

test('reads first some minutes after the start, then every six hours, and states a change alone', async () => {
  let reads = 0;
  let rebootPending = false;
  const { clock, probe: makeProbe } = make(async () => {
    reads += 1;
    return { ...UNKNOWN_POSTURE, rebootPending };
  });
  const probe = makeProbe();
  expect(await probe.run(signal)).toEqual({});
  clock.advance(3 * MINUTE - 1);
  expect(await probe.run(signal)).toEqual({});
  expect(reads).toBe(0);
  clock.advance(13 * MINUTE);
  expect(await probe.run(signal)).toEqual({
    events: [{ kind: 'event', event: 'posture', ...UNKNOWN_POSTURE, rebootPending: false }],
  });
  clock.advance(POSTURE_EVERY_MS - 1);
  expect(await probe.run(signal)).toEqual({});
  expect(reads).toBe(1);
  clock.advance(1);
  expect(await probe.run(signal)).toEqual({});
  expect(reads).toBe(2);
  rebootPending = true;
  clock.advance(POSTURE_EVERY_MS);
  expect(stated(await probe.run(signal))).toBe(1);
});

test('does not begin anew when the server configures other probes', async () => {
  let reads = 0;
  const { clock, probe } = make(async () => {
    reads += 1;
    return UNKNOWN_POSTURE;
  });
  probe();
  clock.advance(20 * MINUTE);
  expect(stated(await probe().run(signal))).toBe(1);
  clock.advance(20 * MINUTE);
  expect(await probe().run(signal)).toEqual({});
  clock.advance(POSTURE_EVERY_MS);
  expect(await probe().run(signal)).toEqual({});
  expect(reads).toBe(2);
});

test('what was read for nobody is stated by the next reading', async () => {
  const { clock, probe: makeProbe } = make(async () => UNKNOWN_POSTURE);
  const probe = makeProbe();
  clock.advance(20 * MINUTE);
  expect(await probe.run(AbortSignal.abort())).toEqual({});
  clock.advance(POSTURE_EVERY_MS);
  expect(stated(await probe.run(signal))).toBe(1);
});

test('a machine that could not be asked states nothing', async () => {
  const { clock, probe: makeProbe } = make(async () => undefined);
  const probe = makeProbe();
  clock.advance(20 * MINUTE);
  expect(await probe.run(signal)).toEqual({});
});

test('for a person who waits it reads at once', async () => {
  const { probe } = make(async () => UNKNOWN_POSTURE, { atOnce: true });
  expect(stated(await probe().run(signal))).toBe(1);
});

test('thirty machines spread their first reading', () => {
  const delays = Array.from({ length: 30 }, (_, index) => firstAfter(`pc-${index}`));
  const perMinute = new Map<number, number>();
  for (const delay of delays) {
    expect(delay).toBeGreaterThanOrEqual(3 * MINUTE);
    expect(delay).toBeLessThan(15 * MINUTE);
    perMinute.set(Math.floor(delay / MINUTE), (perMinute.get(Math.floor(delay / MINUTE)) ?? 0) + 1);
  }
  expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(7);
});

test.each([
  ['ages grow at midnight', Date.UTC(2026, 0, 1, 23), Date.UTC(2026, 0, 2, 1), 1],
  ['a date of tomorrow is of another time zone', Date.UTC(2026, 0, 2, 1), Date.UTC(2026, 0, 1, 23), 0],
  ['a date of next week is a clock that is wrong', Date.UTC(2026, 0, 8), Date.UTC(2026, 0, 1), null],
  ['1601 is never', -11_644_473_600_000, Date.UTC(2026, 0, 1), null],
  ['a clock in 1970 knows no age', Date.UTC(2026, 0, 1), 5_000, null],
  ['no date has no age', undefined, Date.UTC(2026, 0, 1), null],
])('%s', (_case, at, now, days) => {
  expect(daysSince(at, now)).toBe(days);
});
