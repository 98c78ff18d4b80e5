import type { Kysely, Transaction } from 'kysely';
import type { LedgerStore, Seal } from './ledger-store.ts';
import { storable } from './rows.ts';
import type { Tables } from './tables.ts';

/** Keeps a file once, however often it comes. */
export async function putAttachment(
  trx: Transaction<Tables>,
  file: Parameters<LedgerStore['addAttachment']>[0],
): Promise<void> {
  await trx
    .insertInto('attachments')
    .values({ ...file, type: storable(file.type) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A file by its hash, or undefined. */
export function readAttachment(db: Kysely<Tables>, hash: string): ReturnType<LedgerStore['attachment']> {
  return db.selectFrom('attachments').select(['type', 'content']).where('hash', '=', hash).executeTakeFirst();
}

/** Hashes of all files, in their order. */
export async function readAttachmentHashes(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('attachments').select('hash').orderBy('hash').execute();
  return rows.map((row) => row.hash);
}

/** Keeps a day's seal; a second one of the day is left out. */
export async function putSeal(trx: Transaction<Tables>, { publicKey, ...seal }: Seal): Promise<void> {
  await trx
    .insertInto('ledger_seals')
    .values({ ...seal, public_key: publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All seals, oldest first. */
export function readSeals(db: Kysely<Tables>): Promise<Seal[]> {
  return db
    .selectFrom('ledger_seals')
    .select(['day', 'at', 'count', 'head', 'signature', 'public_key as publicKey'])
    .orderBy('day')
    .execute();
}
