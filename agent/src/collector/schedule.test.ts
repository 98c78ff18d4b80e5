import { FakeClock } from '@wardwatch/shared/lib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { delayToNext, hashedOffset, isDue, repeat } from './schedule.ts';

test('spreads agents over the interval', () => {
  const offsets = Array.from({ length: 1_000 }, (_, n) =>
    hashedOffset(`ag_${n.toString(16).padStart(32, '0')}`, 15_000),
  );
  const perSecond = Array.from({ length: 15 }, (_, s) => offsets.filter((o) => Math.floor(o / 1_000) === s).length);
  expect(Math.min(...perSecond)).toBeGreaterThan(30);
  expect(Math.max(...perSecond)).toBeLessThan(110);
});

test('always lands on the offset, at most a little more than an interval away', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000_000),
      fc.integer({ min: 1_000, max: 600_000 }),
      fc.nat(600_000),
      (mono, interval, offset) => {
        const delay = delayToNext(mono, interval, offset);
        expect(delay).toBeGreaterThan(0);
        expect(delay).toBeLessThanOrEqual(interval + 50);
        expect((mono + delay - (offset % interval)) % interval).toBe(0);
      },
    ),
  );
});

test('runs a task once an interval, and not again for a timer that fired a little early', () => {
  const clock = new FakeClock({ wall: 0, mono: 123 });
  const runs: number[] = [];
  const cancel = repeat(clock, 15_000, 4_000, () => runs.push(clock.mono()));
  clock.advance(60_000);
  expect(runs).toEqual([4_000, 19_000, 34_000, 49_000]);
  expect(delayToNext(18_999, 15_000, 4_000)).toBe(15_001);
  cancel();
  clock.advance(60_000);
  expect(runs).toHaveLength(4);
});

test('runs slower things in the tick that is nearest', () => {
  expect(isDue(undefined, 60_000, 15_000, 0)).toBe(true);
  expect(isDue(0, 60_000, 15_000, 45_000)).toBe(false);
  expect(isDue(0, 60_000, 15_000, 59_990)).toBe(true);
});
