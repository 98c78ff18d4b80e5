import { MAX_UNPACKED_BYTES } from '@wardwatch/shared/api';
import type { SheetCell, SheetTable } from '@wardwatch/shared/inventory';
import { zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import { readXml } from '../lib/read-xml.ts';
import { unzip } from '../lib/unzip.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, type SheetScan, scanSheet } from './scan-sheet.ts';
import type { FileTables } from './file-tables.ts';

const WORKBOOK = 'xl/workbook.xml';
const WORKBOOK_LINKS = 'xl/_rels/workbook.xml.rels';

/** Sheets of a workbook, and cells of all of them with the empty ones between. */
export const MAX_SHEETS = 20;
const MAX_CELLS = 2 * MAX_SHEET_ROWS * MAX_SHEET_COLUMNS;

type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/**
 * Reads the sheets of an XLSX file. The archive is opened and its sheets are looked over within limits first; the
 * library that knows the cells then gets a plain archive of the parts that were looked at, so it meets neither a bomb
 * nor a row that is numbered a thousand million.
 */
export async function readXlsx(bytes: Uint8Array): Promise<FileTables> {
  const opened = await unzip(bytes, { maxBytes: MAX_UNPACKED_BYTES, isWanted: isPart });
  if (!opened.ok) return { ok: false, error: opened.error === 'unsafe' ? 'archive-refused' : refusalOf(opened.error) };
  const paths = sheetPaths(opened.files);
  if (!paths || !hasGoodParts(opened.files)) return { ok: false, error: 'file-unreadable' };
  if (paths.size > MAX_SHEETS) return { ok: false, error: 'archive-refused' };
  let area = 0;
  const scans: SheetScan[] = [];
  for (const path of paths.values()) {
    const xml = opened.files.get(path);
    const scan = xml && scanSheet(xml);
    if (!scan) return { ok: false, error: 'file-unreadable' };
    area += scan.area;
    if (area > MAX_CELLS) return { ok: false, error: 'archive-refused' };
    scans.push(scan);
  }
  const sheets = await cellsOf(opened.files);
  if (!sheets || sheets.length !== scans.length) return { ok: false, error: 'file-unreadable' };
  const tables = sheets.map(({ name, rows }, index) => tableOf(name, rows, scans[index]));
  return tables.includes(undefined)
    ? { ok: false, error: 'file-unreadable' }
    : { ok: true, tables: tables.filter((table) => table !== undefined) };
}

/** A sheet with its formulas put in; undefined where the library saw none of the cells that are there. */
function tableOf(name: string, values: SheetCell[][], scan: SheetScan | undefined): SheetTable | undefined {
  if (!scan || (scan.hasCells && values.length === 0 && scan.formulas.size === 0)) return undefined;
  const rows = values.map((row) => [...row]);
  for (const [key, formula] of scan.formulas) {
    const [row = 0, column = 0] = key.split(':').map(Number);
    while (rows.length <= row) rows.push([]);
    const cells = rows[row] ?? [];
    while (cells.length <= column) cells.push(null);
    cells[column] = { formula };
  }
  return { name, rows, merged: scan.merged };
}

/** Days and times of cells are days of no time zone; the library gives them as instants in UTC. */
function cellOf(value: unknown): SheetCell {
  if (value instanceof Date) {
    const at = Math.round(value.getTime() / 1_000) * 1_000;
    return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length);
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function refusalOf(error: 'not-a-zip' | 'damaged' | 'encrypted'): 'file-encrypted' | 'file-unreadable' {
  return error === 'encrypted' ? 'file-encrypted' : 'file-unreadable';
}

function isPart(name: string): boolean {
  return name === '[Content_Types].xml' || /^(?:xl|_rels)\/.*\.(?:xml|rels)$/.test(name);
}

/** Parts that the library reads and that were not scanned as sheets must be plain XML without entities too. */
function hasGoodParts(files: Files): boolean {
  const silent = { open: () => {}, close: () => {}, text: () => {} };
  return [...files].every(([name, xml]) => !/sharedStrings\.xml$|styles\.xml$/i.test(name) || readXml(xml, silent));
}

/** Paths of the worksheets by the names of their sheets, in order; undefined where there is no workbook. */
function sheetPaths(files: Files): Map<string, string> | undefined {
  const [workbook, links] = [files.get(WORKBOOK), files.get(WORKBOOK_LINKS)];
  if (!workbook || !links) return undefined;
  const targets = new Map<string, string>();
  const hasLinks = readXml(links, {
    open: ({ name, attribute }) => {
      if (name !== 'Relationship' || !(attribute('Type') ?? '').endsWith('/worksheet')) return;
      const target = attribute('Target') ?? '';
      targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    close: () => {},
    text: () => {},
  });
  const paths = new Map<string, string>();
  const hasSheets = readXml(workbook, {
    open: ({ name, attribute }) => {
      const path = name === 'sheet' ? targets.get(attribute('id') ?? '') : undefined;
      if (path !== undefined) paths.set(attribute('name') ?? '', path);
    },
    close: () => {},
    text: () => {},
  });
  return hasLinks && hasSheets ? paths : undefined;
}

/** The values of all sheets; undefined where the library cannot read them. */
async function cellsOf(files: Files): Promise<{ name: string; rows: SheetCell[][] }[] | undefined> {
  const plain = zipSync(Object.fromEntries(files), { level: 0 });
  try {
    const sheets = await readWorkbook(new Uint8Array(plain).buffer);
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map((cell) => cellOf(cell))) }));
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
