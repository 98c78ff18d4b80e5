import { decodeText } from '../lib/decode-text.ts';
import { fileKindOf } from '../lib/file-kind.ts';
import { readCsv } from './csv.ts';
import type { FileTables } from './file-tables.ts';
import { readXlsx } from './read-xlsx.ts';

/** Reads the tables of an XLSX or CSV file: which of them it is, its first bytes tell. */
export async function readTables(bytes: Uint8Array): Promise<FileTables> {
  const kind = fileKindOf(bytes);
  if (kind === 'empty') return { ok: false, error: 'file-empty' };
  if (kind === 'encrypted') return { ok: false, error: 'file-encrypted' };
  if (kind === 'zip') return withContent(await readXlsx(bytes));
  if (kind !== 'other') return { ok: false, error: 'file-unreadable' };
  const text = decodeText(bytes);
  const csv = text === undefined ? undefined : readCsv(text);
  if (!csv?.ok) return { ok: false, error: 'file-unreadable' };
  return withContent({ ok: true, tables: [{ name: '', rows: csv.rows, merged: [] }] });
}

function withContent(read: FileTables): FileTables {
  const isEmpty = read.ok && read.tables.every(({ rows }) => rows.every((row) => row.every((cell) => cell === null)));
  return isEmpty ? { ok: false, error: 'file-empty' } : read;
}
