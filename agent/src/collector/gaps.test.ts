import { expect, test } from 'vitest';
import { clockStepMs, type Moment, sleptMs } from './gaps.ts';

const at = (mono: number, awake: number | undefined, wall = 1_790_000_000_000 + mono): Moment => ({
  at: wall,
  mono,
  awake,
});

test.each([
  ['an hour of sleep, told by the system', at(0, 0), at(3_602_000, 2_000), 3_600_000],
  ['a busy machine that only ran late', at(0, 0), at(90_000, 90_000), undefined],
  ['clocks that differ by a little', at(0, 0), at(4_000, 2_500), undefined],
  ['a long gap where the system does not tell', at(0, undefined), at(3_602_000, undefined), 3_602_000],
  ['a short gap where the system does not tell', at(0, undefined), at(20_000, undefined), undefined],
])('tells sleep in %s', (_case, before, now, slept) => {
  expect(sleptMs(before, now, 30_000)).toBe(slept);
});

test.each([
  [7 * 3_600_000, 7 * 3_600_000],
  [-7 * 3_600_000, -7 * 3_600_000],
  [1_900, undefined],
  [-2_100, -2_100],
])('tells a wall clock that moved by %i ms on its own', (by, expected) => {
  expect(clockStepMs(at(0, 0), at(2_000, 2_000, 1_790_000_002_000 + by))).toBe(expected);
});

test('sleep alone is no step of the clock', () => {
  expect(clockStepMs(at(0, 0), at(3_600_000, 2_000))).toBeUndefined();
});
