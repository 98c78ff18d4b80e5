import type { Interval } from '@wardwatch/shared/lib';

const HOUR = 3_600_000;

/** Lengths that the reader can choose, milliseconds. */
const RANGES = { '1h': HOUR, '6h': 6 * HOUR, '24h': 24 * HOUR, '7d': 168 * HOUR } as const;
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = ['1h', '6h', '24h', '7d'] as const satisfies readonly RangeName[];

/** A window that follows the clock is moved this often: often enough for an eye, seldom enough for the server. */
const FOLLOW_MS = 30_000;

/** What of a device's history is shown. Kept in the address, so that it can be sent to somebody. */
export interface TimeRange {
  name: RangeName;
  /** End of the window, UTC milliseconds; undefined follows the clock. */
  until: number | undefined;
}

/** Reads a range from an address; what is missing or nonsense is the last 24 hours. */
export function parseRange(query: URLSearchParams): TimeRange {
  const name = RANGE_NAMES.find((candidate) => candidate === query.get('range')) ?? '24h';
  const until = Number(query.get('until') ?? Number.NaN);
  return { name, until: Number.isSafeInteger(until) && until > 0 ? until : undefined };
}

/** The range as the query of an address. */
export function rangeQuery(range: TimeRange): string {
  const query = new URLSearchParams({ range: range.name });
  if (range.until !== undefined) query.set('until', String(range.until));
  return `?${query}`;
}

/** The instants that a range means at `now`. */
export function windowOf(range: TimeRange, now: number): Interval {
  const until = range.until ?? Math.ceil(now / FOLLOW_MS) * FOLLOW_MS;
  return { from: Math.max(0, until - RANGES[range.name]), until };
}

/** The range before or after. One that would reach the present follows the clock again. */
export function shifted(range: TimeRange, direction: -1 | 1, now: number): TimeRange {
  const until = windowOf(range, now).until + direction * RANGES[range.name];
  return { name: range.name, until: until >= now ? undefined : until };
}
