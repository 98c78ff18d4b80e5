import { MAX_UNPACKED_BYTES } from '@wardwatch/shared/api';
import { unzip } from '../lib/unzip.ts';
import { DocumentText } from './document-text.ts';
import { readNumbering } from './numbering.ts';
import type { ReportText } from './report-text.ts';
import { readStyles } from './styles.ts';

/** Parts of a document that are read. */
const DOCUMENT = 'word/document.xml';
const NUMBERING = 'word/numbering.xml';
const STYLES = 'word/styles.xml';
const PARTS: ReadonlySet<string> = new Set([DOCUMENT, NUMBERING, STYLES]);

/**
 * The text of a DOCX file: a paragraph each, with a blank line between them; rows of tables with their cells side by
 * side; headings marked with `#`; numbers that Word counts by itself typed out. Tracked changes are taken as accepted.
 * Heads and feet of pages, notes and pictures are left out.
 */
export async function readDocx(bytes: Uint8Array): Promise<ReportText> {
  const opened = await unzip(bytes, { maxBytes: MAX_UNPACKED_BYTES, isWanted: (name) => PARTS.has(name) });
  if (!opened.ok) {
    if (opened.error === 'unsafe') return { ok: false, error: 'archive-refused' };
    return { ok: false, error: opened.error === 'encrypted' ? 'file-encrypted' : 'file-unreadable' };
  }
  const document = opened.files.get(DOCUMENT);
  if (!document) return { ok: false, error: 'file-unreadable' };
  const text = new DocumentText(readNumbering(opened.files.get(NUMBERING)), readStyles(opened.files.get(STYLES)));
  return text.read(document) ? { ok: true, ...text.result() } : { ok: false, error: 'file-unreadable' };
}
