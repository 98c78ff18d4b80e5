import { fold } from '../wording/index.ts';
import type { CellProblem, CellRead } from './read-cell.ts';
import type { PlainCell } from './sheet.ts';

/** A column of a table: how its head is written, and what its cells mean to a line. */
export interface Column<Line, Context> {
  key: string;
  head: string;
  /** Folded heads under which it is found. */
  heads: ReadonlySet<string>;
  /** Whether a line cannot be without it: an empty cell is a problem, not an order to empty. */
  isNeeded: boolean;
  /** Characters, as spreadsheets count the width of a column. */
  width: number;
  /** Words that its cells may hold; none where any text will do. */
  allowed: readonly string[];
  isDay: boolean;
  /** Reads the cell into the line; the line stays as it is where the cell is wrong. */
  take(line: Partial<Line>, cell: PlainCell, context: Context): CellProblem | undefined;
  /** The cell that says what the line has. */
  show(line: Line, context: Context): PlainCell;
  isSame(one: Line, other: Line): boolean;
}

/** What makes a column. */
export interface ColumnParts<Line, Key extends keyof Line, Context> {
  head: string;
  also?: readonly string[];
  width?: number;
  allowed?: readonly string[];
  isDay?: boolean;
  /** Value of an empty cell; absent where the column is needed. */
  empty?: Line[Key];
  /** An empty cell leaves what there is: every line has one. */
  isKeptWhenEmpty?: boolean;
  /** Reads a cell that is not empty. The line holds what columns further left said, or what was there. */
  read: (cell: PlainCell, context: Context, line: Partial<Line>) => CellRead<Line[Key]>;
  /** The value as a cell; as it is where it is one. */
  show: (value: Line[Key], context: Context) => PlainCell;
}

/** Makes a column of a line's field. */
export function column<Line, Key extends keyof Line & string, Context>(
  key: Key,
  parts: ColumnParts<Line, Key, Context>,
): Column<Line, Context> {
  const { empty } = parts;
  return {
    key,
    head: parts.head,
    heads: new Set([parts.head, withoutRemark(parts.head), ...(parts.also ?? [])].map((head) => headKey(head))),
    isNeeded: empty === undefined,
    width: parts.width ?? 18,
    allowed: parts.allowed ?? [],
    isDay: parts.isDay ?? false,
    take: (line, cell, context) => {
      if (cell === null || cell === '') {
        if (empty === undefined) return { code: 'empty', expected: '' };
        if (!parts.isKeptWhenEmpty || line[key] === undefined) line[key] = empty;
        return undefined;
      }
      const read = parts.read(cell, context, line);
      if (!read.ok) return read;
      line[key] = read.value;
      return undefined;
    },
    show: (line, context) => parts.show(line[key], context),
    isSame: (one, other) => one[key] === other[key],
  };
}

/** A head as it is compared: letters and digits alone. */
export function headKey(text: string): string {
  return fold(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The column of a head; remarks in brackets, such as a unit, may be there or not. */
export function columnOf<Line, Context>(
  head: string,
  columns: readonly Column<Line, Context>[],
): Column<Line, Context> | undefined {
  const keys = [headKey(head), headKey(withoutRemark(head))];
  return keys.map((key) => columns.find(({ heads }) => heads.has(key))).find((found) => found !== undefined);
}

/** A head without what stands in brackets. */
function withoutRemark(head: string): string {
  return head.replaceAll(/\([^)]*\)/g, ' ');
}
