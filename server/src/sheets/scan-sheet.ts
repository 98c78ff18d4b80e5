import { MAX_IMPORT_ROWS } from '@wardwatch/shared/api';
import type { MergedCells } from '@wardwatch/shared/inventory';
import { readXml } from '../lib/read-xml.ts';

/** Rows and columns of a sheet up to which it is read; a sheet of an office ends long before. */
export const MAX_SHEET_ROWS = MAX_IMPORT_ROWS + 30;
export const MAX_SHEET_COLUMNS = 64;
/** Merged areas of a sheet. */
const MAX_MERGED = 5_000;

/** What a sheet has beside the values of its cells. */
export interface SheetScan {
  /** By `row:column`, counted from 0: the formula, or the error that stands in its place. */
  formulas: ReadonlyMap<string, string>;
  merged: MergedCells[];
  /** Cells of the rectangle from the first cell to the last row and column. */
  area: number;
  /** Whether it has any cell. */
  hasCells: boolean;
}

/** Looks a sheet's XML (SpreadsheetML, `xl/worksheets/sheet1.xml`) over: undefined where it is damaged or too large. */
export function scanSheet(xml: Uint8Array): SheetScan | undefined {
  const formulas = new Map<string, string>();
  const merged: MergedCells[] = [];
  const state = { isGood: true, hasCells: false, rows: 0, columns: 0 };
  let cell: { key: string; isError: boolean } | undefined;
  let listens = false;
  let heard = '';
  const wellFormed = readXml(xml, {
    open: ({ name, attribute }) => {
      if (name === 'row') state.isGood &&= Number(attribute('r') ?? 1) <= MAX_SHEET_ROWS;
      if (name === 'c') {
        const place = placeOf(attribute('r') ?? '');
        state.isGood &&= place !== undefined && isWithin(place);
        state.rows = Math.max(state.rows, (place?.row ?? 0) + 1);
        state.columns = Math.max(state.columns, (place?.column ?? 0) + 1);
        cell = place && { key: `${place.row}:${place.column}`, isError: attribute('t') === 'e' };
      }
      if (name === 'f' || name === 'v') {
        listens = true;
        heard = '';
        state.hasCells = true;
      }
      const area = name === 'mergeCell' ? areaOf(attribute('ref') ?? '') : undefined;
      if (area) merged.push(area);
    },
    text: (text) => {
      if (listens) heard += text;
    },
    close: (name) => {
      if (name === 'f' || name === 'v') listens = false;
      if (cell && (name === 'f' || (name === 'v' && cell.isError && !formulas.has(cell.key)))) {
        formulas.set(cell.key, heard);
      }
      if (name === 'c') cell = undefined;
    },
  });
  return wellFormed && state.isGood && merged.length <= MAX_MERGED
    ? { formulas, merged, area: state.rows * state.columns, hasCells: state.hasCells }
    : undefined;
}

function isWithin({ row, column }: { row: number; column: number }): boolean {
  return row < MAX_SHEET_ROWS && column < MAX_SHEET_COLUMNS;
}

function areaOf(ref: string): MergedCells | undefined {
  const [from, to] = ref.split(':').map(placeOf);
  return from && to ? { top: from.row, left: from.column, bottom: to.row, right: to.column } : undefined;
}

/** `B3` is row 2, column 1. */
function placeOf(ref: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.codePointAt(0) ?? 0) - 64;
  return { row: Number(digits) - 1, column: column - 1 };
}
