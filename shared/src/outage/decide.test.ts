import { describe, expect, test } from 'vitest';
import type { LedgerRow } from '../model/index.ts';
import { decide, type Decision } from './decide.ts';
import { countHalf, rowOf } from './ledger-rows.fixtures.ts';
import { contentOf } from './reconcile.ts';

const by = { id: 'officer', at: 8_000 };
const other = 'SC-2026-0002';
const confirmed = { cause: 'mains-power', by: 'someone', at: 3, note: '' } as const;
const excluded = { by: 'someone', at: 3, reason: 'a rehearsal' };
const disagreement = { at: 7, what: 'cause' } as const;
const DECISIONS: Decision[] = [
  { action: 'confirm', cause: 'dns' },
  { action: 'unconfirm', reason: 'why' },
  { action: 'note', text: 'why' },
  { action: 'ticket', ticket: 'T-1' },
  { action: 'merge', reason: 'why' },
  { action: 'split', at: 1_500, reason: 'why' },
  { action: 'exclude', reason: 'why' },
  { action: 'include', reason: 'why' },
];

/** The one change that a decision writes. */
function changeOf(row: LedgerRow, decision: Decision) {
  const outcome = decide(row, decision, by);
  if (!outcome.ok) return outcome.error;
  expect(outcome.changes).toHaveLength(1);
  expect(outcome.changes[0]).toMatchObject({ id: row.id, basedOn: 4, action: decision.action });
  return outcome.changes[0];
}

test.each(['withdrawn', 'merged'] as const)('nothing can be decided of a row that is %s', (status) => {
  for (const decision of DECISIONS) {
    expect(decide(rowOf({ status, confirmed, excluded }), decision, by)).toEqual({
      ok: false,
      error: 'row-not-counted',
    });
  }
});

describe('an officer', () => {
  test('names a cause, with a note or without, and nothing disagrees any longer', () => {
    const row = rowOf({ disagreement });
    const plain = { cause: 'dns', by: 'officer', at: 8_000, note: '' };
    expect(changeOf(row, { action: 'confirm', cause: 'dns' })).toMatchObject({
      reason: '',
      row: { ...contentOf(row), confirmed: plain, disagreement: null },
    });
    expect(changeOf(row, { action: 'confirm', cause: 'dns', note: 'seen' })).toMatchObject({
      reason: 'seen',
      row: { confirmed: { ...plain, note: 'seen' } },
    });
  });

  test('takes a cause back that was named', () => {
    const row = rowOf({ confirmed, disagreement });
    expect(changeOf(row, { action: 'unconfirm', reason: 'why' })).toMatchObject({
      reason: 'why',
      row: { ...contentOf(row), confirmed: null, disagreement: null },
    });
    expect(changeOf(rowOf(), { action: 'unconfirm', reason: 'why' })).toBe('not-confirmed');
  });

  test('adds a note to those that there are', () => {
    const first = { by: 'someone', at: 1, text: 'first' };
    expect(changeOf(rowOf({ notes: [first], disagreement }), { action: 'note', text: 'second' })).toMatchObject({
      reason: 'second',
      row: { notes: [first, { by: 'officer', at: 8_000, text: 'second' }], disagreement },
    });
  });

  test('sets a ticket and removes it', () => {
    expect(changeOf(rowOf(), { action: 'ticket', ticket: 'T-1' })).toMatchObject({
      reason: 'T-1',
      row: { ticket: 'T-1' },
    });
    expect(changeOf(rowOf({ ticket: 'T-1' }), { action: 'ticket', ticket: null })).toMatchObject({
      reason: '',
      row: { ticket: null },
    });
  });

  test('leaves a row out once, and takes it in again', () => {
    expect(changeOf(rowOf(), { action: 'exclude', reason: 'why' })).toMatchObject({
      reason: 'why',
      row: { excluded: { by: 'officer', at: 8_000, reason: 'why' } },
    });
    expect(changeOf(rowOf({ excluded }), { action: 'exclude', reason: 'why' })).toBe('excluded-already');
    expect(changeOf(rowOf({ excluded }), { action: 'include', reason: 'why' })).toMatchObject({
      reason: 'why',
      row: { ...contentOf(rowOf()), excluded: null },
    });
    expect(changeOf(rowOf(), { action: 'include', reason: 'why' })).toBe('not-excluded');
  });
});

describe('merging', () => {
  const late = rowOf({ id: other, from: 3_000, until: 4_000, revisionNumber: 9 });
  const later = rowOf({ id: 'SC-2026-0003', from: 5_000, until: 6_000 });
  const merge = (row: LedgerRow, others: readonly LedgerRow[]) =>
    decide(row, { action: 'merge', reason: 'why' }, by, others);

  test('makes one row cover the others', () => {
    const head = {
      merged: [other],
      from: 1_000,
      until: 4_000,
      downMs: 2_000,
      interruptions: 1,
      status: 'closed',
      own: rowOf().own,
    };
    const outcome = merge(rowOf(), [late]);
    expect(outcome).toMatchObject({
      ok: true,
      changes: [
        { id: 'SC-2026-0001', basedOn: 4, action: 'merge', reason: 'why', row: head },
        { id: other, basedOn: 9, action: 'merge', reason: 'why' },
      ],
    });
    expect(outcome.ok && outcome.changes[1]?.row).toEqual({
      ...contentOf(late),
      mergedInto: 'SC-2026-0001',
      status: 'merged',
    });
  });

  test.each([
    ['a row with itself', {}, [rowOf()], 'merge-itself'],
    ['a row with itself and another', {}, [late, rowOf()], 'merge-itself'],
    ['rows of two sites', {}, [late, { ...late, siteId: 's2' }], 'merge-elsewhere'],
    ['rows of two subjects', {}, [{ ...late, subject: 'power' }, late], 'merge-elsewhere'],
    ['a row that is merged already', {}, [late, { ...later, mergedInto: 'x' }], 'merge-twice'],
    ['a row that covers others already', {}, [{ ...later, merged: ['x'] }, late], 'merge-twice'],
    ['a row that does not count', {}, [late, { ...later, status: 'withdrawn' }], 'merge-twice'],
    ['one row twice', {}, [late, late], 'merge-twice'],
    ['into a row that covers others already', { merged: ['x'] }, [late], 'merge-twice'],
  ] as const)('is refused for %s', (_, given, others, error) => {
    const row = rowOf({ ...given, merged: 'merged' in given ? [...given.merged] : [] });
    expect(merge(row, others as readonly LedgerRow[])).toEqual({ ok: false, error });
  });

  test('takes several rows at once, in their order', () => {
    const outcome = merge(rowOf(), [later, late]);
    expect(outcome).toMatchObject({
      changes: [{ row: { merged: [later.id, other], until: 6_000 } }, { id: later.id }, { id: other }],
    });
  });

  test('of no rows changes nothing but the revision', () => {
    expect(decide(rowOf(), { action: 'merge', reason: 'why' }, by)).toMatchObject({
      changes: [{ row: contentOf(rowOf()) }],
    });
  });
});

describe('splitting', () => {
  const cut = { earliest: 1_400, latest: 1_400 };
  const count = (from: number, until: number | null) => {
    const downMs = (until ?? 9_000) - from;
    return { downMs, minutes: countHalf([{ from: 0, until: downMs }]), interruptions: until ?? 0 };
  };
  const split = (row: LedgerRow, at: number) => {
    const outcome = decide(row, { action: 'split', at, reason: 'why' }, by, [], count);
    return outcome.ok ? outcome.changes : outcome.error;
  };
  const attachment = {
    id: 'a',
    hash: 'b'.repeat(64),
    name: 'x',
    type: 'y',
    bytes: 1,
    addedAt: 1,
    addedBy: 'officer',
  } as unknown as LedgerRow['attachments'][number];
  const decided = { notes: [{ by: 'officer', at: 1, text: 'x' }], ticket: 'T-1', attachments: [attachment], excluded };

  test('makes two rows of one; what was written down stays with the first', () => {
    const row = rowOf(decided);
    const first = {
      ...row.own,
      until: 1_400,
      end: cut,
      downMs: 400,
      minutes: count(0, 400).minutes,
      interruptions: 1_400,
    };
    const second = {
      ...row.own,
      from: 1_400,
      start: cut,
      downMs: 600,
      minutes: count(0, 600).minutes,
      interruptions: 2_000,
    };
    const of = 'SC-2026-0001';
    expect(split(row, 1_400)).toEqual([
      {
        id: of,
        basedOn: 4,
        action: 'split',
        reason: 'why',
        row: { ...contentOf(row), ...first, own: first, status: 'closed', split: { of, from: null, until: 1_400 } },
      },
      {
        id: undefined,
        basedOn: 0,
        action: 'split',
        reason: 'why',
        row: {
          ...contentOf(row),
          ...second,
          own: second,
          status: 'closed',
          split: { of, from: 1_400, until: null },
          notes: [],
          attachments: [],
          ticket: null,
        },
      },
    ]);
  });

  test('of one that goes on leaves the second going on', () => {
    expect(split(rowOf({ until: null }), 5_000)).toMatchObject([
      { row: { status: 'closed', until: 5_000 } },
      { row: { status: 'ongoing', until: null, end: null, from: 5_000 } },
    ]);
  });

  test('of a part that was split already stays within that part', () => {
    const part = rowOf({ split: { of: other, from: 900, until: 2_100 } });
    expect(split(part, 1_400)).toMatchObject([
      { row: { split: { of: other, from: 900, until: 1_400 } } },
      { row: { split: { of: other, from: 1_400, until: 2_100 } } },
    ]);
  });

  test('is refused at the edges and beyond, and for a row that covers others', () => {
    for (const at of [999, 1_000, 2_000, 2_001]) expect(split(rowOf(), at)).toBe('split-outside');
    for (const at of [1_001, 1_999]) expect(split(rowOf(), at)).toHaveLength(2);
    expect(split(rowOf({ until: null }), 1_000)).toBe('split-outside');
    expect(split(rowOf({ merged: [other] }), 1_400)).toBe('split-merged');
  });

  test('counts each part like the whole where nobody counts again', () => {
    const outcome = decide(rowOf(), { action: 'split', at: 1_400, reason: '' }, by);
    expect(outcome).toMatchObject({ changes: [{ row: { downMs: 1_000 } }, { row: { downMs: 1_000 } }] });
    const counted = decide(rowOf({ own: { ...rowOf().own, from: 1 } }), { action: 'split', at: 1_400, reason: '' }, by);
    expect(counted).toMatchObject({ changes: [{ row: { from: 1 } }, {}] });
  });
});
