import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERY_SITE, FOREVER } from './ledger-store.ts';
import { newsOf } from './ledger.fixtures.ts';
import { firstTables } from './migrations/2026-11-24-first-tables.ts';
import { openStore, type StoreOptions } from './open.ts';
import { startPostgres, type TestPostgres } from './postgres.fixtures.ts';
import { WorkerDialect } from './sqlite/dialect.ts';
import { WORKER_SCRIPT } from './sqlite/sqlite-worker.ts';
import { HOUR_MS, T0 } from './store.fixtures.ts';

/** What a store of the first version holds: three devices, one of them connected, one revoked, one never approved. */
const HELD = [
  'update store_state set revision = 9',
  `insert into sites (id, name, kind, created_at, revision) values
    ('site_1', 'Trụ sở', 'headquarters', ${T0}, 1), ('site_2', 'Nhà văn hóa', 'cultural-house', ${T0 + 5}, 2)`,
  ...['active', 'revoked', 'pending'].flatMap((status, index) => [
    `insert into devices (id, site_id, name, kind, duty, created_at)
      values ('dev_${index}', 'site_1', 'PC', 'computer', 'hours', ${T0 + index})`,
    `insert into agents (id, device_id, public_key, status, os, agent_version)
      values ('ag_${index}', 'dev_${index}', 'key-${index}', '${status}', 'linux', '1.0.0')`,
    `insert into presence (agent_id, session_id, connected, connected_since, revision) values
      ('ag_${index}', ${index === 0 ? `'session-1', 1, ${T0 + 100}` : 'null, 0, null'}, ${index + 3})`,
  ]),
  `insert into heard (agent_id, last_heard_at) values ('ag_0', ${T0 + 500}), ('ag_1', ${T0 + 700})`,
  `insert into audit (revision, at, by_id, action, subject, details)
    values (8, ${T0 + HOUR_MS}, 'person_1', 'device.revoke', 'dev_1', '{}')`,
];

/** Makes the tables of the first version and fills them. */
async function firstVersion(db: Kysely<unknown>, engine: 'sqlite' | 'postgres'): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve({ '2026-11-24-first-tables': { up: (trx: Kysely<unknown>) => firstTables(trx, engine) } }),
    },
    migrationTableName: 'store_migrations',
    migrationLockTableName: 'store_migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function expectTakenOver(options: Pick<StoreOptions, 'file' | 'databaseUrl'>): Promise<void> {
  const store = await openStore({ ...options, log: silentLogger });
  try {
    const { sites } = await store.fleet.changesSince(0);
    expect(sites.map(({ calendarId, state, running }) => ({ calendarId, state, running }))).toEqual([
      { calendarId: 'hq', state: null, running: [] },
      { calendarId: 'nvh', state: null, running: [] },
    ]);
    const terms = async (id: string) => (await store.ledger.deviceTerms(id)).map(({ from, until }) => [from, until]);
    expect(await terms('dev_0')).toEqual([[T0, FOREVER]]);
    expect(await terms('dev_1')).toEqual([[T0 + 1, T0 + HOUR_MS + 1]]);
    expect(await terms('dev_2')).toEqual([]);
    expect(await newsOf(store, EVERY_SITE)).toEqual({
      kind: 'site',
      id: EVERY_SITE,
      from: T0,
      until: FOREVER,
      revision: 9,
    });
    const window = { from: T0, until: T0 + HOUR_MS };
    const heard = async (now: number) =>
      (await store.ledger.evidence('site_1', window, now)).find((device) => device.deviceId === 'dev_0')?.heard;
    expect(await heard(T0 + 900)).toEqual([{ from: T0 + 100, until: T0 + 900 }]);
    await store.fleet.closeOrphanSessions();
    expect(await heard(T0 + 900)).toEqual([{ from: T0 + 100, until: T0 + 500 }]);
    expect(await store.revision()).toBe(10);
  } finally {
    await store[Symbol.asyncDispose]();
  }
}

describe('a store of the first version', () => {
  let folder: string;
  let postgres: TestPostgres;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wardwatch-migration-'));
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is taken over in SQLite', async () => {
    const file = join(folder, 'wardwatch.db');
    const unexpected = (): void => {
      throw new Error('the worker did not do its work');
    };
    const dialect = new WorkerDialect({
      file,
      role: 'writer',
      script: WORKER_SCRIPT,
      onRefused: unexpected,
      onRestart: unexpected,
    });
    const db = new Kysely<unknown>({ dialect });
    await firstVersion(db, 'sqlite');
    await db.destroy();
    const raw = new DatabaseSync(file);
    for (const statement of HELD) raw.exec(statement);
    raw.close();
    await expectTakenOver({ file });
  });

  it('is taken over in PostgreSQL', async () => {
    const databaseUrl = await postgres.newDatabase();
    const pool = new Pool({ connectionString: databaseUrl });
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    await firstVersion(db, 'postgres');
    for (const statement of HELD) await pool.query(statement);
    await db.destroy();
    await expectTakenOver({ databaseUrl, file: '' });
  });
});
