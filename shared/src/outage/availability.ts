import { type Interval, intersect, lengthMs } from '../lib/index.ts';
import type { Cause, LedgerRow } from '../model/index.ts';
import type { SubjectSpan } from './judge-site.ts';
import { subtract, union } from './timeline.ts';

/** Under this coverage there is no availability figure, only "not enough data". */
export const MIN_COVERAGE = 0.8;

/** Exact sums over a period in a calendar, milliseconds. They add up to the period's time in that calendar. */
export interface AvailabilitySums {
  upMs: number;
  downMs: number;
  offMs: number;
  plannedMs: number;
  notEquippedMs: number;
  unknownMs: number;
  /** Down time that an officer left out of the figures; in none of the other sums. */
  excludedMs: number;
  /** up / (up + down); null where coverage is too low or nothing was measured. */
  availability: number | null;
  /** (up + down + off) / (period − planned − not equipped); null where that is nothing. Excluded time is in neither. */
  coverage: number | null;
  byCause: { cause: Cause | null; confirmedMs: number; suspectedMs: number }[];
  /** Rows of the ledger that touch the period and count. */
  outages: number;
  longestMs: number;
  /** Failures too short for the list, by their number. */
  blips: number;
}

/**
 * Availability of one subject over a period: exact sums of interval lengths, never ratios of samples.
 *
 * @param spans of the subject; what of the period they leave open is unknown.
 * @param counted the period, or its opening hours: sorted, disjoint.
 * @param rows of the ledger of that subject.
 * @param now end of what goes on.
 */
export function availabilityOf(
  spans: readonly SubjectSpan[],
  counted: readonly Interval[],
  rows: readonly LedgerRow[],
  now: number,
): AvailabilitySums {
  const within = (state: SubjectSpan['state']): Interval[] =>
    common(
      spans.filter((span) => span.state === state),
      counted,
    );
  const valid = rows.filter(doesCount);
  // A row that others were merged into stands for its own time and theirs, not for what lies between.
  const spansOf = (row: LedgerRow): Interval[] =>
    [row, ...rows.filter((one) => one.mergedInto === row.id)].map(({ own }) => ({
      from: own.from,
      until: own.until ?? now,
    }));
  const excluded = union(valid.filter((row) => row.excluded).flatMap(spansOf));
  const allDown = within('down');
  const down = subtract(allDown, excluded);
  const sums = {
    upMs: total(within('up')),
    downMs: total(down),
    offMs: total(within('off')),
    plannedMs: total(within('planned')),
    notEquippedMs: total(within('not-equipped')),
    excludedMs: total(allDown) - total(down),
  };
  const periodMs = total(counted);
  const unknownMs = periodMs - Object.values(sums).reduce((sum, ms) => sum + ms, 0);
  const measurableMs = periodMs - sums.plannedMs - sums.notEquippedMs - sums.excludedMs;
  const coverage = measurableMs > 0 ? (sums.upMs + sums.downMs + sums.offMs) / measurableMs : null;
  const measuredMs = sums.upMs + sums.downMs;
  const isEnough = (coverage ?? 0) >= MIN_COVERAGE && measuredMs > 0;
  const touches = (row: LedgerRow, others: readonly Interval[]): boolean =>
    spansOf(row).some((own) => others.some((other) => intersect(own, other)));
  const counting = valid.filter((row) => !row.excluded && touches(row, counted));
  return {
    ...sums,
    unknownMs,
    availability: isEnough ? sums.upMs / measuredMs : null,
    coverage,
    byCause: causesOf(down, counting, spansOf),
    outages: counting.length,
    longestMs: Math.max(0, ...counting.map((row) => total(common(spansOf(row), down)))),
    blips: union(down).filter((span) => !valid.some((row) => touches(row, [span]))).length,
  };
}

/** Whether a row is an outage of its own, for which there still is evidence. */
export function doesCount(row: LedgerRow): boolean {
  return (row.status === 'ongoing' || row.status === 'closed') && row.disagreement?.what !== 'gone';
}

/** Down time by cause: the officer's where there is one, else the suggested one; null for what is in no row. */
function causesOf(
  down: readonly Interval[],
  rows: readonly LedgerRow[],
  spansOf: (row: LedgerRow) => Interval[],
): AvailabilitySums['byCause'] {
  const byCause = new Map<Cause | null, { cause: Cause | null; confirmedMs: number; suspectedMs: number }>();
  const add = (cause: Cause | null, ms: number, isConfirmed: boolean): void => {
    const sum = byCause.get(cause) ?? { cause, confirmedMs: 0, suspectedMs: 0 };
    sum[isConfirmed ? 'confirmedMs' : 'suspectedMs'] += ms;
    byCause.set(cause, sum);
  };
  let rest: Interval[] = [...down];
  for (const row of rows.toSorted((a, b) => a.from - b.from)) {
    const ms = total(common(spansOf(row), rest));
    rest = subtract(rest, spansOf(row));
    if (ms > 0) add(row.confirmed?.cause ?? row.suggested.cause, ms, row.confirmed !== null);
  }
  if (total(rest) > 0) add(null, total(rest), false);
  return [...byCause.values()].sort((a, b) => b.confirmedMs + b.suspectedMs - a.confirmedMs - a.suspectedMs);
}

/** The common part of two lists, sorted and disjoint. */
export function common(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const [left, right] = [union(a), union(b)];
  const parts: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [left[i], right[j]];
    if (!one || !other) return parts;
    const part = intersect(one, other);
    if (part) parts.push(part);
    if (one.until < other.until) i += 1;
    else j += 1;
  }
}

function total(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, interval) => sum + lengthMs(interval), 0);
}
