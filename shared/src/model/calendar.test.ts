import * as v from 'valibot';
import { expect, test } from 'vitest';
import { dayHours, hours, localDate, monthDay, timeOfDay } from './calendar.ts';

test.each(['2026-11-24', '2028-02-29', '1970-01-01'])('%s is a date', (text) => {
  expect(v.is(localDate, text)).toBe(true);
});

test.each(['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-01', '2026-1-01', '2026-11-24T00:00', '99999-99-99', ''])(
  '%o is no date',
  (text) => {
    expect(v.is(localDate, text)).toBe(false);
  },
);

test('a time of day goes from 00:00 to 24:00', () => {
  expect(['00:00', '23:59', '24:00'].map((text) => v.is(timeOfDay, text))).toEqual([true, true, true]);
  expect(['24:01', '7:30', '12:60', '112:00'].map((text) => v.is(timeOfDay, text))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('hours have a length', () => {
  expect(v.is(hours, { from: '07:30', until: '07:31' })).toBe(true);
  expect(v.is(hours, { from: '07:30', until: '07:30' })).toBe(false);
  expect(v.is(hours, { from: '22:00', until: '06:00' })).toBe(false);
});

test('the hours of a day are in order and apart, though they may touch', () => {
  const [morning, noon] = [
    { from: '07:30', until: '11:30' },
    { from: '11:30', until: '13:00' },
  ];
  expect(v.is(dayHours, [])).toBe(true);
  expect(v.is(dayHours, [morning, noon])).toBe(true);
  expect(v.is(dayHours, [noon, morning])).toBe(false);
  expect(v.is(dayHours, [morning, { from: '11:29', until: '13:00' }])).toBe(false);
});

test('a day of every year has a month and a day of two digits', () => {
  expect(['01-01', '12-31', '02-29'].map((text) => v.is(monthDay, text))).toEqual([true, true, true]);
  expect(['13-01', '00-10', '01-32', '01-00', '1-01'].map((text) => v.is(monthDay, text))).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});
