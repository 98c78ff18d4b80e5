import type { Kysely, Transaction } from 'kysely';
import type { Attestation, Attested } from './attested.ts';
import { newId } from './ids.ts';
import type { Tables } from './tables.ts';

/** Keeps a confirmation. */
export async function addAttestation(
  trx: Transaction<Tables>,
  { statement, by }: Attested,
  about: { deviceId?: string; codeId?: string; place: Attestation['place']; at: number },
): Promise<void> {
  await trx
    .insertInto('attestations')
    .values({
      id: newId('att'),
      device_id: about.deviceId ?? null,
      code_id: about.codeId ?? null,
      statement,
      by_id: by,
      at: about.at,
      place: about.place,
    })
    .execute();
}

/** Whether somebody gave the confirmation with the code. */
export async function isCodeAttested(trx: Transaction<Tables>, codeId: string): Promise<boolean> {
  const given = trx.selectFrom('attestations').select('id').where('code_id', '=', codeId).where('place', '=', 'code');
  return (await given.executeTakeFirst()) !== undefined;
}

/** Confirmations for a device, oldest first; that of the code which it used stands with its own. */
export async function readAttestations(db: Kysely<Tables>, deviceId: string): Promise<Attestation[]> {
  const codes = db
    .selectFrom('attestations')
    .select('code_id')
    .where('device_id', '=', deviceId)
    .where('code_id', 'is not', null);
  const rows = await db
    .selectFrom('attestations')
    .select(['statement', 'by_id', 'at', 'place'])
    .where((row) => row.or([row('device_id', '=', deviceId), row('code_id', 'in', codes)]))
    .orderBy('at')
    .orderBy('place')
    .execute();
  return rows.map(({ statement, by_id: by, at, place }) => ({ statement, by, at, place }));
}
