import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ArchiveFile, filesOf, tarGz, zip } from './archive.ts';

const FILES: ArchiveFile[] = [
  { path: 'agent/run', bytes: Buffer.from('#!/bin/sh\n'), isExecutable: true },
  { path: 'agent/HUONG-DAN.md', bytes: Buffer.from('Hướng dẫn\n'.repeat(500)) },
  { path: 'agent/empty', bytes: Buffer.alloc(0) },
  { path: 'agent/block', bytes: Buffer.alloc(512, 7) },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archive-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what is packed for Linux is unpacked by the tar of the system, with its rights', async () => {
  await writeFile(path.join(folder, 'a.tar.gz'), tarGz(FILES));
  execFileSync('tar', ['-xzf', 'a.tar.gz'], { cwd: folder });
  for (const { path: name, bytes } of FILES) expect(await readFile(path.join(folder, name))).toEqual(bytes);
  expect((await stat(path.join(folder, 'agent/run'))).mode & 0o777).toBe(0o755);
  expect((await stat(path.join(folder, 'agent/block'))).mode & 0o777).toBe(0o644);
});

test('what is packed for Windows is a ZIP archive that another program reads', async () => {
  await writeFile(path.join(folder, 'a.zip'), zip(FILES));
  const list = execFileSync('python3', ['-m', 'zipfile', '-e', 'a.zip', 'out'], { cwd: folder, encoding: 'utf8' });
  expect(list).toBe('');
  for (const { path: name, bytes } of FILES) expect(await readFile(path.join(folder, 'out', name))).toEqual(bytes);
});

test('the same files make the same bytes, in whatever order they come', () => {
  expect(tarGz(FILES.toReversed())).toEqual(tarGz(FILES));
  expect(zip(FILES.toReversed())).toEqual(zip(FILES));
});

test('reads single files out of an archive, and names those that are missing', () => {
  const packed = tarGz(FILES);
  expect(filesOf(packed, ['agent/block', 'agent/empty']).get('agent/block')).toEqual(Buffer.alloc(512, 7));
  expect(() => filesOf(packed, ['agent/run', 'agent/other'])).toThrow('the archive has no agent/other');
});
