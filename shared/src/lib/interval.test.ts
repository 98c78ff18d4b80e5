import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersect, lengthMs } from './interval.ts';

const interval = fc.record({ from: fc.integer({ min: -20, max: 20 }), until: fc.integer({ min: -20, max: 20 }) });

test('the common part holds exactly the instants that both hold', () => {
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      const common = intersect(a, b);
      for (let at = -21; at <= 21; at++) {
        const inBoth = at >= a.from && at < a.until && at >= b.from && at < b.until;
        expect(common !== undefined && at >= common.from && at < common.until).toBe(inBoth);
      }
    }),
  );
});

test('intervals that only touch have no common part', () => {
  expect(intersect({ from: 0, until: 5 }, { from: 5, until: 9 })).toBeUndefined();
});

test('a length is never negative', () => {
  expect(lengthMs({ from: 3, until: 10 })).toBe(7);
  expect(lengthMs({ from: 10, until: 3 })).toBe(0);
});
