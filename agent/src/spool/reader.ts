import { open } from 'node:fs/promises';
import type { Entry } from '@wardwatch/shared/model';
import { decodeEntry, type EntryRecord, parseHeader, parseLines } from './record.ts';
import { readAt, type Segment } from './segment.ts';
import type { BatchLimits } from './spool.ts';

/** Bytes read at a time; a record is far smaller. */
const READ_BYTES = 262_144;
/** What `seq` and `at` add to the stored body of an entry, at most. */
const STAMP_BYTES = 40;

/** A place in the journal. */
interface Position {
  segment: Segment;
  /** The number read last before it. */
  after: number;
  /** Bytes from the start of the segment. */
  offset: number;
  /** The boot in force there. */
  bootId: string | undefined;
}

/** Reads batches, and remembers where the last one ended, so that a long backlog is read once. */
export class SegmentReader {
  #position: Position | undefined;

  /** Entries after a number, all of one boot, within the limits; undefined where there are none. */
  async read(
    segments: readonly Segment[],
    after: number,
    limits: BatchLimits,
  ): Promise<{ bootId: string; entries: Entry[] } | undefined> {
    const entries: Entry[] = [];
    let bootId: string | undefined;
    let bytes = 0;
    let position = this.#startAt(segments, after);
    while (position) {
      const { records, next } = await readLines(segments, position);
      for (const record of records) {
        if (record.seq <= after) continue;
        bytes += Buffer.byteLength(record.body) + STAMP_BYTES;
        bootId ??= record.bootId;
        const isFull = entries.length >= limits.maxEntries || bytes > limits.maxBytes || record.bootId !== bootId;
        if (entries.length > 0 && isFull) return { bootId, entries };
        entries.push(decodeEntry(record));
        this.#position = { ...position, after: record.seq, offset: position.offset + record.end, bootId };
      }
      position = next;
    }
    return bootId === undefined ? undefined : { bootId, entries };
  }

  /** A segment that was rewritten is another object, so a place in it is forgotten by itself. */
  #startAt(segments: readonly Segment[], after: number): Position | undefined {
    const known = this.#position;
    if (known?.after === after && segments.includes(known.segment)) return known;
    const segment = segments.find((one) => one.last > after);
    return segment && { segment, after, offset: 0, bootId: undefined };
  }
}

/** Some records from a position, and where to go on: in the same segment, or at the start of the next. */
async function readLines(
  segments: readonly Segment[],
  position: Position,
): Promise<{ records: EntryRecord[]; next: Position | undefined }> {
  const { segment } = position;
  const handle = await open(segment.file, 'r');
  try {
    const length = Math.min(READ_BYTES, segment.bytes - position.offset);
    const bytes = await readAt(handle, position.offset, length);
    const start = position.offset === 0 ? (parseHeader(bytes)?.length ?? 0) : 0;
    const parsed = parseLines(bytes.subarray(start), position.bootId, 0);
    const end = position.offset + start + parsed.validBytes;
    for (const record of parsed.records) record.end += start;
    const goesOn = end < segment.bytes && parsed.validBytes > 0;
    const next = goesOn ? { ...position, offset: end, bootId: parsed.bootId } : following(segments, segment);
    return { records: parsed.records, next };
  } finally {
    await handle.close();
  }
}

function following(segments: readonly Segment[], segment: Segment): Position | undefined {
  const next = segments[segments.indexOf(segment) + 1];
  return next && { segment: next, after: next.base - 1, offset: 0, bootId: undefined };
}
