import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CSV_CELLS, readCsv, writeCsv } from './csv.ts';

const rowsOf = (text: string) => {
  const read = readCsv(text);
  return read.ok ? read.rows : read.error;
};

describe('reading', () => {
  it('takes the separator that the first line has more of', () => {
    expect(rowsOf('a;b,c;d\r\n1;2;3\r\n')).toEqual([
      ['a', 'b,c', 'd'],
      ['1', '2', '3'],
    ]);
    expect(rowsOf('"a;b;c",d\n1,2')).toEqual([
      ['a;b;c', 'd'],
      ['1', '2'],
    ]);
  });

  it('keeps quotes, separators and line ends within quotes, and what stands behind a quote', () => {
    expect(rowsOf('a,"b ""c"", d\r\ne"f,g\r\n')).toEqual([['a', 'b "c", d\r\nef', 'g']]);
  });

  it('has an empty cell behind the last separator, and no row behind the last line end', () => {
    expect(rowsOf('a,\r\nb,c\r\n')).toEqual([
      ['a', null],
      ['b', 'c'],
    ]);
    expect(rowsOf('a,')).toEqual([['a', null]]);
    expect(rowsOf('a\r\rb')).toEqual([['a'], [null], ['b']]);
  });

  it('refuses a quote that nothing ends, and a row of more cells than any table has', () => {
    expect(rowsOf('a,"b\r\nc,d\r\n')).toBe('quote-open');
    expect(rowsOf(','.repeat(MAX_CSV_CELLS + 1))).toBe('too-wide');
  });
});

describe('writing', () => {
  it('lets no text be a formula, and takes the guard away again', () => {
    const formulas = ['=1+1', '+84 912', '-5', '@x', "'=x", "''+", "'abc"];
    const text = writeCsv([formulas]);
    expect(text).toBe(`\uFEFF'=1+1,'+84 912,'-5,'@x,''=x,'''+,'abc\r\n`);
    expect(rowsOf(text.slice(1))).toEqual([formulas]);
  });

  it('is read back as it was, whatever the texts are', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ữ', '"', ',', ';', '\r', '\n', "'", '=', '-', ' '),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        // The head decides on the separator.
        const table = [['Mã', 'Tên', 'Loại'], ...rows];
        const back = rowsOf(writeCsv(table).slice(1));
        expect(back).toEqual(table.map((row) => row.map((text) => (text === '' ? null : text))));
      }),
    );
  });
});
