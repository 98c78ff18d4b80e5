import type { MetricSeries } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { STEADY_FIGURE_MS } from '@wardwatch/shared/model';

/**
 * A gap longer than this between two values is a hole, however sparse the series is: a steady figure is stated again
 * after a quarter of an hour, and the minute in which that falls due may be almost over.
 */
const LEAST_HOLE_MS = STEADY_FIGURE_MS + 90_000;

/** Time in which the device is not known to run breaks the line from this length on, however short the gap. */
const LEAST_SILENCE_MS = 150_000;

/** A gap of so many usual steps is a hole. */
const HOLE_STEPS = 2.5;

/** A column of a chart: null is a hole that breaks the line, undefined only means that another series has a value. */
type Column = (number | null | undefined)[];

/** Series on one time axis: instants in seconds, then minimum, mean and maximum of each series. */
export interface ChartData {
  seconds: number[];
  columns: Column[];
}

/** The length from which on a gap in these instants is a hole, milliseconds. */
export function holeMs(at: readonly number[]): number {
  const steps = at.slice(1).map((instant, index) => instant - (at[index] ?? instant));
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return Math.max(LEAST_HOLE_MS, median * HOLE_STEPS);
}

/**
 * Joins series of different instants, with a break put into each hole.
 *
 * @param silences when the device is not known to have run.
 */
export function chartData(series: readonly MetricSeries[], silences: readonly Interval[] = []): ChartData {
  const long = silences.filter(({ from, until }) => until - from >= LEAST_SILENCE_MS);
  const rows = new Map<number, Column>();
  const rowAt = (at: number): Column => {
    const row = rows.get(at) ?? Array.from<undefined>({ length: series.length * 3 });
    rows.set(at, row);
    return row;
  };
  for (const [index, one] of series.entries()) {
    const put = (at: number, values: readonly (number | null | undefined)[]): void => {
      const row = rowAt(at);
      for (const [offset, value] of values.entries()) row[index * 3 + offset] = value;
    };
    const hole = holeMs(one.at);
    for (const [place, at] of one.at.entries()) {
      const before = one.at[place - 1];
      const isBroken = before !== undefined && (at - before > hole || liesBetween(long, before, at));
      if (isBroken) put(Math.round((before + at) / 2), [null, null, null]);
      put(at, [one.min[place], one.mean[place], one.max[place]]);
    }
  }
  const instants = [...rows.keys()].sort((a, b) => a - b);
  return {
    seconds: instants.map((at) => at / 1_000),
    columns: Array.from({ length: series.length * 3 }, (_, column) => instants.map((at) => rows.get(at)?.[column])),
  };
}

/** What a column shows at a place: its value there, or the last one before it on the same line. */
export function valueAt(column: Column, place: number): number | null | undefined {
  return column.slice(0, place + 1).findLast((value) => value !== undefined);
}

/** Whether a silence lies between two values. */
function liesBetween(silences: readonly Interval[], before: number, at: number): boolean {
  return silences.some(({ from, until }) => from < at && until > before);
}

/** Lowest, mean and highest of a whole series; undefined where it has no value. The mean is of the spans. */
export function seriesSummary(series: MetricSeries): { low: number; mean: number; high: number } | undefined {
  if (series.mean.length === 0) return undefined;
  return {
    low: series.min.reduce((a, b) => Math.min(a, b), Infinity),
    mean: series.mean.reduce((sum, value) => sum + value, 0) / series.mean.length,
    high: series.max.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}
