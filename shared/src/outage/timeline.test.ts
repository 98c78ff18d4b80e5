import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Interval, lengthMs } from '../lib/index.ts';
import {
  factTimeline,
  fill,
  firstAfter,
  isCovered,
  lastUpTo,
  runningTimeline,
  type Segment,
  segmentAt,
  type StatedFact,
  subtract,
  touching,
  union,
  valueAt as valueIn,
} from './timeline.ts';

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

test('a union joins what touches, keeps what does not, and leaves out what holds nothing', () => {
  const list = [
    { from: 12, until: 14 },
    { from: 0, until: 8 },
    { from: 2, until: 4 },
    { from: 8, until: 10 },
    { from: 11, until: 11 },
    { from: 30, until: 20 },
  ];
  expect(union(list)).toEqual([
    { from: 0, until: 10 },
    { from: 12, until: 14 },
  ]);
});

test('a difference is what is left on either side of each hole', () => {
  const whole = [
    { from: 50, until: 60 },
    { from: 0, until: 20 },
    { from: 30, until: 40 },
  ];
  const cases: [Interval[], Interval[]][] = [
    [[], union(whole)],
    [[{ from: 0, until: 60 }], []],
    [[{ from: 20, until: 30 }], union(whole)],
    [
      [
        { from: 52, until: 53 },
        { from: -5, until: 2 },
        { from: 5, until: 7 },
        { from: 15, until: 35 },
        { from: 39, until: 50 },
      ],
      [
        { from: 2, until: 5 },
        { from: 7, until: 15 },
        { from: 35, until: 39 },
        { from: 50, until: 52 },
        { from: 53, until: 60 },
      ],
    ],
  ];
  for (const [removed, rest] of cases) expect(subtract(whole, removed)).toEqual(rest);
});

test('a running timeline is cut to its window', () => {
  expect(runningTimeline([{ from: 0, until: 20 }], [{ from: 8, until: 9 }], { from: 5, until: 30 })).toEqual([
    { from: 5, until: 8, value: 'yes' },
    { from: 8, until: 9, value: 'unknown' },
    { from: 9, until: 20, value: 'yes' },
    { from: 20, until: 30, value: 'unknown' },
  ]);
  expect(runningTimeline([{ from: 0, until: 5 }], [], { from: 5, until: 6 })).toEqual([
    { from: 5, until: 6, value: 'unknown' },
  ]);
});

test('a fact that was stated between two runs holds in neither, and one at the start of a run holds in it', () => {
  const running = [
    { from: 0, until: 10 },
    { from: 20, until: 30 },
  ];
  const facts = [
    { at: 10, value: 'up' as const },
    { at: 20, value: 'down' as const },
    { at: 30, value: 'up' as const },
  ];
  expect(factTimeline(facts, running, { from: 0, until: 40 })).toEqual([
    { from: 0, until: 20, value: 'unknown' },
    { from: 20, until: 30, value: 'down' },
    { from: 30, until: 40, value: 'unknown' },
  ]);
});

test('what is filled joins neighbours of one value and covers the window', () => {
  const known: Segment<'a' | 'b'>[] = [
    { from: 2, until: 4, value: 'a' },
    { from: 4, until: 6, value: 'a' },
    { from: 6, until: 7, value: 'b' },
    { from: 8, until: 8, value: 'a' },
  ];
  expect(fill(known, { from: 0, until: 9 })).toEqual([
    { from: 0, until: 2, value: 'unknown' },
    { from: 2, until: 6, value: 'a' },
    { from: 6, until: 7, value: 'b' },
    { from: 7, until: 9, value: 'unknown' },
  ]);
  expect(fill([{ from: 0, until: 9, value: 'a' }], { from: 0, until: 9 })).toEqual([{ from: 0, until: 9, value: 'a' }]);
  expect(known[0]).toEqual({ from: 2, until: 4, value: 'a' });
});

/** Four spans: 0 to 5, 10 to 15, 20 to 25, 30 to 35. */
const FOUR = [0, 10, 20, 30].map((from) => ({ from, until: from + 5, value: `v${from}` }));

test.each([
  // At, index of the first that ends after it, the one that holds it, the last that begins no later.
  [-1, 0, undefined, undefined],
  [0, 0, 0, 0],
  [4, 0, 0, 0],
  [5, 1, undefined, 0],
  [9, 1, undefined, 0],
  [10, 1, 1, 1],
  [15, 2, undefined, 1],
  [24, 2, 2, 2],
  [25, 3, undefined, 2],
  [30, 3, 3, 3],
  [35, 4, undefined, 3],
])('at %d what holds, what comes and what was is found', (at, first, holding, last) => {
  const spanOf = (index: number | undefined) => (index === undefined ? undefined : FOUR[index]);
  expect(firstAfter(FOUR, at)).toBe(first);
  expect(segmentAt(FOUR, at)).toBe(spanOf(holding));
  expect(isCovered(FOUR, at)).toBe(holding !== undefined);
  expect(valueIn(FOUR, at)).toBe(spanOf(holding)?.value);
  expect(lastUpTo(FOUR, at)).toBe(spanOf(last));
});

test('in an empty list nothing is found', () => {
  expect([firstAfter([], 1), segmentAt([], 1), lastUpTo([], 1), touching([], 0, 9)]).toEqual([
    0,
    undefined,
    undefined,
    [],
  ]);
  expect([isCovered([], 1), valueIn([], 1)]).toEqual([false, undefined]);
});

test('those that touch a stretch end after its start and begin no later than its end', () => {
  expect(touching(FOUR, 5, 30)).toEqual(FOUR.slice(1));
  expect(touching(FOUR, 4, 29)).toEqual(FOUR.slice(0, 3));
  expect(touching(FOUR, 6, 9)).toEqual([]);
  expect(touching(FOUR, 12, 12)).toEqual([FOUR[1]]);
  expect(touching(FOUR, 40, 90)).toEqual([]);
});
