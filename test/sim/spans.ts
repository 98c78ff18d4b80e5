import { type Interval, intersect } from '@wardwatch/shared/lib';

/** The union of spans, in order and disjoint; those that touch become one. */
export function unite(spans: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const { from, until } of spans.filter((s) => s.from < s.until).toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else result.push({ from, until });
  }
  return result;
}

/** What of the spans lies in none of the others. Both are united first. */
export function without(spans: readonly Interval[], others: readonly Interval[]): Interval[] {
  const holes = unite(others);
  const result: Interval[] = [];
  let first = 0;
  for (const span of unite(spans)) {
    while ((holes[first]?.until ?? Infinity) <= span.from) first += 1;
    let { from } = span;
    for (let index = first; from < span.until; index += 1) {
      const hole = holes[index];
      if (!hole || hole.from >= span.until) break;
      if (hole.from > from) result.push({ from, until: hole.from });
      from = Math.max(from, hole.until);
    }
    if (from < span.until) result.push({ from, until: span.until });
  }
  return result;
}

/** Instants that both lists cover. Both are united first. */
export function shared(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const [left, right] = [unite(one), unite(other)];
  const result: Interval[] = [];
  let next = 0;
  for (const span of left) {
    while ((right[next]?.until ?? Infinity) <= span.from) next += 1;
    for (let index = next; (right[index]?.from ?? Infinity) < span.until; index += 1) {
      const part = intersect(span, right[index] ?? span);
      if (part) result.push(part);
    }
  }
  return result;
}

/** Milliseconds that the spans cover together; they must not overlap. */
export function totalMs(spans: readonly Interval[]): number {
  return spans.reduce((sum, { from, until }) => sum + until - from, 0);
}

/** Spans no further apart than `gapMs` become one. */
export function closed(spans: readonly Interval[], gapMs: number): Interval[] {
  return unite(spans.map(({ from, until }) => ({ from, until: until + gapMs }))).map(({ from, until }) => ({
    from,
    until: until - gapMs,
  }));
}
