import type { StoreUnusable } from '../errors.ts';

/** What a database worker is started with. */
export interface WorkerSettings {
  file: string;
  /** The writer creates the file, locks it against other servers and checks that it can be written. */
  role: 'writer' | 'reader';
}

/** A request to the worker. The worker answers requests in the order in which they come. */
export type WorkerRequest =
  | { id: number; op: 'query'; sql: string; parameters: readonly unknown[] }
  /** Undoes the open transaction; does nothing where SQLite has undone it already (disk full, I/O error). */
  | { id: number; op: 'rollback' }
  /** Closes the database; the worker ends after the answer. */
  | { id: number; op: 'close' };

/** Rows of a statement that gives rows; else how many it changed. */
export interface QueryAnswer {
  rows: Record<string, unknown>[];
  changes?: number | bigint;
}

/** What the worker says: first `open` or `unusable`, then one answer for each request. */
export type WorkerMessage =
  | { type: 'open' }
  | { type: 'unusable'; code: StoreUnusable['code']; message: string }
  | { type: 'answer'; id: number; answer: QueryAnswer }
  /** `errcode` is SQLite's extended result code, 0 where the error is not SQLite's. */
  | { type: 'refused'; id: number; message: string; errcode: number };
