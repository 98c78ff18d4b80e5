import { createHash } from 'node:crypto';
import type { LedgerRevision } from '@wardwatch/shared/model';

/** What the first revision names as the hash of the one before it. */
export const GENESIS_HASH = '0'.repeat(64);

/** A revision before it has its hash. */
export type UnhashedRevision = Omit<LedgerRevision, 'hash'>;

/** Where a chain is cut or begins: how many revisions lie before, and the hash of the last of them. */
export interface ChainHead {
  count: number;
  hash: string;
}

/** The start of the whole chain. */
export const CHAIN_START: ChainHead = { count: 0, hash: GENESIS_HASH };

/** The first revision that does not fit. */
export interface ChainBreak {
  /** Place at which a fitting revision is missing. */
  place: number;
  /** `gap`: another place; `previous`: it follows another revision; `hash`: its content is not what was hashed. */
  why: 'gap' | 'previous' | 'hash';
}

/**
 * JSON in the one form that is hashed: keys sorted by their UTF-16 code units, no blanks, absent values left out,
 * numbers and strings as `JSON.stringify` writes them.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The text of which a revision's hash is made; see FORMAT.md. */
export function chainText({ place, at, by, action, reason, row, previous }: UnhashedRevision): string {
  return canonicalJson({ place, at, by, action, reason, row, previous });
}

/** SHA-256 of a revision's text, 64 hex digits. */
export function hashOf(revision: UnhashedRevision): string {
  return createHash('sha256').update(chainText(revision), 'utf8').digest('hex');
}

/** The head after a revision. */
export function headAfter({ place, hash }: LedgerRevision): ChainHead {
  return { count: place, hash };
}

/**
 * Finds the first place where a chain does not hold; undefined where all of it does. A chain may be checked page by
 * page, each from the head of the one before.
 */
export function checkChain(
  revisions: readonly LedgerRevision[],
  start: ChainHead = CHAIN_START,
): ChainBreak | undefined {
  let { count, hash } = start;
  for (const revision of revisions) {
    const place = count + 1;
    if (revision.place !== place) return { place, why: 'gap' };
    if (revision.previous !== hash) return { place, why: 'previous' };
    if (hashOf(revision) !== revision.hash) return { place, why: 'hash' };
    ({ count, hash } = headAfter(revision));
  }
  return undefined;
}

/** The text that a daily seal signs; see FORMAT.md. */
export function sealText({ day, count, head, at }: { day: string; count: number; head: string; at: number }): string {
  return `wardwatch-seal-1\n${day}\n${count}\n${head}\n${at}\n`;
}
