import type { RunningOutage } from '@wardwatch/shared/api';
import type { LedgerRow } from '@wardwatch/shared/model';
import type { Kysely, Transaction } from 'kysely';
import { canonicalJson } from './chain.ts';
import type { Write } from './database.ts';
import { addNews, removeAnswered, siteNews } from './ledger-news.ts';
import { writeSpans } from './ledger-spans.ts';
import type { SiteCheckpoint, SiteJudgement, WriteOutcome } from './ledger-store.ts';
import { writeRows } from './ledger-write.ts';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** How far the ledger of a site has got, or undefined. */
export function readCheckpoint(db: Kysely<Tables>, siteId: string): Promise<SiteCheckpoint | undefined> {
  return db
    .selectFrom('ledger_checkpoints')
    .select(['site_id as siteId', 'as_of as asOf', 'next_at as nextAt'])
    .where('site_id', '=', siteId)
    .executeTakeFirst();
}

/** The checkpoints of many sites. */
export async function readCheckpoints(
  db: Kysely<Tables>,
  siteIds: readonly string[],
): Promise<Map<string, SiteCheckpoint>> {
  const found = new Map<string, SiteCheckpoint>();
  for (const chunk of inChunks(siteIds, 1)) {
    const rows = db
      .selectFrom('ledger_checkpoints')
      .select(['site_id as siteId', 'as_of as asOf', 'next_at as nextAt'])
      .where('site_id', 'in', chunk);
    for (const row of await rows.execute()) found.set(row.siteId, row);
  }
  return found;
}

/**
 * Writes a judgement, all or nothing. Followers see it where a row or the site's present changed; news for other sites
 * need a revision of their own as well.
 */
export async function judge(
  write: Write,
  judgement: SiteJudgement,
): Promise<{ result: WriteOutcome; isVisible: boolean }> {
  const { trx } = write;
  const { siteId, window, spans, rows, present, alsoNews = [], answered, checkpoint, at } = judgement;
  const outcome = await writeRows(trx, rows, at);
  if (!outcome.ok) return { result: outcome, isVisible: false };
  await writeSpans(trx, siteId, window, spans);
  const isChanged = present !== null && (await writePresent(write, siteId, present, outcome.rows));
  await removeAnswered(trx, answered);
  await addNews(
    write,
    alsoNews.map((span) => siteNews(span.siteId, span)),
  );
  await saveCheckpoint(trx, checkpoint);
  return { result: outcome, isVisible: isChanged || rows.length > 0 || alsoNews.length > 0 };
}

/** Says whether anything of it is new. */
async function writePresent(
  { trx, revision }: Write,
  siteId: string,
  { state, running }: NonNullable<SiteJudgement['present']>,
  rows: readonly LedgerRow[],
): Promise<boolean> {
  const before = await trx.selectFrom('sites').select(['state', 'running']).where('id', '=', siteId).executeTakeFirst();
  const after = { state: canonicalJson(state), running: canonicalJson(withIds(running, rows)) };
  if (!before || (before.state === after.state && before.running === after.running)) return false;
  await trx
    .updateTable('sites')
    .set({ ...after, revision })
    .where('id', '=', siteId)
    .execute();
  return true;
}

/** Ids that running outages got in this very judgement. */
function withIds(running: readonly RunningOutage[], rows: readonly LedgerRow[]): RunningOutage[] {
  return running.map((outage) => {
    const row = rows.find(({ subject, from }) => subject === outage.subject && from === outage.from);
    return { ...outage, id: outage.id ?? row?.id ?? null };
  });
}

async function saveCheckpoint(trx: Transaction<Tables>, { siteId, asOf, nextAt }: SiteCheckpoint): Promise<void> {
  await trx
    .insertInto('ledger_checkpoints')
    .values({ site_id: siteId, as_of: asOf, next_at: nextAt })
    .onConflict((conflict) => conflict.column('site_id').doUpdateSet({ as_of: asOf, next_at: nextAt }))
    .execute();
}
