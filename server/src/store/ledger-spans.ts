import type { Interval } from '@wardwatch/shared/lib';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { StoredSpan } from './ledger-store.ts';
import type { SiteSpansTable } from './ledger-tables.ts';
import { replaceSpans } from './replace-spans.ts';
import { bigint, inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** A timeline: one subject at one site. */
interface TimelineKey {
  site_id: string;
  subject: string;
}

/** Spans that touch the window, clipped to it, by start, site and subject. */
export async function readSpans(
  db: Kysely<Tables>,
  siteIds: readonly string[],
  window: Interval,
  subjects: readonly string[] | undefined,
): Promise<(StoredSpan & { siteId: string })[]> {
  const keys = subjects
    ? siteIds.flatMap((site_id) => subjects.map((subject) => ({ site_id, subject })))
    : await timelinesOf(db, siteIds);
  const rows = await readTouching(db, keys, window);
  return rows.flatMap((row) => {
    const from = Math.max(row.from_at, window.from);
    const until = Math.min(row.until_at, window.until);
    return from < until ? [{ siteId: row.site_id, ...spanOf(row), from, until }] : [];
  });
}

/**
 * Writes what the rules say of a site over a window; other rows stay as they are. Where they say what is stored
 * already, nothing is written.
 */
export async function writeSpans(
  trx: Transaction<Tables>,
  siteId: string,
  window: Interval,
  fresh: readonly StoredSpan[],
): Promise<void> {
  if (window.from >= window.until) return;
  const known = (await timelinesOf(trx, [siteId])).map((key) => key.subject);
  const subjects = [...new Set<string>([...known, ...fresh.map((span) => span.subject)])];
  const keys = subjects.map((subject) => ({ site_id: siteId, subject }));
  const stored = Map.groupBy(await readTouching(trx, keys, window), (row) => row.subject);
  const given = Map.groupBy(fresh, (span) => span.subject);
  const written: SiteSpansTable[] = [];
  for (const [subject, spans] of [...given, ...withNone(stored, given)]) {
    const before = stored.get(subject) ?? [];
    const after = replaceSpans(before.map(spanOf), window, spans).map((span) => rowOf(siteId, span));
    const starts = new Set(after.map((row) => row.from_at));
    await removeSpans(
      trx,
      { site_id: siteId, subject },
      before.filter((row) => !starts.has(row.from_at)),
    );
    const same = new Set(before.map(textOf));
    written.push(...after.filter((row) => !same.has(textOf(row))));
  }
  await putSpans(trx, written);
}

type Subject = SiteSpansTable['subject'];

/** Subjects of which something is stored and nothing is fresh: their window becomes empty. */
function withNone(stored: Map<Subject, unknown>, given: Map<Subject, unknown>): [Subject, StoredSpan[]][] {
  return [...stored.keys()].filter((subject) => !given.has(subject)).map((subject) => [subject, []]);
}

/** The timelines of the sites, found by stepping from one to the next in the primary key, however long they are. */
async function timelinesOf(db: Kysely<Tables>, siteIds: readonly string[]): Promise<TimelineKey[]> {
  const keys: TimelineKey[] = [];
  for (const chunk of inChunks(siteIds, 1)) {
    const sites = sql.join(chunk.map((siteId) => sql`(${siteId})`));
    const found = await sql<TimelineKey>`with recursive
      wanted (site_id) as (values ${sites}),
      step (site_id, subject) as (
        select site_id, (select min(subject) from site_spans where site_spans.site_id = wanted.site_id) from wanted
        union all
        select site_id, (select min(later.subject) from site_spans as later
          where later.site_id = step.site_id and later.subject > step.subject)
        from step where subject is not null)
      select site_id, subject from step where subject is not null`.execute(db);
    keys.push(...found.rows);
  }
  return keys;
}

/** Rows that have a part in the window, and the one before it, which may end where it begins; in order. */
async function readTouching(
  db: Kysely<Tables>,
  keys: readonly TimelineKey[],
  { from, until }: Interval,
): Promise<SiteSpansTable[]> {
  const rows: SiteSpansTable[] = [];
  for (const chunk of inChunks(keys, 2)) {
    const wanted = sql.join(chunk.map((key) => sql`(${key.site_id}, ${key.subject})`));
    const starts = await sql<TimelineKey & { start: number }>`with wanted (site_id, subject) as (values ${wanted})
      select site_id, subject, coalesce((select max(from_at) from site_spans
        where site_spans.site_id = wanted.site_id and site_spans.subject = wanted.subject
          and from_at < ${bigint(from)}), ${bigint(from)}) as start from wanted`.execute(db);
    rows.push(...(await readFrom(db, starts.rows, until)));
  }
  return rows.toSorted((a, b) => a.from_at - b.from_at || order(a.site_id, b.site_id) || order(a.subject, b.subject));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function readFrom(
  db: Kysely<Tables>,
  starts: readonly (TimelineKey & { start: number })[],
  until: number,
): Promise<SiteSpansTable[]> {
  const rows: SiteSpansTable[] = [];
  for (const chunk of inChunks(starts, 3)) {
    const wanted = sql.join(chunk.map((key) => sql`(${key.site_id}, ${key.subject}, ${bigint(key.start)})`));
    const found = await sql<SiteSpansTable>`with wanted (site_id, subject, start) as (values ${wanted})
      select site_spans.* from wanted join site_spans on site_spans.site_id = wanted.site_id
        and site_spans.subject = wanted.subject and from_at >= start and from_at <= ${bigint(until)}`.execute(db);
    rows.push(...found.rows);
  }
  return rows;
}

async function removeSpans(
  trx: Transaction<Tables>,
  { site_id, subject }: { site_id: string; subject: Subject },
  rows: readonly SiteSpansTable[],
): Promise<void> {
  const starts = rows.map((row) => row.from_at);
  for (const chunk of inChunks(starts, 1)) {
    const spans = trx.deleteFrom('site_spans').where('site_id', '=', site_id).where('subject', '=', subject);
    await spans.where('from_at', 'in', chunk).execute();
  }
}

async function putSpans(trx: Transaction<Tables>, rows: readonly SiteSpansTable[]): Promise<void> {
  for (const chunk of inChunks(rows, 7)) {
    await trx
      .insertInto('site_spans')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['site_id', 'subject', 'from_at']).doUpdateSet((row) => ({
          until_at: row.ref('excluded.until_at'),
          state: row.ref('excluded.state'),
          under: row.ref('excluded.under'),
          reason: row.ref('excluded.reason'),
        })),
      )
      .execute();
  }
}

function spanOf({ subject, from_at, until_at, state, under, reason }: SiteSpansTable): StoredSpan {
  return { subject, from: from_at, until: until_at, state, under, reason };
}

function rowOf(siteId: string, { subject, from, until, state, under, reason }: StoredSpan): SiteSpansTable {
  return { site_id: siteId, subject, from_at: from, until_at: until, state, under, reason };
}

function textOf({ from_at, until_at, state, under, reason }: SiteSpansTable): string {
  return [from_at, until_at, state, under, reason].join(' ');
}
