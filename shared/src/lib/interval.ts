/** A half-open span of time `[from, until)`, UTC milliseconds. */
export interface Interval {
  from: number;
  until: number;
}

/** Milliseconds covered. */
export function lengthMs(interval: Interval): number {
  return Math.max(0, interval.until - interval.from);
}

/** The common part, or undefined where there is none. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  return from < until ? { from, until } : undefined;
}
