import { decodeText } from '../lib/decode-text.ts';
import { fileKindOf } from '../lib/file-kind.ts';
import { readDocx } from './read-docx.ts';
import type { ReportText } from './report-text.ts';

/** Reads a report from a DOCX or a text file (UTF-8, or UTF-16 with its mark); its first bytes tell which it is. */
export async function readReportFile(bytes: Uint8Array): Promise<ReportText> {
  const kind = fileKindOf(bytes);
  if (kind === 'empty') return { ok: false, error: 'file-empty' };
  if (kind === 'encrypted') return { ok: false, error: 'file-encrypted' };
  if (kind === 'zip') return withText(await readDocx(bytes));
  const text = kind === 'other' ? decodeText(bytes) : undefined;
  if (text === undefined) return { ok: false, error: 'file-unreadable' };
  return withText({ ok: true, text: printable(text), notes: [] });
}

/** Control characters other than the ends of lines, tabs and pages say nothing. */
function printable(text: string): string {
  return text.replaceAll(/(?![\t\n\r\f])\p{Cc}/gu, ' ');
}

function withText(file: ReportText): ReportText {
  return file.ok && !/\p{L}/u.test(file.text) ? { ok: false, error: 'file-empty' } : file;
}
