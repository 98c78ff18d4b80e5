import type { Selectable } from 'kysely';
import type { Database, Write } from './database.ts';
import { insertSite } from './fleet.ts';
import { newId } from './ids.ts';
import type {
  RecordChange,
  RecordKind,
  RecordKinds,
  RecordOutcome,
  RecordRefusal,
  RecordStore,
  SiteChange,
  StoredRecord,
} from './record-store.ts';
import { inChunks, keyIn, storable } from './rows.ts';
import { changeSite, noTies, tellTied, type Ties } from './site-settings.ts';
import type { Tables } from './tables.ts';

type Row = Selectable<Tables['records']>;

/** Rolls the transaction back; never leaves this module. */
class Refused extends Error {
  override name = 'Refused';
  readonly refusal: RecordRefusal;

  constructor(refusal: RecordRefusal) {
    super(refusal.error);
    this.refusal = refusal;
  }
}

/** Records of the ward. */
export function recordStore(db: Database): RecordStore {
  return {
    all: <Kind extends RecordKind>(kind: Kind) =>
      db.read(async (reader) => {
        const rows = await reader.selectFrom('records').selectAll().where('kind', '=', kind).orderBy('id').execute();
        return rows.map((row) => recordOf<Kind>(row));
      }),
    one: <Kind extends RecordKind>(kind: Kind, id: string) =>
      db.read(async (reader) => {
        const query = reader.selectFrom('records').selectAll().where('kind', '=', kind).where('id', '=', id);
        const row = await query.executeTakeFirst();
        return row && recordOf<Kind>(row);
      }),
    save: (changes, by, sites = []) => save(db, changes, by, sites),
    newSiteId: () => newId('site'),
  };
}

function recordOf<Kind extends RecordKind>(row: Row): StoredRecord<Kind> {
  const body: RecordKinds[Kind] = JSON.parse(row.body);
  return { id: row.id, body, revision: row.revision, changedAt: row.changed_at, changedBy: row.changed_by };
}

async function save(
  db: Database,
  changes: readonly RecordChange[],
  by: { at: number; by: string },
  sites: readonly SiteChange[],
): Promise<RecordOutcome> {
  try {
    return await db.write(async (write) => {
      const ties = noTies();
      for (const site of sites) await saveSite(write, site, by.at, ties);
      await tellTied(write, ties);
      await checkRevisions(write, changes);
      await removeOld(write, changes);
      await checkKeys(write, changes);
      await insert(write, changes, by);
      return { ok: true, revision: write.revision } as const;
    });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function saveSite(write: Write, site: SiteChange, at: number, ties: Ties): Promise<void> {
  if (site.change === 'add') await insertSite(write, { id: site.id, name: site.name, kind: site.kind, at });
  const { result } = await changeSite(write, site.id, site.settings, at, ties);
  if (!result) throw new Refused({ ok: false, error: 'no-such-site', kind: 'site', id: site.id });
}

async function checkRevisions({ trx }: Write, changes: readonly RecordChange[]): Promise<void> {
  const guarded = changes.filter((change) => change.basedOn !== undefined);
  for (const chunk of inChunks(guarded, 2)) {
    const rows = await trx
      .selectFrom('records')
      .select(['kind', 'id', 'revision'])
      .where(
        keyIn(
          ['kind', 'id'],
          chunk.map(({ kind, id }) => [kind, id]),
        ),
      )
      .execute();
    const revisions = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row.revision]));
    const revised = chunk.find((change) => (revisions.get(`${change.kind} ${change.id}`) ?? 0) !== change.basedOn);
    if (revised) throw new Refused({ ok: false, error: 'revised', kind: revised.kind, id: revised.id });
  }
}

/** Old rows go first, so that records may pass their unique keys on to each other. */
async function removeOld({ trx }: Write, changes: readonly RecordChange[]): Promise<void> {
  for (const chunk of inChunks(changes, 2)) {
    await trx
      .deleteFrom('records')
      .where(
        keyIn(
          ['kind', 'id'],
          chunk.map(({ kind, id }) => [kind, id]),
        ),
      )
      .execute();
  }
}

async function checkKeys({ trx }: Write, changes: readonly RecordChange[]): Promise<void> {
  const keyed = changes.filter((change) => change.uniqueKey !== undefined && change.body !== null);
  const seen = new Set<string>();
  for (const change of keyed) {
    const key = `${change.kind} ${change.uniqueKey}`;
    if (seen.has(key)) throw new Refused({ ok: false, error: 'key-taken', kind: change.kind, id: change.id });
    seen.add(key);
  }
  for (const chunk of inChunks(keyed, 2)) {
    const keys = chunk.map(({ kind, uniqueKey }) => [kind, storable(uniqueKey ?? '')]);
    const taken = await trx
      .selectFrom('records')
      .select(['kind', 'unique_key'])
      .where(keyIn(['kind', 'unique_key'], keys))
      .executeTakeFirst();
    const change = taken && chunk.find((one) => one.kind === taken.kind && one.uniqueKey === taken.unique_key);
    if (change) throw new Refused({ ok: false, error: 'key-taken', kind: change.kind, id: change.id });
  }
}

async function insert(
  { trx, revision }: Write,
  changes: readonly RecordChange[],
  by: { at: number; by: string },
): Promise<void> {
  const rows = changes.flatMap(({ kind, id, body, uniqueKey }) =>
    body === null
      ? []
      : [
          {
            kind,
            id,
            body: JSON.stringify(body),
            unique_key: uniqueKey === undefined ? null : storable(uniqueKey),
            revision,
            changed_at: by.at,
            changed_by: by.by,
          },
        ],
  );
  for (const chunk of inChunks(rows, 7)) await trx.insertInto('records').values(chunk).execute();
}
