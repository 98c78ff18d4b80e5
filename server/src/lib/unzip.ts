import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/** Files in an archive, and how much smaller packed bytes may be than what comes out of them. */
export const MAX_ENTRIES = 2_000;
export const MAX_RATIO = 300;
/** Below this, any ratio is harmless. */
const RATIO_FROM_BYTES = 1024 * 1024;

/** Records of the format (PKWARE APPNOTE 4.3) and what is read of them. */
const END_SIGNATURE = 0x0605_4b50;
const ENTRY_SIGNATURE = 0x0201_4b50;
const LOCAL_SIGNATURE = 0x0403_4b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
/** Stands for a number that only the 64-bit extension holds: no file that is taken is so large. */
const SENTINEL = 0xffff_ffff;

/** Why an archive is not opened. */
export type UnzipRefused =
  /** No archive, or one that ends too early. */
  | 'not-a-zip'
  /** Its parts do not fit together, or a checksum is wrong. */
  | 'damaged'
  | 'encrypted'
  /** Too many files, too many bytes, too high a ratio, a size that is not the true one, entries that share bytes. */
  | 'unsafe';

/** Content of the files that were wanted, by name. */
export type Unzipped =
  | { ok: true; files: ReadonlyMap<string, Uint8Array<ArrayBuffer>> }
  | { ok: false; error: UnzipRefused };

interface Entry {
  name: string;
  method: number;
  flags: number;
  checksum: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const inflate = promisify(inflateRaw);

/**
 * Unpacks files of a ZIP archive. Sizes are checked by the directory before anything is unpacked, and each file is
 * unpacked to no more than the size that the directory states, so that a directory that lies costs nothing either.
 *
 * @param limits `maxBytes`: of everything in the archive when unpacked, wanted or not; `isWanted`: which files.
 */
export async function unzip(
  archive: Uint8Array,
  limits: { maxBytes: number; isWanted: (name: string) => boolean },
): Promise<Unzipped> {
  const entries = directoryOf(Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength));
  if (typeof entries === 'string') return { ok: false, error: entries };
  if (isUnsafe(entries, limits.maxBytes)) return { ok: false, error: 'unsafe' };
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of entries) {
    if (!limits.isWanted(entry.name)) continue;
    const content = await contentOf(archive, entry);
    if (typeof content === 'string') return { ok: false, error: content };
    if (files.has(entry.name)) return { ok: false, error: 'unsafe' };
    files.set(entry.name, content);
  }
  return { ok: true, files };
}

/** Whether the bytes begin like a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

function directoryOf(bytes: Buffer): Entry[] | UnzipRefused {
  const end = endOf(bytes);
  if (end === undefined) return 'not-a-zip';
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES || start === SENTINEL) return 'unsafe';
  if (start + size > end) return 'damaged';
  const entries: Entry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) return 'damaged';
    const nameLength = bytes.readUInt16LE(at + 28);
    const nameEnd = at + ENTRY_BYTES + nameLength;
    if (nameEnd > end) return 'damaged';
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_BYTES, nameEnd),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries.some(({ flags }) => (flags & ENCRYPTED_FLAG) !== 0) ? 'encrypted' : entries;
}

/** Where the record lies that ends the archive: a comment may follow it. */
function endOf(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) {
      return at;
    }
  }
  return undefined;
}

function isUnsafe(entries: readonly Entry[], maxBytes: number): boolean {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > maxBytes) return true;
  if (entries.some((entry) => entry.unpacked > RATIO_FROM_BYTES && entry.unpacked > entry.packed * MAX_RATIO))
    return true;
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1];
    return next !== undefined && entry.offset + LOCAL_BYTES + entry.packed > next.offset;
  });
}

async function contentOf(archive: Uint8Array, entry: Entry): Promise<Uint8Array<ArrayBuffer> | UnzipRefused> {
  const packed = packedOf(archive, entry);
  if (typeof packed === 'string') return packed;
  const content = await unpack(packed, entry);
  if (typeof content === 'string') return content;
  if (content.byteLength !== entry.unpacked) return 'unsafe';
  return crc32(content) === entry.checksum ? content : 'damaged';
}

function packedOf(archive: Uint8Array, { offset, packed }: Entry): Uint8Array | UnzipRefused {
  const header = Buffer.from(archive.subarray(offset, offset + LOCAL_BYTES));
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) return 'damaged';
  const start = offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  return start + packed > archive.length ? 'damaged' : archive.subarray(start, start + packed);
}

async function unpack(packed: Uint8Array, entry: Entry): Promise<Uint8Array<ArrayBuffer> | UnzipRefused> {
  if (entry.method === STORED) return new Uint8Array(packed);
  if (entry.method !== DEFLATED) return 'damaged';
  if (entry.unpacked === 0) return new Uint8Array();
  try {
    return new Uint8Array(await inflate(packed, { maxOutputLength: entry.unpacked }));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'unsafe' : 'damaged';
  }
}
