import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Name of the key's file in the data folder. */
export const SECRET_FILE = 'secrets-key';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Seals short secrets for the store, so that a copy of the database alone does not give them away. */
export interface SecretBox {
  /** AES-256-GCM under a fresh nonce, base64url. */
  seal(secret: string): string;
  /** Undefined for what another key sealed, or what was changed. */
  unseal(sealed: string): string | undefined;
}

/**
 * Reads the key of the data folder, or makes it where there is none. Rejects with the system's error where the file
 * cannot be read or written, and with a RangeError where it is no key.
 */
export async function loadSecretBox(folder: string): Promise<SecretBox> {
  const file = join(folder, SECRET_FILE);
  const key = (await readKey(file)) ?? (await createKey(folder, file));
  if (key.length !== KEY_BYTES) {
    throw new RangeError(`${file} is no key of ${KEY_BYTES} bytes. Put the right file back from a back-up.`);
  }
  return secretBox(key);
}

/** The box of a key of 32 bytes. */
export function secretBox(key: Uint8Array): SecretBox {
  return {
    seal: (secret) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
    },
    unseal: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        // The tag does not fit: another key, or a changed text.
        return undefined;
      }
    },
  };
}

async function readKey(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: another start at the same moment finds the same key. */
async function createKey(folder: string, file: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', FILE_MODE);
    try {
      await handle.writeFile(randomBytes(KEY_BYTES));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await chmod(file, FILE_MODE);
  return readFile(file);
}
