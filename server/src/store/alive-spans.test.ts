import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AliveSpan, joinSpans, proofOf } from './alive-spans.ts';
import { alive, fact } from './store.fixtures.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom(0, 10, 30, 70))
  .map(([until, length]): AliveSpan => ({ from: until - length, until, ticks: 1 }));

describe('joining proofs of life', () => {
  it('gives the same spans for any order and any portions', () => {
    const portions = fc.array(fc.array(span, { maxLength: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(portions, fc.func(fc.integer()), (groups, rank) => {
        const all = groups.flat();
        const together = joinSpans(all);
        expect(joinSpans(all.toSorted((a, b) => rank(a) - rank(b)))).toEqual(together);
        let portioned: AliveSpan[] = [];
        for (const group of groups) portioned = joinSpans([...portioned, ...group]);
        expect(portioned).toEqual(together);
      }),
    );
  });

  it('covers exactly the instants that some proof covers, and loses no proof', () => {
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const joined = joinSpans(spans);
        expect(joined.reduce((sum, { ticks }) => sum + ticks, 0)).toBe(spans.length);
        const covers = (list: readonly AliveSpan[], at: number): boolean =>
          list.some(({ from, until }) => from <= at && at <= until);
        for (let at = -71; at <= 401; at++) expect(covers(joined, at)).toBe(covers(spans, at));
      }),
    );
  });
});

describe('what an entry proves', () => {
  it('is the interval that a proof of life closes, with ten seconds of grace', () => {
    expect(proofOf(alive(1, 1_000_000, 60_000))).toEqual({ from: 930_000, until: 1_000_000, ticks: 1 });
  });

  it('is at most ten minutes, whatever interval is claimed', () => {
    expect(proofOf(alive(1, 10_000_000, 86_400_000))?.from).toBe(10_000_000 - 610_000);
  });

  it('is the instant of a fact', () => {
    expect(proofOf(fact(1, 5_000, 'dns', 'up'))).toEqual({ from: 5_000, until: 5_000, ticks: 1 });
  });

  it('is nothing where the time is suspect', () => {
    expect(proofOf(alive(1, 5_000, 60_000, { quality: 'suspect' }))).toBeUndefined();
  });
});
