import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRange, contiguousFrom, hasSeq, type SeqRange, type SeqRanges } from './seq-ranges.ts';

const MAX = 60;
const range = fc
  .tuple(fc.integer({ min: 1, max: MAX }), fc.nat(9))
  .map(([from, length]): SeqRange => ({ from, to: Math.min(MAX, from + length) }));
const rangeList = fc.array(range, { maxLength: 25 });

function build(added: readonly SeqRange[]): SeqRanges {
  return added.reduce<SeqRanges>(addRange, []);
}

function members(added: readonly SeqRange[]): Set<number> {
  return new Set(added.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));
}

test('ranges hold exactly the numbers that were added, in whatever order and however often', () => {
  fc.assert(
    fc.property(rangeList, (added) => {
      const ranges = build(added);
      const oracle = members(added);
      for (let seq = 0; seq <= MAX + 1; seq++) expect(hasSeq(ranges, seq)).toBe(oracle.has(seq));
      expect(build([...added, ...added].toReversed())).toEqual(ranges);
    }),
  );
});

test('ranges stay sorted, disjoint and never adjacent', () => {
  fc.assert(
    fc.property(rangeList, (added) => {
      const ranges = build(added);
      ranges.forEach((next, index) => {
        expect(next.from).toBeLessThanOrEqual(next.to);
        const before = ranges[index - 1];
        if (before) expect(next.from).toBeGreaterThan(before.to + 1);
      });
    }),
  );
});

test('the contiguous run ends before the first number that is missing', () => {
  fc.assert(
    fc.property(rangeList, fc.integer({ min: 1, max: MAX }), (added, first) => {
      const oracle = members(added);
      let last = first - 1;
      while (oracle.has(last + 1)) last++;
      expect(contiguousFrom(build(added), first)).toBe(last);
    }),
  );
});

test('adding leaves the ranges that were given as they are', () => {
  const before = Object.freeze([Object.freeze({ from: 1, to: 3 })]);
  expect(addRange(before, { from: 4, to: 5 })).toEqual([{ from: 1, to: 5 }]);
  expect(before).toEqual([{ from: 1, to: 3 }]);
});
