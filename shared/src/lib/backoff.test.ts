import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const policy = { firstMs: 1_000, maxMs: 60_000 };
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a delay is at least a millisecond and at most its doubling ceiling', () => {
  fc.assert(
    fc.property(fc.nat(5_000), draw, (attempt, random) => {
      const delay = backoffMs(policy, attempt, random);
      expect(Number.isInteger(delay)).toBe(true);
      expect(delay).toBeGreaterThanOrEqual(1);
      expect(delay).toBeLessThanOrEqual(Math.min(policy.maxMs, policy.firstMs * 2 ** attempt));
    }),
  );
});

test('the ceiling doubles with each attempt until the maximum', () => {
  expect([0, 1, 2, 5, 6, 7, 1_000].map((attempt) => backoffMs(policy, attempt, 0))).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test('draws are spread over the whole span, so that sites that wake together do not arrive together', () => {
  expect([0.25, 0.5, 0.75, 0.999_999_9].map((random) => backoffMs(policy, 9, random))).toEqual([
    45_000, 30_000, 15_000, 1,
  ]);
});
