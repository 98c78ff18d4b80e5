import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock } from '@wardwatch/shared/lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyUpdate, judgeTrial, type Seen, switchBack, TRIAL_MS } from './switch.ts';

const WALL = 1_790_000_000_000;
let folder: string;
let clock: FakeClock;
let restarts: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'update-'));
  await writeFile(path.join(folder, 'wardwatch-agent.cjs'), 'old');
  clock = new FakeClock({ wall: WALL, mono: 0 });
  restarts = [];
});
afterEach(() => rm(folder, { recursive: true }));

const inUse = (): Promise<string> => readFile(path.join(folder, 'wardwatch-agent.cjs'), 'utf8');

/** An update whose agent says, once it was restarted, what `says` gives for the file in use. */
function update(says: (text: string) => Partial<Seen> | undefined, restart?: () => Promise<void>): Promise<void> {
  return applyUpdate({
    folder,
    bundle: Buffer.from('new'),
    version: '0.2.0',
    restart:
      restart ??
      (async () => {
        restarts.push(await inUse());
      }),
    seen: async () => {
      const said = says(await inUse());
      return said && { at: clock.now(), version: '0.2.0', isWelcomed: true, ...said };
    },
    clock,
    say: () => undefined,
  });
}

/** Lets time pass until the update has ended; gives back what it ended with. */
async function ended(running: Promise<void>): Promise<unknown> {
  const ends: unknown[] = [];
  const done = running.then(
    () => ends.push('done'),
    (error: unknown) => ends.push(error),
  );
  while (ends.length === 0) {
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advanceAsync(1_000);
  }
  await done;
  return ends[0];
}

test('a version that the server welcomes stays, and the one of before is kept', async () => {
  expect(await ended(update(() => ({})))).toBe('done');
  expect(restarts).toEqual(['new']);
  expect(await inUse()).toBe('new');
  expect((await readdir(folder)).toSorted()).toEqual(['wardwatch-agent.cjs', 'wardwatch-agent.cjs.previous']);
  await switchBack(folder);
  expect(await inUse()).toBe('old');
});

test.each<[string, () => Partial<Seen> | undefined]>([
  ['never speaks', () => undefined],
  ['is never welcomed', () => ({ isWelcomed: false })],
  ['is still the old one', () => ({ version: '0.1.0' })],
  ['has spoken before the switch alone', () => ({ at: WALL - 1 })],
])('a version that %s is taken back', async (_case, says) => {
  expect(await ended(update(says))).toMatchObject({ code: 'update-failed', message: expect.stringContaining('0.2.0') });
  expect(restarts).toEqual(['new', 'old']);
  expect(await inUse()).toBe('old');
  expect(clock.now() - WALL).toBeGreaterThanOrEqual(TRIAL_MS);
});

test('a version with which the service does not even start is taken back at once', async () => {
  const restart = async (): Promise<void> => {
    restarts.push(await inUse());
    if ((await inUse()) === 'new') throw new Error('cannot start');
  };
  expect(await ended(update(() => ({}), restart))).toMatchObject({ message: expect.stringContaining('cannot start') });
  expect(restarts).toEqual(['new', 'old']);
});

test('without a version of before, going back says so', async () => {
  await expect(switchBack(folder)).rejects.toMatchObject({ code: 'update-failed' });
  expect(await inUse()).toBe('old');
});

test('a clock that is set back does not make a trial endless', () => {
  const trial = { version: '0.2.0', startedAt: WALL };
  expect(judgeTrial(trial, undefined, WALL + 1_000)).toBe('undecided');
  expect(judgeTrial(trial, undefined, WALL - 3_600_000)).toBe('failed');
});
