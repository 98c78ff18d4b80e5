import type { PriceRow } from '@wardwatch/shared/api';

/** What one of each item of the price list that a criterion names would cost, in đồng before VAT. */
export interface GapCost {
  once: number;
  /** Of a year. */
  yearly: number;
}

/** The cost of meeting a criterion once; undefined where no price is known for it. Items without a price are left out. */
export function gapCost(criterionId: string, prices: readonly PriceRow[]): GapCost | undefined {
  const known = prices.filter(({ criteria, amount }) => amount !== null && criteria.includes(criterionId));
  if (known.length === 0) return undefined;
  const sum = (kind: PriceRow['kind']): number =>
    known
      .filter((price) => price.kind === kind)
      .reduce((total, { amount, timesAYear }) => total + (amount ?? 0) * (kind === 'recurrent' ? timesAYear : 1), 0);
  return { once: sum('one-off'), yearly: sum('recurrent') };
}
