import { crc32, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';

/** A file in an archive; its path has `/` and no leading one. */
export interface ArchiveFile {
  path: string;
  bytes: Buffer;
  isExecutable?: boolean;
}

const BLOCK = 512;
/** The time of every file in an archive, so that the same input makes the same bytes: 1980-01-01, where ZIP begins. */
const EPOCH_SECONDS = 315_532_800;
const EPOCH_DOS_DATE = (1 << 5) | 1;

/**
 * A compressed tar archive (POSIX ustar), the same bytes for the same files: sorted, owned by root, one time for all.
 * Throws where a path is longer than the format's 100 bytes.
 */
export function tarGz(files: readonly ArchiveFile[]): Buffer {
  const parts = sorted(files).flatMap(({ path, bytes, isExecutable }) => [
    tarHeader(path, bytes.length, isExecutable === true ? 0o755 : 0o644),
    bytes,
    Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK),
  ]);
  const packed = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  // The byte for the operating system (RFC 1952) says "unknown" wherever it is made.
  packed[9] = 255;
  return packed;
}

function tarHeader(path: string, size: number, mode: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} is too long for a tar archive`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, width: number): number =>
    header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  header.write(path, 0, 'utf8');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(EPOCH_SECONDS, 136, 12);
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000root', 257, 'latin1');
  header.write('root', 297, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/**
 * Reads files out of a compressed tar archive, by their paths in it. Throws where one of them is missing. Only plain
 * files with short names are seen, which is what npm packs.
 */
export function filesOf(archive: Buffer, wanted: readonly string[]): Map<string, Buffer> {
  const tar = gunzipSync(archive);
  const found = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const text = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0[^]*$/, '');
    const size = Number.parseInt(text(124, 12).trim(), 8);
    const prefix = text(345, 155);
    const path = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
    if (wanted.includes(path)) found.set(path, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  const missing = wanted.filter((path) => !found.has(path));
  if (missing.length > 0) throw new Error(`the archive has no ${missing.join(', ')}`);
  return found;
}

/** A ZIP archive, the same bytes for the same files: sorted, one time for all. For Windows, so without rights. */
export function zip(files: readonly ArchiveFile[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of sorted(files)) {
    const name = Buffer.from(path, 'utf8');
    const packed = deflateRawSync(bytes, { level: 9 });
    const entry = zipEntry(crc32(bytes), packed.length, bytes.length, name.length);
    const head = Buffer.concat([signature(0x04034b50), entry, name]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    // "Version made by" 2.0 comes first; then the same fields as above, comment, disk, attributes, offset.
    central.push(signature(0x02014b50), Buffer.from([20, 0]), entry, tail, name);
    local.push(head, packed);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** The fields that both headers of a file share: version, UTF-8 names, deflate, time, checksum, sizes, name, no extra. */
function zipEntry(checksum: number, packed: number, size: number, name: number): Buffer {
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(20, 0);
  entry.writeUInt16LE(0x0800, 2);
  entry.writeUInt16LE(8, 4);
  entry.writeUInt16LE(EPOCH_DOS_DATE, 8);
  entry.writeUInt32LE(checksum, 10);
  entry.writeUInt32LE(packed, 14);
  entry.writeUInt32LE(size, 18);
  entry.writeUInt16LE(name, 22);
  return entry;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** By the bytes of the path, so that no language setting changes the order. */
function sorted(files: readonly ArchiveFile[]): ArchiveFile[] {
  return files.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}
