import {
  currentQuarter,
  dateOf,
  half,
  nineMonths,
  parsePeriod,
  type Period,
  periodKey,
  quarterCutoff,
  startOfDay,
  wholeYear,
  yearOf,
} from '@wardwatch/shared/calendar';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

const ROMAN = ['I', 'II', 'III', 'IV'] as const;

/** So long into a quarter it is the one before that is reported on. */
const LOOK_BACK_MS = 21 * 86_400_000;

/** The quarter that holds `now`, and the one before. */
function quarters(now: number): { current: Period; last: Period } {
  const current = currentQuarter(now);
  return { current, last: currentQuarter(startOfDay(current.from) - 1) };
}

/** The same quarter as the city cuts its figures off. */
function cutoff(period: Period): Period[] {
  return period.kind === 'quarter' ? [quarterCutoff(period.year, period.index)] : [];
}

/** The quarter that a document made at `now` is about: the running one, in its first weeks the one before. */
export function usualPeriod(now: number): string {
  const { current, last } = quarters(now);
  return periodKey(now - startOfDay(current.from) < LOOK_BACK_MS ? last : current);
}

/** Periods that a document can be made for, the usual one first. */
export function paperPeriods(now: number): string[] {
  const { current, last } = quarters(now);
  const year = yearOf(current.from);
  const usual = usualPeriod(now);
  const halfYear = half(year, current.from < dateOf(year, 7, 1) ? 1 : 2);
  const others = [current, last, ...cutoff(current), ...cutoff(last), halfYear, nineMonths(year), wholeYear(year)];
  return [...new Set([usual, ...others.map((period) => periodKey(period))])];
}

/** A `periodKey` in words: `Quý IV năm 2026`; the key itself where it is none. */
export function periodWords(key: string, t: Messages, format: Format): string {
  const period = parsePeriod(key);
  if (!period) return key;
  const words = t.papers.periods;
  switch (period.kind) {
    case 'quarter':
      return words.quarter(ROMAN[period.index - 1] ?? '', String(period.year));
    case 'quarter-cutoff':
      return words.quarterCutoff(ROMAN[period.index - 1] ?? '', String(period.year));
    case 'half':
      return words.half(period.index, String(period.year));
    case 'month':
      return words.month(String(period.index), String(period.year));
    case 'nine-months':
      return words.nineMonths(String(period.year));
    case 'year':
      return words.year(String(period.year));
    case 'custom':
      break;
  }
  const [first = '', last = ''] = key.split('..');
  return words.custom(format.localDate(first), format.localDate(last));
}
