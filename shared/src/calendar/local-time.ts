import { type LocalDate, type TimeOfDay, type Weekday, WEEKDAYS } from '../model/index.ts';
import { NoSuchDate } from './no-such-date.ts';

const MINUTE_MS = 60_000;

/** A day in milliseconds; the zone has no daylight saving time, so every day is as long. */
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** What Asia/Ho_Chi_Minh is ahead of UTC, the whole year. */
export const ZONE_OFFSET_MS = 7 * 60 * MINUTE_MS;

/** Index in `WEEKDAYS` of 1 January 1970, a Thursday. */
const EPOCH_WEEKDAY = 3;

/** The date of day `dayNumber`, counted from 1 January 1970 = 0. */
export function dateOfDayNumber(dayNumber: number): LocalDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Days from 1 January 1970 to the date.
 *
 * @throws NoSuchDate for a text that is no date.
 */
export function dayNumberOf(date: LocalDate): number {
  const dayNumber = Date.parse(`${date}T00:00:00.000Z`) / DAY_MS;
  if (Number.isNaN(dayNumber) || dateOfDayNumber(dayNumber) !== date) throw new NoSuchDate(date);
  return dayNumber;
}

/** The ward's date at an instant (UTC milliseconds). */
export function localDateOf(at: number): LocalDate {
  return dateOfDayNumber(Math.floor((at + ZONE_OFFSET_MS) / DAY_MS));
}

/** The first instant of the date, UTC milliseconds. */
export function startOfDay(date: LocalDate): number {
  return dayNumberOf(date) * DAY_MS - ZONE_OFFSET_MS;
}

/** The date so many days later; earlier for a negative number. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** The day of the week. */
export function weekdayOf(date: LocalDate): Weekday {
  const index = (((dayNumberOf(date) + EPOCH_WEEKDAY) % 7) + 7) % 7;
  return WEEKDAYS[index] ?? 'mon'; // the index is always within the list
}

/**
 * Milliseconds from midnight to a time of day.
 *
 * @throws NoSuchDate for a text that is no time of day.
 */
export function sinceMidnightMs(time: TimeOfDay): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) throw new NoSuchDate(time);
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** The instant (UTC milliseconds) at which the date's clock shows the time; `24:00` is the start of the next day. */
export function instantOf(date: LocalDate, time: TimeOfDay): number {
  return startOfDay(date) + sinceMidnightMs(time);
}

/** The date of a day of a month (1 to 12); months and days beyond their range run on into the next or last ones. */
export function dateOf(year: number, month: number, day: number): LocalDate {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** The year of a date. */
export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
