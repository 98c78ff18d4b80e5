import type { Interval } from '../lib/index.ts';
import type { HolidayDay, LocalDate } from '../model/index.ts';
import { repeated } from './check-calendar.ts';
import { DAY_MS, dayNumberOf, startOfDay, weekdayOf, yearOf } from './local-time.ts';
import { tetOf } from './lunar.ts';

/** A swapped day and the day that makes up for it are at most so many days apart. */
export const MAKE_UP_WITHIN_DAYS = 31;

/** What is wrong with a list of special days. Errors stand in the way of saving it; warnings are for the officer. */
export type HolidayProblem =
  | { severity: 'error'; code: 'date-twice'; date: LocalDate }
  /** A day that is to make up for another one is a working day anyhow. */
  | { severity: 'error'; code: 'swap-work-on-working-day'; date: LocalDate }
  /** No day within `MAKE_UP_WITHIN_DAYS` makes up for the swapped one. */
  | { severity: 'warning'; code: 'swap-off-not-made-up'; date: LocalDate }
  /** Nothing is known of a year. */
  | { severity: 'warning'; code: 'year-without-rows'; year: number }
  /** The year has rows, but the first day of Tết (`date`) is not a holiday. */
  | { severity: 'warning'; code: 'tet-missing'; date: LocalDate };

/**
 * All problems of the list.
 *
 * @param years that must be known, as those which a report touches (`yearsIn`).
 */
export function holidayProblems(days: readonly HolidayDay[], years: readonly number[] = []): HolidayProblem[] {
  return [
    ...repeated(days.map(({ date }) => date)).map((date) => ({ severity: 'error', code: 'date-twice', date }) as const),
    ...datesOf(days, 'swap-work')
      .filter((date) => !['sat', 'sun'].includes(weekdayOf(date)))
      .map((date) => ({ severity: 'error', code: 'swap-work-on-working-day', date }) as const),
    ...notMadeUp(days).map((date) => ({ severity: 'warning', code: 'swap-off-not-made-up', date }) as const),
    ...years.flatMap((year) => yearProblems(days, year)),
  ];
}

/** Days that no notice confirms yet and that the window touches, in the order of the list. */
export function unconfirmedIn(days: readonly HolidayDay[], window: Interval): HolidayDay[] {
  return days.filter(({ date, confirmed }) => {
    const start = startOfDay(date);
    return !confirmed && start < window.until && start + DAY_MS > window.from;
  });
}

function datesOf(days: readonly HolidayDay[], kind: HolidayDay['kind']): LocalDate[] {
  return days.filter((day) => day.kind === kind).map(({ date }) => date);
}

/** Swapped days left over when each, oldest first, has taken the oldest make-up day in reach. */
function notMadeUp(days: readonly HolidayDay[]): LocalDate[] {
  const makeUps = datesOf(days, 'swap-work').toSorted();
  return datesOf(days, 'swap-off')
    .toSorted()
    .filter((date) => {
      const taken = makeUps.findIndex((makeUp) => daysApart(makeUp, date) <= MAKE_UP_WITHIN_DAYS);
      if (taken >= 0) makeUps.splice(taken, 1);
      return taken < 0;
    });
}

function daysApart(a: LocalDate, b: LocalDate): number {
  return Math.abs(dayNumberOf(a) - dayNumberOf(b));
}

function yearProblems(days: readonly HolidayDay[], year: number): HolidayProblem[] {
  const ofYear = days.filter(({ date }) => yearOf(date) === year);
  if (ofYear.length === 0) return [{ severity: 'warning', code: 'year-without-rows', year }];
  const tet = tetOf(year);
  const hasTet = ofYear.some(({ date, kind }) => date === tet && kind === 'holiday');
  return hasTet ? [] : [{ severity: 'warning', code: 'tet-missing', date: tet }];
}
