import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIdentity, keyFile, loadIdentity } from './identity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'identity-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('has none before one is made, and the same one after', async () => {
  expect(await loadIdentity(folder)).toBeUndefined();
  const made = await createIdentity(folder);
  const loaded = await loadIdentity(folder);
  expect(loaded?.agentId).toBe(made.agentId);
  expect(made.agentId).toMatch(/^ag_[0-9a-f]{32}$/);
});

test('signs so that the public key alone verifies it', async () => {
  const identity = await createIdentity(folder);
  const signature = Buffer.from(identity.sign('xin chào'), 'base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: identity.publicKey }, format: 'jwk' });
  expect(signature).toHaveLength(64);
  expect(verify(null, Buffer.from('xin chào'), key, signature)).toBe(true);
  expect(verify(null, Buffer.from('xin chao'), key, signature)).toBe(false);
});

test.runIf(process.platform !== 'win32')('keeps the key for its owner alone', async () => {
  await createIdentity(folder);
  expect((await stat(keyFile(folder))).mode & 0o777).toBe(0o600);
});

test('names the file and the way out when the key is damaged', async () => {
  await writeFile(keyFile(folder), 'not a key');
  await expect(loadIdentity(folder)).rejects.toThrow(/agent\.key.*enrol --replace/);
});
