import type { Logger } from '@wardwatch/shared/lib';
import { sql } from 'kysely';
import { auditStore } from './audit.ts';
import { Database } from './database.ts';
import { fleetStore } from './fleet.ts';
import { journalStore } from './journal.ts';
import { seedCalendars } from './ledger-seeds.ts';
import { ledgerStore } from './ledger.ts';
import { peopleStore } from './people.ts';
import { pointStore } from './points.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite/sqlite.ts';
import type { Store, StoreCounters } from './store.ts';
import { recordStore } from './records.ts';
import { watchingStore } from './watching.ts';

/** Where the store is. */
export interface StoreOptions {
  /** Address of a PostgreSQL database, `postgres://user:password@host:port/name`; without it the file is used. */
  databaseUrl?: string | undefined;
  /** Path of the SQLite file. */
  file: string;
  log: Logger;
  /** Script of the SQLite worker; a bundle gives its own. */
  workerScript?: URL | undefined;
}

/**
 * Opens the store and brings its tables up to date.
 *
 * @throws StoreUnusable where a person must act first; its message says how.
 */
export async function openStore({ databaseUrl, file, log, workerScript }: StoreOptions): Promise<Store> {
  const counters: StoreCounters = { callsRefused: 0, workerRestarts: 0, rejectedDropped: 0, chunksUnreadable: 0 };
  const engine = databaseUrl
    ? await openPostgres({ databaseUrl, log, counters })
    : await openSqlite({ file, log, counters, workerScript });
  const db = new Database(engine, log, counters);
  try {
    await seedCalendars(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return {
    engine: db.name,
    counters,
    ping: () =>
      db.read(async (reader) => {
        await sql`select 1`.execute(reader);
      }),
    revision: () =>
      db.read(async (reader) => {
        const state = await reader.selectFrom('store_state').select('revision').executeTakeFirstOrThrow();
        return state.revision;
      }),
    onCommit: (listener) => db.onCommit(listener),
    people: peopleStore(db),
    fleet: fleetStore(db),
    journal: journalStore(db),
    audit: auditStore(db),
    ledger: ledgerStore(db),
    points: pointStore(db),
    watching: watchingStore(db),
    records: recordStore(db),
    [Symbol.asyncDispose]: () => db.close(),
  };
}
