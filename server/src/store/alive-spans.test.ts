import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AliveSpan, joinSpans } from './alive-spans.ts';

const point = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom(10, 30, 70))
  .map(([at, reachMs]): AliveSpan => ({ from: at, until: at, reachMs, ticks: 1 }));

const at = (from: number): AliveSpan => ({ from, until: from, reachMs: 130_000, ticks: 1 });

describe('joining proofs of life', () => {
  it('gives the same spans for any order and any portions', () => {
    const portions = fc.array(fc.array(point, { maxLength: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(portions, fc.func(fc.integer()), (groups, rank) => {
        const all = groups.flat();
        const together = joinSpans(all);
        const shuffled = all.toSorted((a, b) => rank(a) - rank(b));
        expect(joinSpans(shuffled)).toEqual(together);
        let portioned: AliveSpan[] = [];
        for (const group of groups) portioned = joinSpans([...portioned, ...group]);
        expect(portioned).toEqual(together);
      }),
    );
  });

  it('leaves no two spans that could be joined, and loses no proof', () => {
    fc.assert(
      fc.property(fc.array(point), (points) => {
        const spans = joinSpans(points);
        expect(spans.reduce((sum, span) => sum + span.ticks, 0)).toBe(points.length);
        for (const [index, span] of spans.slice(1).entries()) {
          const before = spans[index] ?? span;
          expect(span.from - before.until).toBeGreaterThan(Math.max(before.reachMs, span.reachMs));
        }
      }),
    );
  });

  it('joins over twice the interval and ten seconds, and not a millisecond more', () => {
    expect(joinSpans([at(0), at(130_000)])).toEqual([{ from: 0, until: 130_000, reachMs: 130_000, ticks: 2 }]);
    expect(joinSpans([at(0), at(130_001)])).toHaveLength(2);
  });
});
