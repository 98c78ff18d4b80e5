import type { Run } from '@wardwatch/shared/api';
import { AFTER, FIRST_LINE, LINE, points, SIZE } from './layout.ts';
import { tidy } from './tidy-text.ts';

/** Space at the four sides, in points: left, top, right, bottom. */
export type Sides = [number, number, number, number];

/** A part of a page as pdfmake takes it; lengths in points. */
export interface PdfNode {
  text?: string | PdfNode[];
  stack?: PdfNode[];
  section?: PdfNode[];
  table?: {
    widths: number[];
    body: PdfNode[][];
    headerRows?: number;
    keepWithHeaderRows?: number;
    dontBreakRows?: boolean;
  };
  canvas?: object[];
  layout?: object;
  fontSize?: number;
  bold?: boolean;
  italics?: boolean;
  alignment?: 'left' | 'right' | 'center' | 'justify';
  lineHeight?: number;
  leadingIndent?: number;
  margin?: Sides;
  unbreakable?: boolean;
  colSpan?: number;
  pageSize?: 'A4';
  pageOrientation?: 'portrait' | 'landscape';
  pageMargins?: Sides;
  header?: (page: number) => PdfNode;
  headlineLevel?: number;
}

/** Runs with their style; blanks that stand together stay, as in the gaps for number and day. */
export function pdfRuns(runs: readonly Run[]): PdfNode[] {
  return runs.map((run) => ({
    text: tidy(run.text).replaceAll(/ (?= )/g, '\u00a0'),
    ...(run.bold && { bold: true }),
    ...(run.italic && { italics: true }),
  }));
}

/** A centred line, close to its neighbours. */
export function pdfCentred(text: string, fontSize: number, more: Partial<PdfNode> = {}): PdfNode {
  return { text: pdfRuns([{ text }]), fontSize, alignment: 'center', ...more };
}

/** A paragraph of the body, as `bodyParagraph` of the Word file. */
export function pdfParagraph(runs: readonly Run[], more: Partial<PdfNode> = {}): PdfNode {
  return {
    text: pdfRuns(runs),
    fontSize: SIZE.body,
    alignment: 'justify',
    lineHeight: LINE / 240,
    leadingIndent: points(FIRST_LINE),
    margin: [0, 0, 0, points(AFTER)],
    ...more,
  };
}

/** A ruled line of a length in the middle of a width, both in twips. */
export function pdfRule(length: number, width: number, margin: Sides): PdfNode {
  const x1 = points((width - length) / 2);
  return { canvas: [{ type: 'line', x1, y1: 0, x2: x1 + points(length), y2: 0, lineWidth: 0.75 }], margin };
}

/** A table without lines and padding that only places things; widths in twips. */
export function pdfGrid(columns: readonly number[], body: PdfNode[][]): PdfNode {
  return {
    table: { widths: columns.map(points), body, dontBreakRows: true },
    layout: {
      hLineWidth: none,
      vLineWidth: none,
      paddingLeft: none,
      paddingRight: none,
      paddingTop: none,
      paddingBottom: none,
    },
  };
}

function none(): number {
  return 0;
}
