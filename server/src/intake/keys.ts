import { createHash, createPublicKey, verify } from 'node:crypto';

/** The id that belongs to a raw Ed25519 public key (base64url): nobody can choose one. */
export function agentIdOf(publicKey: string): string {
  return `ag_${createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)}`;
}

/** Whether the key signed the text (Ed25519, RFC 8032). A key that is no point of the curve signs nothing. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** The form in which one-time codes and tokens are stored and looked up. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
