import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAUSES, type LedgerRow } from '../model/index.ts';
import { common } from './availability.ts';
import { decide, type Decision } from './decide.ts';
import { DEFAULT_RULES } from './evidence.ts';
import { LENGTH_MS, type RandomWard, randomOf, randomWards, runs, START } from './random-wards.fixtures.ts';
import { reconcile } from './reconcile.ts';
import { countIn, LedgerScript } from './scenarios/ledger-script.fixtures.ts';
import { judgeWard } from './ward.ts';

const SEED = 149;
const OPEN = [{ from: START + 3_600_000, until: START + 4 * 3_600_000 }];

/** Instants at which a ledger is brought up to date, the last of them the end of the history. */
const looks = fc
  .array(fc.integer({ min: 1, max: LENGTH_MS - 1 }), { maxLength: 8 })
  .map((instants) => [...new Set(instants.map((after) => START + after))].sort((a, b) => a - b));

function lookAt(ledger: LedgerScript, ward: RandomWard, now: number): void {
  const window = { from: START, until: now };
  for (const { siteId, derived } of judgeWard(ward.at(now), window, DEFAULT_RULES, now)) {
    ledger.reconcile(siteId, derived, OPEN, now);
  }
}

/** What of the rows that count was derived, whatever their ids; down time as far as they are over. */
function derivedIn(ledger: LedgerScript) {
  const counted = [...ledger.rows.values()].filter((row) => row.status === 'ongoing' || row.status === 'closed');
  return counted
    .map((row) => {
      const { id: _id, revisionNumber: _number, updatedAt: _at, own: _own, downMs, minutes, ...content } = row;
      return [content, row.until === null ? null : { downMs, minutes }];
    })
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function decideAtRandom(ledger: LedgerScript, at: number, seed: number): void {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const rows = [...ledger.rows.values()];
  for (let turn = 0; turn < 3; turn += 1) {
    const row = pick(rows.map(({ id }) => ledger.rows.get(id)));
    if (!row) return;
    const cause = pick(CAUSES) ?? 'undetermined';
    const middle = Math.floor((row.from + (row.until ?? at)) / 2);
    const decision = pick<Decision>([
      { action: 'confirm', cause },
      { action: 'exclude', reason: 'a rehearsal' },
      { action: 'note', text: 'seen' },
      { action: 'ticket', ticket: 'PC-1' },
      { action: 'split', at: middle, reason: 'two causes' },
      { action: 'merge', reason: 'one cause' },
    ]);
    const others = rows.filter((other) => other.subject === row.subject && other.siteId === row.siteId);
    const members = decision?.action === 'merge' ? others.filter((one) => one.id !== row.id).slice(0, 2) : [];
    const now = members.flatMap((one) => ledger.rows.get(one.id) ?? []);
    const outcome = decision && decide(row, decision, { id: 'officer', at }, now, countAgainOf(row));
    if (outcome?.ok) ledger.write(outcome.changes, at);
  }
}

/** Splits the down time of a row as if it had been down all the time. */
function countAgainOf(row: LedgerRow) {
  return (from: number, until: number | null) => {
    const part = { from, until: Math.min(until ?? Infinity, row.own.from + row.own.downMs) };
    const down = common([part], [{ from: row.own.from, until: row.own.from + row.own.downMs }]);
    const downMs = down.reduce((sum, span) => sum + span.until - span.from, 0);
    return { downMs, interruptions: 0, minutes: countIn([])(down) };
  };
}

test('rows reached by any sequence of looks are those reached by one look', () => {
  fc.assert(
    fc.property(randomWards, looks, (ward, instants) => {
      const [step, once] = [new LedgerScript(), new LedgerScript()];
      for (const now of [...instants, ward.now]) lookAt(step, ward, now);
      lookAt(once, ward, ward.now);
      expect(derivedIn(step)).toEqual(derivedIn(once));
    }),
    { numRuns: runs(100), seed: SEED },
  );
});

test('a second look at the same evidence writes nothing, whatever was decided', () => {
  fc.assert(
    fc.property(randomWards, looks, fc.nat(), (ward, instants, seed) => {
      const ledger = new LedgerScript();
      for (const now of [...instants, ward.now]) {
        lookAt(ledger, ward, now);
        decideAtRandom(ledger, now, seed + now);
      }
      lookAt(ledger, ward, ward.now);
      for (const { siteId, derived } of judgeWard(
        ward.sites,
        { from: START, until: ward.now },
        DEFAULT_RULES,
        ward.now,
      )) {
        const stored = [...ledger.rows.values()].filter((row) => row.siteId === siteId);
        expect(reconcile(stored, derived, countIn(OPEN), ward.now)).toEqual([]);
      }
    }),
    { numRuns: runs(100), seed: SEED },
  );
});

test('nothing that an officer decided is taken back', () => {
  const decided = ({ confirmed, excluded, notes, ticket, mergedInto, merged, split }: LedgerRow) => {
    return { confirmed, excluded, notes, ticket, mergedInto, merged, split };
  };
  fc.assert(
    fc.property(randomWards, looks, fc.nat(), (ward, instants, seed) => {
      const ledger = new LedgerScript();
      for (const now of [...instants, ward.now]) {
        const before = new Map(ledger.rows);
        lookAt(ledger, ward, now);
        for (const [id, row] of before) {
          const after = ledger.rows.get(id);
          expect(after && decided(after)).toEqual(decided(row));
          const isStoodBehind = row.confirmed ?? row.excluded ?? row.mergedInto;
          if (isStoodBehind !== null && row.status !== 'withdrawn') expect(after?.status).not.toBe('withdrawn');
        }
        decideAtRandom(ledger, now, seed + now);
      }
    }),
    { numRuns: runs(100), seed: SEED },
  );
});

test('merging and splitting change no down time in all', () => {
  const totalOf = (ledger: LedgerScript): number =>
    [...ledger.rows.values()]
      .filter((row) => row.status === 'ongoing' || row.status === 'closed')
      .reduce((sum, row) => sum + row.downMs, 0);
  fc.assert(
    fc.property(randomWards, fc.nat(), (ward, seed) => {
      const ledger = new LedgerScript();
      lookAt(ledger, ward, ward.now);
      const before = totalOf(ledger);
      decideAtRandom(ledger, ward.now, seed);
      expect(totalOf(ledger)).toBe(before);
    }),
    { numRuns: runs(100), seed: SEED },
  );
});
