import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agentIdOf, isSignedBy } from './keys.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ format: 'jwk' }).x as string;
const signature = sign(null, Buffer.from('text'), privateKey).toString('base64url');

describe('isSignedBy', () => {
  it('accepts the key holder and nobody else', () => {
    expect(isSignedBy(raw, 'text', signature)).toBe(true);
    expect(isSignedBy(raw, 'other text', signature)).toBe(false);
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x as string;
    expect(isSignedBy(other, 'text', signature)).toBe(false);
  });

  it('says no to what is no key', () => {
    expect(isSignedBy('short', 'text', signature)).toBe(false);
  });
});

describe('agentIdOf', () => {
  it('depends on the key alone', () => {
    expect(agentIdOf(raw)).toMatch(/^ag_[0-9a-f]{32}$/);
    expect(agentIdOf(raw)).toBe(agentIdOf(raw));
  });
});
