import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOfDayNumber, dayNumberOf, startOfDay } from './local-time.ts';
import {
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

const QUARTERS = [1, 2, 3, 4] as const;
const daysOf = ({ from, until }: Period) => [from, until];

test('quarters of the calendar', () => {
  expect(QUARTERS.map((index) => daysOf(quarter(2026, index)))).toEqual([
    ['2026-01-01', '2026-04-01'],
    ['2026-04-01', '2026-07-01'],
    ['2026-07-01', '2026-10-01'],
    ['2026-10-01', '2027-01-01'],
  ]);
  expect(quarter(2026, 3)).toMatchObject({ kind: 'quarter', year: 2026, index: 3 });
});

test('quarter IV of 2026 is a window from 17:00 UTC to 17:00 UTC', () => {
  expect(periodWindow(quarter(2026, 4))).toEqual({
    from: Date.parse('2026-09-30T17:00:00Z'),
    until: Date.parse('2026-12-31T17:00:00Z'),
  });
});

test('quarters by the cut-off of the city go from the 15th to the 14th', () => {
  expect(QUARTERS.map((index) => daysOf(quarterCutoff(2026, index)))).toEqual([
    ['2025-12-15', '2026-03-15'],
    ['2026-03-15', '2026-06-15'],
    ['2026-06-15', '2026-09-15'],
    ['2026-09-15', '2026-12-15'],
  ]);
});

test('halves, nine months, years and months', () => {
  expect(daysOf(half(2026, 1))).toEqual(['2026-01-01', '2026-07-01']);
  expect(daysOf(half(2026, 2))).toEqual(['2026-07-01', '2027-01-01']);
  expect(daysOf(nineMonths(2026))).toEqual(['2026-01-01', '2026-10-01']);
  expect(daysOf(wholeYear(2026))).toEqual(['2026-01-01', '2027-01-01']);
  expect(daysOf(wholeMonth(2028, 2))).toEqual(['2028-02-01', '2028-03-01']);
  expect(daysOf(wholeMonth(2026, 12))).toEqual(['2026-12-01', '2027-01-01']);
});

test('a custom period has its last day in it, and at least one day and at most ten years', () => {
  expect(custom('2026-11-01', '2026-11-20')).toEqual({ kind: 'custom', from: '2026-11-01', until: '2026-11-21' });
  expect(custom('2026-11-01', '2026-11-01')).toMatchObject({ until: '2026-11-02' });
  expect(custom('2026-11-02', '2026-11-01')).toBeUndefined();
  const first = dayNumberOf('2026-11-01');
  expect(MAX_PERIOD_DAYS).toBe(3660);
  expect(custom('2026-11-01', dateOfDayNumber(first + 3659))).toBeDefined();
  expect(custom('2026-11-01', dateOfDayNumber(first + 3660))).toBeUndefined();
});

test('the current quarter changes at the first instant of its first day', () => {
  const change = startOfDay('2026-10-01');
  expect(currentQuarter(change - 1)).toEqual(quarter(2026, 3));
  expect(currentQuarter(change)).toEqual(quarter(2026, 4));
  for (let month = 1; month <= 12; month++) {
    const { from, until } = wholeMonth(2026, month);
    const expected = quarter(2026, Math.ceil(month / 3) as QuarterIndex);
    expect(currentQuarter(startOfDay(from))).toEqual(expected);
    expect(currentQuarter(startOfDay(until) - 1)).toEqual(expected);
  }
});

test('knows the years that a window touches', () => {
  const newYear = startOfDay('2027-01-01');
  expect(yearsIn({ from: newYear - 1, until: newYear })).toEqual([2026]);
  expect(yearsIn({ from: newYear - 1, until: newYear + 1 })).toEqual([2026, 2027]);
  expect(yearsIn({ from: newYear, until: startOfDay('2029-01-01') })).toEqual([2027, 2028]);
  expect(yearsIn({ from: newYear, until: newYear })).toEqual([]);
  expect(yearsIn({ from: newYear + 1, until: newYear + 1 })).toEqual([]);
  expect(yearsIn({ from: newYear + 1, until: newYear })).toEqual([]);
});

test.each([
  ['2026-q4', quarter(2026, 4)],
  ['2026-q1-cutoff', quarterCutoff(2026, 1)],
  ['2026-h1', half(2026, 1)],
  ['2026-h2', half(2026, 2)],
  ['2026-9m', nineMonths(2026)],
  ['2026', wholeYear(2026)],
  ['2026-09', wholeMonth(2026, 9)],
  ['2026-11', wholeMonth(2026, 11)],
  ['2026-11-01..2026-11-20', custom('2026-11-01', '2026-11-20')],
])('%s in an address', (key, period) => {
  expect(parsePeriod(key)).toEqual(period);
  expect(period && periodKey(period)).toBe(key);
});

test.each([
  ['', 'nothing'],
  ['2026-q5', 'no such quarter'],
  ['2026-q0', 'no such quarter'],
  ['2026-h3', 'no such half'],
  ['2026-h1-cutoff', 'a half has no cut-off'],
  ['2026-00', 'no such month'],
  ['2026-13', 'no such month'],
  ['2026-1', 'a month has two digits'],
  ['1999', 'before 2000'],
  ['2200', 'after 2199'],
  ['2026-q4 ', 'a space'],
  ['x2026', 'more before'],
  ['2026-11-01', 'one day'],
  ['2026-11-20..2026-11-01', 'turned round'],
  ['2026-02-28..2026-02-30', 'no such day'],
  ['1999-12-31..2000-01-01', 'before 2000'],
  ['2026-11-01..2026-11-20..2026-11-21', 'three days'],
  ['2026-11-01..', 'no end'],
])('%o is no period: %s', (text) => {
  expect(parsePeriod(text)).toBeUndefined();
});

const year = fc.integer({ min: 2000, max: 2199 });
const index = fc.constantFrom(...QUARTERS);
const day = fc.integer({ min: dayNumberOf('2000-01-01'), max: dayNumberOf('2189-12-31') });
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.tuple(year, index).map((given) => quarter(...given)),
  fc.tuple(year, index).map((given) => quarterCutoff(...given)),
  fc.tuple(year, fc.constantFrom(1 as const, 2 as const)).map((given) => half(...given)),
  year.map(nineMonths),
  year.map(wholeYear),
  fc.tuple(year, fc.integer({ min: 1, max: 12 })).map((given) => wholeMonth(...given)),
  fc
    .tuple(day, fc.nat(MAX_PERIOD_DAYS - 1))
    .map(([from, more]) => custom(dateOfDayNumber(from), dateOfDayNumber(from + more)) ?? wholeYear(2000)),
);

test('every period comes back from its key', () => {
  fc.assert(
    fc.property(period, (given) => {
      expect(parsePeriod(periodKey(given))).toEqual(given);
    }),
  );
});

test('a text is the key of what it is read as, or is not read', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^20[0-4]\d(-[qhm0-9]{2,3})?(-[a-z0-9.]{0,12})?$/));
  fc.assert(
    fc.property(texts, (text) => {
      const read = parsePeriod(text);
      if (read) expect(periodKey(read)).toBe(text);
    }),
  );
});
