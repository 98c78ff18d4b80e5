import type { LedgerTotal, SiteRow } from '@wardwatch/shared/api';
import { openIntervals } from '@wardwatch/shared/calendar';
import { type Interval, intersect } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import { calendarOf, common, doesCount, type WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore } from '../store/ledger-store.ts';

/** Rows that one answer sums up at the most; a quarter of a city's worth. */
export const MAX_SUMMED = 100_000;

/** What of a row lies within a period: down time by the clock, and in opening hours. */
export interface RowPart {
  row: LedgerRow;
  ms: { wholeMs: number; openMs: number };
}

/**
 * The rows that enter sums, each with its down time within the period: those of one kind of subject that count and that
 * no officer left out. Minutes of a site, of its mains and of its devices are not the same minutes, and never added up.
 *
 * @param subject the subject's first word: `site`, `service`.
 */
export function countedParts(
  ledger: Pick<LedgerStore, 'spans'>,
  settings: WardSettings<SiteRow>,
  rows: readonly LedgerRow[],
  subject: string,
  window: Interval,
  now: number,
): Promise<RowPart[]> {
  const counting = rows.filter((row) => doesCount(row) && !row.excluded && row.subject.split(':', 1)[0] === subject);
  return Promise.all(counting.map(async (row) => ({ row, ms: await lengthIn(ledger, settings, row, window, now) })));
}

/** Down time of a row within a period. Only a row that reaches over its edge costs a look at the timeline. */
async function lengthIn(
  ledger: Pick<LedgerStore, 'spans'>,
  settings: WardSettings<SiteRow>,
  row: LedgerRow,
  window: Interval,
  now: number,
): Promise<RowPart['ms']> {
  const isInside = row.from >= window.from && row.until !== null && row.until <= window.until;
  if (isInside) return row.minutes;
  const part = intersect({ from: row.from, until: row.until ?? now }, window);
  if (!part) return { wholeMs: 0, openMs: 0 };
  const spans = await ledger.spans([row.siteId ?? '*'], part, [row.subject]);
  const seen = spans.filter((span) => (span.under ?? span.state) === 'down');
  const last = spans.at(-1);
  // What held when the site was last judged holds on.
  const tail = row.until === null && last ? [{ from: last.until, until: part.until }] : [];
  const down = common([...seen, ...tail], [part]);
  return { wholeMs: totalMs(down), openMs: totalMs(common(down, openOf(settings, row, part))) };
}

/** Opening hours of a row's site within a window. */
export function openOf(settings: WardSettings<SiteRow>, row: LedgerRow, window: Interval): Interval[] {
  const site = settings.sites.find((one) => one.id === row.siteId);
  return openIntervals(calendarOf(settings, site), settings.holidays, window);
}

/** Length of all the spans together. */
export function totalMs(spans: readonly Interval[]): number {
  return spans.reduce((ms, span) => ms + span.until - span.from, 0);
}

/** How many, and how long. */
export function sumParts(parts: readonly RowPart[]): LedgerTotal {
  return {
    count: parts.length,
    wholeMs: parts.reduce((ms, part) => ms + part.ms.wholeMs, 0),
    openMs: parts.reduce((ms, part) => ms + part.ms.openMs, 0),
  };
}
