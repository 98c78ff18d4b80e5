import type { Calendar, CalendarVersion, Hours, LocalDate, Season } from '../model/index.ts';
import type { HolidayIndex } from './holiday-index.ts';
import { weekdayOf } from './local-time.ts';

/** The version that holds on the date. Before the first version's day the first one holds; versions are in order. */
export function versionOn(calendar: Calendar, date: LocalDate): CalendarVersion | undefined {
  return calendar.versions.findLast((version) => version.validFrom <= date) ?? calendar.versions[0];
}

/** Whether the season holds on a day of the year (`MM-DD`); one that ends before it begins runs over the turn of the year. */
export function isInSeason(season: Season, monthDay: string): boolean {
  const begun = season.from <= monthDay;
  const notOver = monthDay <= season.until;
  return season.from <= season.until ? begun && notOver : begun || notOver;
}

/**
 * The usual hours of the date, without what `extra` adds: those of its weekday in the season in force, else in the
 * week. Where the version observes holidays, a holiday, a substitute and a swapped day are closed, and a day that
 * makes up for a swapped one has the hours of that season's Monday, because it stands in for a working day.
 */
export function usualHoursOn(calendar: Calendar, holidays: HolidayIndex, date: LocalDate): readonly Hours[] {
  const version = versionOn(calendar, date);
  if (!version) return [];
  const monthDay = date.slice('YYYY-'.length);
  const week = version.seasons.find((season) => isInSeason(season, monthDay))?.week ?? version.week;
  const special = version.observesHolidays ? holidays.get(date)?.kind : undefined;
  if (special === undefined) return week[weekdayOf(date)];
  return special === 'swap-work' ? week.mon : [];
}
