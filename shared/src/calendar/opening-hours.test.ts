import { expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import type { HolidayDay, HolidayKind } from '../model/index.ts';
import { calendarWith, hoursOf, weekWith } from './calendar.fixtures.ts';
import { indexHolidays } from './holiday-index.ts';
import { addDays, DAY_MS, instantOf, startOfDay } from './local-time.ts';
import {
  calendarVersionAt,
  isOpenAt,
  NEXT_CHANGE_LOOK_AHEAD_MS,
  nextChange,
  openIntervals,
  workingMs,
} from './opening-hours.ts';
import { ALWAYS } from './seeds.ts';

const NONE = indexHolidays([]);
const HOUR_MS = 3_600_000;

function special(date: string, kind: HolidayKind): HolidayDay {
  return { date, kind, name: kind, confirmed: true };
}

/** The window of whole days, both included. */
function daysFrom(first: string, last: string): Interval {
  return { from: startOfDay(first), until: startOfDay(addDays(last, 1)) };
}

/** `2026-03-02 08:00` */
function at(text: string): number {
  const [date = '', time = ''] = text.split(' ');
  return instantOf(date, time);
}

/** An interval from `2026-03-02 08:00-12:00`. */
function span(text: string): Interval {
  const [date = '', times = ''] = text.split(' ');
  const [from = '', until = ''] = times.split('-');
  return { from: instantOf(date, from), until: instantOf(date, until) };
}

test('a working day is open but for its break, and the weekend is closed', () => {
  expect(openIntervals(calendarWith(), NONE, daysFrom('2026-03-06', '2026-03-09'))).toEqual([
    span('2026-03-06 08:00-12:00'),
    span('2026-03-06 13:00-17:00'),
    span('2026-03-09 08:00-12:00'),
    span('2026-03-09 13:00-17:00'),
  ]);
});

test('spans are clipped to the millisecond of the window', () => {
  const window = { from: at('2026-03-06 11:59') + 1, until: at('2026-03-06 13:00') + 1 };
  expect(openIntervals(calendarWith(), NONE, window)).toEqual([
    { from: window.from, until: at('2026-03-06 12:00') },
    { from: at('2026-03-06 13:00'), until: window.until },
  ]);
});

test('a window without length, turned round, or within a break holds nothing', () => {
  const noon = at('2026-03-06 12:00');
  expect(openIntervals(calendarWith(), NONE, { from: noon - 1, until: noon - 1 })).toEqual([]);
  expect(openIntervals(calendarWith(), NONE, { from: noon, until: noon - HOUR_MS })).toEqual([]);
  expect(openIntervals(calendarWith(), NONE, { from: noon, until: noon + HOUR_MS })).toEqual([]);
});

test('what is open all the time is one span, over midnight and holidays', () => {
  const holidays = indexHolidays([special('2026-04-30', 'holiday')]);
  const window = { from: at('2026-04-29 23:17') + 3, until: at('2026-05-04 00:00') + 1 };
  expect(openIntervals(ALWAYS, holidays, window)).toEqual([window]);
  expect(ALWAYS.id).toBe('always');
});

test('spans that touch within a day are joined', () => {
  const calendar = calendarWith([{ week: weekWith('08:00-12:00 12:00-17:00') }]);
  expect(openIntervals(calendar, NONE, daysFrom('2026-03-06', '2026-03-06'))).toEqual([span('2026-03-06 08:00-17:00')]);
});

test.each(['holiday', 'substitute', 'swap-off'] as const)('a %s is closed where holidays are observed', (kind) => {
  const holidays = indexHolidays([special('2026-03-06', kind)]);
  const day = daysFrom('2026-03-06', '2026-03-06');
  expect(openIntervals(calendarWith(), holidays, day)).toEqual([]);
  expect(workingMs(calendarWith([{ observesHolidays: false }]), holidays, day)).toBe(8 * HOUR_MS);
});

test('a Saturday that makes up for a swapped day has the hours of Monday', () => {
  const week = { ...weekWith('08:00-12:00', '09:00-10:00'), mon: hoursOf('08:00-16:00') };
  const holidays = indexHolidays([special('2026-03-07', 'swap-work')]);
  const saturday = daysFrom('2026-03-07', '2026-03-07');
  expect(openIntervals(calendarWith([{ week }]), holidays, saturday)).toEqual([span('2026-03-07 08:00-16:00')]);
  const unmoved = calendarWith([{ week, observesHolidays: false }]);
  expect(openIntervals(unmoved, holidays, saturday)).toEqual([span('2026-03-07 09:00-10:00')]);
});

test('a day that makes up in a season has the hours of that season', () => {
  const seasons = [{ from: '03-01', until: '03-31', week: weekWith('07:00-11:00') }];
  const holidays = indexHolidays([special('2026-03-07', 'swap-work')]);
  expect(openIntervals(calendarWith([{ seasons }]), holidays, daysFrom('2026-03-07', '2026-03-07'))).toEqual([
    span('2026-03-07 07:00-11:00'),
  ]);
});

test('extra hours are added to the usual ones, on any day, and to each other', () => {
  const extra = [
    { date: '2026-03-06', hours: hoursOf('16:00-20:00'), reason: 'evening' },
    { date: '2026-03-07', hours: hoursOf('08:00-10:00'), reason: 'Saturday' },
    { date: '2026-03-07', hours: hoursOf('09:00-11:00'), reason: 'Saturday again' },
    { date: '2026-03-09', hours: hoursOf('06:00-08:00 18:00-19:00'), reason: 'early and late' },
  ];
  const holidays = indexHolidays([special('2026-03-06', 'holiday')]);
  const window = daysFrom('2026-03-06', '2026-03-09');
  const later = [
    span('2026-03-07 08:00-11:00'),
    span('2026-03-09 06:00-12:00'),
    span('2026-03-09 13:00-17:00'),
    span('2026-03-09 18:00-19:00'),
  ];
  expect(openIntervals(calendarWith([{}], extra), holidays, window)).toEqual([
    span('2026-03-06 16:00-20:00'),
    ...later,
  ]);
  expect(openIntervals(calendarWith([{}], extra), NONE, window)).toEqual([
    span('2026-03-06 08:00-12:00'),
    span('2026-03-06 13:00-20:00'),
    ...later,
  ]);
});

test('extra hours within the usual ones change nothing', () => {
  const extra = [{ date: '2026-03-06', hours: hoursOf('09:00-10:00'), reason: 'none' }];
  expect(workingMs(calendarWith([{}], extra), NONE, daysFrom('2026-03-06', '2026-03-06'))).toBe(8 * HOUR_MS);
});

test('the hours change at midnight of the day from which a version holds', () => {
  const calendar = calendarWith([
    { version: 3, validFrom: '2026-03-05', week: weekWith('08:00-12:00') },
    { version: 5, validFrom: '2026-03-06', week: weekWith('07:00-09:00') },
  ]);
  expect(openIntervals(calendar, NONE, daysFrom('2026-03-04', '2026-03-06'))).toEqual([
    span('2026-03-04 08:00-12:00'), // before any version: the first one
    span('2026-03-05 08:00-12:00'),
    span('2026-03-06 07:00-09:00'),
  ]);
  expect(calendarVersionAt(calendar, at('2020-01-01 00:00'))).toBe(3);
  expect(calendarVersionAt(calendar, at('2026-03-05 24:00') - 1)).toBe(3);
  expect(calendarVersionAt(calendar, at('2026-03-06 00:00'))).toBe(5);
});

test('a season holds from its first day to its last, also over the turn of the year', () => {
  const summer = { from: '04-01', until: '10-31', week: weekWith('07:00-08:00', '07:00-08:00') };
  const winter = { from: '12-30', until: '01-02', week: weekWith('09:00-10:00', '09:00-10:00') };
  const calendar = calendarWith([{ week: weekWith('08:00-09:00', '08:00-09:00'), seasons: [summer, winter] }]);
  const opening = (date: string) =>
    openIntervals(calendar, NONE, daysFrom(date, date)).map(({ from }) => (from - startOfDay(date)) / HOUR_MS);
  expect(['2026-03-31', '2026-04-01', '2026-10-31', '2026-11-01'].map(opening)).toEqual([[8], [7], [7], [8]]);
  expect(['2026-12-29', '2026-12-30', '2027-01-02', '2027-01-03'].map(opening)).toEqual([[8], [9], [9], [8]]);
});

test('a season of one day holds on that day alone', () => {
  const seasons = [{ from: '03-05', until: '03-05', week: weekWith('07:00-08:00') }];
  const calendar = calendarWith([{ week: weekWith('08:00-09:00'), seasons }]);
  expect(openIntervals(calendar, NONE, daysFrom('2026-03-04', '2026-03-06'))).toEqual([
    span('2026-03-04 08:00-09:00'),
    span('2026-03-05 07:00-08:00'),
    span('2026-03-06 08:00-09:00'),
  ]);
});

test('a season up to 29 February ends with February in every year', () => {
  const seasons = [{ from: '02-01', until: '02-29', week: weekWith('07:00-08:00', '07:00-08:00') }];
  const calendar = calendarWith([{ week: weekWith('08:00-09:00', '08:00-09:00'), seasons }]);
  const isSeason = (date: string) => isOpenAt(calendar, NONE, instantOf(date, '07:30'));
  expect(['2026-02-28', '2026-03-01', '2028-02-29', '2028-03-01'].map(isSeason)).toEqual([true, false, true, false]);
});

test('a place is open at the first instant of its hours and no longer at the last', () => {
  const calendar = calendarWith();
  expect(isOpenAt(calendar, NONE, at('2026-03-06 08:00') - 1)).toBe(false);
  expect(isOpenAt(calendar, NONE, at('2026-03-06 08:00'))).toBe(true);
  expect(isOpenAt(calendar, NONE, at('2026-03-06 12:00') - 1)).toBe(true);
  expect(isOpenAt(calendar, NONE, at('2026-03-06 12:00'))).toBe(false);
});

test('the next change is the next opening when closed and the next closing when open', () => {
  const calendar = calendarWith();
  expect(nextChange(calendar, NONE, at('2026-03-06 07:59'))).toBe(at('2026-03-06 08:00'));
  expect(nextChange(calendar, NONE, at('2026-03-06 08:00'))).toBe(at('2026-03-06 12:00'));
  expect(nextChange(calendar, NONE, at('2026-03-06 12:00') - 1)).toBe(at('2026-03-06 12:00'));
  expect(nextChange(calendar, NONE, at('2026-03-06 12:00'))).toBe(at('2026-03-06 13:00'));
  expect(nextChange(calendar, NONE, at('2026-03-06 17:00'))).toBe(at('2026-03-09 08:00'));
});

test('the next change is looked for in the days ahead, as far as named and no further', () => {
  expect(NEXT_CHANGE_LOOK_AHEAD_MS).toBe(40 * DAY_MS);
  const extra = [{ date: '2026-06-01', hours: hoursOf('08:00-09:00'), reason: 'once' }];
  const calendar = calendarWith([{ week: weekWith('') }], extra);
  const opening = at('2026-06-01 08:00');
  expect(nextChange(calendar, NONE, opening - NEXT_CHANGE_LOOK_AHEAD_MS)).toBeUndefined();
  expect(nextChange(calendar, NONE, opening - NEXT_CHANGE_LOOK_AHEAD_MS + 1)).toBe(opening);
  expect(nextChange(calendar, NONE, at('2026-06-01 09:00'))).toBeUndefined();
});

test('what never closes and what never opens has no next change', () => {
  expect(nextChange(ALWAYS, NONE, at('2026-03-06 08:00') + 17)).toBeUndefined();
  expect(nextChange(calendarWith([{ week: weekWith('') }]), NONE, at('2026-03-06 08:00'))).toBeUndefined();
});

test('working time is exact to the millisecond', () => {
  const window = { from: at('2026-03-06 11:30') - 1, until: at('2026-03-09 08:10') + 2 };
  expect(workingMs(calendarWith(), NONE, window)).toBe(1 + 0.5 * HOUR_MS + 4 * HOUR_MS + HOUR_MS / 6 + 2);
});

test('of two rows for one date the later one counts', () => {
  const twice = [special('2026-03-07', 'holiday'), special('2026-03-07', 'swap-work')];
  expect(isOpenAt(calendarWith(), indexHolidays(twice), at('2026-03-07 08:00'))).toBe(true);
  expect(isOpenAt(calendarWith(), indexHolidays(twice.toReversed()), at('2026-03-07 08:00'))).toBe(false);
});

test('a calendar without versions is never open', () => {
  const empty = calendarWith([]);
  expect(openIntervals(empty, NONE, daysFrom('2026-03-06', '2026-03-06'))).toEqual([]);
  expect(calendarVersionAt(empty, at('2026-03-06 08:00'))).toBe(0);
});
