import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnusable } from '../errors.ts';
import { codeName, damaged, errcodeOf } from './sqlite-error.ts';
import type { WorkerSettings } from './wire.ts';

/** How long a statement waits for a lock of another process (a back-up tool), milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;
/** How long a start waits for the server before it to let go of the file, milliseconds. */
const LOCK_TIMEOUT_MS = 2_000;
/** Size to which the write-ahead log is cut back after a burst, bytes. */
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;
/** Bytes of a page. Hour chunks are 1 to 3 kB: a page of 4 kB would hold one or two and waste the rest. */
const PAGE_BYTES = 8_192;
/** Only the account of the server reads the store. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** An open database and how to close it. */
export interface OpenDatabase {
  db: DatabaseSync;
  close(): void;
}

/**
 * Opens the store's file: the writer creates it where it is missing. Blocks, so it runs in the worker.
 *
 * @throws StoreUnusable naming the file and the next step.
 */
export function openDatabase(settings: WorkerSettings): OpenDatabase {
  return settings.role === 'writer' ? openWriter(settings.file) : openReader(settings.file);
}

function openReader(file: string): OpenDatabase {
  const db = guarded(file, () => {
    const opened = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    opened.exec('select count(*) from sqlite_schema');
    return opened;
  });
  return { db, close: () => db.close() };
}

function openWriter(file: string): OpenDatabase {
  const lock = guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true, mode: FOLDER_MODE });
    return takeLock(file);
  });
  try {
    const db = guarded(file, () => openWritable(file));
    return {
      db,
      close: () => {
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

/**
 * Holds an exclusive lock on `FILE.lock` for as long as the server lives; the system lets go of it however the
 * process ends. Two servers on one file would each take the other's sessions for orphans.
 */
function takeLock(file: string): DatabaseSync {
  const lockFile = `${file}.lock`;
  createPrivate(lockFile);
  const lock = new DatabaseSync(lockFile, { timeout: LOCK_TIMEOUT_MS });
  try {
    lock.exec('pragma journal_mode = memory');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (codeName(errcodeOf(error)) !== 'SQLITE_BUSY') throw error;
    throw new StoreUnusable(
      'store-locked',
      `The store ${file} is in use by another Wardwatch server. Stop that one first, or give this one its own file.`,
      { cause: error },
    );
  }
}

function openWritable(file: string): DatabaseSync {
  createPrivate(file);
  accessSync(file, constants.R_OK | constants.W_OK);
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, FILE_MODE);
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    db.exec(`pragma page_size = ${PAGE_BYTES}`);
    db.exec('pragma journal_mode = wal');
    db.exec('pragma synchronous = full');
    db.exec(`pragma journal_size_limit = ${WAL_LIMIT_BYTES}`);
    db.exec('pragma trusted_schema = off');
    // An empty transaction meets what a first write would meet: a read-only file system, a damaged header.
    db.exec('begin immediate; rollback');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Creates the file for this account alone. Never opens one that exists: closing any descriptor of a file drops the
 * locks that this process holds on it (https://www.sqlite.org/howtocorrupt.html § 2.2).
 */
function createPrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'wx', FILE_MODE));
}

function guarded<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof StoreUnusable || !(error instanceof Error)) throw error;
    throw unusable(file, error);
  }
}

function unusable(file: string, error: Error): StoreUnusable {
  switch (codeName(errcodeOf(error))) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return damaged(file, error);
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new StoreUnusable(
        'store-locked',
        `The store ${file} is locked by another program (${error.message}). Close that program and start again.`,
        { cause: error },
      );
    default:
      return new StoreUnusable(
        'store-unwritable',
        `The store ${file} cannot be opened for writing (${error.message}). Let the server's account write the file and its folder, see that the disk is not full, or set another path.`,
        { cause: error },
      );
  }
}
