import type { PriceRow } from '@wardwatch/shared/api';
import { describe, expect, it } from 'vitest';
import { gapCost } from './gap-cost.ts';

const price = (change: Partial<PriceRow>): PriceRow => ({
  id: 'B11',
  name: 'Bộ lưu điện 1 kVA',
  unit: 'bộ',
  amount: 3_000_000,
  basis: '',
  on: null,
  kind: 'one-off',
  timesAYear: 1,
  vatPercent: 8,
  criteria: ['RC-P1'],
  hint: null,
  revision: 1,
  ...change,
});

describe('gapCost', () => {
  it('keeps what is paid once apart from what is paid each year', () => {
    const prices = [price({}), price({ kind: 'recurrent', amount: 200_000, timesAYear: 12 })];
    expect(gapCost('RC-P1', prices)).toEqual({ once: 3_000_000, yearly: 2_400_000 });
  });

  it('says nothing where no price is known', () => {
    expect(gapCost('RC-P1', [price({ amount: null })])).toBeUndefined();
    expect(gapCost('RC-N3', [price({})])).toBeUndefined();
  });
});
