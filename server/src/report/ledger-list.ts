import type { LedgerTotal, OutageList, OutageQuery, SiteRow } from '@wardwatch/shared/api';
import type { LedgerRow } from '@wardwatch/shared/model';
import type { WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore, RowQuery } from '../store/ledger-store.ts';
import { countedParts, MAX_SUMMED, openOf, type RowPart, sumParts, totalMs } from './row-parts.ts';

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
  const shown = query.status === undefined && query.all === undefined ? all.filter(isCounted) : all;
  const rows = shown.filter((row) => isAsked(row, query.confirmed));
  const lengthMs = (row: LedgerRow): number => (row.until ?? now) - row.from;
  const sorted = query.sort === 'longest' ? rows.toSorted((a, b) => lengthMs(b) - lengthMs(a)) : rows;
  const page = sorted.slice(query.offset, query.offset + query.limit);
  const parts = await countedParts(ledger, settings, rows, query.subject ?? 'site', window, now);
  return {
    rows: page.map((row) => upTo(row, settings, now)),
    total: rows.length,
    totals: { all: sumParts(parts), byCause: totalsByCause(parts), bySite: totalsBySite(parts) },
  };
}

function rowQuery({ site, cause, status, subject }: OutageQuery): Omit<RowQuery, 'limit' | 'offset'> {
  return { siteId: site, cause, status, subject };
}

function isAsked({ confirmed }: LedgerRow, asked: OutageQuery['confirmed']): boolean {
  return asked === undefined || (confirmed !== null) === (asked === '1');
}

function isCounted({ status }: LedgerRow): boolean {
  return status === 'ongoing' || status === 'closed';
}

/** The row with its figures up to now, where it goes on. */
export function upTo(row: LedgerRow, settings: WardSettings<SiteRow>, now: number): LedgerRow {
  if (row.until !== null || now <= row.from) return row;
  const wholeMs = now - row.from;
  const openMs = totalMs(openOf(settings, row, { from: row.from, until: now }));
  return { ...row, downMs: wholeMs, minutes: { ...row.minutes, wholeMs, openMs } };
}

/** Sums of each cause, what officers confirmed apart from what is suggested; the longest down time first. */
function totalsByCause(parts: readonly RowPart[]): OutageList['totals']['byCause'] {
  const groups = Map.groupBy(
    parts,
    ({ row }) => `${row.confirmed === null ? 0 : 1} ${row.confirmed?.cause ?? row.suggested.cause}`,
  );
  const totals = [...groups.values()].flatMap((group) => {
    const row = group[0]?.row;
    return row
      ? [{ cause: row.confirmed?.cause ?? row.suggested.cause, confirmed: row.confirmed !== null, ...sumParts(group) }]
      : [];
  });
  return totals.sort((a, b) => b.wholeMs - a.wholeMs);
}

function totalsBySite(parts: readonly RowPart[]): ({ siteId: string | null } & LedgerTotal)[] {
  const groups = Map.groupBy(parts, ({ row }) => row.siteId);
  const totals = [...groups].map(([siteId, group]) => {
    const { count, wholeMs, openMs } = sumParts(group);
    return { siteId, count, wholeMs, openMs };
  });
  return totals.sort((a, b) => b.wholeMs - a.wholeMs);
}
