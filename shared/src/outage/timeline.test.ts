import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Interval, lengthMs } from '../lib/index.ts';
import { factTimeline, runningTimeline, type Segment, type StatedFact, subtract, union } from './timeline.ts';

const END = 40;
const interval = fc
  .tuple(fc.nat(END), fc.nat(END))
  .map(([a, b]): Interval => ({ from: a, until: b })); /* also empty and inverted ones, which hold nothing */
const intervals = fc.array(interval, { maxLength: 12 });
const window = fc
  .tuple(fc.nat(END), fc.nat(END))
  .map(([a, b]): Interval => ({ from: Math.min(a, b), until: Math.max(a, b) }));
const stated = fc.uniqueArray(
  fc.record({ at: fc.nat(END), value: fc.constantFrom<'up' | 'down' | null>('up', 'down', null) }),
  { selector: (fact) => fact.at, maxLength: 15 },
);

function holds(list: readonly Interval[], at: number): boolean {
  return list.some((i) => at >= i.from && at < i.until);
}

function valueAt(segments: readonly Segment[], at: number): string | undefined {
  return segments.find((s) => at >= s.from && at < s.until)?.value;
}

function expectSortedAndApart(list: readonly Interval[]): void {
  list.forEach((next, index) => {
    expect(next.from).toBeLessThan(next.until);
    const before = list[index - 1];
    if (before) expect(next.from).toBeGreaterThan(before.until);
  });
}

function expectGapFree(segments: readonly Segment[], over: Interval): void {
  let from = over.from;
  segments.forEach((segment, index) => {
    expect(segment.from).toBe(from);
    expect(segment.until).toBeGreaterThan(segment.from);
    expect(segment.value).not.toBe(segments[index - 1]?.value);
    from = segment.until;
  });
  expect(segments.reduce((sum, segment) => sum + lengthMs(segment), 0)).toBe(lengthMs(over));
}

/** The fact's value at an instant, by going back instant by instant to where it was stated, if the run reaches so far. */
function factAt(facts: readonly StatedFact<'up' | 'down'>[], running: readonly Interval[], at: number): string {
  for (let then = at; then >= 0 && holds(running, then); then--) {
    const fact = facts.find((f) => f.at === then);
    if (fact) return fact.value ?? 'unknown';
  }
  return 'unknown';
}

test('a union holds exactly the instants that any of its intervals holds, sorted and apart', () => {
  fc.assert(
    fc.property(intervals, (list) => {
      const joined = union(list);
      expectSortedAndApart(joined);
      for (let at = -1; at <= END; at++) expect(holds(joined, at)).toBe(holds(list, at));
    }),
  );
});

test('a union leaves the intervals that were given as they are', () => {
  const list = [Object.freeze({ from: 0, until: 5 }), Object.freeze({ from: 5, until: 9 })];
  expect(union(list)).toEqual([{ from: 0, until: 9 }]);
});

test('a difference holds exactly the instants of the whole that nothing removes', () => {
  fc.assert(
    fc.property(intervals, intervals, (whole, removed) => {
      const rest = subtract(whole, removed);
      expectSortedAndApart(rest);
      for (let at = -1; at <= END; at++) expect(holds(rest, at)).toBe(holds(whole, at) && !holds(removed, at));
    }),
  );
});

test('a running timeline is "yes" where it is proven and no hole was reported, without gap or overlap', () => {
  fc.assert(
    fc.property(intervals, intervals, window, (proven, holes, over) => {
      const timeline = runningTimeline(proven, holes, over);
      expectGapFree(timeline, over);
      for (let at = over.from; at < over.until; at++) {
        expect(valueAt(timeline, at)).toBe(holds(proven, at) && !holds(holes, at) ? 'yes' : 'unknown');
      }
    }),
  );
});

test('a fact has at every instant what was last stated within the run, without gap or overlap', () => {
  fc.assert(
    fc.property(stated, intervals, window, (facts, running, over) => {
      const timeline = factTimeline(facts, running, over);
      expectGapFree(timeline, over);
      for (let at = over.from; at < over.until; at++) expect(valueAt(timeline, at)).toBe(factAt(facts, running, at));
    }),
    { numRuns: 300 },
  );
});

test('order of arrival and repeats of what was stated change nothing', () => {
  const shuffled = stated.chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 })),
  );
  fc.assert(
    fc.property(shuffled, intervals, window, ([facts, mixed], running, over) => {
      expect(factTimeline(mixed, running.toReversed(), over)).toEqual(factTimeline(facts, running, over));
    }),
  );
});

test('a smaller window shows a cut of the same timeline', () => {
  fc.assert(
    fc.property(stated, intervals, window, (facts, running, over) => {
      const whole = factTimeline(facts, running, { from: 0, until: END });
      const cut = factTimeline(facts, running, over);
      for (let at = over.from; at < over.until; at++) expect(valueAt(cut, at)).toBe(valueAt(whole, at));
    }),
  );
});

test('a value never outlives the run in which it was stated', () => {
  const running = [
    { from: 0, until: 10 },
    { from: 20, until: 40 },
  ];
  const facts = [
    { at: 2, value: 'up' as const },
    { at: 30, value: 'down' as const },
  ];
  expect(factTimeline(facts, running, { from: 0, until: 50 })).toEqual([
    { from: 0, until: 2, value: 'unknown' },
    { from: 2, until: 10, value: 'up' },
    { from: 10, until: 30, value: 'unknown' },
    { from: 30, until: 40, value: 'down' },
    { from: 40, until: 50, value: 'unknown' },
  ]);
});

test('a probe that could not be run leaves a hole, never "down"', () => {
  const facts = [
    { at: 0, value: 'up' as const },
    { at: 10, value: null },
    { at: 20, value: 'up' as const },
  ];
  expect(factTimeline(facts, [{ from: 0, until: 30 }], { from: 0, until: 30 })).toEqual([
    { from: 0, until: 10, value: 'up' },
    { from: 10, until: 20, value: 'unknown' },
    { from: 20, until: 30, value: 'up' },
  ]);
});

test('spans of proof that touch are one run, so that a fact holds across them', () => {
  const running = [
    { from: 0, until: 10 },
    { from: 10, until: 20 },
  ];
  expect(factTimeline([{ at: 1, value: 'up' }], running, { from: 1, until: 20 })).toEqual([
    { from: 1, until: 20, value: 'up' },
  ]);
});

test('of two statements at one instant the later given counts', () => {
  const facts = [
    { at: 5, value: 'up' as const },
    { at: 5, value: 'down' as const },
  ];
  expect(factTimeline(facts, [{ from: 0, until: 10 }], { from: 5, until: 10 })).toEqual([
    { from: 5, until: 10, value: 'down' },
  ]);
});

test('an empty window has no segments', () => {
  expect(factTimeline([{ at: 0, value: 'up' }], [{ from: 0, until: 9 }], { from: 4, until: 4 })).toEqual([]);
});
