import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type HolidayDay, holidayDay } from '../model/index.ts';
import { holidayProblems } from './check-holidays.ts';
import { HOLIDAY_SEED } from './seeds.ts';
import { suggestedHolidays } from './suggested-holidays.ts';

const short = (days: readonly HolidayDay[]) => days.map(({ date, kind }) => `${date.slice(5)} ${kind}`);

test('proposes for 2026 what the notice of that year says, but for its swaps', () => {
  const said = HOLIDAY_SEED.filter(({ date, kind }) => date.startsWith('2026') && !kind.startsWith('swap'));
  expect(short(suggestedHolidays(2026))).toEqual(short(said));
});

test('proposes days in lieu after Tết at a weekend, one for each day of rest', () => {
  expect(short(suggestedHolidays(2027))).toEqual([
    '01-01 holiday',
    '02-05 holiday',
    '02-06 holiday',
    '02-07 holiday',
    '02-08 holiday',
    '02-09 holiday',
    '02-10 substitute',
    '02-11 substitute',
    '04-16 holiday',
    '04-30 holiday',
    '05-01 holiday',
    '05-03 substitute',
    '09-01 holiday',
    '09-02 holiday',
    '11-24 holiday',
  ]);
});

test.each([
  [2024, ['09-02 holiday', '09-03 holiday']], // Monday
  [2023, ['09-01 holiday', '09-02 holiday', '09-04 substitute']], // Saturday
  [2029, ['09-02 holiday', '09-03 holiday', '09-04 substitute']], // Sunday
  [2025, ['09-01 holiday', '09-02 holiday']], // Tuesday
])('proposes a working day beside the National Day of %i', (year, expected) => {
  expect(short(suggestedHolidays(year)).filter((day) => day.startsWith('09'))).toEqual(expected);
});

test('the Culture Day is a day off from 2026 on, and has no day in lieu', () => {
  const november = (year: number) => short(suggestedHolidays(year)).filter((day) => day.startsWith('11'));
  expect(november(2025)).toEqual([]);
  expect(november(2026)).toEqual(['11-24 holiday']);
  expect(november(2029)).toEqual(['11-24 holiday']); // a Saturday
});

test('two days off at one weekend are made up on two days', () => {
  expect(short(suggestedHolidays(2033)).filter((day) => day.startsWith('05') || day.startsWith('04-30'))).toEqual([
    '04-30 holiday',
    '05-01 holiday',
    '05-02 substitute',
    '05-03 substitute',
  ]);
});

test('names each day in Vietnamese, and what a day in lieu is for', () => {
  const names = new Map(suggestedHolidays(2026).map(({ date, name }) => [date, name]));
  expect(names.get('2026-02-17')).toBe('Tết Nguyên đán');
  expect(names.get('2026-04-27')).toBe('Nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch)');
});

test('every proposal is in order, free of problems, and confirmed by nobody', () => {
  for (let year = 2000; year <= 2100; year++) {
    const days = suggestedHolidays(year);
    expect(holidayProblems(days, [year])).toEqual([]);
    expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).toSorted());
    expect(days.every((day) => !day.confirmed && v.is(holidayDay, day))).toBe(true);
  }
});
