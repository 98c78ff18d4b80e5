import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRevision, LedgerRow } from '@wardwatch/shared/model';
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import { CHAIN_START, type ChainHead } from './chain.ts';
import type { RowQuery } from './ledger-store.ts';
import type { RevisionsTable } from './ledger-tables.ts';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** A row by its id, or undefined. */
export async function readRow(db: Kysely<Tables>, id: string): Promise<LedgerRow | undefined> {
  return (await readRowsById(db, [id])).get(id);
}

/** Rows by their ids; those that do not exist are left out. */
export async function readRowsById(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, LedgerRow>> {
  const rows = new Map<string, LedgerRow>();
  for (const chunk of inChunks(ids, 1)) {
    const found = await db.selectFrom('outages').select(['id', 'body']).where('id', 'in', chunk).execute();
    for (const { id, body } of found) rows.set(id, parseRow(body));
  }
  return rows;
}

/** A page of the rows asked for, newest start first, and how many there are. */
export async function queryRows(db: Kysely<Tables>, query: RowQuery): Promise<{ rows: LedgerRow[]; total: number }> {
  const matching = db.selectFrom('outages').where((where) => where.and(conditions(where, query)));
  const { total } = await matching.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const page = matching.select('body').orderBy('from_at', 'desc').orderBy('year', 'desc').orderBy('number', 'desc');
  const rows = await page.limit(query.limit).offset(query.offset).execute();
  return { rows: rows.map((row) => parseRow(row.body)), total };
}

/** Rows of a site, or of the server for null, that have a part in the window, oldest start first. */
export async function readRowsOf(db: Kysely<Tables>, siteId: string | null, window: Interval): Promise<LedgerRow[]> {
  const rows = db.selectFrom('outages').select('body');
  const ofSite = siteId === null ? rows.where('site_id', 'is', null) : rows.where('site_id', '=', siteId);
  const touching = ofSite.where('until_at', '>', window.from).where('from_at', '<', window.until);
  const found = await touching.orderBy('from_at').orderBy('year').orderBy('number').execute();
  return found.map((row) => parseRow(row.body));
}

/** Starts of rows of many sites that touch the window and are not withdrawn. */
export async function readRowStarts(
  db: Kysely<Tables>,
  siteIds: readonly string[],
  window: Interval,
  subjects: readonly string[],
): Promise<{ siteId: string; from: number }[]> {
  const starts: { siteId: string; from: number }[] = [];
  for (const chunk of inChunks(siteIds, 1)) {
    const rows = await db
      .selectFrom('outages')
      .select(['site_id', 'from_at'])
      .where('site_id', 'in', chunk)
      .where('until_at', '>', window.from)
      .where('from_at', '<', window.until)
      .where('subject', 'in', subjects)
      .where('status', '!=', 'withdrawn')
      .execute();
    for (const row of rows) if (row.site_id !== null) starts.push({ siteId: row.site_id, from: row.from_at });
  }
  return starts;
}

type Where = ExpressionBuilder<Tables, 'outages'>;

function conditions(
  where: Where,
  { window, siteId, cause, status, subject, incident }: RowQuery,
): Expression<SqlBool>[] {
  return [
    ...(window ? [where('until_at', '>', window.from), where('from_at', '<', window.until)] : []),
    ...(siteId === undefined ? [] : [where('site_id', '=', siteId)]),
    ...(cause === undefined ? [] : [where('cause', '=', cause)]),
    ...(status === undefined ? [] : [where('status', '=', status)]),
    ...(subject === undefined ? [] : [hasSubject(where, subject)]),
    ...(incident === undefined ? [] : [where('incident', '=', incident)]),
  ];
}

function hasSubject(where: Where, word: string): Expression<SqlBool> {
  const isFamily = word === 'device' || word === 'service';
  return isFamily ? where('subject', 'like', `${word}:%`) : where('subject', '=', word);
}

/** The revisions of a row, oldest first. */
export async function readRevisions(db: Kysely<Tables>, id: string): Promise<LedgerRevision[]> {
  const rows = db.selectFrom('outage_revisions').selectAll().where('outage_id', '=', id);
  return (await rows.orderBy('number').execute()).map(revisionOf);
}

/** A page of the chain, in order. */
export async function readChain(db: Kysely<Tables>, fromPlace: number, limit: number): Promise<LedgerRevision[]> {
  const rows = db.selectFrom('outage_revisions').selectAll().where('place', '>=', fromPlace);
  return (await rows.orderBy('place').limit(limit).execute()).map(revisionOf);
}

/** How long the chain is, and its last hash. */
export async function readHead(db: Kysely<Tables>): Promise<ChainHead> {
  const newest = db.selectFrom('outage_revisions').select(['place as count', 'hash']).orderBy('place', 'desc');
  return (await newest.limit(1).executeTakeFirst()) ?? CHAIN_START;
}

function revisionOf({ place, at, by_id, action, reason, body, previous, hash }: RevisionsTable): LedgerRevision {
  return { place, at, by: by_id, action, reason, row: readableRow(body), previous, hash };
}

/**
 * A revision's row. One that somebody made unreadable is shown as such: its hash does not fit, and that is told, while
 * the rest of the chain can still be read and exported.
 */
function readableRow(body: string): LedgerRow {
  try {
    return parseRow(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the check of the chain and the export see it
    return { id: '', revisionNumber: 0, attachments: [], unreadable: body } as unknown as LedgerRow;
  }
}

/** The column holds what `writeRows` wrote. */
function parseRow(body: string): LedgerRow {
  const row: LedgerRow = JSON.parse(body);
  return row;
}
