import type { Entry, StampedEntry } from '@wardwatch/shared/model';
import { crc32Hex } from '../lib/crc32.ts';
import { isExpendable } from './spool.ts';

/** First line of every segment; FORMAT.md describes the whole. */
const MAGIC = 'wardwatch-spool 1';

const LETTERS = { fact: 'F', event: 'E', alive: 'A', metrics: 'M' } as const;

/** One journal entry as it lies in a segment. */
export interface EntryRecord {
  seq: number;
  at: number;
  expendable: boolean;
  bootId: string;
  /** The entry without `seq` and `at`, as JSON. */
  body: string;
  /** The line as it stands in the file, to be copied. */
  line: string;
  /** Where the record ends, bytes from the start of the text that was parsed. */
  end: number;
}

/** What a piece of a segment holds. */
export interface ParsedLines {
  records: EntryRecord[];
  /** The boot in force after the last line. */
  bootId: string | undefined;
  /** Bytes up to the end of the last whole, undamaged line. */
  validBytes: number;
  /** Whether something that is not a whole line follows. */
  hasRest: boolean;
  /** Whether a whole line was damaged; what follows it was not read. */
  isDamaged: boolean;
}

function line(text: string): string {
  return `${crc32Hex(Buffer.from(text))} ${text}\n`;
}

/** The header line of a segment. */
export function encodeHeader(epoch: string): string {
  return line(`${MAGIC} ${epoch}`);
}

/** The line that says in which boot the entries after it were written. */
export function encodeBoot(bootId: string): string {
  return line(`B ${bootId}`);
}

/** The line of an entry. */
export function encodeEntry(entry: StampedEntry, seq: number): string {
  const { at, ...body } = entry;
  return line(`${LETTERS[entry.kind]} ${seq} ${at} ${JSON.stringify(body)}`);
}

/** The entry of a record, as it goes on the wire. */
export function decodeEntry(record: EntryRecord): Entry {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from a typed entry, guarded by a checksum
  return { seq: record.seq, at: record.at, ...JSON.parse(record.body) } as Entry;
}

/** The epoch of a segment and the length of its header; undefined where the header is damaged. */
export function parseHeader(bytes: Buffer): { epoch: string; length: number } | undefined {
  const end = bytes.indexOf(10);
  const text = end < 0 ? undefined : checkedText(bytes.subarray(0, end));
  const epoch = text?.startsWith(`${MAGIC} `) ? text.slice(MAGIC.length + 1) : '';
  return /^[A-Za-z0-9_-]{8,64}$/.test(epoch) ? { epoch, length: end + 1 } : undefined;
}

/** Reads lines until the first that is damaged or not whole. `bootId` is the boot in force before the first line. */
export function parseLines(bytes: Buffer, bootId: string | undefined, lastSeq: number): ParsedLines {
  const parsed: ParsedLines = { records: [], bootId, validBytes: 0, hasRest: false, isDamaged: false };
  let previous = lastSeq;
  while (parsed.validBytes < bytes.length) {
    const end = bytes.indexOf(10, parsed.validBytes);
    if (end < 0) return { ...parsed, hasRest: true };
    const read = parseLine(bytes.subarray(parsed.validBytes, end), parsed.bootId, previous, end + 1);
    if (read === undefined) return { ...parsed, hasRest: true, isDamaged: true };
    if (typeof read === 'string') parsed.bootId = read;
    else {
      parsed.records.push(read);
      previous = read.seq;
    }
    parsed.validBytes = end + 1;
  }
  return parsed;
}

/** A boot id, a record, or undefined for a damaged line. */
function parseLine(
  bytes: Buffer,
  bootId: string | undefined,
  previous: number,
  end: number,
): string | EntryRecord | undefined {
  const text = checkedText(bytes);
  if (text?.startsWith('B ')) return text.slice(2);
  const match = text && /^([FEAM]) (\d+) (\d+) (\{.*\})$/s.exec(text);
  if (!match || bootId === undefined) return undefined;
  const [, letter, seq, at, body = ''] = match;
  if (Number(seq) <= previous) return undefined;
  const expendable = isExpendable(letter === 'M' ? 'metrics' : 'fact');
  return { seq: Number(seq), at: Number(at), expendable, bootId, body, line: `${bytes.toString('utf8')}\n`, end };
}

function checkedText(bytes: Buffer): string | undefined {
  if (bytes.length < 10 || bytes[8] !== 32) return undefined;
  const rest = bytes.subarray(9);
  return bytes.toString('latin1', 0, 8) === crc32Hex(rest) ? rest.toString('utf8') : undefined;
}
