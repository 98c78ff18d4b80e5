import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { MAX_WAITING_CALLS } from '../database.ts';
import { FairLock } from '../fair-lock.ts';
import { SqliteWorker } from './sqlite-worker.ts';
import type { WorkerSettings } from './wire.ts';

/** How the dialect reaches its file. */
export interface WorkerDialectConfig extends WorkerSettings {
  script: URL;
  /** Called when a call is turned away because too many wait. */
  onRefused: () => void;
  /** Called when the worker is found dead and a new one is about to start. */
  onRestart: (reason: string) => void;
}

/** Kysely over one SQLite connection in a worker thread, lent to one user at a time, in the order of asking. */
export class WorkerDialect implements Dialect {
  readonly #config: WorkerDialectConfig;

  constructor(config: WorkerDialectConfig) {
    this.#config = config;
  }

  createDriver(): Driver {
    return new WorkerDriver(this.#config);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new WorkerAdapter();
  }

  // Kysely's own interface says `any`: an introspector asks for tables of any schema.
  createIntrospector(db: Kysely<never>): SqliteIntrospector {
    return new SqliteIntrospector(db);
  }
}

class WorkerAdapter extends SqliteAdapter {
  /** The driver has its own queue. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite undoes `create table` with the transaction, so migrations are all or nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WorkerDriver implements Driver {
  readonly #config: WorkerDialectConfig;
  readonly #lock = new FairLock(MAX_WAITING_CALLS);
  #worker: SqliteWorker | undefined;

  constructor(config: WorkerDialectConfig) {
    this.#config = config;
  }

  async init(): Promise<void> {
    this.#worker = await SqliteWorker.open(this.#config, this.#config.script);
  }

  async acquireConnection(): Promise<WorkerConnection> {
    await this.#lock.acquire().catch((error: unknown) => {
      this.#config.onRefused();
      throw error;
    });
    try {
      return new WorkerConnection(await this.#living());
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  async beginTransaction(connection: WorkerConnection): Promise<void> {
    // A failed rollback may have left a transaction open.
    await connection.worker.rollback();
    await connection.run(this.#config.role === 'writer' ? 'begin immediate' : 'begin');
  }

  async commitTransaction(connection: WorkerConnection): Promise<void> {
    await connection.run('commit');
  }

  async rollbackTransaction(connection: WorkerConnection): Promise<void> {
    await connection.worker.rollback();
  }

  releaseConnection(): Promise<void> {
    this.#lock.release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await this.#lock.close();
    await this.#worker?.close();
  }

  /** The worker, or a new one where it died. Called only by whoever holds the lock. */
  async #living(): Promise<SqliteWorker> {
    if (this.#worker && this.#worker.death === undefined) return this.#worker;
    if (this.#worker?.death !== undefined) this.#config.onRestart(this.#worker.death);
    this.#worker = await SqliteWorker.open(this.#config, this.#config.script);
    return this.#worker;
  }
}

/** A loan of the connection, bound to one life of the worker: a transaction never goes on in the next one. */
class WorkerConnection implements DatabaseConnection {
  readonly worker: SqliteWorker;

  constructor(worker: SqliteWorker) {
    this.worker = worker;
  }

  async run(sql: string): Promise<void> {
    await this.worker.query(sql, []);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await this.worker.query(query.sql, query.parameters);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only Kysely's caller knows what the rows are
    const typed = rows as R[];
    return changes === undefined ? { rows: typed } : { rows: typed, numAffectedRows: BigInt(changes) };
  }

  // oxlint-disable-next-line require-yield -- the interface wants it; nothing in the store streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the store reads in pages, it does not stream');
  }
}
