import type { Interval } from '@wardwatch/shared/lib';
import type { Kysely, Transaction } from 'kysely';
import type { Write } from './database.ts';
import { addNews, newsOfAll } from './ledger-news.ts';
import type { ServerSpansTable } from './ledger-tables.ts';
import type { Tables } from './tables.ts';

type Kind = ServerSpansTable['kind'];

/** Spans that touch the window, as they are stored, in order. */
export async function readServerSpans(db: Kysely<Tables>, kind: Kind, window: Interval): Promise<Interval[]> {
  const touching = db
    .selectFrom('server_spans')
    .select(['from_at as from', 'until_at as until'])
    .where('kind', '=', kind)
    .where('until_at', '>=', window.from)
    .where('from_at', '<=', window.until);
  return touching.orderBy('from_at').execute();
}

/**
 * Extends the server's life to `at`. Where the hole since its last sign is too long, a new span begins and every site
 * is judged anew over the hole: what was taken to go on through it is not known.
 */
export async function extendAlive(
  write: Write,
  at: number,
  joinMs: number,
): Promise<{ result: undefined; isVisible: boolean }> {
  const { trx } = write;
  const alive = trx.selectFrom('server_spans').select(['from_at', 'until_at']).where('kind', '=', 'alive');
  // What lies ahead was written by a clock that was wrong, and is passed over until it is put right.
  const known = alive.where('from_at', '<=', at);
  const last = await known.orderBy('from_at', 'desc').limit(1).executeTakeFirst();
  // A clock that was put back a little proves nothing that is not known.
  if (last && at <= last.until_at && last.until_at - at <= joinMs) return { result: undefined, isVisible: false };
  const isHole = last !== undefined && at - last.until_at > joinMs;
  await putSpan(trx, { kind: 'alive', from_at: isHole ? at : (last?.from_at ?? at), until_at: at });
  if (isHole) await addNews(write, [newsOfAll({ from: last.until_at, until: at })]);
  return { result: undefined, isVisible: isHole };
}

/** Adds a span without canaries, joined with those that it touches; every site is judged anew over what is new in it. */
export async function addCanariesDown(
  write: Write,
  span: Interval,
): Promise<{ result: undefined; isVisible: boolean }> {
  const { trx } = write;
  const touching = await readServerSpans(trx, 'canaries-down', span);
  const isKnown = touching.some((known) => known.from <= span.from && known.until >= span.until);
  if (isKnown || span.from >= span.until) return { result: undefined, isVisible: false };
  const from = Math.min(span.from, ...touching.map((known) => known.from));
  const until = Math.max(span.until, ...touching.map((known) => known.until));
  await trx
    .deleteFrom('server_spans')
    .where('kind', '=', 'canaries-down')
    .where('until_at', '>=', span.from)
    .where('from_at', '<=', span.until)
    .execute();
  await putSpan(trx, { kind: 'canaries-down', from_at: from, until_at: until });
  await addNews(write, [newsOfAll(unknownPart(span, touching))]);
  return { result: undefined, isVisible: true };
}

/** The span without what a known one covers at its start: the usual case is one that has grown. */
function unknownPart(span: Interval, known: readonly Interval[]): Interval {
  const covering = known.find(({ from, until }) => from <= span.from && until > span.from);
  return { from: covering?.until ?? span.from, until: span.until };
}

async function putSpan(trx: Transaction<Tables>, row: ServerSpansTable): Promise<void> {
  await trx
    .insertInto('server_spans')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'from_at']).doUpdateSet({ until_at: row.until_at }))
    .execute();
}
