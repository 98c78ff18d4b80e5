import {
  addDays,
  currentQuarter,
  custom,
  localDateOf,
  periodWindow,
  startOfDay,
  wholeMonth,
  wholeYear,
  yearOf,
} from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import { isDate } from '../components/ward-input.ts';

/** Periods that the reader can choose. */
export const PERIOD_NAMES = ['today', 'yesterday', '7d', 'month', 'quarter', 'last-quarter', 'year', 'custom'] as const;
export type PeriodName = (typeof PERIOD_NAMES)[number];

/** A period as an address holds it. The days, both included, count only with `custom`. */
export interface PeriodChoice {
  period: PeriodName;
  /** `YYYY-MM-DD` or empty. */
  first: string;
  last: string;
}

/** Reads a period from an address; what is missing or nonsense is `fallback`. */
export function parsePeriodChoice(query: URLSearchParams, fallback: PeriodName): PeriodChoice {
  const period = PERIOD_NAMES.find((name) => name === query.get('period')) ?? fallback;
  const choice = { period, first: query.get('first') ?? '', last: query.get('last') ?? '' };
  if (period === 'custom' && !isRightChoice(choice)) return { period: fallback, first: '', last: '' };
  return period === 'custom' ? choice : { period, first: '', last: '' };
}

/** Writes the period into an address; the fallback is left out. */
export function writePeriodChoice(query: URLSearchParams, choice: PeriodChoice, fallback: PeriodName): void {
  if (choice.period !== fallback) query.set('period', choice.period);
  if (choice.period !== 'custom') return;
  query.set('first', choice.first);
  query.set('last', choice.last);
}

/** Whether the days of a custom period make one: both there, in order, at most ten years. */
export function isRightChoice({ first, last }: PeriodChoice): boolean {
  return isDate(first) && isDate(last) && custom(first, last) !== undefined;
}

/** The instants that a period means on the ward's calendar at `now`, to the end of its last day. */
export function periodInterval(choice: PeriodChoice, now: number): Interval {
  const today = localDateOf(now);
  switch (choice.period) {
    case 'today':
      return days(today, today);
    case 'yesterday':
      return days(addDays(today, -1), addDays(today, -1));
    case '7d':
      return days(addDays(today, -6), today);
    case 'month':
      return periodWindow(wholeMonth(yearOf(today), Number(today.slice(5, 7))));
    case 'quarter':
      return periodWindow(currentQuarter(now));
    case 'last-quarter':
      return periodWindow(currentQuarter(startOfDay(currentQuarter(now).from) - 1));
    case 'year':
      return periodWindow(wholeYear(yearOf(today)));
    case 'custom':
      break;
  }
  return days(choice.first, choice.last);
}

function days(first: string, last: string): Interval {
  return { from: startOfDay(first), until: startOfDay(addDays(last, 1)) };
}
