import type { OutTable, SheetCell } from '@wardwatch/shared/inventory';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { MAX_SHEETS, readXlsx } from './read-xlsx.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from './scan-sheet.ts';
import { writeXlsx } from './write-xlsx.ts';

const columns = ['Chữ', 'Số', 'Ngày'].map((head) => ({ head, width: 10, isDay: head === 'Ngày', isNeeded: false }));
const written = (rows: OutTable['rows']): Promise<Buffer> => writeXlsx([{ name: 'Điểm & <khác>', columns, rows }]);
const SHEET = 'xl/worksheets/sheet1.xml';
/** The workbook with its sheet's XML changed. */
const changed = async (change: (xml: string) => string): Promise<Uint8Array> => {
  const files = unzipSync(new Uint8Array(await written([['a', 1, '2026-03-30']])));
  const xml = new TextDecoder().decode(files[SHEET]);
  const other = change(xml);
  expect(other).not.toBe(xml);
  return zipSync({ ...files, [SHEET]: strToU8(other) });
};
const rowsOf = async (bytes: Uint8Array): Promise<(readonly SheetCell[])[] | string> => {
  const read = await readXlsx(bytes);
  return read.ok ? [...(read.tables[0]?.rows ?? [])] : read.error;
};

describe('a workbook that was written here', () => {
  it('is read back as it was: texts that look like formulas or escapes, numbers, days', async () => {
    const rows = [
      ['=SUM(A1)', 0.1, '2026-03-30'],
      ['_x0041_ _x005F_', 1_234_567, '2000-02-29'],
      ['Nhà văn hóa & "sân" <1>', -1, '2199-12-31'],
      ['@x\u2028y', null, null],
    ];
    const read = await readXlsx(await written(rows));
    expect(read).toMatchObject({ ok: true, tables: [{ name: 'Điểm & <khác>', merged: [] }] });
    expect(await rowsOf(await written(rows))).toEqual([['Chữ', 'Số', 'Ngày'], ...rows]);
  });
});

describe('a workbook of another hand', () => {
  it('shows formulas and errors for what they are, wherever they stand', async () => {
    const formula = await changed((xml) =>
      xml
        .replace(/<row r="2"[^>]*>/, (row) => row)
        .replace(/<c r="B2"[^>]*><v>1<\/v><\/c>/, '<c r="B2"><f>A1+1</f><v>7</v></c>'),
    );
    expect((await rowsOf(formula))[1]).toEqual(['a', { formula: 'A1+1' }, '2026-03-30']);
    const error = await changed((xml) =>
      xml.replace(/<c r="B2"[^>]*><v>1<\/v><\/c>/, '<c r="B2" t="e"><v>#REF!</v></c>'),
    );
    expect((await rowsOf(error))[1]).toEqual(['a', { formula: '#REF!' }, '2026-03-30']);
  });

  it('tells which cells are merged', async () => {
    const merged = await changed((xml) =>
      xml.replace('</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'),
    );
    expect(await readXlsx(merged)).toMatchObject({ tables: [{ merged: [{ top: 0, left: 0, bottom: 1, right: 1 }] }] });
  });

  it('is refused before a row or a column far away costs anything', async () => {
    const row = (r: number) =>
      changed((xml) => xml.replace('</sheetData>', `<row r="${r}"><c r="A${r}"><v>1</v></c></row></sheetData>`));
    expect(await rowsOf(await row(MAX_SHEET_ROWS))).toHaveLength(MAX_SHEET_ROWS);
    expect(await rowsOf(await row(MAX_SHEET_ROWS + 1))).toBe('file-unreadable');
    expect(await rowsOf(await row(999_999_999))).toBe('file-unreadable');
    const wide = await changed((xml) =>
      xml.replace('</sheetData>', '<row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>'),
    );
    expect(await rowsOf(wide)).toBe('file-unreadable');
  });

  it('is refused where its XML is damaged or defines entities, and read whatever prefix its elements have', async () => {
    expect(await rowsOf(await changed((xml) => xml.replace('</row>', '')))).toBe('file-unreadable');
    const entities = await changed((xml) => xml.replace(/^(<\?xml[^>]*\?>)?/, '<!DOCTYPE a [<!ENTITY b "c">]>'));
    expect(await rowsOf(entities)).toBe('file-unreadable');
    const prefixed = await changed((xml) =>
      xml
        .replaceAll(/<(\/?)(worksheet|sheetData|row|c|v|cols|col|sheetViews|sheetView|pane)(?=[\s>/])/g, '<$1x:$2')
        .replace('xmlns=', 'xmlns:x='),
    );
    expect((await rowsOf(prefixed))[1]).toEqual(['a', 1, '2026-03-30']);
  });
});

describe('a small file of large sheets', () => {
  it('is refused for a cell beyond the columns, for the area of all sheets, for their number', async () => {
    const sheets = async (count: number, last: string) => {
      const tables = Array.from({ length: count }, (_, index) => ({
        name: `T${index}`,
        columns,
        rows: [['a', 1, null]],
      }));
      const files = unzipSync(new Uint8Array(await writeXlsx(tables)));
      const further = `<row r="${/\d+/.exec(last)?.[0]}"><c r="${last}"><v>1</v></c></row></sheetData>`;
      for (const [path, xml] of Object.entries(files)) {
        if (path.startsWith('xl/worksheets/sheet')) {
          files[path] = strToU8(new TextDecoder().decode(xml).replace('</sheetData>', further));
        }
      }
      return rowsOf(zipSync(files));
    };
    expect(MAX_SHEET_COLUMNS).toBe(64);
    expect(await sheets(1, 'BM9')).toBe('file-unreadable');
    expect(await sheets(1, 'BL9')).toHaveLength(9);
    expect(await sheets(3, `BL${MAX_SHEET_ROWS}`)).toBe('archive-refused');
    expect(await sheets(MAX_SHEETS + 1, 'C9')).toBe('archive-refused');
  });
});
