import { describe, expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import type { LedgerRow, State } from '../model/index.ts';
import { availabilityOf, common } from './availability.ts';
import type { SubjectSpan } from './judge-site.ts';
import { outageOf, rowOf } from './ledger-rows.fixtures.ts';

const NOW = 1_000;
const WHOLE = [{ from: 0, until: 100 }];
const excluded = { by: 'officer', at: 3, reason: 'a rehearsal' };
const confirmed = { cause: 'mains-power', by: 'officer', at: 3, note: '' } as const;

/** Spans one after the other from 0 on, each with its state and its end. */
function spansOf(...pieces: readonly (readonly [State | 'hole', number])[]): SubjectSpan[] {
  return pieces.flatMap(([state, until], index) => {
    const from = pieces[index - 1]?.[1] ?? 0;
    return state === 'hole' ? [] : [{ subject: 'site', from, until, state, under: null, reason: null }];
  });
}
const sumsOf = (spans: readonly SubjectSpan[], rows: readonly LedgerRow[] = [], counted: readonly Interval[] = WHOLE) =>
  availabilityOf(spans, counted, rows, NOW);
const row = (from: number, until: number | null, given: Partial<LedgerRow> = {}): LedgerRow =>
  rowOf({ from, until, ...given });
const suggested = (cause: 'dns' | 'planned') => ({ ...outageOf().suggested, cause });

describe('the figures of a period', () => {
  test('are sums of lengths, by state; what nothing covers is unknown', () => {
    const spans = spansOf(
      ['up', 40],
      ['down', 50],
      ['off', 70],
      ['planned', 80],
      ['not-equipped', 85],
      ['unknown', 90],
    );
    expect(sumsOf(spans)).toEqual({
      upMs: 40,
      downMs: 10,
      offMs: 20,
      plannedMs: 10,
      notEquippedMs: 5,
      unknownMs: 15,
      excludedMs: 0,
      availability: 40 / 50,
      coverage: 70 / 85,
      byCause: [{ cause: null, confirmedMs: 0, suspectedMs: 10 }],
      outages: 0,
      longestMs: 0,
      blips: 1,
    });
  });

  test('are of the opening hours alone', () => {
    const spans = spansOf(['up', 40], ['down', 100]);
    const counted = [
      { from: 30, until: 50 },
      { from: 90, until: 120 },
    ];
    expect(sumsOf(spans, [], counted)).toMatchObject({ upMs: 10, downMs: 20, unknownMs: 20, blips: 2 });
  });

  test.each([
    ['just enough', spansOf(['up', 70], ['down', 80]), 0.8, 70 / 80],
    ['too little', spansOf(['up', 70], ['down', 79]), 0.79, null],
    ['nothing that was on', spansOf(['off', 90]), 0.9, null],
    ['nothing but failure', spansOf(['down', 90]), 0.9, 0],
    ['nothing but what was planned', spansOf(['planned', 60], ['not-equipped', 100]), null, null],
    ['nothing at all', spansOf(), 0, null],
  ])('give an availability where %s was measured, or none', (_, spans, coverage, availability) => {
    expect(sumsOf(spans)).toMatchObject({ coverage, availability });
  });
});

describe('a row', () => {
  const spans = spansOf(['up', 20], ['down', 50], ['up', 100]);

  test("tells the cause: the officer's, or else the suggested one", () => {
    const rows = [row(20, 50, { confirmed })];
    expect(sumsOf(spans, rows).byCause).toEqual([{ cause: 'mains-power', confirmedMs: 30, suspectedMs: 0 }]);
    expect(sumsOf(spans, [row(20, 50)]).byCause).toEqual([{ cause: 'internet-line', confirmedMs: 0, suspectedMs: 30 }]);
  });

  test('counts down time in it once, the first row first; the rest is in none', () => {
    const late = row(30, 48, { suggested: suggested('dns') });
    expect(sumsOf(spans, [late, row(20, 40)])).toMatchObject({
      byCause: [
        { cause: 'internet-line', confirmedMs: 0, suspectedMs: 20 },
        { cause: 'dns', confirmedMs: 0, suspectedMs: 8 },
        { cause: null, confirmedMs: 0, suspectedMs: 2 },
      ],
      outages: 2,
      longestMs: 20,
      blips: 0,
    });
  });

  test('adds to others of its cause, confirmed apart from suspected, the largest sum first', () => {
    const list = spansOf(['down', 10], ['up', 20], ['down', 30], ['up', 40], ['down', 45], ['up', 50], ['down', 75]);
    const rows = [
      row(0, 10),
      row(20, 30, { confirmed: { ...confirmed, cause: 'internet-line' } }),
      row(40, 45),
      row(50, 75, { suggested: suggested('dns') }),
    ];
    expect(sumsOf(list, rows).byCause).toEqual([
      { cause: 'internet-line', confirmedMs: 10, suspectedMs: 15 },
      { cause: 'dns', confirmedMs: 0, suspectedMs: 25 },
    ]);
    expect(
      sumsOf(list, [row(0, 10, { suggested: suggested('dns') }), row(40, 75)]).byCause.map(({ cause }) => cause),
    ).toEqual(['internet-line', 'dns', null]);
    const both = [row(0, 10), row(50, 75, { confirmed })];
    expect(sumsOf(list, both).byCause.map(({ cause }) => cause)).toEqual(['mains-power', null, 'internet-line']);
    const mixed = spansOf(['down', 20], ['up', 30], ['down', 35], ['up', 50], ['down', 68]);
    const three = [
      row(0, 20, { suggested: suggested('dns') }),
      row(30, 35),
      row(50, 68, { confirmed: { ...confirmed, cause: 'internet-line' } }),
    ];
    expect(sumsOf(mixed, three).byCause.map(({ cause }) => cause)).toEqual(['internet-line', 'dns']);
  });

  test('without down time in the period counts as an outage, with no cause', () => {
    const up = spansOf(['up', 100]);
    expect(sumsOf(up, [row(20, 50)])).toMatchObject({ byCause: [], outages: 1, longestMs: 0 });
    expect(sumsOf(up, [row(100, 120), row(-9, 0)]).outages).toBe(0);
    const hours = [
      { from: 0, until: 10 },
      { from: 40, until: 60 },
    ];
    expect(sumsOf(up, [row(20, 50)], hours).outages).toBe(1);
  });

  test('that goes on ends now', () => {
    expect(sumsOf(spans, [row(20, null)])).toMatchObject({ outages: 1, longestMs: 30 });
    expect(sumsOf(spansOf(), [row(20, null)], [{ from: NOW - 1, until: NOW }]).outages).toBe(1);
    expect(sumsOf(spansOf(), [row(20, null)], [{ from: NOW, until: NOW + 1 }]).outages).toBe(0);
  });

  test.each(['merged', 'withdrawn'] as const)('that is %s counts for nothing', (status) => {
    expect(sumsOf(spans, [row(20, 50, { status, excluded })])).toMatchObject({
      byCause: [{ cause: null }],
      outages: 0,
      excludedMs: 0,
      blips: 1,
    });
  });

  test('for which there is no evidence any more counts for nothing; one with other evidence does', () => {
    const about = (what: 'gone' | 'cause') => sumsOf(spans, [row(20, 50, { disagreement: { at: 4, what } })]);
    expect(about('gone')).toMatchObject({ outages: 0, blips: 1, byCause: [{ cause: null }] });
    expect(about('cause')).toMatchObject({ outages: 1, blips: 0, byCause: [{ cause: 'internet-line' }] });
  });

  test('that others were merged into stands for its own time and theirs', () => {
    const list = spansOf(['down', 10], ['up', 20], ['down', 30], ['up', 40], ['down', 50], ['up', 100]);
    const parts = [row(0, 10, { id: 'a' }), row(40, 50, { id: 'b', status: 'merged', mergedInto: 'a' })];
    expect(sumsOf(list, parts)).toMatchObject({
      outages: 1,
      longestMs: 20,
      blips: 1,
      byCause: [
        { cause: 'internet-line', suspectedMs: 20 },
        { cause: null, suspectedMs: 10 },
      ],
    });
    expect(sumsOf(list, parts, [{ from: 45, until: 100 }]).outages).toBe(1);
  });

  test('that is left out takes its down time out of the figures', () => {
    expect(sumsOf(spansOf(['up', 20], ['down', 50], ['planned', 60]), [row(10, 45, { excluded })])).toMatchObject({
      upMs: 20,
      downMs: 5,
      excludedMs: 25,
      unknownMs: 40,
      coverage: 25 / 65,
      outages: 0,
      longestMs: 0,
      byCause: [{ cause: null, suspectedMs: 5 }],
    });
  });
});

test('a failure that touches no row is a blip; parts of one failure are one', () => {
  const list = [...spansOf(['down', 10]), ...spansOf(['up', 10], ['down', 20], ['up', 30], ['down', 40])];
  expect(sumsOf(list).blips).toBe(2);
  expect(sumsOf(list, [row(20, 30)]).blips).toBe(2);
  expect(sumsOf(list, [row(19, 30)]).blips).toBe(1);
});

test('the common part of two lists is sorted and disjoint', () => {
  const a = [
    { from: 50, until: 70 },
    { from: 0, until: 10 },
    { from: 8, until: 20 },
  ];
  const b = [
    { from: 5, until: 55 },
    { from: 60, until: 61 },
    { from: 65, until: 90 },
  ];
  const parts = [
    { from: 5, until: 20 },
    { from: 50, until: 55 },
    { from: 60, until: 61 },
    { from: 65, until: 70 },
  ];
  expect(common(a, b)).toEqual(parts);
  expect(common(b, a)).toEqual(parts);
  expect(common(a, [])).toEqual([]);
  expect(common([{ from: 0, until: 5 }], [{ from: 5, until: 9 }])).toEqual([]);
});
