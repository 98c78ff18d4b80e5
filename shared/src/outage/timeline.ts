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
  return union(whole).flatMap((piece) => {
    const parts: Interval[] = [];
    let from = piece.from;
    for (const hole of holes) {
      if (hole.until <= from || hole.from >= piece.until) continue;
      if (hole.from > from) parts.push({ from, until: hole.from });
      from = hole.until;
    }
    if (from < piece.until) parts.push({ from, until: piece.until });
    return parts;
  });
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
  const known = union(running).flatMap((run) =>
    ordered.flatMap((fact, index) => {
      if (fact.value === null || fact.at < run.from) return [];
      const until = Math.min(ordered[index + 1]?.at ?? run.until, run.until);
      const part = intersect({ from: fact.at, until }, window);
      return part ? [{ ...part, value: fact.value }] : [];
    }),
  );
  return fill(known, window);
}

/** Fills what a sorted, disjoint list leaves open with `unknown`, and joins neighbours of one value. */
function fill<Value extends string>(known: readonly Segment<Value>[], window: Interval): Segment<Value>[] {
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
