/**
 * The worker that holds one SQLite connection, so that no statement ever blocks the main thread. It knows nothing of
 * the store: SQL and parameters come in, rows go out.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { StoreUnusable } from '../errors.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { errcodeOf } from './sqlite-error.ts';
import type { QueryAnswer, WorkerMessage, WorkerRequest, WorkerSettings } from './wire.ts';

/** Prepared statements that are kept; the one used longest ago goes first. */
const MAX_STATEMENTS = 200;
/** Longer texts (inserts of many rows) rarely repeat and are not kept. */
const MAX_CACHED_SQL_CHARS = 8_192;

const port = parentPort;
if (!port) throw new Error('this file runs only as a worker');

const statements = new Map<string, StatementSync>();

function say(message: WorkerMessage): void {
  port?.postMessage(message);
}

function statement(db: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(sql);
  const found = known ?? db.prepare(sql);
  if (sql.length > MAX_CACHED_SQL_CHARS) return found;
  // A Map keeps the order of insertion: put back at the end, the first is the one used longest ago.
  statements.delete(sql);
  statements.set(sql, found);
  const oldest = statements.size > MAX_STATEMENTS ? statements.keys().next().value : undefined;
  if (oldest !== undefined) statements.delete(oldest);
  return found;
}

function query(db: DatabaseSync, request: WorkerRequest & { op: 'query' }): QueryAnswer {
  const prepared = statement(db, request.sql);
  const parameters = request.parameters.filter(isBindable);
  if (parameters.length !== request.parameters.length) throw new TypeError('a parameter is of no type of SQLite');
  if (prepared.columns().length > 0) return { rows: prepared.all(...parameters) };
  return { rows: [], changes: prepared.run(...parameters).changes };
}

function isBindable(value: unknown): value is SQLInputValue {
  return value === null || value instanceof Uint8Array || ['number', 'string', 'bigint'].includes(typeof value);
}

function perform(open: OpenDatabase, request: WorkerRequest): QueryAnswer {
  switch (request.op) {
    case 'query':
      return query(open.db, request);
    case 'rollback':
      if (open.db.isTransaction) open.db.exec('rollback');
      break;
    case 'close':
      statements.clear();
      open.close();
      break;
  }
  return { rows: [] };
}

function serve(open: OpenDatabase): void {
  port?.on('message', (request: WorkerRequest) => {
    try {
      say({ type: 'answer', id: request.id, answer: perform(open, request) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say({ type: 'refused', id: request.id, message, errcode: errcodeOf(error) });
    }
    if (request.op === 'close') port.close();
  });
  say({ type: 'open' });
}

try {
  // Given by `SqliteWorker` of this package.
  const settings: WorkerSettings = workerData;
  serve(openDatabase(settings));
} catch (error) {
  if (!(error instanceof StoreUnusable)) throw error;
  say({ type: 'unusable', code: error.code, message: error.message });
}
