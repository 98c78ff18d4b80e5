import type { PaperContent } from '@wardwatch/shared/api';
import { AlignmentType, LineRuleType, Paragraph, type Table } from 'docx';
import { grid } from './docx-grid.ts';
import { bodyParagraph, centred, rule, runsOf } from './docx-text.ts';
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
  SIZE,
  subjectIndent,
  subjectRule,
  TEXT_WIDTH,
} from './layout.ts';
import { listed } from './tidy-text.ts';

/** Everything above the body: state and issuer, number and day, type and subject, addressees, bases. */
export function docxHead(content: PaperContent): (Paragraph | Table)[] {
  return [
    ...(content.type === null && content.numberLine === null ? [] : [headGrid(content)]),
    ...title(content),
    ...addressees(content.addressees),
    ...listed(content.bases).map((text) => bodyParagraph([{ text }], { italic: true })),
  ];
}

function headGrid({ issuer, numberLine, placeDate }: PaperContent): Table {
  const left = [
    ...issuer.map((line) => centred(line, { size: SIZE.issuer, bold: true })),
    rule(ISSUER_RULE, HEAD_COLUMNS[0]),
  ];
  const right = [
    centred(NATION, { size: SIZE.nation, bold: true }),
    centred(MOTTO, { size: SIZE.motto, bold: true }),
    rule(MOTTO_RULE, HEAD_COLUMNS[1]),
  ];
  const number = centred(numberLine ?? '', { size: SIZE.number });
  const place = centred(placeDate ?? '', { size: SIZE.place, italic: true });
  return grid(HEAD_COLUMNS, [
    [left, right],
    [[number], [place]],
  ]);
}

function title({ type, subject }: PaperContent): Paragraph[] {
  const above = { before: 240, after: 0, line: 240, lineRule: LineRuleType.AUTO } as const;
  const style = { size: SIZE.body, bold: true };
  const indent = subjectIndent(subject);
  return [
    ...(type === null ? [] : [centred(type, style, { spacing: above, keepNext: true })]),
    centred(subject, style, {
      keepNext: true,
      indent: { left: indent, right: indent },
      ...(type === null && { spacing: above }),
    }),
    rule(subjectRule(subject), TEXT_WIDTH, {
      spacing: { before: 50, after: 240, line: 80, lineRule: LineRuleType.EXACT },
    }),
  ];
}

/** One addressee on the line of `Kính gửi:`; several on a line each, their dashes below its colon. */
function addressees(names: readonly string[]): (Paragraph | Table)[] {
  const [first, ...more] = names;
  if (first === undefined) return [];
  const spacing = { before: 0, after: 0, line: LINE, lineRule: LineRuleType.AUTO } as const;
  const gap = new Paragraph({ spacing: { before: 0, after: AFTER, line: 120, lineRule: LineRuleType.EXACT } });
  if (more.length === 0) {
    return [centred(`Kính gửi: ${first.replace(/[;.]$/, '')}`, { size: SIZE.body }, { spacing }), gap];
  }
  const indent = ADDRESSEE_INDENT + ADDRESSEE_COLON;
  const label = new Paragraph({
    spacing,
    indent: { left: ADDRESSEE_INDENT },
    children: runsOf([{ text: 'Kính gửi:' }], { size: SIZE.body }),
  });
  const list = listed(names, '- ').map(
    (text) =>
      new Paragraph({
        spacing,
        alignment: AlignmentType.LEFT,
        // Further lines of a long name stand below its first letter.
        indent: { left: 163, hanging: 163 },
        children: runsOf([{ text }], { size: SIZE.body }),
      }),
  );
  return [grid([indent, TEXT_WIDTH - indent], [[[label]], [[new Paragraph({ spacing })], list]]), gap];
}
