import type { Judgement } from '../api/index.ts';
import { DAY_MS } from '../calendar/index.ts';

/** What a check says, before it is known of which criterion. */
export type Outcome = Omit<Judgement, 'criterionId' | 'isMandatory'>;

/** Nothing tells. */
export const NO_DATA: Outcome = {
  result: 'no-data',
  basis: 'none',
  at: null,
  figure: null,
  deviceIds: [],
  itemIds: [],
};

/** Whether it lies at most so many months back; a month counts as 31 days, and null asks for no age. */
export function isWithinMonths(at: number, asOf: number, months: number | null): boolean {
  return months === null || asOf - at <= months * 31 * DAY_MS;
}
