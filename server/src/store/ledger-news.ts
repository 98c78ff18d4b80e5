import type { Interval } from '@wardwatch/shared/lib';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Write } from './database.ts';
import { EVERY_SITE, type LedgerNews } from './ledger-store.ts';
import type { LedgerNewsTable } from './ledger-tables.ts';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** A span to be judged anew, before it has a revision. */
export type News = Interval & { kind: LedgerNewsTable['kind']; id: string };

/**
 * Adds news, widening what waits already. Only under a revision that counts: an answer deletes what is not newer than
 * what it saw, so that news without a revision of their own could be lost.
 */
export async function addNews({ trx, revision }: Write, news: readonly News[]): Promise<void> {
  // One row for each: PostgreSQL refuses to change a row twice in one statement.
  const rows = widened(news).map(({ kind, id, from, until }) => ({
    kind,
    id,
    from_at: Math.floor(from),
    until_at: Math.ceil(until),
    revision,
  }));
  for (const chunk of inChunks(rows, 5)) {
    await trx
      .insertInto('ledger_news')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id']).doUpdateSet((row) => ({
          from_at: sql<number>`case when excluded.from_at < ledger_news.from_at
            then excluded.from_at else ledger_news.from_at end`,
          until_at: sql<number>`case when excluded.until_at > ledger_news.until_at
            then excluded.until_at else ledger_news.until_at end`,
          revision: row.ref('excluded.revision'),
        })),
      )
      .execute();
  }
}

/** News of one site, or of all with `EVERY_SITE`. */
export function siteNews(siteId: string, { from, until }: Interval): News {
  return { kind: 'site', id: siteId, from, until };
}

/** The smallest span that holds both. */
export function widen(a: Interval | undefined, b: Interval): Interval {
  return a ? { from: Math.min(a.from, b.from), until: Math.max(a.until, b.until) } : { from: b.from, until: b.until };
}

function widened(news: readonly News[]): News[] {
  const byKey = new Map<string, News>();
  for (const one of news) {
    const key = `${one.kind} ${one.id}`;
    byKey.set(key, { ...one, ...widen(byKey.get(key), one) });
  }
  return [...byKey.values()];
}

/** What waits, oldest revision first, after the sites for which time has come; of both at least half the limit. */
export async function readNews(db: Kysely<Tables>, now: number, limit: number): Promise<LedgerNews[]> {
  const news = await readStored(db, limit);
  const clocks = await readClocks(db, now, limit);
  return [...clocks.slice(0, Math.max(Math.ceil(limit / 2), limit - news.length)), ...news].slice(0, limit);
}

function readStored(db: Kysely<Tables>, limit: number): Promise<LedgerNews[]> {
  const news = db.selectFrom('ledger_news').select(['kind', 'id', 'from_at as from', 'until_at as until', 'revision']);
  return news.orderBy('revision').orderBy('kind').orderBy('id').limit(limit).execute();
}

/** They lie in no table but the checkpoints': the next checkpoint answers them, so they need no revision. */
async function readClocks(db: Kysely<Tables>, now: number, limit: number): Promise<LedgerNews[]> {
  const due = db.selectFrom('ledger_checkpoints').select(['site_id', 'as_of']).where('next_at', '<=', now);
  const rows = await due.orderBy('next_at').limit(limit).execute();
  return rows.map((row) => ({ kind: 'clock', id: row.site_id, from: row.as_of, until: now, revision: 0 }));
}

/** Takes away what was answered. What has been widened since stays as it is. */
export async function removeAnswered(trx: Transaction<Tables>, answered: readonly LedgerNews[]): Promise<void> {
  for (const { kind, id, revision } of answered) {
    if (kind === 'clock') continue;
    await trx
      .deleteFrom('ledger_news')
      .where('kind', '=', kind)
      .where('id', '=', id)
      .where('revision', '<=', revision)
      .execute();
  }
}

/** News of every site that exists, as one row. */
export function newsOfAll(span: Interval): News {
  return siteNews(EVERY_SITE, span);
}
