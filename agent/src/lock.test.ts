import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './lock.ts';

const BOOTED = 1_790_000_000_000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The lock of a process that lives, on a system that does not tell when it started. */
function leaveLock(bootedAt: number): Promise<void> {
  return writeFile(path.join(folder, 'agent.lock'), JSON.stringify({ pid: process.pid, startedAt: null, bootedAt }));
}

test('a lock of another boot is stale, whatever process has the number now', async () => {
  await leaveLock(BOOTED - 180_000);
  await using _lock = await lockFolder(folder, BOOTED);
  expect(await readdir(folder)).toEqual(['agent.lock']);
});

test('a lock of this boot holds while its process lives, also when the clock was corrected a little', async () => {
  await leaveLock(BOOTED - 60_000);
  await expect(lockFolder(folder, BOOTED)).rejects.toMatchObject({ code: 'already-running' });
});

test.runIf(process.platform === 'linux')(
  'a step of the clock frees no lock whose holder is known to live',
  async () => {
    await using _lock = await lockFolder(folder, BOOTED);
    await expect(lockFolder(folder, BOOTED + 86_400_000)).rejects.toMatchObject({ code: 'already-running' });
  },
);

test('of several that start at once exactly one has the folder', async () => {
  for (let round = 0; round < 20; round++) {
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => lockFolder(folder, BOOTED)));
    const locks = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(locks).toHaveLength(1);
    for (const lock of locks) await lock[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual([]);
  }
});

test('whoever sees a lock can read whose it is', async () => {
  const file = path.join(folder, 'agent.lock');
  const locking = lockFolder(folder, BOOTED);
  let text: string | undefined;
  while (text === undefined) {
    // Looks while no step of the other can follow, so that a lock without its text would be seen.
    for (let look = 0; look < 2_000 && text === undefined; look++) {
      if (existsSync(file)) text = readFileSync(file, 'utf8');
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await using _lock = await locking;
  expect(text).toContain(`"pid":${process.pid}`);
});
