import {
  addDays,
  currentQuarter,
  custom,
  localDateOf,
  parsePeriod,
  periodKey,
  startOfDay,
  wholeMonth,
  wholeYear,
  yearOf,
} from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import { ledgerAddress } from '../ledger/ledger-query.ts';
import { type PeriodChoice, periodInterval } from '../period.ts';

/** The `periodKey` of a choice at `now`: months, quarters and years by their own names, so that all pages ask for the same. */
export function choiceKey(choice: PeriodChoice, now: number): string {
  const today = localDateOf(now);
  switch (choice.period) {
    case 'month':
      return periodKey(wholeMonth(yearOf(today), Number(today.slice('YYYY-'.length, 'YYYY-MM'.length))));
    case 'quarter':
      return periodKey(currentQuarter(now));
    case 'last-quarter':
      return periodKey(currentQuarter(startOfDay(currentQuarter(now).from) - 1));
    case 'year':
      return periodKey(wholeYear(yearOf(today)));
    case 'today':
    case 'yesterday':
    case '7d':
    case 'custom':
      break;
  }
  const days = daysOf(periodInterval(choice, now));
  const period = custom(days.first, days.last);
  return period ? periodKey(period) : periodKey(currentQuarter(now));
}

/** The choice that stands for a `periodKey`: its days. Undefined for a text that is none. */
export function keyChoice(key: string): PeriodChoice | undefined {
  const period = parsePeriod(key);
  return period && { period: 'custom', first: period.from, last: addDays(period.until, -1) };
}

/** The address of the ledger over the period of figures, of one site or of all. */
export function ledgerOf(figures: Interval, site = ''): string {
  return ledgerAddress({ period: 'custom', ...daysOf(figures), site, subject: 'site' });
}

function daysOf({ from, until }: Interval): { first: string; last: string } {
  return { first: localDateOf(from), last: localDateOf(until - 1) };
}
