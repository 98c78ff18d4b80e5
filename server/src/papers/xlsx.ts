import type { Cell, PaperAnnex, PaperBlock, PaperContent } from '@wardwatch/shared/api';
import writeXlsxFile, { type CellObject, type Row } from 'write-excel-file/node';
import { FONT, SIZE } from './layout.ts';
import { tidy } from './tidy-text.ts';
import { type WrittenNumber, writtenNumber } from './written-number.ts';

type TableBlock = Extract<PaperBlock, { kind: 'table' }>;

/** Letters that a printed page has room for beside each other, and the height of a line in points. */
const SHEET_LETTERS = { landscape: 116, portrait: 74 } as const;
const LINE_HEIGHT = 16.5;

/**
 * The annexes as an Excel file, a sheet each; a document without annexes gives its own tables. Numbers are numbers, so
 * that they can be summed. Undefined where the document has no table at all.
 */
export async function paperXlsx(content: PaperContent): Promise<Uint8Array | undefined> {
  const own = { label: 'Văn bản', title: content.subject, leader: '', isLandscape: false, blocks: content.blocks };
  const sheets = (content.annexes.length > 0 ? content.annexes : [own]).filter((annex) => tablesOf(annex).length > 0);
  if (sheets.length === 0) return undefined;
  return writeXlsxFile(sheets.map(sheet), { fontFamily: FONT, fontSize: SIZE.table }).toBuffer();
}

function tablesOf({ blocks }: Pick<PaperAnnex, 'blocks'>): TableBlock[] {
  return blocks.filter((block) => block.kind === 'table');
}

function sheet(annex: PaperAnnex) {
  const letters = annex.isLandscape ? SHEET_LETTERS.landscape : SHEET_LETTERS.portrait;
  const [widest] = tablesOf(annex).toSorted((a, b) => b.columns.length - a.columns.length);
  const widths = (widest?.columns ?? []).map(({ width }) => Math.max(5, Math.round(width * letters)));
  const wide = (text: string, style: Partial<CellObject> = {}): Row[] =>
    text === '' ? [] : [[{ ...textCell(text), ...style, columnSpan: widths.length, height: heightOf(text, letters) }]];
  return {
    // A sheet's name has at most 31 letters, and none of these signs.
    sheet: tidy(annex.label)
      .replaceAll(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31),
    data: [
      ...wide(annex.label, { align: 'center', fontWeight: 'bold' }),
      ...wide(annex.title, { align: 'center', fontWeight: 'bold' }),
      ...wide(annex.leader, { align: 'center', fontStyle: 'italic' }),
      ...annex.blocks.flatMap((block) =>
        block.kind === 'table'
          ? [...wide(block.unit, { align: 'right', fontStyle: 'italic' }), ...tableRows(block, widths)]
          : wide(textOf(block.runs)),
      ),
    ],
    columns: widths.map((width) => ({ width })),
    ...(annex.isLandscape && { orientation: 'landscape' as const }),
  };
}

function tableRows({ columns, rows }: TableBlock, widths: readonly number[]): Row[] {
  const heads = columns.map(({ head }): CellObject => ({
    ...textCell(head),
    align: 'center',
    alignVertical: 'center',
    fontWeight: 'bold',
    borderStyle: 'thin',
  }));
  const body = rows.map(({ cells, strong }) => cells.map((cell) => cellOf(cell, strong)));
  return [heads, ...body].map((row) => highEnough(row, widths));
}

function cellOf({ runs, align, bold }: Cell, strong: boolean): CellObject {
  const text = textOf(runs);
  const number = align === 'left' ? undefined : writtenNumber(text);
  return {
    ...(number === undefined ? textCell(text) : numberCell(number)),
    align,
    alignVertical: 'top',
    borderStyle: 'thin',
    ...((strong || bold) && { fontWeight: 'bold' }),
  };
}

/** Programs do not make rows of wrapped text high enough by themselves. */
function highEnough(row: readonly CellObject[], widths: readonly number[]): CellObject[] {
  const heights = row.map(({ value, fontWeight }, index) =>
    // Bold letters are wider.
    heightOf(typeof value === 'string' ? value : '', (widths[index] ?? 1) * (fontWeight === 'bold' ? 0.85 : 1)),
  );
  return row.map((cell) => ({ ...cell, height: Math.max(...heights) }));
}

function heightOf(text: string, letters: number): number {
  const lines = text.split('\n').map((line) => Math.max(1, Math.ceil(line.length / Math.max(1, letters - 1))));
  return lines.reduce((sum, one) => sum + one, 0) * LINE_HEIGHT;
}

function textOf(runs: readonly { text: string }[]): string {
  return runs.map((run) => run.text).join('');
}

/** Text is never read as a formula: the file says that it is text. */
function textCell(text: string): CellObject {
  return text === '' ? {} : { value: tidy(text), type: String, wrap: true };
}

function numberCell({ value, decimals, isPercent }: WrittenNumber): CellObject {
  const places = decimals === 0 ? '' : `.${'0'.repeat(decimals)}`;
  return { value, type: Number, format: isPercent ? `0${places}%` : `#,##0${places}` };
}
