import { StoreUnavailable, StoreUnusable } from '../errors.ts';

/** Primary result codes that the store tells apart (https://www.sqlite.org/rescode.html). */
const NAMES: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
};

const PASSING = new Set([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_NOMEM',
  'SQLITE_READONLY',
  'SQLITE_IOERR',
  'SQLITE_FULL',
  'SQLITE_CANTOPEN',
  'SQLITE_PROTOCOL',
]);
const DAMAGED = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB']);

/** An error that SQLite gave, with its primary result code as `code`. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly code: string;
  /** Extended result code. */
  readonly errcode: number;

  constructor(message: string, errcode: number) {
    super(message);
    this.errcode = errcode;
    this.code = codeName(errcode);
  }
}

/** Name of the primary code of an extended result code: 1555 is `SQLITE_CONSTRAINT`. */
export function codeName(errcode: number): string {
  const primary = errcode & 0xff;
  return NAMES[primary] ?? `SQLITE_${primary}`;
}

/** Extended result code of an error thrown by node:sqlite, 0 for any other error. */
export function errcodeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
}

/** The store's error for one of SQLite: passing trouble may be tried again, a damaged file needs a person. */
export function translateSqlite(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteError)) return error;
  if (PASSING.has(error.code)) {
    return new StoreUnavailable(`the store ${file} cannot answer now (${error.code}: ${error.message})`, {
      cause: error,
    });
  }
  return DAMAGED.has(error.code) ? damaged(file, error) : error;
}

/** The store's error for a file that is no database, or a broken one. */
export function damaged(file: string, cause: Error): StoreUnusable {
  return new StoreUnusable(
    'store-corrupt',
    `The store ${file} is damaged or is not a SQLite database (${cause.message}). Put a back-up in its place, or move it away to begin with an empty store.`,
    { cause },
  );
}
