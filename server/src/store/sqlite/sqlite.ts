import type { Logger } from '@wardwatch/shared/lib';
import { Kysely, sql } from 'kysely';
import type { Engine } from '../database.ts';
import { migrate } from '../migrate.ts';
import type { StoreCounters } from '../store.ts';
import type { Tables } from '../tables.ts';
import { WorkerDialect } from './dialect.ts';
import { translateSqlite } from './sqlite-error.ts';
import { WORKER_SCRIPT } from './sqlite-worker.ts';
import type { WorkerSettings } from './wire.ts';

/** What SQLite needs to open. */
export interface SqliteOptions {
  file: string;
  log: Logger;
  counters: StoreCounters;
  /** Script of the worker; a bundle gives its own. */
  workerScript?: URL | undefined;
}

/**
 * Opens a SQLite file as the store's engine, creates or upgrades its tables, and starts a writer and a reader.
 *
 * @throws StoreUnusable, StoreUnavailable.
 */
export async function openSqlite(options: SqliteOptions): Promise<Engine> {
  const { file } = options;
  const connect = (role: WorkerSettings['role']): Kysely<Tables> =>
    new Kysely<Tables>({ dialect: dialectFor(options, role) });
  const writer = connect('writer');
  const reader = connect('reader');
  const close = async (): Promise<void> => {
    // The writer last: it folds the write-ahead log into the file once it is alone.
    await reader.destroy();
    await writer.destroy();
  };
  try {
    await sql`select 1`.execute(writer);
    await migrate(writer, 'sqlite', `The store ${file}`);
    await sql`select 1`.execute(reader);
  } catch (error) {
    await close();
    throw translateSqlite(error, file);
  }
  return { name: 'sqlite', writer, reader, translate: (error) => translateSqlite(error, file), close };
}

function dialectFor(options: SqliteOptions, role: WorkerSettings['role']): WorkerDialect {
  const { file, log, counters } = options;
  return new WorkerDialect({
    file,
    role,
    script: options.workerScript ?? WORKER_SCRIPT,
    onRefused: () => {
      counters.callsRefused += 1;
    },
    onRestart: (reason) => {
      counters.workerRestarts += 1;
      log.error('store.worker-died', { role, reason });
    },
  });
}
