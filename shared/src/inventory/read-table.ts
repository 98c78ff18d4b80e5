import { type ImportTable, MAX_IMPORT_ROWS } from '../api/index.ts';
import { type Column, columnOf } from './columns.ts';
import type { Problems } from './problems.ts';
import { type MergedCells, type PlainCell, type SheetCell, type SheetTable, textOf } from './sheet.ts';

/** Rows in which the head is looked for: a title may stand above it. */
const HEAD_ROWS = 10;
/** Columns that make a row a head. */
const LEAST_COLUMNS = 2;

/** A row of a table that says something. */
export interface TableRow {
  /** As the spreadsheet counts. */
  number: number;
  /** By the column's key; columns that the file does not have are absent, and so are cells that are wrong. */
  cells: ReadonlyMap<string, PlainCell>;
  /** Keys of cells that are wrong already. */
  wrong: ReadonlySet<string>;
}

/** A table as the file has it. */
export interface ReadTable {
  rows: TableRow[];
  /** Heads as the file writes them, by the column's key. */
  heads: ReadonlyMap<string, string>;
}

interface Head<Line, Context> {
  row: number;
  columns: ReadonlyMap<number, Column<Line, Context>>;
}

/** Finds the row with most heads of the table among the first ones; undefined where no row has enough of them. */
export function findHead<Line, Context>(
  { rows }: SheetTable,
  columns: readonly Column<Line, Context>[],
): Head<Line, Context> | undefined {
  let best: Head<Line, Context> | undefined;
  for (const [row, cells] of rows.slice(0, HEAD_ROWS).entries()) {
    const found = new Map<number, Column<Line, Context>>();
    for (const [index, cell] of cells.entries()) {
      const column = columnOf(plainText(cell), columns);
      if (column) found.set(index, column);
    }
    if (found.size >= LEAST_COLUMNS && found.size > (best?.columns.size ?? 0)) best = { row, columns: found };
  }
  return best;
}

/** Reads the rows below the head. Whatever is wrong with the head, with formulas and merged cells goes to `problems`. */
export function readTable<Line, Context>(
  table: ImportTable,
  sheet: SheetTable,
  head: Head<Line, Context>,
  columns: readonly Column<Line, Context>[],
  problems: Problems,
): ReadTable {
  const heads = readHeads(table, sheet, head, columns, problems);
  const filled = sheet.rows.slice(head.row + 1).filter((row) => row.some((cell) => cell !== null)).length;
  if (filled > MAX_IMPORT_ROWS) return tooMany(table, filled, heads, problems);
  const cells = unmerged(table, sheet, head, problems);
  const rows: TableRow[] = [];
  for (const [index, row] of cells.entries()) {
    if (index <= head.row) continue;
    const read = readRow(table, row, index + 1, head, problems);
    if (read) rows.push(read);
  }
  return rows.length > MAX_IMPORT_ROWS ? tooMany(table, rows.length, heads, problems) : { rows, heads };
}

function tooMany(table: ImportTable, rows: number, heads: ReadTable['heads'], problems: Problems): ReadTable {
  const place = { table, row: null, column: null, value: String(rows) };
  problems.add(place, { code: 'too-many-rows', expected: `≤ ${MAX_IMPORT_ROWS}` });
  return { rows: [], heads };
}

function readHeads<Line, Context>(
  table: ImportTable,
  { rows }: SheetTable,
  head: Head<Line, Context>,
  columns: readonly Column<Line, Context>[],
  problems: Problems,
): Map<string, string> {
  const heads = new Map<string, string>();
  for (const [index, cell] of (rows[head.row] ?? []).entries()) {
    const text = plainText(cell);
    const place = { table, row: head.row + 1, column: text === '' ? letters(index) : text, value: text };
    const found = head.columns.get(index);
    if (found && heads.has(found.key)) problems.add(place, { code: 'column-twice', expected: found.head });
    else if (found) heads.set(found.key, text);
    else if (text !== '') {
      const expected = columns.map((one) => one.head).join(' | ');
      problems.add(place, { code: 'column-unknown', expected }, true);
    }
  }
  return heads;
}

/**
 * The rows, with cells that were merged downwards filled with what they show. Cells that were merged in the head or
 * across columns do not say which column they mean, and areas that lie over each other do not say what they show; so
 * no cell is filled twice.
 */
function unmerged<Line, Context>(
  table: ImportTable,
  sheet: SheetTable,
  head: Head<Line, Context>,
  problems: Problems,
): (readonly SheetCell[])[] {
  if (sheet.merged.length === 0) return [...sheet.rows];
  const rows = sheet.rows.map((row) => [...row]);
  /** The last row that is filled, by column. */
  const filledTo = new Map<number, number>();
  for (const area of sheet.merged.toSorted((a, b) => a.top - b.top)) {
    if (area.bottom < head.row) continue;
    const shown = rows[area.top]?.[area.left] ?? null;
    if (area.top <= head.row || area.left !== area.right || area.top <= (filledTo.get(area.left) ?? -1)) {
      const value = plainText(shown);
      const place = { table, row: area.top + 1, column: value === '' ? letters(area.left) : value, value };
      problems.add(place, { code: 'header-merged', expected: rangeOf(area) });
      continue;
    }
    filledTo.set(area.left, area.bottom);
    for (let row = area.top + 1; row <= Math.min(area.bottom, rows.length - 1); row += 1) {
      const filled = rows[row] ?? [];
      while (filled.length < area.left) filled.push(null);
      filled[area.left] = shown;
    }
  }
  return rows;
}

function readRow<Line, Context>(
  table: ImportTable,
  row: readonly SheetCell[],
  number: number,
  head: Head<Line, Context>,
  problems: Problems,
): TableRow | undefined {
  const cells = new Map<string, PlainCell>();
  const wrong = new Set<string>();
  let saysSomething = false;
  for (const [index, column] of head.columns) {
    const cell = row[index] ?? null;
    if (typeof cell === 'object' && cell !== null) {
      const place = { table, row: number, column: column.head, value: `=${cell.formula}` };
      problems.add(place, { code: 'formula', expected: '' });
      wrong.add(column.key);
      saysSomething = true;
    } else if (!cells.has(column.key)) {
      const isEmpty = textOf(cell) === '';
      cells.set(column.key, isEmpty ? null : cell);
      saysSomething ||= !isEmpty;
    }
  }
  return saysSomething ? { number, cells, wrong } : undefined;
}

function plainText(cell: SheetCell | undefined): string {
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'object' ? `=${cell.formula}` : textOf(cell);
}

/** `A`, `Z`, `AA`: how a spreadsheet calls a column. */
function letters(index: number): string {
  return index < 26
    ? String.fromCodePoint(65 + index)
    : letters(Math.floor(index / 26) - 1) + String.fromCodePoint(65 + (index % 26));
}

function rangeOf({ top, left, bottom, right }: MergedCells): string {
  return `${letters(left)}${top + 1}:${letters(right)}${bottom + 1}`;
}
