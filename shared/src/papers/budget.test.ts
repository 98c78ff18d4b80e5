import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetTotals, lineMoney, lineWarnings } from './budget-totals.ts';
import {
  budgetLine,
  comparedInput,
  figuresFixture,
  item,
  ITEMS,
  judgement,
  outage,
  PRICES,
  site,
} from './papers.fixtures.ts';
import { counterfactuals } from '../readiness/index.ts';
import type { SuggestInput } from './suggest-lines.ts';
import { MAX_PROOFS, suggestLines } from './suggest-lines.ts';

describe('amounts', () => {
  test('VAT is rounded to whole đồng line by line, then summed', () => {
    const line = budgetLine('1', { quantity: 1, unitPrice: 333_333, vatPercent: 10 });
    expect(lineMoney(line)).toEqual({ net: 333_333, vat: 33_333, gross: 366_666 });
    const three = [line, line, line];
    expect(budgetTotals(three).total).toEqual({ net: 999_999, vat: 99_999, gross: 1_099_998 });
  });

  test('one-off and recurrent stand apart, in each phase', () => {
    const totals = budgetTotals([
      budgetLine('1', { unitPrice: 1_000, vatPercent: 10, phase: 2 }),
      budgetLine('2', { unitPrice: 200, vatPercent: 8, kind: 'recurrent', quantity: 12 }),
    ]);
    expect(totals).toMatchObject({
      oneOff: { gross: 1_100 },
      recurrent: { net: 2_400, vat: 192, gross: 2_592 },
      total: { gross: 3_692 },
    });
    expect(totals.phases.map(({ phase, total }) => [phase, total.gross])).toEqual([
      [1, 2_592],
      [2, 1_100],
    ]);
  });

  test('sums always add up', () => {
    const anyLine = fc
      .record({
        unitPrice: fc.nat(1_000_000_000),
        quantity: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100),
        vatPercent: fc.constantFrom(0, 5, 8, 10),
        kind: fc.constantFrom('one-off' as const, 'recurrent' as const),
        phase: fc.integer({ min: 1, max: 5 }),
      })
      .map((more) => budgetLine('1', more));
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
        const { oneOff, recurrent, total, phases } = budgetTotals(lines);
        expect(total.gross).toBe(total.net + total.vat);
        expect(total.gross).toBe(oneOff.gross + recurrent.gross);
        expect(total.gross).toBe(phases.reduce((sum, one) => sum + one.total.gross, 0));
        expect(total.gross).toBe(lines.reduce((sum, line) => sum + lineMoney(line).gross, 0));
      }),
    );
  });

  test('a line needs a price and something that proves it', () => {
    expect(lineWarnings(budgetLine('1'))).toEqual([]);
    expect(lineWarnings(budgetLine('1', { criteria: [], outageIds: [] }))).toEqual([]);
    expect(lineWarnings(budgetLine('1', { criteria: [], statements: [], outageIds: [], unitPrice: 0 }))).toEqual([
      'line-without-proof',
      'line-without-price',
    ]);
  });
});

describe('suggested lines', () => {
  const input = comparedInput('budget-request');
  const lines = suggestLines(input);
  const of = (priceId: string, list = lines) => list.find((line) => line.priceId === priceId);

  test('are one for each item, one-off before recurrent, numbered', () => {
    expect(lines.map(({ id }) => id)).toEqual(lines.map((_, index) => String(index + 1)));
    expect(new Set(lines.map(({ priceId }) => priceId)).size).toBe(lines.length);
    const kinds = lines.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('one-off')).toBeLessThan(kinds.indexOf('recurrent'));
  });

  test('ask for a house as one pack, its monthly costs by the year', () => {
    for (const id of ['B02', 'B05', 'B11', 'B23']) expect(of(id)).toMatchObject({ siteIds: ['nvh2'], quantity: 1 });
    expect(of('B01')).toMatchObject({ kind: 'recurrent', quantity: 12, siteIds: ['nvh2'], criteria: ['RC-H2'] });
    expect(of('B01')?.statements).toEqual(['C21']);
  });

  test('name the gap, the statement and the confirmed outages that prove them', () => {
    expect(of('B12')).toMatchObject({
      siteIds: ['hq'],
      criteria: ['RC-P1'],
      statements: ['C19'],
      outageIds: ['SC-2026-0003'],
      unitPrice: 9_000_000,
      priceBasis: 'Báo giá mẫu (20/06/2026)',
    });
    expect(lines.every((line) => lineWarnings(line).length === 0)).toBe(true);
  });

  test('count pieces where pieces lack something', () => {
    const hq = site('hq', 'Trụ sở', {
      criteria: [judgement('RC-E1', 'not-met', { have: 3, need: 10, unit: 'pieces' })],
    });
    expect(of('B16', suggestLines({ ...input, figures: figuresFixture({ sites: [hq] }) }))).toMatchObject({
      quantity: 7,
      siteIds: ['hq'],
    });
  });

  test('do not ask again for what is paid for or being installed', () => {
    const funded: SuggestInput = {
      ...input,
      items: [...ITEMS, item('TB-0009', 'hq', 'firewall', 'Tường lửa', 'funded', '2026-06-01')],
    };
    expect(of('B09')).toBeDefined();
    expect(of('B09', suggestLines(funded))).toBeUndefined();
    const sites = input.figures.sites.map((one) =>
      one.siteId === 'nvh2' ? { ...one, stage: 'installing' as const } : one,
    );
    expect(of('B05', suggestLines({ ...input, figures: figuresFixture({ sites }) }))).toBeUndefined();
  });

  test('ask a suspended house for its monthly fee and nothing else', () => {
    const sites = input.figures.sites.map((one) =>
      one.siteId === 'nvh2' ? { ...one, stage: 'suspended' as const } : one,
    );
    const list = suggestLines({ ...input, figures: figuresFixture({ sites }) });
    expect(of('B01', list)?.siteIds).toEqual(['nvh2']);
    expect(of('B02', list)).toBeUndefined();
  });

  test('a backup line serves a poor line and a missing second one at once', () => {
    expect(of('B04')).toMatchObject({ quantity: 1, criteria: ['RC-N2', 'RC-N3'] });
  });

  test('a new UPS is not asked for twice: no battery where there is none', () => {
    expect(of('B14')).toBeUndefined();
  });

  test('at most twenty outages prove a line, the longest first, never one that nobody confirmed', () => {
    const cuts = Array.from({ length: 30 }, (_, index) =>
      outage(`SC-2026-1${String(index).padStart(3, '0')}`, 'hq', '2026-05-04 08:00', index + 5, {
        isConfirmed: index !== 29,
      }),
    );
    const figures = figuresFixture({ outages: cuts, counterfactuals: counterfactuals(cuts) });
    const proofs = of('B12', suggestLines({ ...input, figures }))?.outageIds ?? [];
    expect(proofs).toHaveLength(MAX_PROOFS);
    expect(proofs[0]).toBe('SC-2026-1028');
    expect(proofs).not.toContain('SC-2026-1029');
  });

  test('an item without a price stands with zero and is flagged', () => {
    const bare = PRICES.map((price) => Object.assign({}, price, { amount: null }));
    const list = suggestLines({ ...input, prices: bare });
    expect(list.every((line) => line.unitPrice === 0 && lineWarnings(line).includes('line-without-price'))).toBe(true);
  });

  test('nothing lacking asks for nothing', () => {
    const sites = [site('hq', 'Trụ sở', { criteria: [judgement('RC-P1', 'met'), judgement('RC-S1', 'met')] })];
    expect(suggestLines({ ...input, figures: figuresFixture({ sites }) })).toEqual([]);
  });
});
