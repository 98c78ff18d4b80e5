import { type Interval, intersect, lengthMs } from '../lib/index.ts';
import type { Calendar, ExtraHours, Hours, LocalDate } from '../model/index.ts';
import { usualHoursOn, versionOn } from './day-hours.ts';
import type { HolidayIndex } from './holiday-index.ts';
import { addDays, DAY_MS, localDateOf, sinceMidnightMs, startOfDay } from './local-time.ts';

/** How far `nextChange` looks ahead. */
export const NEXT_CHANGE_LOOK_AHEAD_MS = 40 * DAY_MS;

/**
 * When the place is open within the window: sorted, disjoint, clipped, touching spans joined (24:00 to 00:00). Extra
 * hours count on every day, also on a holiday. Costs the days of the window, plus one look at each row of `extra`.
 */
export function openIntervals(calendar: Calendar, holidays: HolidayIndex, window: Interval): Interval[] {
  const result: Interval[] = [];
  const first = localDateOf(window.from);
  const extra = extraBetween(calendar, first, localDateOf(window.until));
  let date = first;
  for (let start = startOfDay(first); start < window.until; start += DAY_MS) {
    const spans = [...usualHoursOn(calendar, holidays, date), ...(extra.get(date) ?? [])];
    for (const span of spans.map((hours) => spanOf(hours, start)).sort((a, b) => a.from - b.from)) {
      const part = intersect(span, window);
      if (part) append(result, part);
    }
    date = addDays(date, 1);
  }
  return result;
}

/** How long the place is open within the interval, in milliseconds. */
export function workingMs(calendar: Calendar, holidays: HolidayIndex, interval: Interval): number {
  return openIntervals(calendar, holidays, interval).reduce((sum, open) => sum + lengthMs(open), 0);
}

/** Whether the place is open at the instant; it is at the first of its hours and no longer at their last. */
export function isOpenAt(calendar: Calendar, holidays: HolidayIndex, at: number): boolean {
  return openIntervals(calendar, holidays, { from: at, until: at + 1 }).length > 0;
}

/** The next opening or closing after the instant, or undefined where none comes within `NEXT_CHANGE_LOOK_AHEAD_MS`. */
export function nextChange(calendar: Calendar, holidays: HolidayIndex, at: number): number | undefined {
  const until = at + NEXT_CHANGE_LOOK_AHEAD_MS;
  const [first] = openIntervals(calendar, holidays, { from: at, until });
  const change = first && (first.from > at ? first.from : first.until);
  return change === until ? undefined : change;
}

/** Number of the version that holds at the instant; 0 for a calendar without versions, which the schema refuses. */
export function calendarVersionAt(calendar: Calendar, at: number): number {
  return versionOn(calendar, localDateOf(at))?.version ?? 0;
}

function extraBetween(calendar: Calendar, first: LocalDate, last: LocalDate): Map<LocalDate, Hours[]> {
  const inWindow = calendar.extra.filter(({ date }) => first <= date && date <= last);
  return new Map(
    [...Map.groupBy(inWindow, (extra: ExtraHours) => extra.date)].map(([date, rows]) => [
      date,
      rows.flatMap((extra) => extra.hours),
    ]),
  );
}

function spanOf(hours: Hours, startOfItsDay: number): Interval {
  return { from: startOfItsDay + sinceMidnightMs(hours.from), until: startOfItsDay + sinceMidnightMs(hours.until) };
}

/** Adds a span that starts no earlier than the last one; one that touches or overlaps the last one extends it. */
function append(spans: Interval[], next: Interval): void {
  const last = spans.at(-1);
  if (last && next.from <= last.until) last.until = Math.max(last.until, next.until);
  else spans.push({ ...next });
}
