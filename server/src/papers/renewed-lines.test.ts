import type { BudgetLine, Price } from '@wardwatch/shared/model';
import { PRICE_CATALOGUE } from '@wardwatch/shared/papers';
import { expect, it } from 'vitest';
import { lineProblem } from './line-problem.ts';
import { paperFixture } from './paper.fixtures.ts';
import { renewedLines } from './renewed-lines.ts';

const line = (more: Partial<BudgetLine> = {}): BudgetLine => ({
  id: '1',
  priceId: 'B11',
  name: 'UPS',
  specs: '',
  unit: 'cái',
  quantity: 2,
  unitPrice: 0,
  vatPercent: 10,
  kind: 'one-off',
  phase: 1,
  priceBasis: '',
  siteIds: [],
  criteria: [],
  statements: [],
  outageIds: [],
  quotations: [],
  ...more,
});
const priceOf = (id: string, more: Partial<Price>): Price[] =>
  PRICE_CATALOGUE.filter((one) => one.id === id).map((one) => Object.assign({}, one, more));
const PRICES = priceOf('B11', { amount: 4_500_000, vatPercent: 8, basis: 'Báo giá', on: '2026-09-01' });

it('gives a line without a price or a basis those of the price list, and leaves the others', () => {
  const given = line({ id: '2', unitPrice: 9, priceBasis: 'Hợp đồng' });
  const own = line({ id: '3', priceId: null });
  expect(renewedLines([line(), given, own], PRICES, [])).toEqual([
    line({ unitPrice: 4_500_000, vatPercent: 8, priceBasis: 'Báo giá (01/09/2026)' }),
    given,
    own,
  ]);
  const typed = line({ unitPrice: 7 });
  expect(renewedLines([typed], priceOf('B11', { amount: null }), [])).toEqual([typed]);
});

it('adds suggested lines of items that are not there, each under a free number', () => {
  const suggested = [line(), line({ id: '2', priceId: 'B12' }), line({ id: '3', priceId: 'B13' })];
  const renewed = renewedLines([line({ id: '9998' }), line({ id: '1', priceId: null })], [], suggested);
  expect(renewed.map(({ id, priceId }) => [id, priceId])).toEqual([
    ['9998', 'B11'],
    ['1', null],
    ['9999', 'B12'],
    ['2', 'B13'],
  ]);
});

it('refuses a line, and a sum of lines, that cannot be put into words, and names the line', () => {
  const paper = paperFixture();
  const huge = line({ id: '7', quantity: 100_000, unitPrice: 100_000_000_000 });
  expect(lineProblem(paper, [line(), huge])).toMatchObject({
    refusal: { code: 'bad-request', message: expect.stringContaining('line 7') as string },
  });
  const large = { quantity: 50_000, unitPrice: 100_000_000_000 };
  expect(lineProblem(paper, [line(large)])).toBeUndefined();
  expect(lineProblem(paper, [line(large), line({ ...large, id: '2' })])).toMatchObject({
    refusal: { message: expect.stringContaining('together') as string },
  });
});
