import { DAY_MS, localDateOf, startOfDay } from '@wardwatch/shared/calendar';
import { type Interval, intersect, lengthMs } from '@wardwatch/shared/lib';
import { type State, STATES } from '@wardwatch/shared/model';

/** A span of one state. */
export interface StateSpan extends Interval {
  state: State;
}

/** One day of the ward within a window, with how long each state held; what no span covers is unknown. */
export interface DayParts {
  /** `YYYY-MM-DD`. */
  date: string;
  /** In order of `STATES`; none of length 0. They add up to the day's part of the window. */
  parts: readonly { state: State; ms: number }[];
  lengthMs: number;
}

/** Cuts a window into days of the ward and adds up each day's states. Costs the spans plus the days they touch. */
export function dayParts(spans: readonly StateSpan[], window: Interval): DayParts[] {
  const days: DayParts[] = [];
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  let next = 0;
  for (let start = startOfDay(localDateOf(window.from)); start < window.until; start += DAY_MS) {
    const day = intersect({ from: start, until: start + DAY_MS }, window);
    if (!day) continue;
    while ((sorted[next]?.until ?? Number.POSITIVE_INFINITY) <= day.from) next++;
    days.push({ date: localDateOf(day.from), parts: sumsOf(sorted, next, day), lengthMs: lengthMs(day) });
  }
  return days;
}

function sumsOf(sorted: readonly StateSpan[], first: number, day: Interval): DayParts['parts'] {
  const sums = new Map<State, number>();
  let covered = 0;
  for (let index = first; index < sorted.length; index++) {
    const span = sorted[index];
    if (!span || span.from >= day.until) break;
    const common = intersect(span, day);
    if (!common) continue;
    const ms = lengthMs(common);
    covered += ms;
    sums.set(span.state, (sums.get(span.state) ?? 0) + ms);
  }
  const rest = lengthMs(day) - covered;
  if (rest > 0) sums.set('unknown', (sums.get('unknown') ?? 0) + rest);
  return STATES.flatMap((state) => {
    const ms = sums.get(state) ?? 0;
    return ms > 0 ? [{ state, ms }] : [];
  });
}
