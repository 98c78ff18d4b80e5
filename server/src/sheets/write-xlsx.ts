import type { OutTable } from '@wardwatch/shared/inventory';
import writeWorkbook, { type Cell } from 'write-excel-file/node';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_FORMAT = 'dd/mm/yyyy';

/** The tables as an XLSX file, a sheet each: bold heads that stay in view, days as days, texts never as formulas. */
export function writeXlsx(tables: readonly OutTable[]): Promise<Buffer> {
  const sheets = tables.map(({ name, columns, rows }) => ({
    sheet: name,
    data: [
      columns.map(({ head, isNeeded }) => ({ value: head, fontWeight: 'bold' as const, ...(isNeeded && NEEDED) })),
      ...rows.map((row) => row.map((cell, index) => cellOf(cell, columns[index]?.isDay === true))),
    ],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
  }));
  return writeWorkbook(sheets, FONT).toBuffer();
}

/** A text that looks like the escape of a character (ECMA-376 part 1, 22.9.2.19) has its first `_` escaped itself. */
const LIKE_ESCAPE = /_(?=x[\dA-Fa-f]{4}_)/g;

/** The typeface of the office's papers. */
const FONT = { fontFamily: 'Times New Roman', fontSize: 12 };

/** Columns that every new row needs stand out. */
const NEEDED = { backgroundColor: '#E7EEF7' };

function cellOf(cell: string | number | null, isDay: boolean): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (isDay && DAY.test(cell)) return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: DAY_FORMAT };
  return { value: cell.replaceAll(LIKE_ESCAPE, '_x005F_'), type: String };
}
