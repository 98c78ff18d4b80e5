import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { WEEKDAYS } from '../model/index.ts';
import {
  addDays,
  dateOf,
  dateOfDayNumber,
  DAY_MS,
  dayNumberOf,
  instantOf,
  localDateOf,
  startOfDay,
  weekdayOf,
  yearOf,
  ZONE_OFFSET_MS,
} from './local-time.ts';

const dayNumber = fc.integer({ min: -25_000, max: 80_000 });

test('the zone is seven hours ahead of UTC', () => {
  expect(ZONE_OFFSET_MS).toBe(25_200_000);
  expect(DAY_MS).toBe(86_400_000);
});

test('quarter IV of 2026 runs from 17:00 UTC to 17:00 UTC', () => {
  expect(startOfDay('2026-10-01')).toBe(Date.parse('2026-09-30T17:00:00Z'));
  expect(startOfDay('2027-01-01')).toBe(Date.parse('2026-12-31T17:00:00Z'));
});

test('the date changes at 17:00 UTC and not a millisecond before', () => {
  expect(localDateOf(Date.parse('2026-09-30T16:59:59.999Z'))).toBe('2026-09-30');
  expect(localDateOf(Date.parse('2026-09-30T17:00:00Z'))).toBe('2026-10-01');
  expect(localDateOf(Date.parse('1969-12-31T16:59:59.999Z'))).toBe('1969-12-31');
  expect(localDateOf(0)).toBe('1970-01-01');
});

test('a day starts at its own first instant and ends at the next one', () => {
  fc.assert(
    fc.property(dayNumber, (day) => {
      const date = dateOfDayNumber(day);
      expect(dayNumberOf(date)).toBe(day);
      expect(localDateOf(startOfDay(date))).toBe(date);
      expect(localDateOf(startOfDay(date) - 1)).toBe(addDays(date, -1));
      expect(startOfDay(addDays(date, 1))).toBe(startOfDay(date) + DAY_MS);
    }),
  );
});

test('days are added over the ends of months, years and February', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(addDays('2026-11-24', 365)).toBe('2027-11-24');
});

test('knows the day of the week', () => {
  expect(weekdayOf('1970-01-01')).toBe('thu');
  expect(weekdayOf('2026-04-26')).toBe('sun');
  expect(weekdayOf('2026-04-27')).toBe('mon');
  expect(weekdayOf('2027-02-06')).toBe('sat');
  expect(weekdayOf('1969-12-31')).toBe('wed');
});

test('days of the week follow each other for ever', () => {
  fc.assert(
    fc.property(dayNumber, (day) => {
      const today = WEEKDAYS.indexOf(weekdayOf(dateOfDayNumber(day)));
      expect(WEEKDAYS.indexOf(weekdayOf(dateOfDayNumber(day + 1)))).toBe((today + 1) % 7);
    }),
  );
});

test('a time of day is an instant, and 24:00 is the start of the next day', () => {
  expect(instantOf('2026-11-24', '00:00')).toBe(Date.parse('2026-11-23T17:00:00Z'));
  expect(instantOf('2026-11-24', '07:30')).toBe(Date.parse('2026-11-24T00:30:00Z'));
  expect(instantOf('2026-11-24', '24:00')).toBe(startOfDay('2026-11-25'));
});

test('builds dates, and lets months and days run over', () => {
  expect(dateOf(2026, 3, 5)).toBe('2026-03-05');
  expect(dateOf(2026, 0, 15)).toBe('2025-12-15');
  expect(dateOf(2026, 13, 1)).toBe('2027-01-01');
  expect(dateOf(2026, 3, 0)).toBe('2026-02-28');
  expect(yearOf('2026-03-05')).toBe(2026);
});

test.each(['', 'today', '2026-13-01', '2026-11-00', '2026-02-30', '2026-11-24T'])('refuses %o as a date', (text) => {
  expect(() => startOfDay(text)).toThrow(expect.objectContaining({ code: 'no-such-date', name: 'NoSuchDate' }));
  expect(() => weekdayOf(text)).toThrow(/Not a date/);
});

test.each(['', '0730', 'ab:cd', '07:', '007:30', '07:300'])('refuses %o as a time of day', (text) => {
  expect(() => instantOf('2026-11-24', text)).toThrow(expect.objectContaining({ code: 'no-such-date' }));
});
