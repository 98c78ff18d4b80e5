import * as v from 'valibot';
import { expect, test } from 'vitest';
import { durationMs, instant, monotonic } from './time.ts';

test.each([
  ['an instant', instant, [0, 9_999_999_999_999], [-1, 10_000_000_000_000, 1.5, '0', null]],
  ['a monotonic time', monotonic, [0, 100 * 366 * 86_400_000], [-1, 101 * 366 * 86_400_000, 0.1]],
  ['a duration', durationMs, [0, 366 * 86_400_000], [-1, 366 * 86_400_000 + 1, 0.1, Number.NaN]],
])('%s is whole milliseconds within its bounds', (_name, schema, good, bad) => {
  for (const value of good) expect(v.is(schema, value), String(value)).toBe(true);
  for (const value of bad) expect(v.is(schema, value), String(value)).toBe(false);
});
