import type { PaperContent } from '@wardwatch/shared/api';
import { BLANK_LINES, END_COLUMNS, SIZE, TEXT_WIDTH } from './layout.ts';
import { pdfCentred, pdfGrid, type PdfNode } from './pdf-node.ts';
import { listed } from './tidy-text.ts';

/** Height of an empty line of the body, in points. */
const BLANK = SIZE.body * 1.15;

/** Witnesses, signature beside the recipients, and the small lines, as `docxEnd` has them. */
export function pdfEnd(content: PaperContent): PdfNode[] {
  const { witnesses, signature, stamp } = content;
  return [
    ...witnessRows(witnesses),
    ...(signature.length === 0 ? stamp.map((text) => small(text, false)) : [signatureGrid(content)]),
  ];
}

function small(text: string, isFirst: boolean): PdfNode {
  return { text, fontSize: SIZE.stamp, italics: true, margin: [0, isFirst ? 6 : 0, 10, 0] };
}

function witnessRows(heads: readonly string[]): PdfNode[] {
  const half = TEXT_WIDTH / 2;
  return Array.from({ length: Math.ceil(heads.length / 2) }, (_, pair) => {
    const cell = (index: number): PdfNode => ({
      ...pdfCentred(heads[pair * 2 + index] ?? '', SIZE.body, { bold: true }),
      margin: [0, 0, 0, BLANK * BLANK_LINES],
    });
    return pdfGrid([half, half], [[cell(0), cell(1)]]);
  });
}

function signatureGrid({ recipients, signature, signer, stamp }: PaperContent): PdfNode {
  const left: PdfNode[] = [
    ...(recipients.length === 0
      ? []
      : [{ text: 'Nơi nhận:', fontSize: SIZE.recipientsHead, bold: true, italics: true }]),
    ...listed(recipients, '- ').map((text) => ({ text, fontSize: SIZE.recipients })),
    ...stamp.map((text, index) => small(text, index === 0)),
  ];
  const right = [
    ...signature.map((text) => pdfCentred(text, SIZE.body, { bold: true })),
    pdfCentred(signer ?? '', SIZE.body, { bold: true, margin: [0, BLANK * BLANK_LINES, 0, 0] }),
  ];
  return pdfGrid(END_COLUMNS, [[{ stack: left }, { stack: right }]]);
}
