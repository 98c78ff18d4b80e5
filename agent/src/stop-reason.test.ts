import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetStopReason, leaveStopReason, takeStopReason } from './stop-reason.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reason-'));
});
afterEach(() => rm(folder, { recursive: true }));

const machine = (isShuttingDown: boolean) => ({ isShuttingDown: async () => isShuttingDown });

test('what was left for the agent counts, once', async () => {
  await leaveStopReason(folder, 'uninstall');
  expect(await takeStopReason(folder, machine(true))).toBe('uninstall');
  expect(await takeStopReason(folder, machine(true))).toBe('shutdown');
  expect(await takeStopReason(folder, machine(false))).toBe('request');
});

test('a word that makes no sense is none, and does not stay', async () => {
  await writeFile(path.join(folder, 'stop-reason'), 'because');
  expect(await takeStopReason(folder, machine(false))).toBe('request');
  expect(await readdir(folder)).toEqual([]);
});

test('a word that nobody read is not kept for the next agent', async () => {
  await leaveStopReason(folder, 'update');
  await forgetStopReason(folder);
  expect(await takeStopReason(folder, machine(false))).toBe('request');
});
