import { randomBytes } from 'node:crypto';

/** Letters of row ids: 32, so that five bits make one without bias. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 20;

/** Prefix of a row id: what kind of thing it names. */
export type IdPrefix = 'site' | 'dev' | 'code' | 'person' | 'window' | 'att';

/** A new row id, `site_` and 20 letters or digits: 100 random bits. */
export function newId(prefix: IdPrefix): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte & 31]);
  return `${prefix}_${letters.join('')}`;
}
