import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { speedMemory } from './speed-memory.ts';

test('remembers across processes, and takes a damaged file for none', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'speed-'));
  try {
    const file = path.join(folder, 'speed-measured');
    expect(await speedMemory(file).load()).toBeUndefined();
    await speedMemory(file).save(1_764_000_000_000);
    expect(await speedMemory(file).load()).toBe(1_764_000_000_000);
    await writeFile(file, 'x');
    expect(await speedMemory(file).load()).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});
