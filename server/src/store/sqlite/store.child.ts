/**
 * The process that the tests of this folder start and kill.
 *
 *     open FILE                    says how opening went
 *     commit FILE AGENT FIRST      commits ten entries at a time, and says once up to which number they are safe
 */
import { silentLogger } from '@wardwatch/shared/lib';
import { StoreUnusable } from '../errors.ts';
import { openStore } from '../open.ts';
import type { Store } from '../store.ts';
import { batch, fact, T0 } from '../store.fixtures.ts';

const ENTRIES = 10;
/** Commits before the parent is told to kill. */
const COMMITS_FIRST = 20;

const [order = '', file = '', agentId = '', first = '1'] = process.argv.slice(2);

async function tryOpen(): Promise<string> {
  try {
    await (await openStore({ file, log: silentLogger }))[Symbol.asyncDispose]();
    return 'opened';
  } catch (error) {
    if (error instanceof StoreUnusable) return `${error.code}: ${error.message}`;
    throw error;
  }
}

async function commitTen(store: Store, from: number): Promise<number> {
  const entries = Array.from({ length: ENTRIES }, (_, index) =>
    fact(from + index, T0 + from + index, 'internet', 'up'),
  );
  const agent = { agentId, deviceId: '', siteId: '' };
  const [outcome] = await store.journal.commit([batch(agent, entries)]);
  return outcome?.upTo ?? 0;
}

if (order === 'open') process.stdout.write(`${await tryOpen()}\n`);
else {
  const store = await openStore({ file, log: silentLogger });
  let upTo = Number(first) - 1;
  for (let commits = 1; ; commits++) {
    upTo = await commitTen(store, upTo + 1);
    if (commits === COMMITS_FIRST) process.stdout.write(`${upTo}\n`);
  }
}
