import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Calendar, HolidayDay, Hours, WeekHours } from '../model/index.ts';
import { HOLIDAY_KINDS } from '../model/index.ts';
import { indexHolidays } from './holiday-index.ts';
import { isOpenAt, nextChange, openIntervals, workingMs } from './opening-hours.ts';

/** The days around a turn of the year, on which everything that is made up here happens. */
const DATES = ['2027-12-28', '2027-12-29', '2027-12-30', '2027-12-31', '2028-01-01', '2028-01-02', '2028-01-03'];
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;
const BEGIN = Date.UTC(2027, 11, 27, 17);

const pad = (value: number) => String(value).padStart(2, '0');
const clockTime = (minute: number) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

const dayHours = fc
  .uniqueArray(fc.oneof(fc.constantFrom(0, 720, MINUTES_A_DAY), fc.nat(MINUTES_A_DAY)), { maxLength: 4 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .chain((cuts) => fc.boolean().map((touching) => spansOf(cuts, touching)));

function spansOf(cuts: number[], touching: boolean): Hours[] {
  return cuts.flatMap((cut, index) => {
    const next = cuts[index + 1];
    const used = next !== undefined && (touching || index % 2 === 0);
    return used ? [{ from: clockTime(cut), until: clockTime(next) }] : [];
  });
}

const week: fc.Arbitrary<WeekHours> = fc.record({
  mon: dayHours,
  tue: dayHours,
  wed: dayHours,
  thu: dayHours,
  fri: dayHours,
  sat: dayHours,
  sun: dayHours,
});
const date = fc.constantFrom(...DATES);
const monthDay = date.map((text) => text.slice(5));
const version = fc.record({
  validFrom: date,
  week,
  season: fc.option(fc.record({ from: monthDay, until: monthDay, week }), { nil: undefined }),
  observesHolidays: fc.boolean(),
});
const calendar: fc.Arbitrary<Calendar> = fc
  .record({
    versions: fc.uniqueArray(version, { minLength: 1, maxLength: 3, selector: (given) => given.validFrom }),
    extra: fc.array(fc.record({ date, hours: dayHours, reason: fc.constant('x') }), { maxLength: 3 }),
  })
  .map(({ versions, extra }) => ({
    id: 'random',
    name: 'Random',
    extra,
    versions: versions
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
      .map(({ season, validFrom, week: hours, observesHolidays }, index) => ({
        version: index + 1,
        validFrom,
        week: hours,
        seasons: season ? [season] : [],
        observesHolidays,
      })),
  }));
const holidays: fc.Arbitrary<HolidayDay[]> = fc.uniqueArray(
  fc.record({ date, kind: fc.constantFrom(...HOLIDAY_KINDS), name: fc.constant('x'), confirmed: fc.boolean() }),
  { selector: (day) => day.date, maxLength: 4 },
);
const minuteOfAll = fc.nat(DATES.length * MINUTES_A_DAY);

const seasonDays = new Map<string, Set<string>>();

/** Every `MM-DD` from one to the other, found by going from day to day. */
function daysBetween(from: string, until: string): Set<string> {
  const known = seasonDays.get(from + until);
  if (known) return known;
  const days = new Set([from]);
  for (let day = new Date(`2028-${from}T00:00Z`); !days.has(until); day = new Date(day.getTime() + 86_400_000)) {
    days.add(day.toISOString().slice(5, 10));
  }
  seasonDays.set(from + until, days);
  return days;
}

/** Whether the minute is open, by reading the calendar as a person would. */
function isOpenMinute(given: Calendar, special: readonly HolidayDay[], at: number): boolean {
  const local = new Date(at + 7 * 60 * MINUTE_MS);
  const today = `${local.getUTCFullYear()}-${pad(local.getUTCMonth() + 1)}-${pad(local.getUTCDate())}`;
  const time = clockTime(local.getUTCHours() * 60 + local.getUTCMinutes());
  const within = (hours: readonly Hours[]) => hours.some((span) => span.from <= time && time < span.until);
  if (given.extra.some((extra) => extra.date === today && within(extra.hours))) return true;

  let valid = given.versions[0];
  for (const candidate of given.versions) if (candidate.validFrom <= today) valid = candidate;
  if (!valid) return false;
  const kind = valid.observesHolidays ? special.find((day) => day.date === today)?.kind : undefined;
  if (kind !== undefined && kind !== 'swap-work') return false;
  const season = valid.seasons.find(({ from, until }) => daysBetween(from, until).has(today.slice(5)));
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const name = kind === 'swap-work' ? 'mon' : (names[local.getUTCDay()] ?? 'sun');
  return within((season?.week ?? valid.week)[name]);
}

test('agrees minute by minute with a reading of the calendar', () => {
  fc.assert(
    fc.property(calendar, holidays, minuteOfAll, minuteOfAll, (given, special, a, b) => {
      const window = { from: BEGIN + Math.min(a, b) * MINUTE_MS, until: BEGIN + Math.max(a, b) * MINUTE_MS };
      const open = openIntervals(given, indexHolidays(special), window);

      const expected: { from: number; until: number }[] = [];
      for (let at = window.from; at < window.until; at += MINUTE_MS) {
        if (!isOpenMinute(given, special, at)) continue;
        const last = expected.at(-1);
        if (last?.until === at) last.until = at + MINUTE_MS;
        else expected.push({ from: at, until: at + MINUTE_MS });
      }
      expect(open).toEqual(expected);
      const minutes = expected.reduce((sum, span) => sum + (span.until - span.from), 0);
      expect(workingMs(given, indexHolidays(special), window)).toBe(minutes);
    }),
    { numRuns: 150 },
  );
});

test('the next change is the first instant at which open and closed swap', () => {
  fc.assert(
    fc.property(calendar, holidays, minuteOfAll, (given, special, minute) => {
      const index = indexHolidays(special);
      const at = BEGIN + minute * MINUTE_MS;
      const now = isOpenAt(given, index, at);
      expect(now).toBe(isOpenMinute(given, special, at));
      let then = at + MINUTE_MS;
      const horizon = at + 40 * MINUTES_A_DAY * MINUTE_MS;
      while (then < horizon && isOpenMinute(given, special, then) === now) then += MINUTE_MS;
      expect(nextChange(given, index, at)).toBe(then < horizon ? then : undefined);
    }),
    { numRuns: 100 },
  );
});
