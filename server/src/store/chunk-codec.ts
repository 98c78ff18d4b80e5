import { deflateSync, inflateSync } from 'node:zlib';
import { type Chunk, type ChunkSeries, type Figures, MAX_FIGURE } from './chunk.ts';
import { ByteReader, ByteWriter } from './varint.ts';

/** First byte of a chunk: the layout that follows. FORMAT.md describes it. */
const VERSION = 1;
const DEFLATE_LEVEL = 6;
/** Most that a chunk may unpack to. An hour of one agent at a tick a second with 64 metrics is about 1 MB. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
/** Whether a metric has a value at every time of the chunk, or a bit map that says at which. */
const ALL_TIMES = 0;
const SOME_TIMES = 1;

/** What became of bytes that should be a chunk. */
export type DecodedChunk =
  | { ok: true; chunk: Chunk }
  | { ok: false; code: 'chunk-version' | 'chunk-corrupt'; message: string };

/** Packs a chunk: times and values as columns of differences, then deflate (with its checksum). */
export function encodeChunk(chunk: Chunk): Uint8Array {
  const times = [...chunk.spans.keys()].toSorted((a, b) => a - b);
  const writer = new ByteWriter();
  writer.varint(times.length);
  writeTimes(writer, times);
  writeDifferences(
    writer,
    times.map((at) => chunk.spans.get(at) ?? 0),
  );
  writer.varint(chunk.series.size);
  const byName = [...chunk.series].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, series] of byName) writeSeries(writer, name, series, times);
  const packed = deflateSync(writer.bytes(), { level: DEFLATE_LEVEL });
  const bytes = new Uint8Array(packed.length + 1);
  bytes[0] = VERSION;
  bytes.set(packed, 1);
  return bytes;
}

/** Unpacks a chunk. Never throws: damage is a value. */
export function decodeChunk(bytes: Uint8Array): DecodedChunk {
  if (bytes[0] !== VERSION) {
    return { ok: false, code: 'chunk-version', message: `a chunk of version ${bytes[0] ?? 'none'} is unknown here` };
  }
  const unpacked = unpack(bytes.subarray(1));
  if (!unpacked.ok) return unpacked;
  const reader = new ByteReader(unpacked.bytes);
  const chunk = readChunk(reader, unpacked.bytes.length);
  return reader.atEnd ? { ok: true, chunk } : corrupt('its columns do not add up');
}

function corrupt(message: string): DecodedChunk & { ok: false } {
  return { ok: false, code: 'chunk-corrupt', message };
}

function unpack(packed: Uint8Array): { ok: true; bytes: Uint8Array } | (DecodedChunk & { ok: false }) {
  try {
    return { ok: true, bytes: inflateSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES }) };
  } catch (error) {
    return corrupt(`it cannot be unpacked: ${String(error)}`);
  }
}

function writeSeries(writer: ByteWriter, name: string, { scale, points }: ChunkSeries, times: readonly number[]): void {
  writer.text(name);
  writer.varint(scale);
  const figures: Figures[] = [];
  for (const at of times) {
    const point = points.get(at);
    if (point) figures.push(point);
  }
  if (figures.length === times.length) writer.byte(ALL_TIMES);
  else {
    writer.byte(SOME_TIMES);
    writeBits(
      writer,
      times.map((at) => points.has(at)),
    );
  }
  writeDifferences(
    writer,
    figures.map(([, mean]) => mean),
  );
  for (const [min, mean] of figures) writer.varint(mean - min);
  for (const [, mean, max] of figures) writer.varint(max - mean);
}

/** Reads as much as makes sense; whether all of it did, the reader knows. */
function readChunk(reader: ByteReader, bytes: number): Chunk {
  const chunk: Chunk = { spans: new Map(), series: new Map() };
  const count = reader.varint();
  // Every time takes two bytes at least, every series three: a count beyond that is damage, not a reason to allocate.
  if (count > bytes) {
    reader.broken = true;
    return chunk;
  }
  const times = readTimes(reader, count);
  const spans = readDifferences(reader, count);
  for (const [index, at] of times.entries()) chunk.spans.set(at, spans[index] ?? 0);
  const series = reader.varint();
  for (let index = 0; index < series && !reader.broken; index++) {
    const name = reader.text();
    chunk.series.set(name, readSeries(reader, times));
  }
  return chunk;
}

function readSeries(reader: ByteReader, times: readonly number[]): ChunkSeries {
  const scale = reader.varint();
  if (scale === 0) reader.broken = true;
  const marks = reader.byte() === ALL_TIMES ? times.map(() => true) : readBits(reader, times.length);
  const present = times.filter((_, index) => marks[index]);
  const means = readDifferences(reader, present.length);
  const lows = present.map(() => reader.varint());
  const highs = present.map(() => reader.varint());
  const points = new Map<number, Figures>();
  for (const [index, at] of present.entries()) {
    const mean = means[index] ?? 0;
    points.set(at, [mean - (lows[index] ?? 0), mean, mean + (highs[index] ?? 0)]);
  }
  return { scale, points };
}

/** Times go up by nearly the same step: what is left of the difference of differences is jitter. */
function writeTimes(writer: ByteWriter, times: readonly number[]): void {
  let before = 0;
  let step = 0;
  for (const [index, at] of times.entries()) {
    writer.signed(at - before - step);
    // The first step would be the time since 1970.
    step = index === 0 ? 0 : at - before;
    before = at;
  }
}

function readTimes(reader: ByteReader, count: number): number[] {
  const times: number[] = [];
  let before = 0;
  let step = 0;
  for (let index = 0; index < count; index++) {
    const at = before + step + reader.signed();
    step = index === 0 ? 0 : at - before;
    before = at;
    times.push(at);
  }
  return times;
}

function writeDifferences(writer: ByteWriter, values: readonly number[]): void {
  let before = 0;
  for (const value of values) {
    writer.signed(value - before);
    before = value;
  }
}

function readDifferences(reader: ByteReader, count: number): number[] {
  const values: number[] = [];
  let before = 0;
  for (let index = 0; index < count; index++) {
    before += reader.signed();
    if (Math.abs(before) > MAX_FIGURE) reader.broken = true;
    values.push(before);
  }
  return values;
}

function writeBits(writer: ByteWriter, bits: readonly boolean[]): void {
  for (let start = 0; start < bits.length; start += 8) {
    writer.byte(bits.slice(start, start + 8).reduce((byte, bit, place) => byte | (Number(bit) << place), 0));
  }
}

function readBits(reader: ByteReader, count: number): boolean[] {
  const bits: boolean[] = [];
  let byte = 0;
  for (let index = 0; index < count; index++) {
    if (index % 8 === 0) byte = reader.byte();
    bits.push(((byte >> (index % 8)) & 1) === 1);
  }
  return bits;
}
