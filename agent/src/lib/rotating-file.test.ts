import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RotatingFile } from './rotating-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'log-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('keeps what was written last, within twice its bound', async () => {
  const file = new RotatingFile(path.join(folder, 'a.log'), 40);
  for (let n = 10; n < 30; n++) file.write(`line ${n}\n`);
  expect((await readdir(folder)).toSorted()).toEqual(['a.log', 'a.log.1']);
  const [now, before] = await Promise.all(
    ['a.log', 'a.log.1'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  expect(`${before}${now}`).toMatch(/^line 2\d\n(line 2\d\n)*line 29\n$/);
  expect(`${before}${now}`.length).toBeLessThanOrEqual(80);
});

test('a disk that refuses is counted, not thrown', () => {
  const file = new RotatingFile(path.join(folder, 'none/a.log'));
  file.write('lost\n');
  expect(file.refused).toBe(1);
});
