import type { SnmpValue } from './snmp.ts';

/** Longest text of a value; the rest is cut. Characters. */
export const MAX_TEXT = 255;

/** A variable as the library hands it over. */
export interface Varbind {
  oid: string;
  /** The tag of its type in BER; 128 and above say that there is none. */
  type?: number | undefined;
  value?: unknown;
}

/** From this tag on: no such object, no such instance, end of what may be seen (RFC 3416 § 3). */
const FIRST_EXCEPTION = 128;
const NUMBERS = new Set([2, 65, 66, 67]);
const COUNTER64 = 70;

/** A value in plain terms; null where there is none. */
export function plainValue({ type, value }: Varbind): SnmpValue {
  if (type === undefined || type >= FIRST_EXCEPTION || value === null || value === undefined) return null;
  if (NUMBERS.has(type)) return typeof value === 'number' && Number.isFinite(value) ? value : null;
  if (Buffer.isBuffer(value)) return type === COUNTER64 ? bigNumber(value) : textOf(value);
  if (typeof value === 'number' || typeof value === 'string') return value;
  return null;
}

/** A counter of 64 bits; above 2^53 it loses its last digits, which no rate notices. */
function bigNumber(bytes: Buffer): number | null {
  if (bytes.length === 0 || bytes.length > 9) return null;
  return Number(BigInt(`0x${bytes.toString('hex')}`));
}

/** Octets as text where they are text, else in hexadecimal. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8').replace(/\0+$/, '');
  const isText = !/[\p{Cc}\uFFFD]/u.test(text.replace(/[\t\r\n]/g, ' '));
  return (isText ? text : bytes.toString('hex')).slice(0, MAX_TEXT);
}
