import { describe, expect, test } from 'vitest';
import type { LedgerRow, Verdict } from '../model/index.ts';
import type { Derived } from './derive.ts';
import { countHalf, derivedOf, outageOf, rowOf } from './ledger-rows.fixtures.ts';
import { contentOf, reconcile, type RowChange, spanning } from './reconcile.ts';

const AT = 9_000;
const other = 'SC-2026-0002';
const run = (stored: LedgerRow[], derived: Derived[]): RowChange[] => reconcile(stored, derived, countHalf, AT);
const ways = (changes: readonly RowChange[]) => changes.map(({ id, action, reason }) => [id, action, reason]);
const verdict = (given: Partial<Verdict>): Verdict => ({ ...outageOf().suggested, ...given });
const confirmed = { cause: 'mains-power', by: 'officer', at: 3, note: '' } as const;
const excluded = { by: 'officer', at: 3, reason: 'a rehearsal' };

describe('what no row tells of', () => {
  test('is a new row with nothing decided', () => {
    const down = [
      { from: 1_000, until: 1_200 },
      { from: 1_500, until: 2_000 },
    ];
    const times = {
      from: 1_000,
      until: 2_000,
      start: { earliest: 990, latest: 1_000 },
      end: { earliest: 1_990, latest: 2_000 },
      interruptions: 1,
      downMs: 700,
      minutes: { wholeMs: 700, openMs: 350, calendar: 'hours', calendarVersion: 3 },
    };
    const row = {
      ...outageOf(),
      ...times,
      status: 'closed',
      own: times,
      confirmed: null,
      disagreement: null,
      excluded: null,
      notes: [],
      attachments: [],
      ticket: null,
      mergedInto: null,
      merged: [],
      split: null,
      statements: [],
    };
    expect(run([], [derivedOf({}, down)])).toEqual([
      { id: undefined, basedOn: 0, row, action: 'opened', reason: 'evidence' },
    ]);
  });

  test('goes on where it has no end, with its down time up to now', () => {
    const [change] = run([], [derivedOf({ until: null })]);
    expect(change?.row).toMatchObject({ status: 'ongoing', until: null, end: null, downMs: 8_000, interruptions: 0 });
  });

  test('was down for no time where it was down at no instant', () => {
    expect(run([], [derivedOf({}, [])])[0]?.row).toMatchObject({ interruptions: 0, downMs: 0 });
  });
});

describe('a row', () => {
  test('that says what the evidence says is left alone', () => {
    expect(run([rowOf()], [derivedOf()])).toEqual([]);
    expect(run([rowOf({ until: null })], [derivedOf({ until: null })])).toEqual([]);
  });

  test.each([
    ['a start', { from: 1_001 }],
    ['an end', { until: 2_001 }],
    ['a cause', { suggested: verdict({ cause: 'dns' }) }],
    ['an incident', { incident: 'feeder:471@1000' }],
    ['a service', { services: ['portal'] }],
    ['evidence', { suggested: verdict({ evidence: [{ kind: 'silent', at: 1 }] }) }],
  ])('is revised by %s that is new', (_, given) => {
    const [change, ...more] = run([rowOf()], [derivedOf(given)]);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ id: 'SC-2026-0001', basedOn: 4, action: 'revised', reason: 'late-evidence' });
    expect(change?.row).toMatchObject(given);
    expect(change?.row).not.toHaveProperty('revisionNumber');
  });

  test('is revised by evidence that says more, less, or something else', () => {
    const [few, many] = [
      verdict({ evidence: [{ kind: 'boot', at: 1 }] }),
      verdict({ evidence: [{ kind: 'boot', at: 1, until: 2 }] }),
    ];
    const [one, two] = [
      verdict({ evidence: [{ kind: 'boot', at: 1, text: undefined }] }),
      verdict({ evidence: [{ kind: 'boot', at: 1, until: undefined }] }),
    ];
    for (const [before, after] of [
      [few, many],
      [many, few],
      [one, two],
    ] as const) {
      expect(run([rowOf({ suggested: before })], [derivedOf({ suggested: after })])).toHaveLength(1);
      expect(run([rowOf({ suggested: before })], [derivedOf({ suggested: structuredClone(before) })])).toEqual([]);
    }
  });

  test('that went on is closed by an end, and goes on again where that end was none', () => {
    const open = rowOf({ until: null });
    const [closed] = run([open], [derivedOf()]);
    expect(closed).toMatchObject({ action: 'closed', reason: 'evidence', row: { status: 'closed', until: 2_000 } });
    expect(closed?.row.downMs).toBe(1_000);
    const [again] = run([rowOf()], [derivedOf({ until: null })]);
    expect(again).toMatchObject({ action: 'revised', reason: 'late-evidence', row: { status: 'ongoing', end: null } });
  });

  test('that goes on is revised by evidence of now, and keeps the figures of its last revision', () => {
    const open = rowOf({ until: null, downMs: 40 });
    expect(run([open], [derivedOf({ until: null })])).toEqual([]);
    const [change] = run([open], [derivedOf({ until: null, incident: 'x' })]);
    expect(change).toMatchObject({ action: 'revised', reason: 'evidence' });
    expect(change?.row).toMatchObject({
      downMs: 40,
      minutes: { wholeMs: 40 },
      own: { downMs: 40, minutes: { wholeMs: 40 } },
    });
  });

  test('without evidence is withdrawn; one that went on ends as that is known', () => {
    expect(ways(run([rowOf()], []))).toEqual([['SC-2026-0001', 'withdrawn', 'late-evidence']]);
    expect(run([rowOf()], [])[0]?.row).toEqual({ ...contentOf(rowOf()), status: 'withdrawn' });
    const [change] = run([rowOf({ until: null })], []);
    expect(change?.basedOn).toBe(4);
    const end = { until: AT, end: { earliest: 1_000, latest: AT } };
    expect(change?.row).toMatchObject({ ...end, status: 'withdrawn', own: end });
  });

  test.each([
    ['confirmed', { confirmed }],
    ['left out', { excluded }],
    ['merged into another', { mergedInto: other, status: 'merged' }],
  ] as const)('without evidence that a person has %s stays, and says so', (_, given) => {
    const row = rowOf(given);
    const [change, ...more] = run([row], []);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ action: 'revised', reason: 'late-evidence', basedOn: 4 });
    expect(change?.row).toEqual({ ...contentOf(row), disagreement: { at: AT, what: 'gone' } });
    expect(run([{ ...row, disagreement: { at: 1, what: 'gone' } }], [])).toEqual([]);
    expect(run([{ ...row, disagreement: { at: 1, what: 'cause' } }], [])).toHaveLength(1);
  });

  test('without evidence that others were merged into stays', () => {
    const row = rowOf({ merged: [other] });
    expect(run([row], [])[0]?.row).toMatchObject({ status: 'closed', disagreement: { at: AT, what: 'gone' } });
  });

  test('that was withdrawn stays so until its evidence is back', () => {
    const row = rowOf({ status: 'withdrawn' });
    expect(run([row], [])).toEqual([]);
    expect(ways(run([row], [derivedOf()]))).toEqual([['SC-2026-0001', 'returned', 'evidence']]);
    expect(run([row], [derivedOf()])[0]?.row.status).toBe('closed');
  });

  test('that was merged stays merged, whatever becomes of its times', () => {
    const row = rowOf({ mergedInto: other, status: 'merged' });
    expect(run([row], [derivedOf()])).toEqual([]);
    expect(run([row], [derivedOf({ until: 2_001 })])[0]?.row.status).toBe('merged');
    expect(run([row], [derivedOf({ until: null })])[0]?.row.status).toBe('merged');
  });
});

describe('a cause that an officer has named', () => {
  const after = (row: Partial<LedgerRow>, suggested: Partial<Verdict>) =>
    run([rowOf({ confirmed, ...row })], [derivedOf({ suggested: verdict(suggested), services: ['x'] })])[0]?.row
      .disagreement;

  test('is spoken against by new evidence of another, since it is known', () => {
    expect(after({}, { cause: 'dns' })).toEqual({ at: AT, what: 'cause' });
    const known = { at: 7, what: 'cause' } as const;
    expect(after({ disagreement: known }, { cause: 'dns' })).toEqual(known);
    expect(after({ disagreement: { at: 7, what: 'gone' } }, { cause: 'dns' })).toEqual({ at: AT, what: 'cause' });
  });

  test('is not by what was suggested already as it was named', () => {
    expect(after({}, {})).toBeNull();
    expect(after({ disagreement: { at: 7, what: 'gone' } }, {})).toBeNull();
  });

  test('is no longer by evidence that agrees, or that tells nothing', () => {
    const disagreement = { at: 7, what: 'cause' } as const;
    expect(after({ disagreement }, { cause: 'mains-power' })).toBeNull();
    expect(after({ disagreement }, { cause: 'undetermined', confidence: 'undetermined' })).toBeNull();
  });

  test('none can be spoken against where there is none', () => {
    expect(after({ confirmed: null }, { cause: 'dns' })).toBeNull();
  });
});

describe('rows and outages', () => {
  const rows = [rowOf({ until: 2_000 }), rowOf({ id: other, from: 3_000, until: 4_000 })];

  test('belong together where they overlap most', () => {
    const changes = run(rows, [derivedOf({ from: 1_900, until: 3_500 })]);
    expect(changes.map(({ id, action }) => [id, action])).toEqual([
      [other, 'revised'],
      ['SC-2026-0001', 'withdrawn'],
    ]);
    const [kept, opened] = run(
      [rowOf({ from: 1_000, until: 4_000 })],
      [derivedOf({ until: 1_500 }), derivedOf({ from: 2_000, until: 4_000 })],
    );
    expect([kept?.action, opened?.action]).toEqual(['opened', 'revised']);
    expect(opened?.id).toBe('SC-2026-0001');
  });

  test('of the same overlap, the earlier outage has the row', () => {
    const derived = [derivedOf({ from: 2_500, until: 3_500 }), derivedOf({ from: 1_000, until: 2_000 })];
    const changes = run([rowOf({ from: 1_000, until: 3_500 })], derived);
    expect(changes.find((one) => one.id !== undefined)?.row.from).toBe(1_000);
    expect(changes.find((one) => one.id === undefined)?.row.from).toBe(2_500);
  });

  test('that only touch do not belong together', () => {
    const changes = run([rowOf()], [derivedOf({ from: 2_000, until: 3_000 })]);
    expect(changes.map(({ action }) => action)).toEqual(['opened', 'withdrawn']);
  });

  test('of another subject or site do not belong together', () => {
    for (const given of [{ subject: 'power' }, { siteId: 's2' }] as const) {
      expect(run([rowOf()], [derivedOf(given)]).map(({ action }) => action)).toEqual(['opened', 'withdrawn']);
    }
  });

  test('go on together where neither has an end', () => {
    const open = [rowOf({ until: null }), rowOf({ id: other, from: 5_000, until: 8_000 })];
    expect(run(open, [derivedOf({ until: null })]).map(({ id, action }) => [id, action])).toEqual([
      [other, 'withdrawn'],
    ]);
  });

  test('a row that counts has the outage before one that was withdrawn and overlaps it more', () => {
    const stored = [rowOf({ status: 'withdrawn' }), rowOf({ id: other, from: 1_500, until: 2_000 })];
    expect(ways(run(stored, [derivedOf()]))).toEqual([[other, 'revised', 'late-evidence']]);
    expect(ways(run(stored.toReversed(), [derivedOf()]))).toEqual([[other, 'revised', 'late-evidence']]);
  });

  test('more outages than one find their rows, in any order', () => {
    const derived = [derivedOf({ from: 3_000, until: 4_000 }), derivedOf()];
    expect(run(rows, derived)).toEqual([]);
    expect(run(rows.toReversed(), derived)).toEqual([]);
  });
});

describe('rows that were split', () => {
  const cut = { earliest: 1_400, latest: 1_400 };
  const first = rowOf({ until: 1_400, end: cut, split: { of: 'SC-2026-0001', from: null, until: 1_400 } });
  const second = rowOf({ id: other, from: 1_400, start: cut, split: { of: 'SC-2026-0001', from: 1_400, until: null } });

  test('follow one outage, each with its part', () => {
    expect(run([first, second], [derivedOf()])).toEqual([]);
    const down = [
      { from: 900, until: 1_100 },
      { from: 1_300, until: 1_600 },
    ];
    const [one, two] = run([first, second], [derivedOf({ from: 900, until: 2_500 }, down)]);
    expect(one?.row).toMatchObject({ from: 900, until: 1_400, end: cut, downMs: 300, interruptions: 1 });
    expect(one?.row.start).toEqual({ earliest: 890, latest: 900 });
    expect(two?.row).toMatchObject({ from: 1_400, start: cut, until: 2_500, downMs: 200, interruptions: 0 });
    expect(two?.row.end).toEqual({ earliest: 2_490, latest: 2_500 });
  });

  test('of an outage that goes on: the first has an end, the second goes on', () => {
    const [two, ...more] = run([first, second], [derivedOf({ until: null })]);
    expect(more).toEqual([]);
    expect(two).toMatchObject({ id: other, row: { status: 'ongoing', until: null, end: null, from: 1_400 } });
  });

  test('of which nothing is left are withdrawn, at the edge too', () => {
    for (const [until, gone] of [
      [1_400, other],
      [1_401, undefined],
    ] as const) {
      const withdrawn = run([first, second], [derivedOf({ until })]).filter((one) => one.action === 'withdrawn');
      expect(withdrawn.map((one) => one.id)).toEqual(gone === undefined ? [] : [gone]);
    }
    for (const [from, gone] of [
      [1_400, 'SC-2026-0001'],
      [1_399, undefined],
    ] as const) {
      const withdrawn = run([first, second], [derivedOf({ from })]).filter((one) => one.action === 'withdrawn');
      expect(withdrawn.map((one) => one.id)).toEqual(gone === undefined ? [] : [gone]);
    }
  });

  test('keep the edges of the outage where these lie within their part', () => {
    const [one, two] = run([first, second], [derivedOf({ from: 1_401, until: 1_800 })]).toSorted((a, b) =>
      (a.id ?? '').localeCompare(b.id ?? ''),
    );
    expect(one?.action).toBe('withdrawn');
    expect(two?.row).toMatchObject({ from: 1_401, start: { earliest: 1_391, latest: 1_401 }, until: 1_800 });
    const [only] = run([first], [derivedOf({ until: 1_300 })]);
    expect(only?.row).toMatchObject({ until: 1_300, end: { earliest: 1_290, latest: 1_300 } });
    const [edge] = run([first], [derivedOf({ until: 1_400 })]);
    expect(edge?.row.end).toEqual({ earliest: 1_390, latest: 1_400 });
    const [start] = run([second], [derivedOf({ from: 1_400 })]);
    expect(start?.row.start).toEqual({ earliest: 1_390, latest: 1_400 });
  });

  test('overlap an outage by the sum of their parts', () => {
    const whole = rowOf({ id: 'SC-2026-0003', from: 900, until: 1_600 });
    const changes = run([whole, first, second], [derivedOf()]);
    expect(ways(changes)).toEqual([['SC-2026-0003', 'withdrawn', 'late-evidence']]);
  });
});

describe('a row that others were merged into', () => {
  const member = rowOf({ id: other, from: 3_000, until: 4_000, mergedInto: 'SC-2026-0001', status: 'merged' });
  const plain = rowOf();
  const head: LedgerRow = {
    ...plain,
    until: 4_000,
    end: { earliest: 3_990, latest: 4_000 },
    downMs: 2_000,
    interruptions: 1,
    minutes: countHalf([{ from: 0, until: 2_000 }]),
    merged: [other],
  };
  const both = [derivedOf(), derivedOf({ from: 3_000, until: 4_000 })];

  test('is left alone while nothing changes', () => {
    expect(run([head, member], both)).toEqual([]);
  });

  test('follows what becomes of them', () => {
    const changes = run([head, member], [derivedOf(), derivedOf({ from: 3_000, until: 4_500 })]);
    expect(ways(changes)).toEqual([
      ['SC-2026-0001', 'revised', 'late-evidence'],
      [other, 'revised', 'late-evidence'],
    ]);
    expect(changes[0]).toMatchObject({ basedOn: 4, row: { from: 1_000, until: 4_500, downMs: 2_500, own: plain.own } });
  });

  test('covers them where it changes itself as well', () => {
    const changes = run([head, member], [derivedOf({ from: 800 }), derivedOf({ from: 3_000, until: 4_000 })]);
    expect(ways(changes)).toEqual([['SC-2026-0001', 'revised', 'late-evidence']]);
    expect(changes[0]?.row).toMatchObject({ from: 800, until: 4_000, downMs: 2_200, own: { from: 800, until: 2_000 } });
  });

  test('is not touched while one of them is out of sight', () => {
    expect(
      run(
        [{ ...head, merged: [other, 'SC-2026-0003'] }, member],
        [both[0], derivedOf({ from: 3_000, until: 4_500 })].flatMap((one) => one ?? []),
      ),
    ).toHaveLength(2);
    const changes = run([{ ...head, merged: [other, 'SC-2026-0003'] }, member], both);
    expect(changes.map((one) => [one.id, one.row.until])).toEqual([['SC-2026-0001', 2_000]]);
  });

  test('counts none that has no evidence left', () => {
    const changes = run([head, member], [derivedOf()]);
    expect(changes.map((one) => [one.id, one.row.until, one.row.downMs])).toEqual([
      ['SC-2026-0001', 2_000, 1_000],
      [other, 4_000, 1_000],
    ]);
  });
});

test('a row that others were merged into follows them although it has no evidence of its own left', () => {
  const head = rowOf({ until: 4_000, own: rowOf().own, merged: [other], disagreement: { at: 7, what: 'gone' } });
  const stored = [head, rowOf({ id: other, from: 3_000, until: 4_000, mergedInto: head.id, status: 'merged' })];
  const changes = run(stored, [derivedOf({ from: 3_000, until: 4_500 })]);
  expect(ways(changes)).toEqual([
    [other, 'revised', 'late-evidence'],
    [head.id, 'revised', 'late-evidence'],
  ]);
  expect(changes[1]).toMatchObject({ basedOn: 4, row: { from: 3_000, until: 4_500, downMs: 1_500 } });
});

test('a group that was withdrawn in part counts like one that was not', () => {
  const split = { of: 'SC-2026-0001', from: null, until: 1_200 };
  const stored = [
    rowOf({ status: 'withdrawn', until: 1_200, split }),
    rowOf({ id: other, from: 1_200, split: { ...split, from: 1_200, until: null } }),
    rowOf({ id: 'SC-2026-0003', from: 1_500 }),
  ];
  expect(
    run(stored, [derivedOf()])
      .filter((one) => one.action === 'withdrawn')
      .map((one) => one.id),
  ).toEqual(['SC-2026-0003']);
});

test('a disagreement that is over is a change by itself', () => {
  const suggested = verdict({ cause: 'mains-power' });
  const row = rowOf({ confirmed, suggested, disagreement: { at: 7, what: 'cause' } });
  expect(run([row], [derivedOf({ suggested })]).map((change) => change.row.disagreement)).toEqual([null]);
});

describe('a row that spans others', () => {
  const gone = { at: 1, what: 'gone' } as const;
  const [early, late] = [rowOf({ interruptions: 2 }), rowOf({ from: 500, until: 3_000, interruptions: 1 })].map(
    contentOf,
  );

  test('reaches from the first start to the last end, with the down time of all', () => {
    if (!early || !late) throw new TypeError('two rows');
    expect(spanning(early, [late])).toEqual({
      ...early,
      from: 500,
      start: late.start,
      until: 3_000,
      end: late.end,
      interruptions: 4,
      downMs: 3_500,
      minutes: { wholeMs: 3_500, openMs: 1_750, calendar: 'hours', calendarVersion: 3 },
    });
  });

  test('goes on where one of them does, and is merged where it was merged', () => {
    const head = contentOf(rowOf());
    const open = contentOf(rowOf({ from: 3_000, until: null }));
    expect(spanning(head, [open, contentOf(rowOf({ from: 4_000, until: 5_000 }))])).toMatchObject({
      status: 'ongoing',
      until: null,
      end: null,
    });
    expect(spanning({ ...head, mergedInto: 'x' }, [open]).status).toBe('merged');
  });

  test('leaves out those without evidence, unless none has any', () => {
    const head = contentOf(rowOf({ disagreement: gone }));
    const member = contentOf(rowOf({ from: 3_000, until: 4_000 }));
    expect(spanning(head, [member])).toMatchObject({ from: 3_000, until: 4_000, downMs: 1_000, interruptions: 0 });
    expect(spanning(head, [{ ...member, disagreement: gone }])).toMatchObject({
      from: 1_000,
      until: 4_000,
      downMs: 2_000,
    });
    expect(spanning({ ...head, disagreement: { at: 1, what: 'cause' } }, [member]).from).toBe(1_000);
  });
});

test('the content of a row is all but what the store adds', () => {
  const { id: _id, revisionNumber: _number, updatedAt: _at, ...rest } = rowOf();
  expect(contentOf(rowOf())).toEqual(rest);
});
