import type { Cell, PaperBlock } from '@wardwatch/shared/api';
import { CELL_PADDING, columnWidths } from './column-widths.ts';
import { AFTER, points, SIZE } from './layout.ts';
import { type PdfNode, pdfParagraph, pdfRuns } from './pdf-node.ts';
import { announces } from './tidy-text.ts';

type TableBlock = Extract<PaperBlock, { kind: 'table' }>;

/** Blocks of the body or of an annex, as `docxBlocks` has them; `width` in twips. */
export function pdfBlocks(blocks: readonly PaperBlock[], width: number): PdfNode[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return table(block, width);
    if (block.kind === 'paragraph') {
      return [pdfParagraph(block.runs, announces(block.runs) ? { headlineLevel: 4 } : {})];
    }
    return [pdfParagraph(block.runs, { headlineLevel: block.level, ...(block.level < 3 && { bold: true }) })];
  });
}

function table(block: TableBlock, width: number): PdfNode[] {
  const { unit, columns, rows } = block;
  const padding = points(CELL_PADDING);
  // pdfmake's widths are without padding and lines.
  const widths = columnWidths(block, width).map((one) => points(one) - 2 * padding - LINE_WIDTH);
  const heads = columns.map(({ head }) => cellNode({ runs: [{ text: head }], align: 'center' }, true));
  const unitLine: PdfNode = {
    text: unit,
    fontSize: SIZE.table,
    italics: true,
    alignment: 'right',
    margin: [0, 0, 0, 2],
    headlineLevel: 4,
  };
  return [
    ...(unit === '' ? [] : [unitLine]),
    {
      table: {
        widths,
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        body: [heads, ...rows.map(({ cells, strong }) => cells.map((cell) => cellNode(cell, strong)))],
      },
      layout: {
        hLineWidth: () => LINE_WIDTH,
        vLineWidth: () => LINE_WIDTH,
        paddingLeft: () => padding,
        paddingRight: () => padding,
        paddingTop: () => 1.5,
        paddingBottom: () => 1.5,
      },
      margin: [0, 0, 0, points(AFTER) + 6],
    },
  ];
}

const LINE_WIDTH = 0.5;

function cellNode({ runs, align, bold }: Cell, strong: boolean): PdfNode {
  return { text: pdfRuns(runs), fontSize: SIZE.table, alignment: align, ...((strong || bold) && { bold: true }) };
}
