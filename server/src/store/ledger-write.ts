import { localDateOf, yearOf } from '@wardwatch/shared/calendar';
import type { LedgerRow } from '@wardwatch/shared/model';
import type { Transaction } from 'kysely';
import { canonicalJson, hashOf } from './chain.ts';
import { LedgerMisuse } from './errors.ts';
import { readHead, readRowsById } from './ledger-rows.ts';
import { FOREVER, type RowWrite, type WriteOutcome } from './ledger-store.ts';
import type { OutagesTable, RevisionsTable } from './ledger-tables.ts';
import { inChunks, storable } from './rows.ts';
import type { Tables } from './tables.ts';

/**
 * Writes rows, each with a revision at the head of the chain, in the order given. Where one of them has moved on since
 * its writer saw it, nothing is written. The write lock is held, so that two writers come one after the other.
 *
 * @throws LedgerMisuse `row-unknown` for an id that the store did not give.
 */
export async function writeRows(
  trx: Transaction<Tables>,
  writes: readonly RowWrite[],
  at: number,
): Promise<WriteOutcome> {
  if (writes.length === 0) return { ok: true, rows: [] };
  const ids = writes.flatMap(({ id }) => id ?? []);
  const stored = await readRowsById(trx, ids);
  const revised = findRevised(writes, stored);
  if (revised) return { ok: false, error: 'revised', row: revised };
  const nextId = idsFrom(trx);
  const rows: LedgerRow[] = [];
  for (const { id, basedOn, row } of writes) {
    rows.push({ ...row, id: id ?? (await nextId(row.from)), revisionNumber: basedOn + 1, updatedAt: at });
  }
  await addRevisions(trx, writes, rows, at);
  await putRows(trx, rows);
  return { ok: true, rows };
}

/** The first row that is not as its writer saw it. A row may be written twice in one call. */
function findRevised(writes: readonly RowWrite[], stored: ReadonlyMap<string, LedgerRow>): LedgerRow | undefined {
  const numbers = new Map<string, number>();
  for (const { id, basedOn } of writes) {
    if (id === undefined) continue;
    const row = stored.get(id);
    if (!row) throw new LedgerMisuse('row-unknown', `the ledger has no row ${id}`);
    if ((numbers.get(id) ?? row.revisionNumber) !== basedOn) return row;
    numbers.set(id, basedOn + 1);
  }
  return undefined;
}

/** Gives the next id of the year in which an outage starts, by the ward's calendar. Rows are never deleted. */
function idsFrom(trx: Transaction<Tables>): (from: number) => Promise<string> {
  const last = new Map<number, number>();
  return async (from) => {
    const year = yearOf(localDateOf(from));
    const number = (last.get(year) ?? (await lastNumber(trx, year))) + 1;
    last.set(year, number);
    return `SC-${year}-${String(number).padStart(4, '0')}`;
  };
}

async function lastNumber(trx: Transaction<Tables>, year: number): Promise<number> {
  const newest = trx.selectFrom('outages').select('number').where('year', '=', year).orderBy('number', 'desc');
  return (await newest.limit(1).executeTakeFirst())?.number ?? 0;
}

async function addRevisions(
  trx: Transaction<Tables>,
  writes: readonly RowWrite[],
  rows: readonly LedgerRow[],
  at: number,
): Promise<void> {
  let { count, hash } = await readHead(trx);
  const revisions = writes.flatMap(({ by, action, reason }, index): RevisionsTable[] => {
    const row = rows[index];
    if (!row) return [];
    const unhashed = { place: count + 1, at, by, action, reason: storable(reason), row, previous: hash };
    ({ count, hash } = { count: unhashed.place, hash: hashOf(unhashed) });
    return [revisionRow(unhashed, hash)];
  });
  for (const chunk of inChunks(revisions, 10)) await trx.insertInto('outage_revisions').values(chunk).execute();
}

function revisionRow(unhashed: Parameters<typeof hashOf>[0], hash: string): RevisionsTable {
  const { row, by, ...columns } = unhashed;
  return {
    ...columns,
    by_id: by,
    outage_id: row.id,
    number: row.revisionNumber,
    body: canonicalJson(row),
    hash,
  };
}

async function putRows(trx: Transaction<Tables>, rows: readonly LedgerRow[]): Promise<void> {
  // Of a row that is written twice in one call the last content counts.
  const newest = [...new Map(rows.map((row) => [row.id, row])).values()].map(outageRow);
  for (const chunk of inChunks(newest, 12)) {
    await trx
      .insertInto('outages')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          site_id: row.ref('excluded.site_id'),
          subject: row.ref('excluded.subject'),
          from_at: row.ref('excluded.from_at'),
          until_at: row.ref('excluded.until_at'),
          status: row.ref('excluded.status'),
          cause: row.ref('excluded.cause'),
          incident: row.ref('excluded.incident'),
          revision_number: row.ref('excluded.revision_number'),
          body: row.ref('excluded.body'),
        })),
      )
      .execute();
  }
}

function outageRow(row: LedgerRow): OutagesTable {
  const [, year, number] = row.id.split('-');
  return {
    id: row.id,
    year: Number(year),
    number: Number(number),
    site_id: row.siteId,
    subject: row.subject,
    from_at: row.from,
    until_at: row.until ?? FOREVER,
    status: row.status,
    cause: row.confirmed?.cause ?? row.suggested.cause,
    incident: row.incident,
    revision_number: row.revisionNumber,
    body: canonicalJson(row),
  };
}
