import { expect, test } from 'vitest';
import { isSpeedDue } from './speed-hours.ts';

const HOUR = 3_600_000;
/** Wall time at an hour of 24 November 2026 in the ward. */
const at = (hour: number, minute = 0): number => Date.UTC(2026, 10, 24, hour - 7, minute);
const NIGHT = { fromMinute: 22 * 60, untilMinute: 4 * 60 };
const NOON = { fromMinute: 12 * 60, untilMinute: 13 * 60 };

test.each([
  ['before', at(11, 59), NOON, false],
  ['at the beginning', at(12), NOON, true],
  ['at the end', at(13), NOON, false],
  ['before midnight', at(23), NIGHT, true],
  ['after midnight', at(3, 59), NIGHT, true],
  ['after hours over midnight', at(4), NIGHT, false],
  ['at any time of a whole day', at(9), { fromMinute: 60, untilMinute: 60 }, true],
])('keeps to the hours of the ward: %s', (_when, now, hours, expected) => {
  expect(isSpeedDue(now, undefined, hours, 0)).toBe(expected);
});

test('each machine has a place of its own within the hours', () => {
  expect([29, 30].map((minute) => isSpeedDue(at(12, minute), undefined, NOON, 0.5))).toEqual([false, true]);
  expect(isSpeedDue(at(0, 59), undefined, NIGHT, 0.5)).toBe(false);
  expect(isSpeedDue(at(1), undefined, NIGHT, 0.5)).toBe(true);
});

test('measures at most daily, also when the hours are moved', () => {
  const last = at(12, 5);
  expect(isSpeedDue(at(12, 30), last, NOON, 0)).toBe(false);
  expect(isSpeedDue(at(23), last, NIGHT, 0)).toBe(false);
  expect(isSpeedDue(at(12, 5) + 24 * HOUR, last, NOON, 0)).toBe(true);
  expect(isSpeedDue(at(12, 1) + 24 * HOUR, last, NOON, 0)).toBe(true);
});

test('a measurement in the future is of a wrong clock', () => {
  expect(isSpeedDue(at(12), at(12) + 400 * 24 * HOUR, NOON, 0)).toBe(true);
});
