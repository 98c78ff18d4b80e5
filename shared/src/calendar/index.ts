export { calendarProblems, type CalendarProblem } from './check-calendar.ts';
export { holidayProblems, type HolidayProblem, MAKE_UP_WITHIN_DAYS, unconfirmedIn } from './check-holidays.ts';
export { type HolidayIndex, indexHolidays } from './holiday-index.ts';
export {
  addDays,
  dateOf,
  DAY_MS,
  instantOf,
  localDateOf,
  startOfDay,
  weekdayOf,
  yearOf,
  ZONE_OFFSET_MS,
} from './local-time.ts';
export { hungKingsOf, type LunarDate, lunarToSolar, solarToLunar, tetOf } from './lunar.ts';
export { NoSuchDate } from './no-such-date.ts';
export {
  calendarVersionAt,
  isOpenAt,
  NEXT_CHANGE_LOOK_AHEAD_MS,
  nextChange,
  openIntervals,
  workingMs,
} from './opening-hours.ts';
export {
  currentQuarter,
  custom,
  half,
  MAX_PERIOD_DAYS,
  nineMonths,
  parsePeriod,
  type Period,
  periodKey,
  periodWindow,
  quarter,
  quarterCutoff,
  type QuarterIndex,
  wholeMonth,
  wholeYear,
  yearsIn,
} from './periods.ts';
export { ALWAYS, DEFAULT_CALENDARS, HOLIDAY_SEED } from './seeds.ts';
export { suggestedHolidays } from './suggested-holidays.ts';
export { previousPeriod } from './previous-period.ts';
