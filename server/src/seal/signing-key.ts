import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Name of the key's file in the data folder. */
export const KEY_FILE = 'ledger-key.pem';
/** Only the account of the server reads the key. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** The key that seals the ledger. */
export interface SigningKey {
  /** SPKI of the public key, base64. */
  publicKey: string;
  /** The same as a PEM file. */
  publicPem: string;
  /** SHA-256 of the SPKI, hex: what documents print. */
  fingerprint: string;
  /** Ed25519 over the text's UTF-8, base64. */
  sign(text: string): string;
  /** Whether seals of this public key (SPKI, base64) are ours: of this key, or of one that was declared lost. */
  isOurs(publicKey: string): boolean;
}

/** The key, or what a person must do first. */
export type KeyResult = { ok: true; key: SigningKey } | { ok: false; message: string };

/** Where the key lies, and what is known of it. */
export interface KeyPlace {
  /** The data folder. */
  folder: string;
  /** SPKI, base64, of the key that made the newest seal; undefined where there is no seal. */
  sealedBy: string | undefined;
  /** Fingerprints of keys that are declared lost: seals go on with another one. */
  lostKeys: readonly string[];
}

/**
 * Reads the key, or makes it where neither a key nor a seal exists. An existing file is never written. A key other
 * than that of the newest seal is refused unless the old one is declared lost: else whoever restores the database
 * without its key would go on with a new one unawares.
 */
export async function loadSigningKey({ folder, sealedBy, lostKeys }: KeyPlace): Promise<KeyResult> {
  const file = join(folder, KEY_FILE);
  const isBound = sealedBy !== undefined && !lostKeys.includes(fingerprintOf(sealedBy));
  try {
    const stored = await readPem(file);
    if (stored === undefined && isBound) return { ok: false, message: missing(file, fingerprintOf(sealedBy)) };
    const key = keyFrom(stored ?? (await createKey(file)), lostKeys);
    if (!key)
      return { ok: false, message: `${file} is no Ed25519 private key. Put the right file back from a back-up.` };
    if (isBound && key.publicKey !== sealedBy) {
      return { ok: false, message: another(file, key.fingerprint, fingerprintOf(sealedBy)) };
    }
    return { ok: true, key };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `${file} cannot be used (${error.message}). Let the server's account read it, and write its folder.`;
    return { ok: false, message };
  }
}

/** SHA-256 of a public key (SPKI, base64), hex. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}

/** Whether the signature (base64) over the text was made by the public key (SPKI, base64). */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = parseKey(() => createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }));
  return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

function missing(file: string, fingerprint: string): string {
  return (
    `${file} is missing, but the ledger is sealed by the key ${fingerprint}. Put the file back from a back-up. ` +
    `If it is lost for good, set WARDWATCH_LOST_LEDGER_KEYS=${fingerprint}; seals then go on with a new key.`
  );
}

function another(file: string, found: string, expected: string): string {
  return (
    `${file} holds the key ${found}, but the ledger is sealed by ${expected}. Put that key back from a back-up. ` +
    `If it is lost for good, set WARDWATCH_LOST_LEDGER_KEYS=${expected}; seals then go on with this key.`
  );
}

async function readPem(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Makes a key. It is whole on the disk before it gets its name, and never takes the place of another. */
async function createKey(file: string): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
  const draft = `${file}.new`;
  // What a start that died here left behind was never used.
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', FILE_MODE);
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } finally {
    await rm(draft);
  }
  return pem;
}

function keyFrom(pem: string, lostKeys: readonly string[]): SigningKey | undefined {
  const privateKey = parseKey(() => createPrivateKey(pem));
  if (privateKey?.asymmetricKeyType !== 'ed25519') return undefined;
  const publicObject = createPublicKey(privateKey);
  const publicKey = publicObject.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicKey,
    publicPem: publicObject.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    isOurs: (other) => other === publicKey || lostKeys.includes(fingerprintOf(other)),
  };
}

/** The key, or undefined where the text is none: OpenSSL tells by throwing. */
function parseKey(parse: () => KeyObject): KeyObject | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
