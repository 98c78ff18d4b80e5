import type { PaperBlock } from '@wardwatch/shared/api';
import { SIZE } from './layout.ts';

type TableBlock = Extract<PaperBlock, { kind: 'table' }>;

/** Space within a cell to its sides, in twips. */
export const CELL_PADDING = 60;

/** Mean widths of a letter in twips at the size of tables: bold heads (capitals are wider), cells. */
const HEAD_CAPITAL = SIZE.table * 20 * 0.68;
const HEAD_LETTER = SIZE.table * 20 * 0.57;
const CELL_LETTER = SIZE.table * 20 * 0.5;

/** The lines to both sides, and what widths of letters are short of. */
const BORDERS = 30;

/** Letters of a word that a column makes room for; a longer one is broken. */
const MAX_UNBROKEN = 18;

/**
 * Widths of a table's columns in twips, which add up to `width`: the shares that the document asks for, but no column
 * is narrower than its longest word or number where there is room for that.
 */
export function columnWidths({ columns, rows }: TableBlock, width: number): number[] {
  const least = columns.map(({ head }, index) => {
    const cells = rows.map(({ cells: row }) => (row[index]?.runs ?? []).map((run) => run.text).join(''));
    return Math.ceil(2 * CELL_PADDING + BORDERS + Math.max(...words(head).map(headWidth), ...cells.map(cellWidth)));
  });
  const wanted = columns.map((column) => column.width * width);
  const widths = sum(least) >= width ? scaled(least, width) : fitted(wanted, least, width);
  const whole = widths.map(Math.floor);
  return whole.map((one, index) => (index === whole.length - 1 ? one + width - sum(whole) : one));
}

/** Narrow columns get what they need, and the others share what is left in proportion to what they asked for. */
function fitted(wanted: readonly number[], least: readonly number[], width: number): number[] {
  let held = new Set<number>();
  // Holding one column narrows the others, which may need holding then; it ends since there is room for all.
  for (;;) {
    const free = width - sum(least.filter((_, index) => held.has(index)));
    const share = sum(wanted.filter((_, index) => !held.has(index)));
    const widths = wanted.map((one, index) => (held.has(index) ? (least[index] ?? 0) : (one / (share || 1)) * free));
    const short = widths.flatMap((one, index) => (!held.has(index) && one < (least[index] ?? 0) ? [index] : []));
    if (short.length === 0) return widths;
    held = new Set([...held, ...short]);
  }
}

function scaled(widths: readonly number[], width: number): number[] {
  const whole = sum(widths);
  return widths.map((one) => (one / whole) * width);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function words(text: string): string[] {
  return text.split(/[\s/-]+/);
}

function headWidth(word: string): number {
  return Array.from(word).reduce((total, letter) => total + (/\p{Lu}/u.test(letter) ? HEAD_CAPITAL : HEAD_LETTER), 0);
}

function cellWidth(text: string): number {
  const longest = Math.max(...text.split(/\s+/).map((word) => word.length));
  return Math.min(longest, MAX_UNBROKEN) * CELL_LETTER;
}
