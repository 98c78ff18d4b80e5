import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TwoSlotFile } from './two-slot-file.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'slots-'));
  file = path.join(folder, 'mark');
});
afterEach(() => rm(folder, { recursive: true }));

async function written(...values: unknown[]): Promise<void> {
  const { slots } = await TwoSlotFile.open(file);
  for (const value of values) await slots.write(value, { durable: true });
  await slots.close();
}

async function reread(): Promise<unknown> {
  const { slots, value } = await TwoSlotFile.open(file);
  await slots.close();
  return value;
}

test('gives nothing where there is no file', async () => {
  expect(await reread()).toBeUndefined();
});

test.each([1, 2, 3, 4, 11])('gives the last of %i values, also with letters beyond ASCII', async (count) => {
  await written(...Array.from({ length: count }, (_, n) => ({ n, name: 'phường' })));
  expect(await reread()).toEqual({ n: count - 1, name: 'phường' });
});

test('goes on from what was there', async () => {
  await written(1, 2);
  await written(3);
  expect(await reread()).toBe(3);
});

test('gives the value before, wherever a write of the last one was torn', async () => {
  await written('first', 'second', 'third');
  const whole = await readFile(file);
  const start = whole.indexOf('"third"') - 11;
  for (let cut = 0; cut < 18; cut++) {
    await writeFile(file, whole);
    const handle = await open(file, 'r+');
    await handle.write('#', start + cut);
    await handle.close();
    expect(await reread()).toBe('second');
  }
});

test('refuses a value that does not fit, and keeps the last', async () => {
  await written('small');
  await expect(written('x'.repeat(600))).rejects.toThrow(RangeError);
  expect(await reread()).toBe('small');
});
