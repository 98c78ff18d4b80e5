import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf, isSignedBy, KEY_FILE, loadSigningKey, type SigningKey } from './signing-key.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (change: { sealedBy?: string; lostKeys?: string[]; folder?: string } = {}) =>
  loadSigningKey({ folder, sealedBy: undefined, lostKeys: [], ...change });

async function loaded(change: Parameters<typeof load>[0] = {}): Promise<SigningKey> {
  const result = await load(change);
  if (!result.ok) throw new Error(result.message);
  return result.key;
}

async function refused(change: Parameters<typeof load>[0] = {}): Promise<string> {
  const result = await load(change);
  return result.ok ? '' : result.message;
}

describe('the key of the ledger', () => {
  it('is made at the first start for this account alone, and is the same one ever after', async () => {
    const inner = join(folder, 'new', 'data');
    const first = await loaded({ folder: inner });
    const file = join(inner, KEY_FILE);
    const text = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(inner)).toEqual([KEY_FILE]);
    expect((await loaded({ folder: inner })).fingerprint).toBe(first.fingerprint);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('signs so that its public key alone verifies it, and nothing else does', async () => {
    const key = await loaded();
    const signature = key.sign('Sổ theo dõi');
    expect(fingerprintOf(key.publicKey)).toBe(key.fingerprint);
    expect(isSignedBy(key.publicKey, 'Sổ theo dõi', signature)).toBe(true);
    expect(isSignedBy(key.publicKey, 'Sổ theo doi', signature)).toBe(false);
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    expect(isSignedBy(other, 'Sổ theo dõi', signature)).toBe(false);
    expect(isSignedBy('no key', 'Sổ theo dõi', signature)).toBe(false);
  });

  it('survives a first start that died half-way', async () => {
    writeFileSync(join(folder, `${KEY_FILE}.new`), 'half');
    const { fingerprint } = await loaded();
    expect((await loaded()).fingerprint).toBe(fingerprint);
  });

  it.each(['', 'no key', generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()])(
    'is refused by the name of its file, and left as it is, where the file holds something else',
    async (text) => {
      const file = join(folder, KEY_FILE);
      writeFileSync(file, text);
      expect(await refused()).toContain(`${file} is no Ed25519 private key. Put the right file back`);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('is refused where its file cannot be read', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await refused({ folder: join(folder, 'file') })).toMatch(/ledger-key\.pem cannot be used .*account read it/);
  });

  it('is not made anew where the ledger is sealed already, unless the old one is declared lost', async () => {
    const lost = await loaded();
    rmSync(join(folder, KEY_FILE));
    expect(await refused({ sealedBy: lost.publicKey })).toContain(`WARDWATCH_LOST_LEDGER_KEYS=${lost.fingerprint}`);
    expect(readdirSync(folder)).toEqual([]);
    const next = await loaded({ sealedBy: lost.publicKey, lostKeys: [lost.fingerprint] });
    expect(next.fingerprint).not.toBe(lost.fingerprint);
    expect([next.isOurs(lost.publicKey), next.isOurs(next.publicKey)]).toEqual([true, true]);
    expect(await refused({ sealedBy: lost.publicKey })).toContain(`is sealed by ${lost.fingerprint}`);
    expect((await loaded({ sealedBy: next.publicKey })).isOurs(lost.publicKey)).toBe(false);
  });
});
