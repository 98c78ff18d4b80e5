import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { MAX_ENTRIES, unzip } from './unzip.ts';

const ALL = { maxBytes: 1_000_000, isWanted: () => true };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = zipSync({ 'a.xml': encode('<a/>'), 'b/c.txt': [encode('chữ'), { level: 0 }], empty: new Uint8Array() });
/** The archive with some bytes written over, at the first place of a signature. */
const patched = (archive: Uint8Array, signature: number, at: number, value: number, bytes: 2 | 4 = 4): Uint8Array => {
  const copy = Buffer.from(archive);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signature);
  copy.writeUIntLE(value, copy.indexOf(mark) + at, bytes);
  return copy;
};
const ENTRY = 0x0201_4b50;
const refusal = async (archive: Uint8Array, limits = ALL): Promise<string> => {
  const outcome = await unzip(archive, limits);
  return outcome.ok ? 'opened' : outcome.error;
};

describe('an archive that is sound', () => {
  it('gives the files that are wanted, packed or stored', async () => {
    const outcome = await unzip(good, { ...ALL, isWanted: (name) => name !== 'a.xml' });
    expect(outcome.ok && [...outcome.files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['b/c.txt', 'chữ'],
      ['empty', ''],
    ]);
  });

  it('may have a comment behind it, which may look like its end', async () => {
    const withComment = Buffer.concat([good, Buffer.from('PK\u0005\u0006')]);
    withComment.writeUInt16LE(4, good.length - 2);
    expect(await refusal(withComment)).toBe('opened');
  });
});

describe('an archive that would cost too much', () => {
  it('is refused by its directory: too many bytes, too many files, too high a ratio', async () => {
    expect(await refusal(good, { ...ALL, maxBytes: 5 })).toBe('unsafe');
    const many = Object.fromEntries(
      Array.from({ length: MAX_ENTRIES + 1 }, (_, index) => [`${index}`, new Uint8Array()]),
    );
    expect(await refusal(zipSync(many))).toBe('unsafe');
    const zeros = zipSync({ zeros: new Uint8Array(3_000_000) });
    expect(await refusal(zeros, { ...ALL, maxBytes: 10_000_000 })).toBe('unsafe');
  });

  it('is refused where it unpacks to more, or to less, than it states', async () => {
    const long = zipSync({ a: encode('a'.repeat(5_000)) });
    expect(await refusal(patched(long, ENTRY, 24, 10))).toBe('unsafe');
    expect(await refusal(patched(long, ENTRY, 24, 6_000))).toBe('unsafe');
  });

  it('is refused where two files share their bytes', async () => {
    const two = zipSync({ a: [encode('abc'), { level: 0 }], b: [encode('abc'), { level: 0 }] });
    const directory = Buffer.from(two);
    const second = directory.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    directory.writeUInt32LE(0, second + 42);
    expect(await refusal(directory)).toBe('unsafe');
  });
});

describe('an archive that is damaged', () => {
  it('is told apart from what is no archive', async () => {
    expect(await refusal(encode('PK'))).toBe('not-a-zip');
    expect(await refusal(good.subarray(0, 60))).toBe('not-a-zip');
    expect(await refusal(patched(good, ENTRY, 16, 1))).toBe('damaged');
    expect(await refusal(patched(good, ENTRY, 10, 12, 2))).toBe('damaged');
    expect(await refusal(patched(good, ENTRY, 8, 1, 2))).toBe('encrypted');
  });

  it('never throws, whichever byte is another', async () => {
    for (let at = 0; at < good.length; at += 1) {
      const copy = new Uint8Array(good);
      copy[at] = (copy[at] ?? 0) ^ 0xff;
      expect(typeof (await refusal(copy))).toBe('string');
    }
  });
});
