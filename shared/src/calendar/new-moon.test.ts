import { expect, test } from 'vitest';
import { dayNumberOf } from './local-time.ts';
import { lunationOf, newMoonDay, newMoonJulianDay, solarLongitude } from './new-moon.ts';

const JULIAN_DAY_1970 = 2_440_587.5;

test("finds the new moon of Meeus's example 49.a, 18 February 1977 at 3:37:42 terrestrial time", () => {
  // What the polynomial for 2005 to 2050 makes of 1977; terrestrial time was 48 seconds ahead.
  const TERRESTRIAL_AHEAD_DAYS = 58.465 / 86_400;
  const example = Date.UTC(1977, 1, 18, 3, 37, 42) / 86_400_000 + JULIAN_DAY_1970 - TERRESTRIAL_AHEAD_DAYS;
  expect(Math.abs(newMoonJulianDay(-283) - example) * 86_400).toBeLessThan(1);
});

test("finds the longitude of the sun of Meeus's example 25.a, 13 October 1992 at 0:00 terrestrial time", () => {
  const sevenHoursLater = solarLongitude(dayNumberOf('1992-10-13')); // 17:00 UTC of the day before
  const perDay = 0.9918;
  expect(sevenHoursLater + (perDay * 7) / 24).toBeCloseTo(199.909, 2);
});

test('months begin with the day of the new moon at UTC+7', () => {
  expect(newMoonDay(0)).toBe(dayNumberOf('2000-01-07')); // 18:14 UTC on the 6th
  expect(newMoonDay(lunationOf(dayNumberOf('2030-02-02')))).toBe(dayNumberOf('2030-02-02'));
});

test('every month from 1950 to 2100 has 29 or 30 days and is found from its first and its last day', () => {
  const last = lunationOf(dayNumberOf('2100-12-31'));
  for (let lunation = lunationOf(dayNumberOf('1950-01-01')); lunation <= last; lunation++) {
    const [first, next] = [newMoonDay(lunation), newMoonDay(lunation + 1)];
    expect([29, 30]).toContain(next - first);
    expect(lunationOf(first)).toBe(lunation);
    expect(lunationOf(next - 1)).toBe(lunation);
  }
});

test('no new moon from 1968 to 2050 is within a minute of midnight, where the series could name the wrong day', () => {
  const last = lunationOf(dayNumberOf('2050-12-31'));
  for (let lunation = lunationOf(dayNumberOf('1968-01-01')); lunation <= last; lunation++) {
    const minutes = (newMoonJulianDay(lunation) - JULIAN_DAY_1970 + 7 / 24) * 1440;
    const fromMidnight = Math.abs(minutes - Math.round(minutes / 1440) * 1440);
    expect(fromMidnight).toBeGreaterThan(1);
  }
});

test('the sun passes its four quarters on the days of the equinoxes and solstices of 2026', () => {
  const degreesOn = (date: string) => solarLongitude(dayNumberOf(date));
  expect(degreesOn('2026-03-20')).toBeGreaterThan(359);
  expect(degreesOn('2026-03-21')).toBeLessThan(1);
  for (const [date, degrees] of [
    ['2026-06-21', 90],
    ['2026-09-23', 180],
    ['2026-12-22', 270],
  ] as const) {
    expect(degreesOn(date)).toBeLessThan(degrees);
    expect(degreesOn(date)).toBeGreaterThan(degrees - 1.02);
  }
});
