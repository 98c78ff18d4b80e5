import { writeFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pause } from '@wardwatch/shared/lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ProgramCall, programRunner } from './program.ts';
import { systemClock } from './system-clock.ts';

const clock = systemClock();
const run = programRunner(clock);
const { signal } = new AbortController();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'program-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function call(script: string, over: Partial<ProgramCall> = {}): Promise<ProgramCall> {
  const file = path.join(folder, 'program.cjs');
  await writeFile(file, script);
  return { file: process.execPath, args: [file, folder], timeoutMs: 20_000, maxBytes: 10_000, ...over };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits until something holds; the test's own limit ends it where it never does. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(clock, 20);
}

test('gives what the program wrote, and how it ended', async () => {
  const result = await run(await call(`process.stdout.write('xin chào'); process.exitCode = 3;`), signal);
  expect(result).toMatchObject({ outcome: 'ended', code: 3 });
  expect(result.outcome === 'ended' && result.stdout.toString()).toBe('xin chào');
});

// It starts another, writes both numbers down, and neither ever ends.
const HANGS = `
  const { spawn } = require('node:child_process');
  const { writeFileSync, renameSync } = require('node:fs');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  writeFileSync(process.argv[2] + '/new', JSON.stringify([process.pid, child.pid]));
  renameSync(process.argv[2] + '/new', process.argv[2] + '/pids');
  setInterval(() => {}, 1000);
`;

test.skipIf(process.platform === 'win32')('kills a program that hangs, and what it started', async () => {
  const giveUp = new AbortController();
  const running = run(await call(HANGS), giveUp.signal);
  const pids = path.join(folder, 'pids');
  await until(() =>
    readFile(pids).then(
      () => true,
      () => false,
    ),
  );
  const [own = 0, started = 0]: number[] = JSON.parse(await readFile(pids, 'utf8'));
  expect([own, started].map(isAlive)).toEqual([true, true]);
  giveUp.abort();
  expect(await running).toEqual({ outcome: 'hung' });
  await until(() => !isAlive(own) && !isAlive(started));
});

test('gives up on its own after the time that it was given', async () => {
  expect(await run(await call('setInterval(() => {}, 1000)', { timeoutMs: 50 }), signal)).toEqual({ outcome: 'hung' });
});

test('kills a program that writes without end', async () => {
  const endless = `const more = () => process.stdout.write('x'.repeat(65536), more); more();`;
  expect(await run(await call(endless), signal)).toEqual({ outcome: 'too-much' });
});

test('a program that is missing is a value', async () => {
  const missing = await run(await call('', { file: path.join(folder, 'no-such') }), signal);
  expect(missing).toMatchObject({ outcome: 'impossible', detail: expect.stringContaining('ENOENT') });
});

test('starts nothing under an aborted signal', async () => {
  expect(await run(await call(''), AbortSignal.abort())).toEqual({ outcome: 'hung' });
});
