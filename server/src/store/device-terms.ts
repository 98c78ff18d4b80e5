import type { Interval } from '@wardwatch/shared/lib';
import type { Duty } from '@wardwatch/shared/model';
import type { Term } from '@wardwatch/shared/outage';
import type { Kysely, Transaction } from 'kysely';
import type { Write } from './database.ts';
import { addNews, siteNews } from './ledger-news.ts';
import { FOREVER } from './ledger-store.ts';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

/** A term with its site, and whether the device counted there. */
export interface PlacedTerm extends Term {
  deviceId: string;
  siteId: string;
  inService: boolean;
}

/** What holds for a device from an instant on. */
export interface NewTerm {
  from: number;
  siteId: string;
  duty: Duty;
  inService: boolean;
}

/** When the site's first device came, or null. */
export async function siteBegan(db: Kysely<Tables>, siteId: string): Promise<number | null> {
  const first = db
    .selectFrom('device_terms')
    .select((row) => row.fn.min('from_at').as('from'))
    .where('site_id', '=', siteId)
    .where('in_service', '=', 1);
  return (await first.executeTakeFirst())?.from ?? null;
}

/** When the first device of each site came; sites that never had one are left out. */
export async function sitesBegan(db: Kysely<Tables>, siteIds: readonly string[]): Promise<Map<string, number>> {
  const began = new Map<string, number>();
  for (const chunk of inChunks(siteIds, 1)) {
    const firsts = db
      .selectFrom('device_terms')
      .select((row) => ['site_id', row.fn.min('from_at').as('from')])
      .where('site_id', 'in', chunk)
      .where('in_service', '=', 1)
      .groupBy('site_id');
    for (const { site_id, from } of await firsts.execute()) began.set(site_id, from);
  }
  return began;
}

/** Devices that are in service at an instant, each with the site that it counts for then. */
export async function placesAt(db: Kysely<Tables>, at: number): Promise<{ deviceId: string; siteId: string }[]> {
  const known = db.selectFrom('device_terms').selectAll().where('from_at', '<=', at);
  const rows = await known.orderBy('device_id').orderBy('from_at').execute();
  const last = new Map(rows.map((row) => [row.device_id, row]));
  return [...last.values()].flatMap(({ device_id: deviceId, site_id: siteId, in_service }) =>
    in_service === 1 ? [{ deviceId, siteId }] : [],
  );
}

/** Terms of the devices, each device's in order; the last one of each has no end. */
export async function readTerms(db: Kysely<Tables>, deviceIds: readonly string[]): Promise<PlacedTerm[]> {
  const terms: PlacedTerm[] = [];
  for (const chunk of inChunks(deviceIds, 1)) {
    const rows = db.selectFrom('device_terms').selectAll().where('device_id', 'in', chunk);
    for (const row of await rows.orderBy('device_id').orderBy('from_at').execute()) {
      const before = terms.at(-1);
      if (before?.deviceId === row.device_id) before.until = row.from_at;
      terms.push({
        deviceId: row.device_id,
        siteId: row.site_id,
        from: row.from_at,
        until: FOREVER,
        duty: row.duty,
        inService: row.in_service === 1,
      });
    }
  }
  return terms;
}

/** Devices that ever had a term at the site. */
export async function devicesAt(db: Kysely<Tables>, siteId: string): Promise<string[]> {
  const devices = db.selectFrom('device_terms').select('device_id').distinct().where('site_id', '=', siteId);
  return (await devices.execute()).map((row) => row.device_id);
}

/** Whether a term and a window have an instant in common, or touch. */
export function touches(term: Interval, window: Interval): boolean {
  return term.from <= window.until && term.until >= window.from;
}

/**
 * Writes a term, and that the sites it takes the device from and brings it to are to be judged anew from there until
 * its next term.
 */
export async function putTerm(
  write: Write,
  deviceId: string,
  { from, siteId, duty, inService }: NewTerm,
): Promise<void> {
  const before = await readTerms(write.trx, [deviceId]);
  const until = before.find((term) => term.from > from)?.from ?? FOREVER;
  const row = { device_id: deviceId, from_at: from, site_id: siteId, duty, in_service: inService ? 1 : 0 } as const;
  await write.trx
    .insertInto('device_terms')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['device_id', 'from_at']).doUpdateSet({ site_id: siteId, duty, in_service: row.in_service }),
    )
    .execute();
  const concerned = before.filter((term) => term.from < until && term.until > from).map((term) => term.siteId);
  await addNews(
    write,
    [...concerned, siteId].map((id) => siteNews(id, { from, until })),
  );
}

/**
 * Writes what holds for the device from now on, where it differs from what held. Never before its last term, so that
 * a clock which was put back leaves the newest word the last one.
 */
export async function continueTerm(
  write: Write,
  deviceId: string,
  at: number,
  change: { siteId?: string | undefined; duty?: Duty | undefined; inService?: boolean },
): Promise<void> {
  const last = await lastTerm(write.trx, deviceId);
  if (!last) return;
  const next: NewTerm = {
    from: Math.max(at, last.from),
    siteId: change.siteId ?? last.siteId,
    duty: change.duty ?? last.duty,
    inService: change.inService ?? last.inService,
  };
  const same = next.siteId === last.siteId && next.duty === last.duty && next.inService === last.inService;
  if (!same) await putTerm(write, deviceId, next);
}

async function lastTerm(trx: Transaction<Tables>, deviceId: string): Promise<PlacedTerm | undefined> {
  return (await readTerms(trx, [deviceId])).at(-1);
}

/** Writes a term from any instant on; the device's row shows the last one. False where the device is unknown. */
export async function setTerm(write: Write, deviceId: string, term: NewTerm): Promise<boolean> {
  const { trx, revision } = write;
  const known = await trx.selectFrom('devices').select('id').where('id', '=', deviceId).executeTakeFirst();
  if (!known) return false;
  await putTerm(write, deviceId, term);
  const last = await lastTerm(trx, deviceId);
  if (!last) return true;
  await trx.updateTable('devices').set({ site_id: last.siteId, duty: last.duty }).where('id', '=', deviceId).execute();
  const agents = trx.selectFrom('agents').select('agents.id').where('device_id', '=', deviceId);
  await trx.updateTable('presence').set({ revision }).where('agent_id', 'in', agents).execute();
  return true;
}
