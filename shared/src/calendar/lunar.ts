/**
 * Vietnamese lunar dates. A month begins on the day of a new moon at UTC+7; the month that holds the winter solstice
 * is month 11; where 13 months begin from one month 11 to the next, the first of them without a major solar term (a
 * multiple of 30° of the sun's longitude) is a leap month and repeats the number before it.
 *
 * The rule is applied to every year alike. Before 1968 calendars in use were computed otherwise.
 */
import type { LocalDate } from '../model/index.ts';
import { dateOf, dateOfDayNumber, dayNumberOf, yearOf } from './local-time.ts';
import { lunationOf, newMoonDay, solarLongitude } from './new-moon.ts';

/** A date of the lunar calendar; `year` is the solar year in which the lunar year begins. */
export interface LunarDate {
  /** 1 to 30. */
  day: number;
  /** 1 to 12. */
  month: number;
  year: number;
  /** Whether it is the leap month that follows the month of the same number. */
  leap: boolean;
}

/** The months from one month 11 up to the next. */
interface SolsticeYear {
  /** Lunation of month 11 of the year before `year`. */
  first: number;
  /** Which of the months after it is a leap month. */
  leapAt: number | undefined;
  /** The year to which its months 1 to 10 belong. */
  year: number;
}

/** Sectors of 30° in the sun's year. Its first is entered at the spring equinox, its tenth at the winter solstice. */
function solarSector(dayNumber: number): number {
  return Math.floor(solarLongitude(dayNumber) / 30);
}

const WINTER_SOLSTICE_SECTOR = 9;

/** Lunation of the month in which the winter solstice of the year falls. */
function monthEleven(year: number): number {
  const last = lunationOf(dayNumberOf(dateOf(year, 12, 31)));
  return solarSector(newMoonDay(last)) >= WINTER_SOLSTICE_SECTOR ? last - 1 : last;
}

function hasMajorTerm(lunation: number): boolean {
  return solarSector(newMoonDay(lunation)) !== solarSector(newMoonDay(lunation + 1));
}

function solsticeYear(year: number): SolsticeYear {
  const first = monthEleven(year - 1);
  const months = monthEleven(year) - first;
  if (months === 12) return { first, leapAt: undefined, year };
  let leapAt = 1;
  while (hasMajorTerm(first + leapAt)) leapAt++;
  return { first, leapAt, year };
}

/** Lunation of a month that is no leap month; every year has it. */
function regularMonth(year: number, month: number): number {
  const { first, leapAt } = solsticeYear(month >= 11 ? year + 1 : year);
  const afterMonthEleven = (month + 1) % 12;
  return first + afterMonthEleven + (leapAt !== undefined && leapAt <= afterMonthEleven ? 1 : 0);
}

/** Lunation of a leap month, or undefined where the year does not have it. */
function leapMonth(year: number, month: number): number | undefined {
  const { first, leapAt } = solsticeYear(month >= 11 ? year + 1 : year);
  return leapAt === ((month + 1) % 12) + 1 ? first + leapAt : undefined;
}

/** The solar date, or undefined where the lunar calendar has no such day: no 30th, no such leap month. */
export function lunarToSolar({ day, month, year, leap }: LunarDate): LocalDate | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const lunation = leap ? leapMonth(year, month) : regularMonth(year, month);
  if (lunation === undefined) return undefined;
  const dayNumber = newMoonDay(lunation) + day - 1;
  return dayNumber < newMoonDay(lunation + 1) ? dateOfDayNumber(dayNumber) : undefined;
}

/** The lunar date of a solar one. */
export function solarToLunar(date: LocalDate): LunarDate {
  const dayNumber = dayNumberOf(date);
  const lunation = lunationOf(dayNumber);
  const year = yearOf(date);
  const { first, leapAt, year: ofMonthOne } = solsticeYear(lunation >= monthEleven(year) ? year + 1 : year);
  const position = lunation - first;
  const afterMonthEleven = leapAt !== undefined && leapAt <= position ? position - 1 : position;
  return {
    day: dayNumber - newMoonDay(lunation) + 1,
    month: ((afterMonthEleven + 10) % 12) + 1,
    year: afterMonthEleven < 2 ? ofMonthOne - 1 : ofMonthOne,
    leap: position === leapAt,
  };
}

/** Tết: the first day of the lunar year that begins in the year. */
export function tetOf(year: number): LocalDate {
  return dateOfDayNumber(newMoonDay(regularMonth(year, 1)));
}

/** The Hùng Kings' commemoration: the 10th of the third lunar month. */
export function hungKingsOf(year: number): LocalDate {
  return dateOfDayNumber(newMoonDay(regularMonth(year, 3)) + 10 - 1);
}
