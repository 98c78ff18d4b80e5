import { describe, expect, test } from 'vitest';
import { ALWAYS, DAY_MS, DEFAULT_CALENDARS, indexHolidays, openIntervals } from '../calendar/index.ts';
import { DEFAULT_RULES } from './evidence.ts';
import {
  askedAbout,
  calendarOf,
  minutesIn,
  openAround,
  type SiteProfile,
  tiedTo,
  tiesOf,
  type WardSettings,
} from './ward-settings.ts';

/** Tuesday, 2026-03-10, midnight in Asia/Ho_Chi_Minh. */
const MIDNIGHT = Date.UTC(2026, 2, 9, 17);
const HOUR = 3_600_000;
const office = DEFAULT_CALENDARS.find((calendar) => calendar.id !== ALWAYS.id) ?? ALWAYS;

function site(given: Partial<SiteProfile>): SiteProfile {
  return { id: 's1', provider: null, feeder: null, calendarId: office.id, hostsServer: false, ...given };
}
function ward(...sites: SiteProfile[]): WardSettings {
  const calendars = new Map([[office.id, office]]);
  return { sites, rules: DEFAULT_RULES, calendars, holidays: indexHolidays([]), windows: [], paces: new Map() };
}

test('a site has its calendar, or is open around the clock where that is gone', () => {
  expect(office).not.toBe(ALWAYS);
  expect(calendarOf(ward(), site({}))).toBe(office);
  expect(calendarOf(ward(), site({ calendarId: 'gone' }))).toBe(ALWAYS);
  expect(calendarOf(ward(), undefined)).toBe(ALWAYS);
  const own = { ...ALWAYS, name: 'own' };
  const settings = { ...ward(), calendars: new Map([[ALWAYS.id, own]]) };
  expect(calendarOf(settings, undefined)).toBe(own);
});

test('opening hours are read two days to either side of a window', () => {
  const window = { from: MIDNIGHT + 9 * HOUR, until: MIDNIGHT + 10 * HOUR };
  expect(openAround(ward(), site({ calendarId: 'gone' }), window)).toEqual([
    { from: window.from - 2 * DAY_MS, until: window.until + 2 * DAY_MS },
  ]);
});

describe('minutes', () => {
  const down = [
    { from: MIDNIGHT + 2 * HOUR, until: MIDNIGHT + 10 * HOUR },
    { from: MIDNIGHT + 26 * HOUR, until: MIDNIGHT + 36 * HOUR },
  ];

  test('are counted by the clock and in opening hours', () => {
    const open = (span: (typeof down)[number]) =>
      openIntervals(office, indexHolidays([]), span).reduce((sum, one) => sum + one.until - one.from, 0);
    const openMs = down.map(open).reduce((sum, ms) => sum + ms, 0);
    expect(openMs).toBeGreaterThan(0);
    expect(openMs).toBeLessThan(18 * HOUR);
    expect(minutesIn(ward(), site({}))(down)).toEqual({
      wholeMs: 18 * HOUR,
      openMs,
      calendar: office.id,
      calendarVersion: office.versions[0]?.version,
    });
    expect(minutesIn(ward(), site({}))(down.toReversed().toReversed().slice(0, 1)).wholeMs).toBe(8 * HOUR);
  });

  test('of no down time are none', () => {
    expect(minutesIn(ward(), undefined)([])).toMatchObject({ wholeMs: 0, openMs: 0, calendar: ALWAYS.id });
  });

  test('of a span that holds another reach to the later end', () => {
    const [long, short] = [
      { from: MIDNIGHT, until: MIDNIGHT + 9 * HOUR },
      { from: MIDNIGHT + HOUR, until: MIDNIGHT + 2 * HOUR },
    ];
    expect(minutesIn(ward(), site({ calendarId: 'gone' }))([long, short]).openMs).toBe(9 * HOUR);
  });

  test('name the version of the calendar that held at the start', () => {
    const [version] = office.versions;
    if (!version) throw new TypeError('a version');
    const versions = [version, { ...version, version: 7, validFrom: '2026-03-11' }];
    const settings = { ...ward(), calendars: new Map([[office.id, { ...office, versions }]]) };
    const versionFor = (from: number) =>
      minutesIn(settings, site({}))([{ from, until: from + 2 * DAY_MS }]).calendarVersion;
    expect([versionFor(MIDNIGHT + DAY_MS - 1), versionFor(MIDNIGHT + DAY_MS)]).toEqual([version.version, 7]);
  });
});

test('ties of a site are what it may share', () => {
  expect(tiesOf(site({ provider: 'VNPT', feeder: '471' }))).toEqual({ siteId: 's1', provider: 'VNPT', feeder: '471' });
});

test('tied to a site are others with its feeder or its provider; without either none are', () => {
  const sites = [
    site({ provider: 'VNPT', feeder: '471' }),
    site({ id: 's2', provider: 'VNPT' }),
    site({ id: 's3', feeder: '471' }),
    site({ id: 's4', provider: 'other', feeder: '472' }),
    site({ id: 's5' }),
    site({ id: 's6' }),
  ];
  const tied = (index: number) => tiedTo(ward(...sites), sites[index] ?? site({})).map((one) => one.id);
  expect([tied(0), tied(1), tied(2), tied(3), tied(4)]).toEqual([['s2', 's3'], ['s1'], ['s1'], [], []]);
});

test('about a service all other sites are asked, however many there are', () => {
  const sites = Array.from({ length: 300 }, (_, index) => site({ id: `m${index}` }));
  const [one = site({})] = sites;
  expect(askedAbout(ward(...sites), one, 'service:portal')).toEqual(sites.slice(1));
  expect(askedAbout(ward(...sites), one, 'site')).toEqual([]);
});
