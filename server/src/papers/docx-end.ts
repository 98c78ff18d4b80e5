import type { PaperContent } from '@wardwatch/shared/api';
import { AlignmentType, LineRuleType, Paragraph, type Table } from 'docx';
import { grid } from './docx-grid.ts';
import { blankLine, centred, runsOf } from './docx-text.ts';
import { BLANK_LINES, END_COLUMNS, SIZE, TEXT_WIDTH } from './layout.ts';
import { listed } from './tidy-text.ts';

const CLOSE = { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO } as const;

/** Whether the document ends with something that its last paragraph must stay with. */
export function hasEnd({ signature, witnesses, stamp }: PaperContent): boolean {
  return signature.length > 0 || witnesses.length > 0 || stamp.length > 0;
}

/**
 * Witnesses, then the signature beside the recipients. The small lines stand below the recipients, where there is
 * room beside the signature: after the table they could be alone on a page.
 */
export function docxEnd(content: PaperContent): (Paragraph | Table)[] {
  const gap = () => new Paragraph({ keepNext: true, spacing: { ...CLOSE, line: 120, lineRule: LineRuleType.EXACT } });
  return [
    ...witnessRows(content.witnesses).flatMap((row) => [row, gap()]),
    ...(content.signature.length === 0 ? content.stamp.map((text) => small(text, false)) : [signatureGrid(content)]),
  ];
}

/** Two witnesses beside each other, with room for their signatures. */
function witnessRows(heads: readonly string[]): Table[] {
  const half = Math.floor(TEXT_WIDTH / 2);
  const columns = [half, TEXT_WIDTH - half];
  return Array.from({ length: Math.ceil(heads.length / 2) }, (_, pair) => {
    const cells = heads
      .slice(pair * 2, pair * 2 + 2)
      .map((head) => [centred(head, { size: SIZE.body, bold: true }, { keepNext: true })].concat(blankLines()));
    return grid(columns, [cells.length === 1 ? [...cells, [blankLine({ keepNext: true })]] : cells]);
  });
}

function signatureGrid({ recipients, signature, signer, stamp }: PaperContent): Table {
  const left = [
    ...(recipients.length === 0 ? [] : [line('Nơi nhận:', { size: SIZE.recipientsHead, bold: true, italic: true })]),
    ...listed(recipients, '- ').map((text) => line(text, { size: SIZE.recipients })),
    ...stamp.map((text, index) => small(text, index === 0)),
  ];
  const style = { size: SIZE.body, bold: true };
  const right = [
    ...signature.map((text) => centred(text, style, { keepNext: true })),
    ...blankLines(),
    centred(signer ?? '', style, { keepNext: true }),
  ];
  return grid(END_COLUMNS, [[left.length === 0 ? [blankLine({ keepNext: true })] : left, right]]);
}

function line(text: string, style: { size: number; bold?: boolean; italic?: boolean }): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    keepNext: true,
    spacing: CLOSE,
    children: runsOf([{ text }], style),
  });
}

function blankLines(): Paragraph[] {
  return Array.from({ length: BLANK_LINES }, () => blankLine({ keepNext: true }));
}

function small(text: string, isFirst: boolean): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.LEFT,
    keepNext: true,
    spacing: { ...CLOSE, before: isFirst ? 120 : 0 },
    // Clear of the signature.
    indent: { right: 200 },
    children: runsOf([{ text }], { size: SIZE.stamp, italic: true }),
  });
}
