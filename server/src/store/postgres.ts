import type { Logger } from '@wardwatch/shared/lib';
import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import { DatabaseError, Pool, types } from 'pg';
import { type Engine, MAX_WAITING_CALLS } from './database.ts';
import { StoreUnavailable, StoreUnusable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { StoreCounters } from './store.ts';
import type { Tables } from './tables.ts';

/** Connections of one server: writes come one after the other, the rest serves readers. */
const POOL_SIZE = 10;
/** How long a call waits for a free or new connection. */
const CONNECT_TIMEOUT_MS = 10_000;
/** How long one statement may run, on the server and as seen from here. */
const STATEMENT_TIMEOUT_MS = 30_000;
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
/** After so long a transaction that does nothing is ended, so that a hung server cannot hold the write lock. */
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000;

/**
 * SQLSTATE classes and codes that pass: connection, resources, operator, lock and serialisation trouble, a statement
 * that took too long, a stand-by that only reads (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const PASSING_STATES = ['08', '53', '57', '58', '40', '55P03', '25006'];
const PASSING_SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Errors of the client that carry no code. */
const PASSING_TEXT =
  /connection terminated|connection timeout|timeout exceeded|not queryable|query read timeout|connection error|client was closed/i;

/** What PostgreSQL needs to open. */
export interface PostgresOptions {
  databaseUrl: string;
  log: Logger;
  counters: StoreCounters;
}

/**
 * Opens a PostgreSQL database as the store's engine and creates or upgrades its tables.
 *
 * @throws StoreUnusable naming the host, never the password.
 */
export async function openPostgres({ databaseUrl, log, counters }: PostgresOptions): Promise<Engine> {
  const place = placeOf(databaseUrl);
  const pool = new Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    application_name: 'wardwatch',
    types: { getTypeParser },
  });
  // The pool replaces a connection that breaks, at rest or between two statements of a transaction, whose next
  // statement then fails. Without listeners for both the process would end.
  const lost = (error: Error): void => log.warn('store.connection-lost', { message: error.message });
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: bounded(pool, counters) }) });
  try {
    await sql`select 1`.execute(db);
    await migrate(db, 'postgres', `The database at ${place}`);
  } catch (error) {
    await db.destroy();
    throw error instanceof StoreUnusable ? error : unreachable(place, error);
  }
  return { name: 'postgres', writer: db, reader: db, translate: translatePostgres, close: () => db.destroy() };
}

/** The pool, whose own queue has no limit but time, with one. */
function bounded(pool: Pool, counters: StoreCounters): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: () => {
      if (pool.waitingCount < MAX_WAITING_CALLS) return pool.connect();
      counters.callsRefused += 1;
      return Promise.reject(new StoreUnavailable(`more than ${MAX_WAITING_CALLS} calls wait for the database`));
    },
  };
}

/** Counts and times are whole numbers well below 2^53; elsewhere `int8` would come as text. For this pool alone. */
const getTypeParser: typeof types.getTypeParser = (oid, format) =>
  oid === types.builtins.INT8 && format !== 'binary' ? parseInt8 : types.getTypeParser(oid, format);

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the whole numbers of a double`);
  return value;
}

/** The store's error for one of PostgreSQL or its client; a defect of ours stays what it is. */
function translatePostgres(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return isPassing(error)
    ? new StoreUnavailable(`PostgreSQL cannot answer now (${error.message})`, { cause: error })
    : error;
}

function isPassing(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return PASSING_TEXT.test(error.message);
  return (
    PASSING_SYSTEM.has(code) ||
    (error instanceof DatabaseError && PASSING_STATES.some((state) => code.startsWith(state)))
  );
}

/** Host, port and database of a connection string; nothing of it where it cannot be read. */
function placeOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return url?.host ? `${url.host}${url.pathname}` : '(DATABASE_URL is not a postgres:// address)';
}

function unreachable(place: string, error: unknown): StoreUnusable {
  const reason =
    error instanceof AggregateError ? String(error.errors[0]) : error instanceof Error ? error.message : String(error);
  return new StoreUnusable(
    'store-unreachable',
    `PostgreSQL at ${place} cannot be used (${reason}). See that it runs and takes connections from here, and that DATABASE_URL has the right host, database, user and password.`,
    { cause: error },
  );
}
