import { type Interval, intersect } from '../lib/index.ts';

/** A span of time with one value; `unknown` where nothing tells. */
export interface Segment<Value extends string = string> extends Interval {
  value: Value | 'unknown';
}

/** A fact as it was stated: it holds from `at` until it is stated anew or the device is no longer known to run. */
export interface StatedFact<Value extends string = string> {
  at: number;
  /** null says that the probe could not be run. */
  value: Value | null;
}

/** Sorted, disjoint intervals that cover the same instants. Touching ones become one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const next of intervals.filter((i) => i.from < i.until).toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && next.from <= last.until) last.until = Math.max(last.until, next.until);
    else result.push({ ...next });
  }
  return result;
}

/** What of `whole` is not in `removed`; sorted and disjoint. */
export function subtract(whole: readonly Interval[], removed: readonly Interval[]): Interval[] {
  const holes = union(removed);
  const rest: Interval[] = [];
  let first = 0;
  for (const piece of union(whole)) {
    while ((holes[first]?.until ?? Infinity) <= piece.from) first += 1;
    let from = piece.from;
    for (let index = first; ; index += 1) {
      const hole = holes[index];
      if (!hole || hole.from >= piece.until) break;
      if (hole.from > from) rest.push({ from, until: hole.from });
      from = hole.until;
    }
    if (from < piece.until) rest.push({ from, until: piece.until });
  }
  return rest;
}

/**
 * When the device is known to have run: the proven spans, less the holes that it reported itself (between its last
 * proof of life and a new start, and while it slept).
 */
export function runningTimeline(
  proven: readonly Interval[],
  holes: readonly Interval[],
  window: Interval,
): Segment<'yes'>[] {
  return fill(
    subtract(proven, holes).flatMap((span) => {
      const part = intersect(span, window);
      return part ? [{ ...part, value: 'yes' as const }] : [];
    }),
    window,
  );
}

/**
 * The timeline of one fact over a window, without gap or overlap. A value never outlives the run in which it was
 * stated: where the device is not known to run, and until it states the fact again, the value is unknown.
 *
 * @param stated in any order; those at one instant count in the order given.
 */
export function factTimeline<Value extends string>(
  stated: readonly StatedFact<Value>[],
  running: readonly Interval[],
  window: Interval,
): Segment<Value>[] {
  const ordered = stated.toSorted((a, b) => a.at - b.at);
  const known: Segment<Value>[] = [];
  let next = 0;
  for (const run of union(running)) {
    while ((ordered[next]?.at ?? Infinity) < run.from) next += 1;
    for (let fact = ordered[next]; fact && fact.at < run.until; fact = ordered[next]) {
      next += 1;
      if (fact.value === null) continue;
      const until = Math.min(ordered[next]?.at ?? run.until, run.until);
      const part = intersect({ from: fact.at, until }, window);
      if (part) known.push({ ...part, value: fact.value });
    }
  }
  return fill(known, window);
}

/** The value at an instant of a timeline in order; undefined outside it. */
export function valueAt<Value extends string>(
  timeline: readonly Segment<Value>[],
  at: number,
): Value | 'unknown' | undefined {
  return segmentAt(timeline, at)?.value;
}

/** The segment that holds an instant, of a list in order without overlap. */
export function segmentAt<T extends Interval>(timeline: readonly T[], at: number): T | undefined {
  const found = timeline[firstAfter(timeline, at)];
  return found && found.from <= at ? found : undefined;
}

/** Index of the first interval that ends after an instant, of a list in order without overlap. */
export function firstAfter(intervals: readonly Interval[], at: number): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.until ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last interval that begins at an instant or before it, of a list in order without overlap. */
export function lastUpTo<T extends Interval>(intervals: readonly T[], at: number): T | undefined {
  const index = firstAfter(intervals, at);
  const next = intervals[index];
  return next && next.from <= at ? next : intervals[index - 1];
}

/** Those that end after `from` and begin no later than `until`, of a list in order without overlap. */
export function touching<T extends Interval>(intervals: readonly T[], from: number, until: number): T[] {
  const found: T[] = [];
  for (let index = firstAfter(intervals, from); ; index += 1) {
    const next = intervals[index];
    if (!next || next.from > until) return found;
    found.push(next);
  }
}

/** Whether an instant lies in one of the intervals, which are in order and do not overlap. */
export function isCovered(intervals: readonly Interval[], at: number): boolean {
  return segmentAt(intervals, at) !== undefined;
}

/** Fills what a sorted, disjoint list leaves open with `unknown`, and joins neighbours of one value. */
export function fill<Value extends string>(known: readonly Segment<Value>[], window: Interval): Segment<Value>[] {
  const result: Segment<Value>[] = [];
  const push = (segment: Segment<Value>): void => {
    if (segment.from >= segment.until) return;
    const last = result.at(-1);
    if (last?.value === segment.value) last.until = segment.until;
    else result.push({ ...segment });
  };
  let from = window.from;
  for (const segment of known) {
    push({ from, until: segment.from, value: 'unknown' });
    push(segment);
    from = segment.until;
  }
  push({ from, until: window.until, value: 'unknown' });
  return result;
}
