import { Worker } from 'node:worker_threads';
import { StoreUnavailable, StoreUnusable } from '../errors.ts';
import { SqliteError } from './sqlite-error.ts';
import type { QueryAnswer, WorkerMessage, WorkerRequest, WorkerSettings } from './wire.ts';

/** The worker's script in development. A bundle passes the address of its own. */
export const WORKER_SCRIPT = new URL('./worker.ts', import.meta.url);

/** Requests that one worker may have unanswered; a connection is lent to one user at a time, so 1 is normal. */
const MAX_IN_FLIGHT = 16;

interface Waiting {
  resolve: (answer: QueryAnswer) => void;
  reject: (error: Error) => void;
}

/**
 * One life of a database worker: opened, asked, closed or dead. When the worker dies, every pending and later
 * request is rejected with `StoreUnavailable`; its uncommitted transaction is gone.
 */
export class SqliteWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #nextId = 1;
  #death: string | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#ended = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.#die(`the database worker ended with code ${code}`);
        resolve();
      });
    });
    worker.on('error', (error) => this.#die(`the database worker failed: ${String(error)}`));
    worker.on('messageerror', (error) => this.#die(`the database worker's answer is unreadable: ${error.message}`));
    worker.on('message', (message: WorkerMessage) => this.#hear(message));
  }

  /**
   * Starts a worker and waits until its database is open.
   *
   * @throws StoreUnusable as the worker says; StoreUnavailable where it dies first.
   */
  static async open({ file, role }: WorkerSettings, script: URL): Promise<SqliteWorker> {
    const settings: WorkerSettings = { file, role };
    const worker = new Worker(script, { workerData: settings, execArgv: [], name: `store-${role}` });
    const opened = new SqliteWorker(worker);
    const first = await new Promise<WorkerMessage>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new StoreUnavailable('the database worker ended before it was open')));
    }).catch((error: unknown) => {
      throw error instanceof StoreUnavailable ? error : new StoreUnavailable(String(error), { cause: error });
    });
    if (first.type !== 'unusable') return opened;
    await opened.#ended;
    throw new StoreUnusable(first.code, first.message);
  }

  /** Why the worker no longer answers; undefined while it does. */
  get death(): string | undefined {
    return this.#death;
  }

  /** Runs one statement. Rejects with `SqliteError` or `StoreUnavailable`. */
  query(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer> {
    return this.#ask((id) => ({ id, op: 'query', sql, parameters }));
  }

  /** Undoes the open transaction, if there is one. */
  rollback(): Promise<QueryAnswer> {
    return this.#ask((id) => ({ id, op: 'rollback' }));
  }

  /** Closes the database after what was asked before; resolves when the worker has ended. */
  async close(): Promise<void> {
    if (this.#death === undefined) await this.#ask((id) => ({ id, op: 'close' }));
    await this.#ended;
  }

  #ask(make: (id: number) => WorkerRequest): Promise<QueryAnswer> {
    if (this.#death !== undefined) return Promise.reject(new StoreUnavailable(this.#death));
    if (this.#waiting.size >= MAX_IN_FLIGHT) {
      return Promise.reject(new StoreUnavailable(`more than ${MAX_IN_FLIGHT} statements wait for one connection`));
    }
    const request = make(this.#nextId++);
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker.postMessage(request, []);
    });
  }

  #hear(message: WorkerMessage): void {
    if (message.type !== 'answer' && message.type !== 'refused') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(new SqliteError(message.message, message.errcode));
  }

  #die(reason: string): void {
    this.#death ??= reason;
    for (const { reject } of this.#waiting.values()) reject(new StoreUnavailable(reason));
    this.#waiting.clear();
  }
}
