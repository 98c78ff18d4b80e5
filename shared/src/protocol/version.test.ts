import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseVersion, PROTOCOL } from './version.ts';

const range = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(5)).map(([min, more]) => ({ min, max: min + more }));

test('the version chosen is the highest that both sides speak, and none where they share none', () => {
  fc.assert(
    fc.property(range, range, (mine, theirs) => {
      const shared = Array.from({ length: 20 }, (_, version) => version).filter((version) =>
        [mine, theirs].every((side) => version >= side.min && version <= side.max),
      );
      expect(chooseVersion(mine, theirs)).toBe(shared.at(-1));
      expect(chooseVersion(theirs, mine)).toBe(shared.at(-1));
    }),
  );
});

test('this build speaks at most three versions', () => {
  expect(PROTOCOL.min).toBeGreaterThanOrEqual(1);
  expect(PROTOCOL.max - PROTOCOL.min).toBeGreaterThanOrEqual(0);
  expect(PROTOCOL.max - PROTOCOL.min).toBeLessThanOrEqual(2);
});
