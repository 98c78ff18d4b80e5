import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk, chunkOf, type Figures, MAX_FIGURE, mergeChunks } from './chunk.ts';
import { decodeChunk, encodeChunk } from './chunk-codec.ts';
import { ByteReader, ByteWriter } from './varint.ts';

const figure = fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -MAX_FIGURE, max: MAX_FIGURE }));
const figures = fc.tuple(figure, figure, figure).map(([a, b, c]): Figures => {
  const [min, max] = [Math.min(a, b, c), Math.max(a, b, c)];
  return [min, Math.min(Math.max(a, min), max), max];
});
const time = fc.integer({ min: 0, max: 9_999_999_999_999 });
const name = fc.oneof(fc.constantFrom('cpu.used', 'disk.used:C', 'disk.used:/dữ-liệu'), fc.string({ maxLength: 12 }));

/** Any chunk: series may lack some of its times. */
const anyChunk: fc.Arbitrary<Chunk> = fc
  .tuple(
    fc.array(fc.tuple(time, fc.nat({ max: 3_600_000 })), { maxLength: 20 }),
    fc.array(fc.tuple(name, fc.integer({ min: 1, max: 1_000 }), fc.array(fc.tuple(fc.nat(), figures))), {
      maxLength: 5,
    }),
  )
  .map(([spans, series]) => {
    const times = spans.map(([at]) => at);
    const points = (rows: readonly (readonly [number, Figures])[]) =>
      new Map(times.length === 0 ? [] : rows.map(([place, value]) => [times[place % times.length] ?? 0, value]));
    return {
      spans: new Map(spans),
      series: new Map(series.map(([key, scale, rows]) => [key, { scale, points: points(rows) }])),
    };
  });

/** A chunk with any body. */
const packed = (write: (writer: ByteWriter) => void): Uint8Array => {
  const writer = new ByteWriter();
  write(writer);
  return Uint8Array.of(1, ...deflateSync(writer.bytes()));
};

/** One point of the metric `m`. */
const pointAt = (scale: number, at: number, point: Figures): Chunk => ({
  spans: new Map([[at, 1]]),
  series: new Map([['m', { scale, points: new Map([[at, point]]) }]]),
});

describe('chunk codec', () => {
  it('gives back every chunk as it was', () => {
    fc.assert(
      fc.property(anyChunk, (chunk) => {
        expect(decodeChunk(encodeChunk(chunk))).toEqual({ ok: true, chunk });
      }),
    );
  });

  it('gives the same bytes for the same content, whatever the order it was gathered in', () => {
    fc.assert(
      fc.property(anyChunk, (chunk) => {
        const turned: Chunk = {
          spans: new Map([...chunk.spans].toReversed()),
          series: new Map([...chunk.series].toReversed()),
        };
        expect(encodeChunk(turned)).toEqual(encodeChunk(chunk));
      }),
    );
  });

  it('answers damaged bytes with a value, never with an exception or another chunk', () => {
    fc.assert(
      fc.property(anyChunk, fc.nat(), fc.integer({ min: 1, max: 255 }), (chunk, place, change) => {
        const bytes = encodeChunk(chunk);
        const index = place % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ change;
        const decoded = decodeChunk(bytes);
        // Some bits of deflate's header mean nothing; what is read is then the chunk itself.
        if (decoded.ok) expect(decoded.chunk).toEqual(chunk);
        else expect(['chunk-corrupt', 'chunk-version']).toContain(decoded.code);
      }),
    );
  });

  it('answers cut-off bytes and bytes of any other kind with a value', () => {
    const bytes = encodeChunk(chunkOf([{ at: 1_000, spanMs: 1_000, values: { 'cpu.used': 5 } }]));
    for (let length = 1; length < bytes.length; length++) {
      expect(decodeChunk(bytes.subarray(0, length))).toMatchObject({ ok: false, code: 'chunk-corrupt' });
    }
    expect(decodeChunk(new Uint8Array())).toMatchObject({ ok: false, code: 'chunk-version' });
    fc.assert(fc.property(fc.uint8Array(), (junk) => void decodeChunk(Uint8Array.of(1, ...junk))));
    fc.assert(fc.property(fc.uint8Array(), (junk) => void decodeChunk(Uint8Array.of(1, ...deflateSync(junk)))));
  });

  it('refuses a count that the bytes cannot hold, and a scale of nothing', () => {
    expect(decodeChunk(packed((writer) => writer.varint(2 ** 40)))).toMatchObject({ code: 'chunk-corrupt' });
    const scaleless = packed((writer) => {
      for (const value of [0, 1]) writer.varint(value);
      writer.text('cpu.used');
      for (const value of [0, 0]) writer.varint(value);
    });
    expect(decodeChunk(scaleless)).toMatchObject({ code: 'chunk-corrupt' });
  });
});

describe('chunks', () => {
  const values = fc.dictionary(
    fc.constantFrom('cpu.used', 'internet.rtt', 'unknown.thing'),
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 0, max: 100 }).map((mean): [number, number, number] => [mean - 1, mean, mean + 0.25]),
    ),
  );
  const samples = fc.array(fc.record({ at: fc.nat({ max: 20 }), spanMs: fc.nat({ max: 60_000 }), values }));

  it('merge to the same however the samples were portioned, and again to the same', () => {
    fc.assert(
      fc.property(samples, fc.nat(), (all, place) => {
        const cut = all.length === 0 ? 0 : place % all.length;
        const merged = mergeChunks(chunkOf(all.slice(0, cut)), chunkOf(all.slice(cut)));
        expect(merged).toEqual(chunkOf(all));
        expect(mergeChunks(merged, chunkOf(all))).toEqual(merged);
        expect(decodeChunk(encodeChunk(merged))).toEqual({ ok: true, chunk: merged });
      }),
    );
  });

  it('bring figures of another scale to that of the series', () => {
    const merged = mergeChunks(pointAt(10, 1, [10, 20, 30]), pointAt(100, 2, [100, 200, 301]));
    expect(merged.series.get('m')).toEqual({
      scale: 10,
      points: new Map([
        [1, [10, 20, 30]],
        [2, [10, 20, 30]],
      ]),
    });
  });
});

describe('varints', () => {
  it('hold every whole number of a double', () => {
    fc.assert(
      fc.property(
        fc.array(fc.maxSafeNat()),
        fc.array(fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 })),
        (plain, signed) => {
          const writer = new ByteWriter();
          for (const value of plain) writer.varint(value);
          for (const value of signed) writer.signed(value);
          const reader = new ByteReader(writer.bytes());
          expect(plain.map(() => reader.varint())).toEqual(plain);
          expect(signed.map(() => reader.signed() + 0)).toEqual(signed.map((value) => value + 0));
          expect(reader.atEnd).toBe(true);
        },
      ),
    );
  });

  it('are broken where they never end or are too large', () => {
    const endless = new ByteReader(Uint8Array.from({ length: 20 }, () => 0xff));
    expect([endless.varint(), endless.broken]).toEqual([0, true]);
    const short = new ByteReader(Uint8Array.of(0x80));
    expect([short.varint(), short.broken, short.atEnd]).toEqual([0, true, false]);
  });
});
