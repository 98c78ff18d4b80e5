import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import { type Cause, CAUSES, type LedgerRow, type State, STATES } from '../model/index.ts';
import { type AvailabilitySums, availabilityOf, MIN_COVERAGE } from './availability.ts';
import type { SubjectSpan } from './judge-site.ts';
import { runs } from './random-wards.fixtures.ts';

/** Seconds in a random period; everything lies on whole seconds, so that they can be counted one by one. */
const LENGTH_S = 120;
const ROW_STATUSES = ['ongoing', 'closed', 'closed', 'closed', 'merged', 'withdrawn'] as const;

const seconds = fc.tuple(fc.nat(LENGTH_S), fc.nat(LENGTH_S)).map(([a, b]) => ({
  from: Math.min(a, b) * 1_000,
  until: Math.max(a, b) * 1_000,
}));

/** Spans without overlap, with holes, in order. */
const spans = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom<State | 'hole'>(...STATES, 'down', 'up', 'hole')), {
    maxLength: 12,
  })
  .map((pieces) => {
    let at = 0;
    return pieces.flatMap(([length, state]): SubjectSpan[] => {
      const span = { from: at * 1_000, until: (at += length) * 1_000 };
      return state === 'hole' ? [] : [{ ...span, subject: 'site', state, under: null, reason: null }];
    });
  });

const counted = fc.array(seconds, { maxLength: 4 }).map((list) => {
  let last = -1;
  const sorted = list.filter((span) => span.from < span.until).sort((a, b) => a.from - b.from);
  return sorted.filter((span) => span.from > last && ((last = span.until), true));
});

type Row = Pick<LedgerRow, 'from' | 'until' | 'own' | 'status' | 'confirmed' | 'suggested' | 'excluded' | 'mergedInto'>;

/** A row by itself: its own times are its times. Availability looks at nothing else of them. */
function own(from: number, until: number | null): Pick<Row, 'from' | 'until' | 'own' | 'mergedInto'> {
  return { from, until, own: { from, until } as Row['own'], mergedInto: null };
}

const rows = fc
  .array(
    fc.record({
      gap: fc.nat(20),
      length: fc.integer({ min: 1, max: 30 }),
      status: fc.constantFrom(...ROW_STATUSES),
      suggested: fc.constantFrom<Cause>(...CAUSES),
      confirmed: fc.option(fc.constantFrom<Cause>(...CAUSES)),
      isExcluded: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((list) => {
    let at = 0;
    return list.map(({ gap, length, status, suggested, confirmed, isExcluded }): Row => {
      const from = (at += gap) * 1_000;
      at += length;
      return {
        ...own(from, status === 'ongoing' ? null : at * 1_000),
        status,
        suggested: { cause: suggested, confidence: 'probable', rule: 'test', evidence: [] },
        confirmed: confirmed === null ? null : { cause: confirmed, by: 'officer', at: 0, note: '' },
        excluded: isExcluded ? { by: 'officer', at: 0, reason: 'a rehearsal' } : null,
      };
    });
  })
  // One that goes on is the last.
  .map((list) => list.filter((row, index) => row.until !== null || index === list.length - 1));

const NOW = 400_000;

/** The same figures, counted second by second. */
function counting(
  list: readonly SubjectSpan[],
  period: readonly Interval[],
  all: readonly Row[],
): Omit<AvailabilitySums, 'blips' | 'byCause'> & { causes: Map<string, number> } {
  const holds = (span: { from: number; until: number | null }, at: number): boolean =>
    at >= span.from && at < (span.until ?? NOW);
  const valid = all.filter((row) => row.status === 'ongoing' || row.status === 'closed');
  const sums = { up: 0, down: 0, off: 0, planned: 0, 'not-equipped': 0, unknown: 0, excluded: 0, all: 0 };
  const causes = new Map<string, number>();
  const downIn = new Map<Row, number>();
  for (let at = 0; at < NOW; at += 1_000) {
    if (!period.some((span) => holds(span, at))) continue;
    sums.all += 1_000;
    const state = list.find((span) => holds(span, at))?.state ?? 'unknown';
    const inRow = valid.find((row) => holds(row, at));
    if (state !== 'down') sums[state] += 1_000;
    else if (valid.some((row) => row.excluded && holds(row, at))) sums.excluded += 1_000;
    else {
      sums.down += 1_000;
      const cause = inRow ? (inRow.confirmed?.cause ?? inRow.suggested.cause) : null;
      const key = `${cause} ${inRow?.confirmed ? 'confirmed' : 'suspected'}`;
      causes.set(key, (causes.get(key) ?? 0) + 1_000);
      if (inRow) downIn.set(inRow, (downIn.get(inRow) ?? 0) + 1_000);
    }
  }
  const measurable = sums.all - sums.planned - sums['not-equipped'] - sums.excluded;
  const coverage = measurable > 0 ? (sums.up + sums.down + sums.off) / measurable : null;
  const isEnough = coverage !== null && coverage >= MIN_COVERAGE && sums.up + sums.down > 0;
  const touching = valid.filter(
    (row) => !row.excluded && period.some((span) => span.from < (row.until ?? NOW) && span.until > row.from),
  );
  return {
    upMs: sums.up,
    downMs: sums.down,
    offMs: sums.off,
    plannedMs: sums.planned,
    notEquippedMs: sums['not-equipped'],
    unknownMs: sums.unknown,
    excludedMs: sums.excluded,
    availability: isEnough ? sums.up / (sums.up + sums.down) : null,
    coverage,
    outages: touching.length,
    longestMs: Math.max(0, ...downIn.values()),
    causes,
  };
}

test('the figures are those that one gets by counting second by second', () => {
  fc.assert(
    fc.property(spans, counted, rows, (list, period, all) => {
      // Availability looks at nothing else of a row.
      const { byCause, blips, ...sums } = availabilityOf(list, period, all as unknown as LedgerRow[], NOW);
      const { causes, ...counts } = counting(list, period, all);
      expect(sums).toEqual(counts);
      const found = byCause.flatMap(({ cause, confirmedMs, suspectedMs }) => [
        [`${cause} confirmed`, confirmedMs] as const,
        [`${cause} suspected`, suspectedMs] as const,
      ]);
      expect(new Map(found.filter(([, ms]) => ms > 0))).toEqual(causes);
      expect(byCause.reduce((sum, one) => sum + one.confirmedMs + one.suspectedMs, 0)).toBe(sums.downMs);
      const totals = byCause.map((one) => one.confirmedMs + one.suspectedMs);
      expect(totals).toEqual(totals.toSorted((a, b) => b - a));
      expect(blips).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: runs(500), seed: 150 },
  );
});

test('a failure in no row is a blip, and one that a row tells of is none', () => {
  const down = (from: number, until: number): SubjectSpan => {
    return { subject: 'site', from, until, state: 'down', under: null, reason: null };
  };
  const row = {
    ...own(50_000, 60_000),
    status: 'closed',
    suggested: { cause: 'dns' },
    confirmed: null,
    excluded: null,
  };
  const list = [down(1_000, 2_000), down(10_000, 20_000), down(52_000, 54_000)];
  const whole = [{ from: 0, until: 100_000 }];
  // Availability looks at nothing else of a row.
  expect(availabilityOf(list, whole, [row as unknown as LedgerRow], NOW).blips).toBe(2);
  expect(availabilityOf(list, [{ from: 0, until: 9_000 }], [], NOW).blips).toBe(1);
});
