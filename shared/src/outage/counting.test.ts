import { expect, test } from 'vitest';
import { availabilityOf } from './availability.ts';
import { decide } from './decide.ts';
import type { SubjectSpan } from './judge-site.ts';
import { rowOf } from './ledger-rows.fixtures.ts';

const BY = { id: 'officer', at: 5_000 };

function down(from: number, until: number): SubjectSpan {
  return { subject: 'site', from, until, state: 'down', under: null, reason: null };
}

test('a merged row that is left out leaves out its parts, and not what lies between them', () => {
  const excluded = { by: 'officer', at: 1, reason: 'a rehearsal' };
  const head = { ...rowOf({ id: 'SC-2026-0001', from: 0, until: 10 }), until: 50, merged: ['SC-2026-0003'], excluded };
  const member = {
    ...rowOf({ id: 'SC-2026-0003', from: 40, until: 50 }),
    mergedInto: head.id,
    status: 'merged' as const,
  };
  const between = rowOf({ id: 'SC-2026-0002', from: 20, until: 30 });
  const spans = [down(0, 10), down(20, 30), down(40, 50)];
  const sums = availabilityOf(spans, [{ from: 0, until: 60 }], [head, between, member], 100);
  expect(sums).toMatchObject({ excludedMs: 20, downMs: 10, outages: 1, longestMs: 10, blips: 0 });
});

test('a row that the evidence no longer bears counts nowhere', () => {
  const gone = { ...rowOf({ from: 0, until: 10 }), disagreement: { at: 1, what: 'gone' as const } };
  expect(availabilityOf([], [{ from: 0, until: 60 }], [gone], 100)).toMatchObject({ outages: 0, longestMs: 0 });
});

test('a row that is left out is not merged, neither way, lest it count again', () => {
  const excluded = { by: 'officer', at: 1, reason: 'a rehearsal' };
  const [one, other] = [rowOf({ id: 'SC-2026-0001' }), rowOf({ id: 'SC-2026-0002', from: 3_000, until: 4_000 })];
  const merge = { action: 'merge', reason: 'one fault' } as const;
  const refused = { ok: false, error: 'merge-excluded' };
  expect(decide({ ...one, excluded }, merge, BY, [other])).toEqual(refused);
  expect(decide(one, merge, BY, [{ ...other, excluded }])).toEqual(refused);
  expect(decide(one, merge, BY, [other])).toMatchObject({ ok: true });
});

test('what goes on is not split at an instant that is still to come', () => {
  const running = rowOf({ from: 1_000, until: null });
  const split = (at: number) => decide(running, { action: 'split', at, reason: 'two faults' }, BY);
  expect(split(BY.at)).toEqual({ ok: false, error: 'split-outside' });
  expect(split(BY.at - 1)).toMatchObject({ ok: true });
});
