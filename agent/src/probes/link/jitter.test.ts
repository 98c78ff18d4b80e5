import { expect, test } from 'vitest';
import { Jitter, jitterOf } from './jitter.ts';

test.each([
  ['a steady line', [20, 20, 20], 0],
  ['a line that swings', [10, 30, 10], 20],
  ['a line that gets slower', [10, 12, 16], 3],
  ['two round trips', [5, 4.5], 0.5],
])('is the mean step between round trips: %s', (_line, trips, expected) => {
  expect(jitterOf(trips)).toBe(expected);
});

test('one round trip has no jitter, and none has not either', () => {
  expect(jitterOf([12])).toBeUndefined();
  expect(jitterOf([])).toBeUndefined();
});

test('compares round trips by the same way alone', () => {
  const jitter = new Jitter();
  expect(jitter.step('a', 10)).toBeUndefined();
  expect(jitter.step('b', 90)).toBeUndefined();
  expect(jitter.step('a', 13)).toBe(3);
  jitter.forget();
  expect(jitter.step('a', 10)).toBeUndefined();
});
