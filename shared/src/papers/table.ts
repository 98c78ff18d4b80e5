import type { Cell, PaperBlock } from '../api/index.ts';

type Table = Extract<PaperBlock, { kind: 'table' }>;
type Align = Cell['align'];

/** A table; widths are shares of the whole, in any unit. */
export function table(
  columns: readonly [head: string, width: number, align?: Align][],
  rows: Table['rows'],
  unit = '',
): PaperBlock {
  const whole = columns.reduce((sum, [, width]) => sum + width, 0);
  return {
    kind: 'table',
    unit,
    columns: columns.map(([head, width, align = 'left']) => ({ head, width: width / whole, align })),
    rows,
  };
}

/** A row of a table. */
export function row(...cells: Cell[]): Table['rows'][number] {
  return { cells, strong: false };
}

/** A sum, or a head within a table. */
export function strongRow(...cells: Cell[]): Table['rows'][number] {
  return { cells, strong: true };
}
