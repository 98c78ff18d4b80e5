/**
 * A cell as it was read from a file: a day is `YYYY-MM-DD`. What a formula gives is never taken, since its stored
 * result may be old; its text is there to be shown.
 */
export type SheetCell = string | number | null | { readonly formula: string };

/** Cells that are shown as one, first row and column 0. */
export interface MergedCells {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A sheet of a file, or a whole CSV file: rows as they lie there, empty ones included. */
export interface SheetTable {
  name: string;
  rows: readonly (readonly SheetCell[])[];
  merged: readonly MergedCells[];
}

/** A cell without a formula. */
export type PlainCell = string | number | null;

/** What the cell says, as one line: composed letters, no control characters. */
export function textOf(cell: PlainCell): string {
  if (cell === null) return '';
  return String(cell)
    .normalize('NFC')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
}
