import { addAttestation, isCodeAttested } from './attestations.ts';
import type { Write } from './database.ts';
import { putTerm } from './device-terms.ts';
import { newId } from './ids.ts';
import { storable } from './rows.ts';
import type { EnrolOutcome, Enrolment, NewCode } from './store.ts';

/** What a device counts as until a person says otherwise: silence of an office PC outside hours means nothing. */
const ENROLLED_AS = { kind: 'computer', duty: 'hours' } as const;

/** Who makes the code of a machine that enrols itself: the program that starts the server there. */
const SYSTEM = 'system';

/** Keeps a code that may be spent once. */
export async function createCode({ trx }: Write, code: NewCode): Promise<{ id: string }> {
  const id = newId('code');
  await trx
    .insertInto('enrolment_codes')
    .values({
      id,
      code_hash: code.codeHash,
      site_id: code.siteId,
      pre_approved: code.preApproved ? 1 : 0,
      created_by: code.createdBy,
      created_at: code.at,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute();
  if (code.attested) await addAttestation(trx, code.attested, { codeId: id, place: 'code', at: code.at });
  return { id };
}

/** Spends a code on a new device. The write lock is held, so two that race for one code come one after the other. */
export async function enrol(write: Write, enrolment: Enrolment): Promise<EnrolOutcome> {
  const { trx } = write;
  const code = await trx
    .selectFrom('enrolment_codes')
    .innerJoin('sites', 'sites.id', 'enrolment_codes.site_id')
    .select([
      'enrolment_codes.id',
      'site_id',
      'pre_approved',
      'created_by',
      'expires_at',
      'used_at',
      'sites.name as siteName',
    ])
    .where('code_hash', '=', enrolment.codeHash)
    .executeTakeFirst();
  if (!code) return { ok: false, error: 'code-unknown' };
  if (code.used_at !== null) return { ok: false, error: 'code-used' };
  if (code.expires_at <= enrolment.at) return { ok: false, error: 'code-expired' };
  const known = await trx
    .selectFrom('agents')
    .select('id')
    .where((agent) => agent.or([agent('id', '=', enrolment.agentId), agent('public_key', '=', enrolment.publicKey)]))
    .executeTakeFirst();
  if (known) return { ok: false, error: 'key-known' };
  await trx.updateTable('enrolment_codes').set({ used_at: enrolment.at }).where('id', '=', code.id).execute();
  // No machine counts without a person's confirmation that it may be watched.
  const isAttested = await isCodeAttested(trx, code.id);
  const status = code.pre_approved === 1 && isAttested ? 'active' : 'pending';
  const deviceId = await addDevice(write, enrolment, { siteId: code.site_id, status });
  // Nobody stands at the machine that enrols itself: whoever approves it is the first to vouch for it.
  const isAutomatic = code.created_by === SYSTEM && !isAttested;
  await addAttestation(
    trx,
    { statement: enrolment.statement, by: isAutomatic ? SYSTEM : 'machine' },
    { deviceId, codeId: code.id, place: isAutomatic ? 'automatic' : 'machine', at: enrolment.at },
  );
  return { ok: true, status, deviceId, siteName: code.siteName };
}

async function addDevice(
  write: Write,
  { name, agentId, publicKey, os, agentVersion, at }: Enrolment,
  { siteId, status }: { siteId: string; status: 'active' | 'pending' },
): Promise<string> {
  const { trx, revision } = write;
  const deviceId = newId('dev');
  await trx
    .insertInto('devices')
    .values({ id: deviceId, site_id: siteId, name, ...ENROLLED_AS, created_at: at })
    .execute();
  await trx
    .insertInto('agents')
    .values({
      id: agentId,
      device_id: deviceId,
      public_key: publicKey,
      status,
      os: storable(os),
      agent_version: storable(agentVersion),
    })
    .execute();
  await trx.insertInto('presence').values({ agent_id: agentId, revision }).execute();
  // Until it is approved nothing is heard of it, so that its silence would mean nothing.
  await putTerm(write, deviceId, { from: at, siteId, duty: ENROLLED_AS.duty, inService: status === 'active' });
  return deviceId;
}
