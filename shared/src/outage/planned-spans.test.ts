import { describe, expect, test } from 'vitest';
import type { PlannedWindow } from '../model/index.ts';
import { plannedSpans } from './planned-spans.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const SITE = { siteId: 's1', provider: 'VNPT', feeder: '471' };
const WINDOW = { from: 0, until: 10 * WEEK };

function planned(given: Partial<PlannedWindow>): PlannedWindow {
  return {
    id: 'w1',
    kind: 'maintenance',
    scope: { kind: 'all' },
    from: HOUR,
    until: 3 * HOUR,
    weekly: false,
    repeatUntil: null,
    reason: 'Bảo trì (mẫu)',
    source: '12/TB',
    enteredBy: 'p1',
    enteredAt: 5,
    cancelledAt: null,
    ...given,
  };
}

const startsOf = (windows: PlannedWindow[], window = WINDOW): number[] =>
  plannedSpans(windows, SITE, window).map((span) => span.from);

test('a window falls on the site with its number, or its reason where it has none', () => {
  const kept = { from: HOUR, until: 3 * HOUR, windowId: 'w1', kind: 'maintenance', enteredAt: 5 };
  expect(plannedSpans([planned({})], SITE, WINDOW)).toEqual([{ ...kept, source: '12/TB' }]);
  expect(plannedSpans([planned({ source: '' })], SITE, WINDOW)).toEqual([{ ...kept, source: 'Bảo trì (mẫu)' }]);
});

test('a window that was called off falls on nobody', () => {
  expect(startsOf([planned({ cancelledAt: 7 })])).toEqual([]);
});

describe('a window for', () => {
  const covers = (scope: PlannedWindow['scope']): boolean => startsOf([planned({ scope })]).length > 0;

  test('sites falls on those', () => {
    expect(covers({ kind: 'sites', siteIds: ['s0', 's1'] })).toBe(true);
    expect(covers({ kind: 'sites', siteIds: ['s0'] })).toBe(false);
  });

  test('a feeder or a provider falls on the sites that have it', () => {
    expect(covers({ kind: 'feeder', feeder: '471' })).toBe(true);
    expect(covers({ kind: 'feeder', feeder: 'VNPT' })).toBe(false);
    expect(covers({ kind: 'provider', provider: 'VNPT' })).toBe(true);
    expect(covers({ kind: 'provider', provider: '471' })).toBe(false);
  });
});

test('one occurrence counts where it touches the window, and edges do not touch', () => {
  expect(startsOf([planned({})], { from: 3 * HOUR, until: 4 * HOUR })).toEqual([]);
  expect(startsOf([planned({})], { from: 3 * HOUR - 1, until: 4 * HOUR })).toEqual([HOUR]);
  expect(startsOf([planned({})], { from: 0, until: HOUR })).toEqual([]);
  expect(startsOf([planned({})], { from: 0, until: HOUR + 1 })).toEqual([HOUR]);
});

test('a weekly window comes again each week, until it is ended', () => {
  const weekly = planned({ weekly: true });
  expect(startsOf([weekly], { from: 0, until: 2 * WEEK + HOUR })).toEqual([HOUR, WEEK + HOUR]);
  expect(startsOf([weekly], { from: 5 * WEEK + 2 * HOUR, until: 6 * WEEK })).toEqual([5 * WEEK + HOUR]);
  expect(startsOf([weekly], { from: 5 * WEEK + 3 * HOUR, until: 6 * WEEK })).toEqual([]);
  expect(startsOf([planned({ weekly: true, repeatUntil: WEEK + HOUR })])).toEqual([HOUR]);
  expect(startsOf([planned({ weekly: true, repeatUntil: WEEK + HOUR + 1 })])).toEqual([HOUR, WEEK + HOUR]);
});

test('a weekly window does not come before its first day', () => {
  expect(startsOf([planned({ weekly: true })], { from: -3 * WEEK, until: HOUR + 1 })).toEqual([HOUR]);
});

test('occurrences of several windows are in order', () => {
  const late = planned({ id: 'w2', from: 2 * HOUR });
  expect(startsOf([late, planned({ weekly: true })], { from: 0, until: WEEK + 2 * HOUR })).toEqual([
    HOUR,
    2 * HOUR,
    WEEK + HOUR,
  ]);
});
