import type { Cell, PaperBlock } from '@wardwatch/shared/api';
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { CELL_PADDING, columnWidths } from './column-widths.ts';
import { bodyParagraph, runsOf } from './docx-text.ts';
import { AFTER, SIZE } from './layout.ts';
import { announces } from './tidy-text.ts';

type TableBlock = Extract<PaperBlock, { kind: 'table' }>;

const ALIGNMENTS = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const;

/** Blocks of the body or of an annex, `width` twips wide; `keepLast`: the last one stays with what comes after it. */
export function docxBlocks(blocks: readonly PaperBlock[], width: number, keepLast = false): (Paragraph | Table)[] {
  return blocks.flatMap((block, index) => {
    const keepNext = keepLast && index === blocks.length - 1;
    if (block.kind === 'table') return table(block, width, keepNext);
    if (block.kind === 'heading') return [heading(block)];
    return [bodyParagraph(block.runs, {}, kept(keepNext || announces(block.runs)))];
  });
}

/** Nothing at all where it is not kept: the library writes a `false` down. */
function kept(keepNext: boolean): { keepNext?: true } {
  return keepNext ? { keepNext } : {};
}

/** Numbers are typed: they are part of the text. The outline level is for Word's navigation pane. */
function heading({ level, runs }: Extract<PaperBlock, { kind: 'heading' }>): Paragraph {
  const style = level === 3 ? {} : { bold: true };
  return bodyParagraph(runs, style, { keepNext: true, outlineLevel: level - 1 });
}

function table(block: TableBlock, width: number, keepNext: boolean): (Paragraph | Table)[] {
  const { unit, columns, rows } = block;
  const widths = columnWidths(block, width);
  const heads = columns.map(({ head }) => ({ runs: [{ text: head }], align: 'center' as const, bold: true }));
  return [
    ...(unit === '' ? [] : [unitLine(unit)]),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: width, type: WidthType.DXA },
      columnWidths: widths,
      borders: LINES,
      margins: { top: 20, bottom: 20, left: CELL_PADDING, right: CELL_PADDING, marginUnitType: WidthType.DXA },
      rows: [
        row(heads, widths, { isHead: true, strong: true, keepNext: true }),
        ...rows.map(({ cells, strong }, index) =>
          // A head within the table stays with its rows, the last two rows with each other.
          row(cells, widths, { isHead: false, strong, keepNext: keepNext || staysWithNext(rows, index) }),
        ),
      ],
    }),
    // Two tables that touch would be one.
    new Paragraph({ ...kept(keepNext), spacing: { before: 0, after: 0, line: AFTER, lineRule: LineRuleType.EXACT } }),
  ];
}

function staysWithNext(rows: TableBlock['rows'], index: number): boolean {
  return index < rows.length - 1 && (rows[index]?.strong === true || index === rows.length - 2);
}

function unitLine(unit: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    keepNext: true,
    spacing: { before: 0, after: 40, line: 240, lineRule: LineRuleType.AUTO },
    children: runsOf([{ text: unit }], { size: SIZE.table, italic: true }),
  });
}

const LINE_STYLE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const LINES = {
  top: LINE_STYLE,
  bottom: LINE_STYLE,
  left: LINE_STYLE,
  right: LINE_STYLE,
  insideHorizontal: LINE_STYLE,
  insideVertical: LINE_STYLE,
} as const;

function row(
  cells: readonly Cell[],
  widths: readonly number[],
  { isHead, strong, keepNext }: { isHead: boolean; strong: boolean; keepNext: boolean },
): TableRow {
  return new TableRow({
    cantSplit: true,
    ...(isHead && { tableHeader: true }),
    children: cells.map(
      (cell, index) =>
        new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          verticalAlign: isHead ? VerticalAlign.CENTER : VerticalAlign.TOP,
          children: [cellParagraph(cell, strong, keepNext)],
        }),
    ),
  });
}

function cellParagraph({ runs, align, bold }: Cell, strong: boolean, keepNext: boolean): Paragraph {
  return new Paragraph({
    alignment: ALIGNMENTS[align],
    ...kept(keepNext),
    spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    children: runsOf(runs, { size: SIZE.table, ...((strong || bold) && { bold: true }) }),
  });
}
