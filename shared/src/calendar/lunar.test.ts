import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dateOfDayNumber, dayNumberOf } from './local-time.ts';
import { hungKingsOf, lunarToSolar, solarToLunar, tetOf } from './lunar.ts';

const date = fc
  .integer({ min: dayNumberOf('1950-01-01'), max: dayNumberOf('2100-12-31') })
  .map((dayNumber) => dateOfDayNumber(dayNumber));

test.each([
  ['1968-01-29'],
  ['1985-01-21'], // a month before the Chinese one
  ['2007-02-17'],
  ['2025-01-29'],
  ['2026-02-17'],
  ['2027-02-06'],
  ['2028-01-26'],
  ['2029-02-13'],
  ['2030-02-02'], // a day before the Chinese one
  ['2033-01-31'],
  ['2034-02-19'], // after a leap month 11
  ['2053-02-18'],
])('Tết falls on %s', (tet) => {
  expect(tetOf(Number(tet.slice(0, 4)))).toBe(tet);
  expect(solarToLunar(tet)).toEqual({ day: 1, month: 1, year: Number(tet.slice(0, 4)), leap: false });
});

test.each([['2025-04-07'], ['2026-04-26'], ['2027-04-16'], ['2028-04-04'], ['2029-04-23']])(
  'the Hùng Kings are commemorated on %s',
  (commemoration) => {
    const year = Number(commemoration.slice(0, 4));
    expect(hungKingsOf(year)).toBe(commemoration);
    expect(solarToLunar(commemoration)).toEqual({ day: 10, month: 3, year, leap: false });
  },
);

test('knows the leap months', () => {
  const leapMonths: string[] = [];
  for (let year = 2020; year <= 2034; year++) {
    for (let month = 1; month <= 12; month++) {
      if (lunarToSolar({ day: 1, month, year, leap: true })) leapMonths.push(`${year}/${month}`);
    }
  }
  expect(leapMonths).toEqual(['2020/4', '2023/2', '2025/6', '2028/5', '2031/3', '2033/11']);
});

test('a leap month comes after the month of its number, and the months after it move on', () => {
  const first = (month: number, leap: boolean) => lunarToSolar({ day: 1, month, year: 2025, leap });
  expect([first(6, false), first(6, true), first(7, false)]).toEqual(['2025-06-25', '2025-07-25', '2025-08-23']);
  expect(solarToLunar('2025-08-22')).toEqual({ day: 29, month: 6, year: 2025, leap: true });
  expect(solarToLunar('2034-01-01')).toEqual({ day: 11, month: 11, year: 2033, leap: true });
  expect(solarToLunar('2034-01-20')).toEqual({ day: 1, month: 12, year: 2033, leap: false });
});

test('the last months of a lunar year lie in two solar years', () => {
  expect(lunarToSolar({ day: 23, month: 12, year: 2026, leap: false })).toBe('2027-01-30');
  expect(lunarToSolar({ day: 1, month: 11, year: 2026, leap: false })).toBe('2026-12-09');
  expect(solarToLunar('2026-12-31')).toEqual({ day: 23, month: 11, year: 2026, leap: false });
});

test('has no day that the lunar calendar does not have', () => {
  const no = (day: number, month: number, leap = false) => lunarToSolar({ day, month, year: 2026, leap });
  expect(no(0, 1)).toBeUndefined();
  expect(no(1, 0)).toBeUndefined();
  expect(no(1, 13)).toBeUndefined();
  expect(no(31, 1)).toBeUndefined();
  expect(no(1, 6, true)).toBeUndefined();
  const last = solarToLunar(addDays(tetOf(2027), -1));
  expect(last).toEqual({ day: 29, month: 12, year: 2026, leap: false });
  expect(no(29, 12)).toBe('2027-02-05');
  expect(no(30, 12)).toBeUndefined();
  expect(no(30, 1)).toBe('2026-03-18');
});

test('every solar date of 1950 to 2100 comes back from its lunar one', () => {
  fc.assert(
    fc.property(date, (solar) => {
      expect(lunarToSolar(solarToLunar(solar))).toBe(solar);
    }),
    { numRuns: 500 },
  );
});

test('the day after is the next day of the month, or the first of the next month after 29 or 30 days', () => {
  fc.assert(
    fc.property(date, (solar) => {
      const today = solarToLunar(solar);
      const tomorrow = solarToLunar(addDays(solar, 1));
      if (tomorrow.day !== 1) {
        expect(tomorrow).toEqual({ ...today, day: today.day + 1 });
        return;
      }
      expect([29, 30]).toContain(today.day);
      const following =
        today.month === 12 ? { month: 1, year: today.year + 1 } : { month: today.month + 1, year: today.year };
      const repeated = { month: today.month, year: today.year };
      expect(tomorrow).toEqual({ day: 1, leap: tomorrow.leap, ...(tomorrow.leap ? repeated : following) });
      expect(today.leap && tomorrow.leap).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('from 1950 to 2100 every Tết lies between 20 January and 21 February, 354 or 355 or 383 to 385 days apart', () => {
  for (let year = 1950; year <= 2100; year++) {
    const tet = tetOf(year);
    expect(tet > `${year}-01-19` && tet < `${year}-02-22`, tet).toBe(true);
    expect([353, 354, 355, 383, 384, 385]).toContain(dayNumberOf(tetOf(year + 1)) - dayNumberOf(tet));
  }
});
