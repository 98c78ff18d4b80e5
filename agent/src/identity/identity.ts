import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import path from 'node:path';
import { AgentError } from '../lib/errors.ts';
import { readIfThere, replaceFile } from '../lib/files.ts';

/** Who this agent is: an Ed25519 key that never leaves its folder. */
export interface Identity {
  /** `ag_` and the first 32 hex digits of the SHA-256 of the raw public key. */
  agentId: string;
  /** Raw 32 bytes, base64url. */
  publicKey: string;
  /** Raw 64-byte signature over the UTF-8 bytes of the text, base64url. */
  sign(text: string): string;
}

/** The key's file in a data folder. */
export function keyFile(dataFolder: string): string {
  return path.join(dataFolder, 'agent.key');
}

/** The identity in a data folder; undefined where there is none. Rejects with `data-folder` where it cannot be read. */
export async function loadIdentity(dataFolder: string): Promise<Identity | undefined> {
  const file = keyFile(dataFolder);
  const pem = await readIfThere(file);
  if (pem === undefined) return undefined;
  try {
    return identityOf(createPrivateKey(pem));
  } catch (error) {
    const advice = 'restore it from a back-up, or enrol this machine anew with `enrol --replace`';
    throw new AgentError('data-folder', `${file} does not hold an Ed25519 key: ${advice}`, { cause: error });
  }
}

/** Makes a new key and keeps it, readable by the owner alone. Replaces one that is there. */
export async function createIdentity(dataFolder: string): Promise<Identity> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await replaceFile(keyFile(dataFolder), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), {
    mode: 0o600,
  });
  return identityOf(privateKey);
}

function identityOf(key: KeyObject): Identity {
  const publicKey = key.export({ format: 'jwk' }).x;
  if (key.asymmetricKeyType !== 'ed25519' || publicKey === undefined) throw new TypeError('not an Ed25519 key');
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
  return {
    agentId: `ag_${digest.slice(0, 32)}`,
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}
