import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../lib/files.ts';
import { encodeBoot, encodeHeader, parseHeader, parseLines, type EntryRecord } from './record.ts';

/** What is known in memory of one segment file. */
export interface Segment {
  file: string;
  /** The first number that may be in it: its name. */
  base: number;
  /** The highest number in it; `base - 1` where there is none. */
  last: number;
  bytes: number;
  metrics: number;
  others: number;
  /** The latest wall time in it, for the age limit. */
  newestAt: number;
  /** The boot of its last entry. */
  bootId: string | undefined;
}

/** A segment with what it holds. */
export interface LoadedSegment {
  epoch: string;
  segment: Segment;
  records: EntryRecord[];
  /** Bytes after the last good record. */
  restBytes: number;
  isDamaged: boolean;
}

const SUFFIX = '.seg';

/** The name of the segment whose first number is `base`: sixteen digits, so that names sort like numbers. */
function segmentName(base: number): string {
  return `${String(base).padStart(16, '0')}${SUFFIX}`;
}

/** The first number of a segment by its name; undefined for another file. */
export function segmentBase(name: string): number | undefined {
  return /^\d{16}\.seg$/.test(name) ? Number(name.slice(0, 16)) : undefined;
}

/** Reads a segment whole; undefined where its header is damaged. */
export async function loadSegment(file: string): Promise<LoadedSegment | undefined> {
  const bytes = await readFile(file);
  const header = parseHeader(bytes);
  const base = segmentBase(path.basename(file));
  if (!header || base === undefined) return undefined;
  const parsed = parseLines(bytes.subarray(header.length), undefined, base - 1);
  const valid = header.length + parsed.validBytes;
  return {
    epoch: header.epoch,
    segment: describe(file, base, valid, parsed.records, parsed.bootId),
    records: parsed.records,
    restBytes: bytes.length - valid,
    isDamaged: parsed.isDamaged,
  };
}

function describe(
  file: string,
  base: number,
  bytes: number,
  records: readonly EntryRecord[],
  bootId: string | undefined,
): Segment {
  const metrics = records.filter((record) => record.expendable).length;
  return {
    file,
    base,
    last: records.at(-1)?.seq ?? base - 1,
    bytes,
    metrics,
    others: records.length - metrics,
    newestAt: records.reduce((newest, record) => Math.max(newest, record.at), 0),
    bootId,
  };
}

/**
 * Writes a segment whole, under its final name only when it is on the disk: a segment that exists has a good header.
 * Replaces one of the same name.
 */
export async function writeSegment(
  folder: string,
  epoch: string,
  base: number,
  records: readonly EntryRecord[] = [],
): Promise<Segment> {
  const file = path.join(folder, segmentName(base));
  const draft = `${file}.new`;
  const text = encodeHeader(epoch) + joinRecords(records);
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
  return describe(file, base, Buffer.byteLength(text), records, records.at(-1)?.bootId);
}

function joinRecords(records: readonly EntryRecord[]): string {
  let bootId: string | undefined;
  let text = '';
  for (const record of records) {
    if (record.bootId !== bootId) text += encodeBoot(record.bootId);
    bootId = record.bootId;
    text += record.line;
  }
  return text;
}

/** Reads `length` bytes at `position`; fewer at the end of the file. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** Writes all of the bytes at `position`. */
export async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
