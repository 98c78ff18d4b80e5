import type { PaperContent } from '@wardwatch/shared/api';
import {
  ADDRESSEE_COLON,
  ADDRESSEE_INDENT,
  AFTER,
  HEAD_COLUMNS,
  ISSUER_RULE,
  LINE,
  MOTTO,
  MOTTO_RULE,
  NATION,
  points,
  SIZE,
  subjectIndent,
  subjectRule,
  TEXT_WIDTH,
} from './layout.ts';
import { pdfCentred, pdfGrid, type PdfNode, pdfParagraph, pdfRule } from './pdf-node.ts';
import { listed } from './tidy-text.ts';

/** Everything above the body, as `docxHead` has it. */
export function pdfHead(content: PaperContent): PdfNode[] {
  return [
    ...(content.type === null && content.numberLine === null ? [] : [headGrid(content)]),
    ...title(content),
    ...addressees(content.addressees),
    ...listed(content.bases).map((text) => pdfParagraph([{ text, italic: true }])),
  ];
}

function headGrid({ issuer, numberLine, placeDate }: PaperContent): PdfNode {
  const bold = { bold: true };
  const left = [
    ...issuer.map((line) => pdfCentred(line, SIZE.issuer, bold)),
    pdfRule(ISSUER_RULE, HEAD_COLUMNS[0], [0, 2, 0, 4]),
  ];
  const right = [
    pdfCentred(NATION, SIZE.nation, bold),
    pdfCentred(MOTTO, SIZE.motto, bold),
    pdfRule(MOTTO_RULE, HEAD_COLUMNS[1], [0, 2, 0, 4]),
  ];
  const place = pdfCentred(placeDate ?? '', SIZE.place, { italics: true });
  return pdfGrid(HEAD_COLUMNS, [
    [{ stack: left }, { stack: right }],
    [pdfCentred(numberLine ?? '', SIZE.number, { margin: [0, 1, 0, 0] }), place],
  ]);
}

function title({ type, subject }: PaperContent): PdfNode[] {
  const above = { bold: true, margin: [0, 12, 0, 0] as [number, number, number, number] };
  const indent = points(subjectIndent(subject));
  return [
    ...(type === null ? [] : [pdfCentred(type, SIZE.body, above)]),
    pdfCentred(subject, SIZE.body, { bold: true, margin: [indent, type === null ? 12 : 0, indent, 0] }),
    pdfRule(subjectRule(subject), TEXT_WIDTH, [0, 3, 0, 14]),
  ];
}

function addressees(names: readonly string[]): PdfNode[] {
  const [first, ...more] = names;
  if (first === undefined) return [];
  const margin: [number, number, number, number] = [0, 0, 0, points(AFTER) + 6];
  const lineHeight = LINE / 240;
  if (more.length === 0) {
    return [pdfCentred(`Kính gửi: ${first.replace(/[;.]$/, '')}`, SIZE.body, { lineHeight, margin })];
  }
  const indent = ADDRESSEE_INDENT + ADDRESSEE_COLON;
  const list = listed(names, '- ').map((text) => ({ text, fontSize: SIZE.body, lineHeight }));
  const label: PdfNode = {
    text: 'Kính gửi:',
    fontSize: SIZE.body,
    lineHeight,
    margin: [points(ADDRESSEE_INDENT), 0, 0, 0],
    colSpan: 2,
  };
  return [
    {
      ...pdfGrid(
        [indent, TEXT_WIDTH - indent],
        [
          [label, {}],
          [{ text: '' }, { stack: list }],
        ],
      ),
      margin,
    },
  ];
}
