import * as v from 'valibot';
import type { Interval } from '../lib/index.ts';
import { type LocalDate, localDate } from '../model/index.ts';
import { addDays, dateOf, dayNumberOf, localDateOf, startOfDay, yearOf } from './local-time.ts';

/** Longest custom period: ten years. */
export const MAX_PERIOD_DAYS = 3_660;

export type QuarterIndex = 1 | 2 | 3 | 4;

/** The days that a report speaks of: `from` included, `until` not. */
export type Period = { from: LocalDate; until: LocalDate } & (
  | {
      /** Of the calendar, or as the city cuts its figures off: from the 15th to the 14th. */
      kind: 'quarter' | 'quarter-cutoff';
      year: number;
      index: QuarterIndex;
    }
  | { kind: 'half'; year: number; index: 1 | 2 }
  | { kind: 'month'; year: number; /** 1 to 12. */ index: number }
  | { kind: 'nine-months' | 'year'; year: number }
  | { kind: 'custom' }
);

/** A quarter of the calendar. */
export function quarter(year: number, index: QuarterIndex): Period {
  return { kind: 'quarter', year, index, ...months(year, index * 3 - 2, 3) };
}

/** A quarter as the city cuts its figures off: quarter I of 2026 is 15 December 2025 to 14 March 2026. */
export function quarterCutoff(year: number, index: QuarterIndex): Period {
  const first = index * 3 - 3;
  return { kind: 'quarter-cutoff', year, index, from: dateOf(year, first, 15), until: dateOf(year, first + 3, 15) };
}

/** January to June, or July to December. */
export function half(year: number, index: 1 | 2): Period {
  return { kind: 'half', year, index, ...months(year, index * 6 - 5, 6) };
}

/** January to September. */
export function nineMonths(year: number): Period {
  return { kind: 'nine-months', year, ...months(year, 1, 9) };
}

/** A whole year. */
export function wholeYear(year: number): Period {
  return { kind: 'year', year, ...months(year, 1, 12) };
}

/** A month, 1 to 12. */
export function wholeMonth(year: number, index: number): Period {
  return { kind: 'month', year, index, ...months(year, index, 1) };
}

/** Both days included; undefined where the last comes before the first, or more than `MAX_PERIOD_DAYS` are meant. */
export function custom(first: LocalDate, last: LocalDate): Period | undefined {
  const days = dayNumberOf(last) - dayNumberOf(first) + 1;
  return days >= 1 && days <= MAX_PERIOD_DAYS ? { kind: 'custom', from: first, until: addDays(last, 1) } : undefined;
}

/** The quarter of the calendar that holds the instant. */
export function currentQuarter(at: number): Period {
  const today = localDateOf(at);
  return quarter(yearOf(today), quarterOf(Number(today.slice('YYYY-'.length, 'YYYY-MM'.length))));
}

/** The instants of the period: from its first day's start up to the start of the day after its last. */
export function periodWindow(period: Period): Interval {
  return { from: startOfDay(period.from), until: startOfDay(period.until) };
}

/** Years (of the ward's time) that a window touches, in order. */
export function yearsIn(window: Interval): number[] {
  if (window.from >= window.until) return [];
  const first = yearOf(localDateOf(window.from));
  const last = yearOf(localDateOf(window.until - 1));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * The period as a part of an address: `2026-q4`, `2026-q1-cutoff`, `2026-h1`, `2026-9m`, `2026`, `2026-11`,
 * `2026-11-01..2026-11-20` (both days included).
 */
export function periodKey(period: Period): string {
  switch (period.kind) {
    case 'quarter':
      return `${period.year}-q${period.index}`;
    case 'quarter-cutoff':
      return `${period.year}-q${period.index}-cutoff`;
    case 'half':
      return `${period.year}-h${period.index}`;
    case 'nine-months':
      return `${period.year}-9m`;
    case 'year':
      return `${period.year}`;
    case 'month':
      return `${period.year}-${String(period.index).padStart(2, '0')}`;
    case 'custom':
      break;
  }
  return `${period.from}..${addDays(period.until, -1)}`;
}

/** The period of a `periodKey`, for years 2000 to 2199; undefined for any other text. */
export function parsePeriod(text: string): Period | undefined {
  const [, year, part] = /^(2[01]\d\d)(?:-(q[1-4](?:-cutoff)?|h[12]|9m|0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return parseCustom(text);
  return part === undefined ? wholeYear(Number(year)) : partOfYear(Number(year), part);
}

function partOfYear(year: number, part: string): Period {
  const index = Number(part.at(1));
  if (part === '9m') return nineMonths(year);
  if (part.startsWith('h')) return half(year, index === 1 ? 1 : 2);
  if (part.endsWith('-cutoff')) return quarterCutoff(year, quarterOf(index * 3));
  if (part.startsWith('q')) return quarter(year, quarterOf(index * 3));
  return wholeMonth(year, Number(part));
}

function parseCustom(text: string): Period | undefined {
  const [first, last, ...more] = text.split('..');
  if (!isSensibleDate(first) || !isSensibleDate(last) || more.length > 0) return undefined;
  return custom(first, last);
}

function isSensibleDate(text: string | undefined): text is LocalDate {
  return v.is(localDate, text) && /^2[01]/.test(text);
}

/** The quarter that holds a month (1 to 12). */
function quarterOf(month: number): QuarterIndex {
  if (month <= 3) return 1;
  if (month <= 6) return 2;
  return month <= 9 ? 3 : 4;
}

function months(year: number, first: number, count: number): { from: LocalDate; until: LocalDate } {
  return { from: dateOf(year, first, 1), until: dateOf(year, first + count, 1) };
}
