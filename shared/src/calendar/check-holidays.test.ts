import { expect, test } from 'vitest';
import type { HolidayDay, HolidayKind } from '../model/index.ts';
import { holidayProblems, MAKE_UP_WITHIN_DAYS, unconfirmedIn } from './check-holidays.ts';
import { addDays, startOfDay } from './local-time.ts';
import { yearsIn } from './periods.ts';
import { HOLIDAY_SEED } from './seeds.ts';

function days(kind: HolidayKind, ...dates: string[]): HolidayDay[] {
  return dates.map((date) => ({ date, kind, name: kind, confirmed: true }));
}

test('the seed of 2026 is sound', () => {
  expect(holidayProblems(HOLIDAY_SEED, [2026])).toEqual([]);
});

test('says that Tết of 2027 is missing and that nothing is known of 2028', () => {
  const window = { from: startOfDay('2026-12-31'), until: startOfDay('2028-01-01') + 1 };
  expect(holidayProblems(HOLIDAY_SEED, yearsIn(window))).toEqual([
    { severity: 'warning', code: 'tet-missing', date: '2027-02-06' },
    { severity: 'warning', code: 'year-without-rows', year: 2028 },
  ]);
});

test('Tết counts as missing while its first day is something other than a holiday', () => {
  expect(holidayProblems(days('swap-off', '2027-02-06'), [2027])).toContainEqual({
    severity: 'warning',
    code: 'tet-missing',
    date: '2027-02-06',
  });
  expect(holidayProblems(days('holiday', '2027-02-06'), [2027])).toEqual([]);
});

test('a date twice is an error, said once', () => {
  expect(holidayProblems(days('holiday', '2026-05-01', '2026-04-30', '2026-05-01', '2026-05-01'))).toEqual([
    { severity: 'error', code: 'date-twice', date: '2026-05-01' },
  ]);
});

test('a day that makes up for another is a Saturday or a Sunday', () => {
  const fridayToMonday = ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'];
  expect(holidayProblems(days('swap-work', ...fridayToMonday))).toEqual([
    { severity: 'error', code: 'swap-work-on-working-day', date: '2026-03-06' },
    { severity: 'error', code: 'swap-work-on-working-day', date: '2026-03-09' },
  ]);
});

test('a swapped day is made up for within the named number of days, before or after', () => {
  expect(MAKE_UP_WITHIN_DAYS).toBe(31);
  const saturday = '2026-03-07';
  const problemsAt = (distance: number) =>
    holidayProblems([...days('swap-off', addDays(saturday, distance)), ...days('swap-work', saturday)]);
  expect([problemsAt(-31), problemsAt(31)]).toEqual([[], []]);
  expect(problemsAt(32)).toEqual([{ severity: 'warning', code: 'swap-off-not-made-up', date: '2026-04-08' }]);
  expect(problemsAt(-32)).toHaveLength(1);
});

test('one day makes up for one swapped day alone, the oldest in reach', () => {
  const swapped = days('swap-off', '2026-03-27', '2026-03-02');
  expect(holidayProblems([...swapped, ...days('swap-work', '2026-03-14')])).toEqual([
    { severity: 'warning', code: 'swap-off-not-made-up', date: '2026-03-27' },
  ]);
  expect(holidayProblems([...swapped, ...days('swap-work', '2026-04-25', '2026-03-14')])).toEqual([]);
});

test('lists the days of a window that no notice confirms, to the millisecond', () => {
  const window = { from: startOfDay('2026-01-10'), until: startOfDay('2026-08-22') };
  const datesIn = (from: number, until: number) => unconfirmedIn(HOLIDAY_SEED, { from, until }).map((day) => day.date);
  expect(datesIn(window.from, window.until)).toEqual(['2026-01-10']);
  expect(datesIn(window.from, window.until + 1)).toEqual(['2026-01-10', '2026-08-22']);
  expect(datesIn(startOfDay('2026-01-11') - 1, window.until)).toEqual(['2026-01-10']);
  expect(datesIn(startOfDay('2026-01-11'), window.until)).toEqual([]);
});
