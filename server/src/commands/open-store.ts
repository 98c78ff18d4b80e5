import { rmSync } from 'node:fs';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Logger } from '@wardwatch/shared/lib';
import type { ServerConfig } from '../config.ts';
import { StoreUnusable } from '../store/errors.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';

/** Pages of one step of a copy: all of them. A copy in several steps begins anew whenever the server writes between. */
const ALL_PAGES = 2 ** 31 - 1;

/** Where the store is; the part of the settings that commands need. */
export type StorePlaces = Pick<ServerConfig, 'dataFolder' | 'databaseUrl'>;

/** Path of the SQLite file. */
function storeFile({ dataFolder }: StorePlaces): string {
  return join(dataFolder, 'wardwatch.db');
}

/**
 * Opens the store for a command that writes.
 *
 * @throws StoreUnusable, also while a server holds the SQLite file, or where there is no store yet.
 */
export async function openForWriting(places: StorePlaces, log: Logger): Promise<Store> {
  const { databaseUrl } = places;
  if (databaseUrl === undefined) await mustExist(storeFile(places));
  return openStore({ databaseUrl, file: storeFile(places), log });
}

/**
 * Runs a command that only reads. An SQLite file is copied first, at one instant, into the data folder, which is
 * private and has room: so the command neither waits for a running server nor keeps one from starting.
 *
 * @throws StoreUnusable where there is no store, or it cannot be copied.
 */
export async function readingStore<T>(
  places: StorePlaces,
  log: Logger,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { databaseUrl } = places;
  await using stack = new AsyncDisposableStack();
  const file = databaseUrl === undefined ? await copyOf(places, stack) : storeFile(places);
  const store = stack.use(await openStore({ databaseUrl, file, log }));
  return await work(store);
}

/** Makes the copy, which goes with the stack, or with the process where that ends before. */
async function copyOf(places: StorePlaces, stack: AsyncDisposableStack): Promise<string> {
  const source = storeFile(places);
  await mustExist(source);
  const folder = await mkdtemp(join(places.dataFolder, 'copy-'));
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  stack.defer(async () => {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', clear);
  });
  const target = join(folder, 'wardwatch.db');
  try {
    const db = stack.adopt(new DatabaseSync(source, { readOnly: true, timeout: 5_000 }), (open) => open.close());
    await backup(db, target, { rate: ALL_PAGES });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `The store ${source} cannot be copied (${error.message}). See that it is readable and the disk has room for a copy.`;
    throw new StoreUnusable('store-unwritable', message, { cause: error });
  }
  return target;
}

async function mustExist(file: string): Promise<void> {
  try {
    await access(file);
  } catch (error) {
    const message = `There is no store at ${file}. Set WARDWATCH_DATA as it is set for the server.`;
    throw new StoreUnusable('store-unreachable', message, { cause: error });
  }
}
