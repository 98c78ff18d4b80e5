import * as v from 'valibot';
import { expect, test } from 'vitest';
import { calendar, holidayDay } from '../model/index.ts';
import { indexHolidays } from './holiday-index.ts';
import { instantOf, startOfDay } from './local-time.ts';
import { isOpenAt, openIntervals, workingMs } from './opening-hours.ts';
import { periodWindow, quarter, wholeYear } from './periods.ts';
import { ALWAYS, DEFAULT_CALENDARS, HOLIDAY_SEED } from './seeds.ts';

const WORKDAY_MS = 8 * 3_600_000;
const index = indexHolidays(HOLIDAY_SEED);

function byId(id: string) {
  return DEFAULT_CALENDARS.find((candidate) => candidate.id === id) ?? ALWAYS;
}

test('seeds pass their own schemas', () => {
  for (const seed of DEFAULT_CALENDARS) expect(v.parse(calendar, seed)).toEqual(seed);
  for (const day of HOLIDAY_SEED) expect(v.parse(holidayDay, day)).toEqual(day);
  expect(DEFAULT_CALENDARS.flatMap(({ versions }) => versions.map(({ version }) => version))).toEqual([1, 1, 1, 1]);
  expect(DEFAULT_CALENDARS.map(({ id }) => id)).toEqual(['hq', 'pvhcc', 'nvh', 'always']);
});

test.each(['hq', 'pvhcc'])('%s has 58, 62, 64 and 65 working days in the quarters of 2026', (id) => {
  const days = ([1, 2, 3, 4] as const).map(
    (number) => workingMs(byId(id), index, periodWindow(quarter(2026, number))) / WORKDAY_MS,
  );
  expect(days).toEqual([58, 62, 64, 65]);
  expect(workingMs(byId(id), index, periodWindow(wholeYear(2026))) / WORKDAY_MS).toBe(249);
});

test('an office is open from 07:30 to 11:30 and from 13:00 to 17:00', () => {
  const day = { from: startOfDay('2026-11-23'), until: startOfDay('2026-11-24') };
  expect(openIntervals(byId('hq'), index, day)).toEqual([
    { from: instantOf('2026-11-23', '07:30'), until: instantOf('2026-11-23', '11:30') },
    { from: instantOf('2026-11-23', '13:00'), until: instantOf('2026-11-23', '17:00') },
  ]);
});

test('a cultural house is open from 07:00 to 21:00 every day, on Sundays and holidays too', () => {
  const tet = { from: instantOf('2026-02-15', '00:00'), until: instantOf('2026-02-17', '24:00') };
  expect(openIntervals(byId('nvh'), index, tet)).toEqual(
    ['2026-02-15', '2026-02-16', '2026-02-17'].map((date) => ({
      from: instantOf(date, '07:00'),
      until: instantOf(date, '21:00'),
    })),
  );
});

test('an office works on the Saturday that makes up for a swapped day', () => {
  expect(isOpenAt(byId('hq'), index, instantOf('2026-08-22', '08:00'))).toBe(true);
  expect(isOpenAt(byId('hq'), index, instantOf('2026-08-31', '08:00'))).toBe(false);
  expect(isOpenAt(byId('hq'), index, instantOf('2026-08-29', '08:00'))).toBe(false);
});

test('days that no notice confirms are marked', () => {
  expect(HOLIDAY_SEED.filter(({ confirmed }) => !confirmed).map(({ date }) => date)).toEqual([
    '2026-01-10',
    '2026-08-22',
    '2027-04-16',
    '2027-05-03',
    '2027-09-02',
  ]);
});
