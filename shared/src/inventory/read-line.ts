import type { ImportTable } from '../api/index.ts';
import type { Column } from './columns.ts';
import type { Problems } from './problems.ts';
import { type ReadTable, type TableRow } from './read-table.ts';
import { textOf } from './sheet.ts';

/** What reading lines needs of their table. */
export interface LineTable<Line, Context> {
  table: ImportTable;
  columns: readonly Column<Line, Context>[];
  read: ReadTable;
  context: Context;
  problems: Problems;
  /** Needed columns that the file does not have and of which that was said. */
  missing: Set<string>;
}

/**
 * The line that a row stands for: what was there, with the row's cells over it. A cell that says what is there already
 * leaves it, even where it could not be read anew. Undefined where something is wrong, and then that was said.
 */
export function readLine<Line extends object, Context>(
  { table, columns, read, context, problems, missing }: LineTable<Line, Context>,
  row: TableRow,
  current: Line | undefined,
  defaults: Partial<Line>,
): Line | undefined {
  const line: Partial<Line> = { ...defaults, ...current };
  let isGood = row.wrong.size === 0;
  for (const column of columns) {
    if (row.wrong.has(column.key)) continue;
    const cell = row.cells.get(column.key);
    const shown = read.heads.get(column.key) ?? null;
    if (cell === undefined) {
      if (current || !column.isNeeded || column.key in defaults) continue;
      isGood = false;
      if (missing.has(column.key)) continue;
      missing.add(column.key);
      problems.add({ table, row: null, column: column.head }, { code: 'column-missing', expected: column.head });
      continue;
    }
    if (current && textOf(cell) === textOf(column.show(current, context))) continue;
    const problem = column.take(line, cell, context);
    if (!problem) continue;
    isGood = false;
    problems.add({ table, row: row.number, column: shown, value: textOf(cell) }, problem);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every column was read, or its absence is a problem
  return isGood ? (line as Line) : undefined;
}

/** Keys of the columns in which two lines differ. */
export function changedKeys<Line, Context>(
  columns: readonly Column<Line, Context>[],
  one: Line,
  other: Line,
): Set<string> {
  return new Set(columns.filter((column) => !column.isSame(one, other)).map(({ key }) => key));
}

/** Heads of columns, as the file writes them. */
export function headsOf<Line, Context>(
  keys: ReadonlySet<string>,
  columns: readonly Column<Line, Context>[],
  { heads }: ReadTable,
): string[] {
  return columns.filter(({ key }) => keys.has(key)).map(({ key, head }) => heads.get(key) ?? head);
}
