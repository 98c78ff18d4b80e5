import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnWidths } from './column-widths.ts';

const table = (heads: readonly string[], shares: readonly number[], cells: readonly string[] = []) => ({
  kind: 'table' as const,
  unit: '',
  columns: heads.map((head, index) => ({ head, width: shares[index] ?? 0, align: 'left' as const })),
  rows: [{ strong: false, cells: cells.map((text) => ({ runs: [{ text }], align: 'left' as const })) }],
});

it('keeps the shares that are asked for where every word has room', () => {
  expect(columnWidths(table(['STT', 'Nội dung'], [0.25, 0.75]), 8000)).toEqual([2000, 6000]);
});

it('widens a column for its longest word at the cost of the others', () => {
  const [narrow = 0, wide = 0] = columnWidths(table(['STT', 'Nội dung'], [0.01, 0.99], ['1', 'x']), 8000);
  // "STT" in bold 12 is 454 twips wide.
  expect(narrow).toBeGreaterThan(454 + 120);
  expect(narrow + wide).toBe(8000);
});

it('always fills the width, with no column of nothing', () => {
  const column = fc.record({ head: fc.string(), share: fc.double({ min: 0, max: 1, noNaN: true }), cell: fc.string() });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 12 }), (columns) => {
      const asked = table(
        columns.map(({ head }) => head),
        columns.map(({ share }) => share),
        columns.map(({ cell }) => cell),
      );
      const widths = columnWidths(asked, 9355);
      expect(widths.reduce((sum, one) => sum + one)).toBe(9355);
      for (const width of widths) expect(width).toBeGreaterThan(0);
    }),
  );
});
