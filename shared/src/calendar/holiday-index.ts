import type { HolidayDay, LocalDate } from '../model/index.ts';

/** Special days by date, built once and looked up for every day of a window. */
export type HolidayIndex = ReadonlyMap<LocalDate, HolidayDay>;

/** The days by date. Of two rows for one date, which `holidayProblems` reports, the later in the list counts. */
export function indexHolidays(days: readonly HolidayDay[]): HolidayIndex {
  return new Map(days.map((day) => [day.date, day]));
}
