import { expect, test } from 'vitest';
import { calendarProblems } from './check-calendar.ts';
import { calendarWith, hoursOf, weekWith } from './calendar.fixtures.ts';
import { DEFAULT_CALENDARS } from './seeds.ts';

const week = weekWith('07:00-11:00');

function seasonsFrom(...spans: [from: string, until: string][]) {
  return calendarProblems(calendarWith([{ seasons: spans.map(([from, until]) => ({ from, until, week })) }]));
}

test('finds nothing in a sound calendar', () => {
  const sound = calendarWith(
    [
      { version: 1, validFrom: '2026-01-01' },
      { version: 2, validFrom: '2026-01-02', seasons: [{ from: '04-01', until: '10-31', week }] },
      { version: 5, validFrom: '2027-01-01' },
    ],
    [
      { date: '2026-03-06', hours: hoursOf('18:00-19:00'), reason: 'a' },
      { date: '2026-03-07', hours: hoursOf('18:00-19:00'), reason: 'b' },
    ],
  );
  expect(calendarProblems(sound)).toEqual([]);
  expect(DEFAULT_CALENDARS.flatMap(calendarProblems)).toEqual([]);
});

test('finds versions out of order, from one day, and with a number that does not rise', () => {
  const problems = calendarProblems(
    calendarWith([
      { version: 1, validFrom: '2026-02-01' },
      { version: 2, validFrom: '2026-01-31' },
      { version: 3, validFrom: '2026-01-31' },
      { version: 3, validFrom: '2026-02-02' },
    ]),
  );
  expect(problems).toEqual([
    { code: 'versions-out-of-order', version: 2 },
    { code: 'versions-same-day', version: 3 },
    { code: 'version-number-not-rising', version: 3 },
  ]);
});

test('finds the first day that two seasons share', () => {
  expect(seasonsFrom(['04-01', '10-31'], ['10-31', '12-31'])).toEqual([
    { code: 'seasons-overlap', version: 1, monthDay: '10-31' },
  ]);
  expect(seasonsFrom(['11-01', '03-31'], ['03-01', '04-30'])).toEqual([
    { code: 'seasons-overlap', version: 1, monthDay: '03-01' },
  ]);
  expect(seasonsFrom(['12-31', '12-31'], ['12-31', '12-31'])).toHaveLength(1);
});

test('lets seasons meet without a gap, over the turn of the year', () => {
  expect(seasonsFrom(['04-01', '10-31'], ['11-01', '03-31'])).toEqual([]);
  expect(seasonsFrom(['02-29', '02-29'], ['03-01', '02-28'])).toEqual([]);
});

test('finds days that no year has, and takes 29 February', () => {
  expect(seasonsFrom(['01-01', '02-29'])).toEqual([]);
  expect(seasonsFrom(['02-30', '04-31'], ['06-31', '09-30'])).toEqual([
    { code: 'no-such-day', version: 1, monthDay: '02-30' },
    { code: 'no-such-day', version: 1, monthDay: '04-31' },
    { code: 'no-such-day', version: 1, monthDay: '06-31' },
  ]);
});

test('finds two rows of extra hours for one date, and says so once', () => {
  const row = (date: string) => ({ date, hours: hoursOf('18:00-19:00'), reason: 'a' });
  const rows = ['2026-03-06', '2026-03-07', '2026-03-06', '2026-03-06'].map(row);
  expect(calendarProblems(calendarWith([{}], rows))).toEqual([{ code: 'extra-twice', date: '2026-03-06' }]);
});
