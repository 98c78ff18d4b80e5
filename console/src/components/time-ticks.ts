import type { Interval } from '@wardwatch/shared/lib';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Steps of a time axis, each a round figure on the wall. */
const STEPS_MS = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080].map((minutes) => minutes * MINUTE);

/** The ward's clock is seven hours ahead of UTC, all year. */
const ZONE_OFFSET_MS = 7 * HOUR;

/** Instants to label on an axis: round on the ward's clock, inside the window, at most `most`. */
export function timeTicks(window: Interval, most: number): number[] {
  const span = window.until - window.from;
  const step = STEPS_MS.find((candidate) => span / candidate <= most) ?? Math.ceil(span / most);
  const first = Math.ceil((window.from + ZONE_OFFSET_MS) / step) * step - ZONE_OFFSET_MS;
  const ticks: number[] = [];
  for (let at = first; at < window.until; at += step) ticks.push(at);
  return ticks;
}

/** Whether an instant begins a day on the ward's clock. */
export function isMidnight(at: number): boolean {
  return (at + ZONE_OFFSET_MS) % (24 * HOUR) === 0;
}
