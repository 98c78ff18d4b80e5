import type { Price } from '../model/index.ts';
import { tableDate } from '../wording/index.ts';

/** Longest basis of a price in a line. */
const MAX_BASIS = 400;

/** What a price of the list rests on, with its day, as a line of a budget tells it; empty where nothing is said. */
export function priceBasis({ basis, on }: Pick<Price, 'basis' | 'on'>): string {
  return basis === '' || on === null ? basis : `${basis} (${tableDate(on)})`.slice(0, MAX_BASIS);
}
