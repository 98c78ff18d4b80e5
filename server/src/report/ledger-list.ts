import type { LedgerTotal, OutageList, OutageQuery, SiteRow } from '@wardwatch/shared/api';
import { openIntervals } from '@wardwatch/shared/calendar';
import { type Interval, intersect } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import { calendarOf, common, doesCount, type WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore, RowQuery } from '../store/ledger-store.ts';

/** Rows that one answer sums up at the most; a quarter of a city's worth. */
const MAX_SUMMED = 100_000;

/**
 * A page of the ledger with totals of everything that matches; without a subject asked for, of sites' connectivity alone.
 * Times outside the period asked for are not in the totals.
 */
export async function ledgerList(
  ledger: Pick<LedgerStore, 'rows' | 'spans'>,
  settings: WardSettings<SiteRow>,
  query: OutageQuery,
  now: number,
): Promise<OutageList> {
  const window = { from: query.from ?? 0, until: query.until ?? now + 1 };
  const { rows: all } = await ledger.rows({ ...rowQuery(query), window, limit: MAX_SUMMED, offset: 0 });
  // A merged row is in its head, a withdrawn one never was: neither is shown unless asked for.
  const rows = query.status === undefined && query.all === undefined ? all.filter(isCounted) : all;
  const lengthMs = (row: LedgerRow): number => (row.until ?? now) - row.from;
  const sorted = query.sort === 'longest' ? rows.toSorted((a, b) => lengthMs(b) - lengthMs(a)) : rows;
  const page = sorted.slice(query.offset, query.offset + query.limit);
  // Minutes of a site, of its mains and of its devices are not the same minutes: what is asked for together is not added up.
  const subject = query.subject ?? 'site';
  const counting = rows.filter((row) => doesCount(row) && !row.excluded && row.subject.split(':', 1)[0] === subject);
  const parts = await Promise.all(
    counting.map(async (row) => ({ row, ms: await lengthIn(ledger, settings, row, window, now) })),
  );
  return {
    rows: page.map((row) => upTo(row, settings, now)),
    total: rows.length,
    totals: { all: sum(parts), byCause: totalsByCause(parts), bySite: totalsBySite(parts) },
  };
}

function rowQuery({ site, cause, status, subject }: OutageQuery): Omit<RowQuery, 'limit' | 'offset'> {
  return { siteId: site, cause, status, subject };
}

function isCounted({ status }: LedgerRow): boolean {
  return status === 'ongoing' || status === 'closed';
}

/** The row with its figures up to now, where it goes on. */
export function upTo(row: LedgerRow, settings: WardSettings<SiteRow>, now: number): LedgerRow {
  if (row.until !== null || now <= row.from) return row;
  const wholeMs = now - row.from;
  const openMs = total(openOf(settings, row, { from: row.from, until: now }));
  return { ...row, downMs: wholeMs, minutes: { ...row.minutes, wholeMs, openMs } };
}

interface Part {
  row: LedgerRow;
  ms: { wholeMs: number; openMs: number };
}

/** Down time of a row within a period. Only a row that reaches over its edge costs a look at the timeline. */
async function lengthIn(
  ledger: Pick<LedgerStore, 'spans'>,
  settings: WardSettings<SiteRow>,
  row: LedgerRow,
  window: Interval,
  now: number,
): Promise<Part['ms']> {
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
  return { wholeMs: total(down), openMs: total(common(down, openOf(settings, row, part))) };
}

function openOf(settings: WardSettings<SiteRow>, row: LedgerRow, window: Interval): Interval[] {
  const site = settings.sites.find((one) => one.id === row.siteId);
  return openIntervals(calendarOf(settings, site), settings.holidays, window);
}

function total(spans: readonly Interval[]): number {
  return spans.reduce((ms, span) => ms + span.until - span.from, 0);
}

function sum(parts: readonly Part[]): LedgerTotal {
  return {
    count: parts.length,
    wholeMs: parts.reduce((ms, part) => ms + part.ms.wholeMs, 0),
    openMs: parts.reduce((ms, part) => ms + part.ms.openMs, 0),
  };
}

function totalsByCause(parts: readonly Part[]): OutageList['totals']['byCause'] {
  const groups = Map.groupBy(
    parts,
    ({ row }) => `${row.confirmed === null ? 0 : 1} ${row.confirmed?.cause ?? row.suggested.cause}`,
  );
  const totals = [...groups.values()].flatMap((group) => {
    const row = group[0]?.row;
    return row
      ? [{ cause: row.confirmed?.cause ?? row.suggested.cause, confirmed: row.confirmed !== null, ...sum(group) }]
      : [];
  });
  return totals.sort((a, b) => b.wholeMs - a.wholeMs);
}

function totalsBySite(parts: readonly Part[]): OutageList['totals']['bySite'] {
  const groups = Map.groupBy(parts, ({ row }) => row.siteId);
  const totals = [...groups].map(([siteId, group]) => {
    const { count, wholeMs, openMs } = sum(group);
    return { siteId, count, wholeMs, openMs };
  });
  return totals.sort((a, b) => b.wholeMs - a.wholeMs);
}
