import type { Calendar, CalendarVersion, LocalDate } from '../model/index.ts';
import { isInSeason } from './day-hours.ts';
import { addDays } from './local-time.ts';

/** What is wrong with a calendar beyond what its schema says; each stands in the way of saving it. */
export type CalendarProblem =
  /** The version holds from an earlier day than the one before it. */
  | { code: 'versions-out-of-order'; version: number }
  /** The version holds from the same day as the one before it, which would never hold. */
  | { code: 'versions-same-day'; version: number }
  /** The number is not above that of the version before; outages are stamped with it. */
  | { code: 'version-number-not-rising'; version: number }
  /** Two seasons hold on the day (`MM-DD`, the first of those that they share). */
  | { code: 'seasons-overlap'; version: number; monthDay: string }
  /** A season begins or ends on a day that no year has. */
  | { code: 'no-such-day'; version: number; monthDay: string }
  /** Two rows of extra hours for one date. */
  | { code: 'extra-twice'; date: LocalDate };

/** Every day that some year has, `MM-DD`, in order: those of a leap year. */
const DAYS_OF_YEAR = Array.from({ length: 366 }, (_, index) => addDays('2028-01-01', index).slice('YYYY-'.length));

/** All problems of the calendar, none when it is sound. */
export function calendarProblems(calendar: Calendar): CalendarProblem[] {
  return [
    ...calendar.versions.flatMap((version, index) => orderProblems(version, calendar.versions[index - 1])),
    ...calendar.versions.flatMap(seasonProblems),
    ...repeated(calendar.extra.map(({ date }) => date)).map((date) => ({ code: 'extra-twice', date }) as const),
  ];
}

/** Values that occur more than once, each once, in the order of their second occurrence. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) < index))];
}

function orderProblems(next: CalendarVersion, before: CalendarVersion | undefined): CalendarProblem[] {
  if (!before) return [];
  const { version } = next;
  const problems: CalendarProblem[] = [];
  if (next.validFrom < before.validFrom) problems.push({ code: 'versions-out-of-order', version });
  if (next.validFrom === before.validFrom) problems.push({ code: 'versions-same-day', version });
  if (version <= before.version) problems.push({ code: 'version-number-not-rising', version });
  return problems;
}

function seasonProblems({ version, seasons }: CalendarVersion): CalendarProblem[] {
  const missing = seasons
    .flatMap(({ from, until }) => [from, until])
    .filter((monthDay) => !DAYS_OF_YEAR.includes(monthDay));
  const shared = DAYS_OF_YEAR.find((monthDay) => seasons.filter((season) => isInSeason(season, monthDay)).length > 1);
  return [
    ...missing.map((monthDay) => ({ code: 'no-such-day', version, monthDay }) as const),
    ...(shared === undefined ? [] : [{ code: 'seasons-overlap', version, monthDay: shared } as const]),
  ];
}
