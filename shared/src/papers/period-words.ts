import {
  addDays,
  half,
  type Period,
  parsePeriod,
  previousPeriod,
  quarter,
  wholeMonth,
  wholeYear,
} from '../calendar/index.ts';
import type { LocalDate } from '../model/index.ts';
import { documentCount, documentDate, roman } from '../wording/index.ts';

/** A period in running text: `quý II năm 2026`, `06 tháng đầu năm 2026`, `từ ngày … đến ngày …`. */
export function periodWords(key: string): string {
  const period = parsePeriod(key);
  return period ? wordsOf(period) : key;
}

/** The period after, as the tasks of a report name it: the next quarter, half, year; else `kỳ tiếp theo`. */
export function nextPeriodWords(key: string): string {
  const next = nextPeriod(parsePeriod(key));
  return next ? wordsOf(next) : 'kỳ tiếp theo';
}

/** The last day of the period after: by then what a report sets out is to be done. */
export function nextPeriodEnd(key: string, fallback: string): string {
  const next = nextPeriod(parsePeriod(key));
  return addDays(next?.until ?? addDays(fallback, 91), -1);
}

/** Year that a period belongs to. */
export function periodYear(key: string, fallback: number): number {
  const period = parsePeriod(key);
  if (!period) return fallback;
  return period.kind === 'custom' ? Number(addDays(period.until, -1).slice(0, 4)) : period.year;
}

/** First and last day of the period of the same length before; undefined for a key that is no period. */
export function previousDays(key: string): { first: LocalDate; last: LocalDate } | undefined {
  const period = parsePeriod(key);
  const before = period && previousPeriod(period);
  return before && { first: before.from, last: addDays(before.until, -1) };
}

function wordsOf(period: Period): string {
  switch (period.kind) {
    case 'quarter':
    case 'quarter-cutoff':
      return `quý ${roman(period.index)} năm ${period.year}`;
    case 'half':
      return `06 tháng ${period.index === 1 ? 'đầu' : 'cuối'} năm ${period.year}`;
    case 'month':
      return `tháng ${period.index < 3 ? documentCount(period.index) : period.index} năm ${period.year}`;
    case 'nine-months':
      return `09 tháng đầu năm ${period.year}`;
    case 'year':
      return `năm ${period.year}`;
    case 'custom':
      break;
  }
  return `từ ${documentDate(period.from)} đến ${documentDate(addDays(period.until, -1))}`;
}

function nextPeriod(period: Period | undefined): Period | undefined {
  switch (period?.kind) {
    case 'quarter':
    case 'quarter-cutoff':
      return period.index === 4 ? quarter(period.year + 1, 1) : nextQuarter(period.year, period.index);
    case 'half':
      return period.index === 1 ? half(period.year, 2) : half(period.year + 1, 1);
    case 'month':
      return period.index === 12 ? wholeMonth(period.year + 1, 1) : wholeMonth(period.year, period.index + 1);
    case 'nine-months':
      return quarter(period.year, 4);
    case 'year':
      return wholeYear(period.year + 1);
    case 'custom':
    case undefined:
      break;
  }
  return undefined;
}

function nextQuarter(year: number, index: 1 | 2 | 3): Period {
  const after = { 1: 2, 2: 3, 3: 4 } as const;
  return quarter(year, after[index]);
}
