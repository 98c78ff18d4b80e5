import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { type Evidence, type EvidenceFile, evidenceFiles } from './evidence.ts';

/** Bytes and files that a ZIP file without its 64-bit extension can hold, less some room for its directory. */
export const MAX_ZIP_BYTES = 0xffff_ffff - 64 * 1024 * 1024;
export const MAX_ZIP_FILES = 0xfff0;

/** A bundle as a ZIP file that is made while it is read. */
export type ZipExport =
  | { ok: true; stream: ReadableStream<Uint8Array> }
  /** More than a ZIP file can hold: it must be exported into a folder, on the server's machine. */
  | { ok: false; error: 'too-large' };

/** The bundle as a ZIP file. Holds one attachment at a time; a reader that is slow holds the rest back. */
export function exportToZip(evidence: Evidence): ZipExport {
  const isTooLarge = evidence.bytes > MAX_ZIP_BYTES || evidence.attachments.size > MAX_ZIP_FILES;
  return isTooLarge ? { ok: false, error: 'too-large' } : { ok: true, stream: ReadableStream.from(zipped(evidence)) };
}

async function* zipped(evidence: Evidence): AsyncGenerator<Uint8Array, void, undefined> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    if (chunk.byteLength > 0) ready.push(chunk);
  });
  for await (const file of evidenceFiles(evidence)) {
    const entry = entryFor(file, evidence.exportedAt);
    zip.add(entry);
    for await (const piece of file.content) {
      entry.push(piece);
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  yield* ready.splice(0);
}

/** Pictures and PDF files are packed already. */
function entryFor({ name }: EvidenceFile, mtime: number): ZipDeflate | ZipPassThrough {
  const entry = name.startsWith('attachments/') ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
  entry.mtime = mtime;
  return entry;
}
