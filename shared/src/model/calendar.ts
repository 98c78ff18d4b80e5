import * as v from 'valibot';
import { displayName } from './text.ts';

/** Whether a text that looks like a date is one: the engine lets 30 February run over into March. */
function dayExists(text: string): boolean {
  const utcMidnight = Date.parse(text);
  return !Number.isNaN(utcMidnight) && new Date(utcMidnight).toISOString().startsWith(text);
}

/** A day of the ward's own time zone (Asia/Ho_Chi_Minh), `YYYY-MM-DD`, that the calendar has: never 30 February. */
export const localDate = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/), v.check(dayExists, 'no such day'));
export type LocalDate = string;

/** Time of day, `HH:MM`; `24:00` is the end of the day. */
export const timeOfDay = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/));
export type TimeOfDay = v.InferOutput<typeof timeOfDay>;

/** A span of opening hours within one day. */
export const hours = v.pipe(
  v.object({ from: timeOfDay, until: timeOfDay }),
  v.check(({ from, until }) => from < until, 'from must be before until'),
);
export type Hours = v.InferOutput<typeof hours>;

/** Opening hours of one day: none when closed; a lunch break is the gap between two. */
export const dayHours = v.pipe(
  v.array(hours),
  v.maxLength(6),
  v.check(
    (list) => list.every((next, index) => index === 0 || (list[index - 1]?.until ?? '') <= next.from),
    'hours must be in order and must not overlap',
  ),
);

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Opening hours of a week. */
export const weekHours = v.object({
  mon: dayHours,
  tue: dayHours,
  wed: dayHours,
  thu: dayHours,
  fri: dayHours,
  sat: dayHours,
  sun: dayHours,
});
export type WeekHours = v.InferOutput<typeof weekHours>;

/**
 * A day of every year, `MM-DD`. 29 February is the last day of February in every year; days that no year has are
 * found by `calendarProblems`.
 */
export const monthDay = v.pipe(v.string(), v.regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/));

/** Hours that hold in a part of each year, both days included; it may run over the turn of the year. */
export const season = v.object({ from: monthDay, until: monthDay, week: weekHours });
export type Season = v.InferOutput<typeof season>;

/** Opening hours as they hold from a day on, until the next version. */
export const calendarVersion = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  validFrom: localDate,
  week: weekHours,
  /** They take the place of `week` on their days; no two may share a day. */
  seasons: v.pipe(v.array(season), v.maxLength(4)),
  /** Whether the place is closed on public holidays and open on working days that make up for them. */
  observesHolidays: v.boolean(),
});
export type CalendarVersion = v.InferOutput<typeof calendarVersion>;

/** Hours beyond the usual on one day: a campaign in the evening, a Saturday of registration. */
export const extraHours = v.object({ date: localDate, hours: dayHours, reason: displayName });
export type ExtraHours = v.InferOutput<typeof extraHours>;

/** Opening hours of a kind of place, with their history. */
export const calendar = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)),
  name: displayName,
  versions: v.pipe(v.array(calendarVersion), v.minLength(1), v.maxLength(100)),
  extra: v.pipe(v.array(extraHours), v.maxLength(1_000)),
});
export type Calendar = v.InferOutput<typeof calendar>;

/** What a special day is. */
export const HOLIDAY_KINDS = [
  /** A public holiday by law. */
  'holiday',
  /** A day off in place of a holiday that fell on a day of rest. */
  'substitute',
  /** A working day that was swapped for another: closed. */
  'swap-off',
  /** The day that makes up for a swapped one: open, although it is a day of rest. */
  'swap-work',
] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

/** One special day. Data of each year, from the yearly notice; never code. */
export const holidayDay = v.object({
  date: localDate,
  kind: v.picklist(HOLIDAY_KINDS),
  name: displayName,
  /** Whether an official notice says so. Reports warn while a day of their period is not confirmed. */
  confirmed: v.boolean(),
  /** Number of the notice or law. */
  source: v.optional(displayName),
});
export type HolidayDay = v.InferOutput<typeof holidayDay>;
