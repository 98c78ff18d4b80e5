import type { Logger } from '@wardwatch/shared/lib';
import { type Kysely, sql, type Transaction } from 'kysely';
import { StoreUnavailable } from './errors.ts';
import { FairLock } from './fair-lock.ts';
import type { StoreCounters } from './store.ts';
import type { Tables } from './tables.ts';

/** Calls that may wait for the database: every agent of a full server that comes, goes or reports at the same time. */
export const MAX_WAITING_CALLS = 30_000;

export type EngineName = 'sqlite' | 'postgres';

/** An open database. In PostgreSQL reader and writer are one. */
export interface Engine {
  readonly name: EngineName;
  readonly writer: Kysely<Tables>;
  readonly reader: Kysely<Tables>;
  /** The store's error for one of the driver, or the error itself where it is a defect. */
  translate(error: unknown): unknown;
  close(): Promise<void>;
}

/** A change in progress, with the revision that it will have. */
export interface Write {
  trx: Transaction<Tables>;
  revision: number;
}

/** The engine with the store's rules: how to read, how to write, who is told. */
export class Database {
  readonly name: EngineName;
  readonly log: Logger;
  readonly counters: StoreCounters;
  readonly #engine: Engine;
  readonly #writers = new FairLock(MAX_WAITING_CALLS);
  readonly #listeners = new Set<(revision: number) => void>();
  #closed: Promise<void> | undefined;

  constructor(engine: Engine, log: Logger, counters: StoreCounters) {
    this.name = engine.name;
    this.log = log;
    this.counters = counters;
    this.#engine = engine;
  }

  /** Reads what is committed; two statements may see two states. */
  read<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return this.#translated(() => work(this.#engine.reader));
  }

  /** Reads one state, however many statements. */
  snapshot<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
    const transaction = this.#engine.reader.transaction();
    const isolated =
      this.name === 'postgres'
        ? transaction.setIsolationLevel('repeatable read').setAccessMode('read only')
        : transaction;
    return this.#translated(() => isolated.execute(work));
  }

  /** Changes, all or nothing, under a new revision; then tells the listeners. */
  async write<T>(work: (write: Write) => Promise<T>): Promise<T> {
    let committed = 0;
    const result = await this.#locked(1, (write) => {
      committed = write.revision;
      return work(write);
    });
    this.#tell(committed);
    return result;
  }

  /** Changes that nobody who follows revisions needs to see: no new revision, nobody told. */
  quietly<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#locked(0, ({ trx }) => work(trx));
  }

  /**
   * Changes of which only the end shows whether followers need to see them. The revision given to `work` counts only
   * where it says `isVisible`; no row may carry it otherwise.
   */
  async change<T>(work: (write: Write) => Promise<{ result: T; isVisible: boolean }>): Promise<T> {
    const { result, committed } = await this.#locked(0, async ({ trx, revision }) => {
      const next = revision + 1;
      const done = await work({ trx, revision: next });
      if (done.isVisible) await trx.updateTable('store_state').set({ revision: next }).execute();
      return { result: done.result, committed: done.isVisible ? next : undefined };
    });
    if (committed !== undefined) this.#tell(committed);
    return result;
  }

  /** Calls the listener after each commit of this process. */
  onCommit(listener: (revision: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets what was asked before finish, then closes; closing twice is closing once. */
  close(): Promise<void> {
    this.#closed ??= this.#writers.close().then(() => this.#engine.close());
    return this.#closed;
  }

  /**
   * One transaction that takes the lock of all writes first: the row of the revision. In PostgreSQL it is held until
   * the commit, so revisions become visible in their order. Writers of this process queue here, in the order of
   * asking, so that one connection is enough for them and the others serve readers.
   */
  async #locked<T>(step: 0 | 1, work: (write: Write) => Promise<T>): Promise<T> {
    return this.#translated(async () => {
      if (this.#writers.isFull) this.counters.callsRefused += 1;
      await this.#writers.acquire();
      try {
        return await this.#transaction(step, work);
      } finally {
        this.#writers.release();
      }
    });
  }

  #transaction<T>(step: 0 | 1, work: (write: Write) => Promise<T>): Promise<T> {
    return this.#engine.writer.transaction().execute(async (trx) => {
      const state = await trx
        .updateTable('store_state')
        .set({ revision: sql<number>`revision + ${sql.lit(step)}` })
        .returning('revision')
        .executeTakeFirstOrThrow();
      return work({ trx, revision: state.revision });
    });
  }

  async #translated<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
    try {
      return await work();
    } catch (error) {
      const translated = this.#engine.translate(error);
      // A call that was under way when the store closed fails in the words of the driver.
      const isCutOff = this.#closed !== undefined && !(translated instanceof StoreUnavailable);
      throw isCutOff ? new StoreUnavailable('the store is closed', { cause: error }) : translated;
    }
  }

  #tell(revision: number): void {
    for (const listener of this.#listeners) {
      try {
        listener(revision);
      } catch (error) {
        this.log.error('store.listener-failed', { revision, error });
      }
    }
  }
}
