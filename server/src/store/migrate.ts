import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { EngineName } from './database.ts';
import { StoreUnusable } from './errors.ts';
import { firstTables } from './migrations/2026-11-24-first-tables.ts';
import { outageLedger } from './migrations/2026-11-24-outage-ledger.ts';
import { senses } from './migrations/2026-11-24-senses.ts';
import { spentKeys } from './migrations/2026-11-24-spent-keys.ts';
import { wardRecords } from './migrations/2026-11-24-ward-records.ts';
import type { Tables } from './tables.ts';

/** Every migration ever shipped, by name. Names sort in order of time; none is ever changed or removed. */
function migrations(engine: EngineName): Record<string, Migration> {
  return {
    '2026-11-24-first-tables': { up: (db: Kysely<unknown>) => firstTables(db, engine) },
    '2026-11-24-outage-ledger': { up: (db: Kysely<unknown>) => outageLedger(db, engine) },
    '2026-11-24-senses': { up: (db: Kysely<unknown>) => senses(db) },
    '2026-11-24-spent-keys': { up: (db: Kysely<unknown>) => spentKeys(db) },
    '2026-11-24-ward-records': { up: (db: Kysely<unknown>) => wardRecords(db) },
  };
}

const MIGRATION_TABLE = 'store_migrations';

/**
 * Brings the tables to this version: forward only, all or nothing, under the engine's lock.
 *
 * @param place names the store in messages.
 * @throws StoreUnusable `store-newer` where a newer version has written the store; errors of the engine as they are.
 */
export async function migrate(db: Kysely<Tables>, engine: EngineName, place: string): Promise<void> {
  const known = migrations(engine);
  const unknown = (await executed(db)).find((name) => !(name in known));
  if (unknown !== undefined) {
    throw new StoreUnusable(
      'store-newer',
      `${place} was written by a newer version of Wardwatch (it has "${unknown}"). Install that version or a later one, or put back a back-up made before the upgrade.`,
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Names of the migrations that the store has seen; none where it is empty. */
async function executed(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return [];
  const rows = await db
    .withTables<{ [MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}
