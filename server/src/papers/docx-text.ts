import type { Run } from '@wardwatch/shared/api';
import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TextRun, type IParagraphOptions } from 'docx';
import { AFTER, FIRST_LINE, LINE, SIZE } from './layout.ts';
import { tidy } from './tidy-text.ts';

/** How a line of one style is set. */
export interface LineStyle {
  /** Points. */
  size: number;
  bold?: boolean;
  italic?: boolean;
}

/** Runs of Word for runs of a document; the end of a line is a line break. */
export function runsOf(runs: readonly Run[], style: LineStyle): TextRun[] {
  return runs.flatMap((run) =>
    tidy(run.text)
      .split('\n')
      .map(
        (text, index) =>
          new TextRun({
            text,
            size: style.size * 2,
            ...(index > 0 && { break: 1 }),
            ...((style.bold ?? run.bold) && { bold: true }),
            ...((style.italic ?? run.italic) && { italics: true }),
          }),
      ),
  );
}

/** A centred line of one style, close to its neighbours. */
export function centred(text: string, style: LineStyle, more: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    children: runsOf([{ text }], style),
    ...more,
  });
}

/** A paragraph of the body: both edges straight, first line indented. */
export function bodyParagraph(
  runs: readonly Run[],
  style: Omit<LineStyle, 'size'> = {},
  more: IParagraphOptions = {},
): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    indent: { firstLine: FIRST_LINE },
    spacing: { before: 0, after: AFTER, line: LINE, lineRule: LineRuleType.AUTO },
    children: runsOf(runs, { size: SIZE.body, ...style }),
    ...more,
  });
}

/** A ruled line of a length, in the middle of a width: the upper border of a paragraph that is almost nothing. */
export function rule(length: number, width: number, more: IParagraphOptions = {}): Paragraph {
  const indent = Math.round((width - length) / 2);
  return new Paragraph({
    indent: { left: indent, right: indent },
    spacing: { before: 50, after: 0, line: 80, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [new TextRun({ text: '', size: 4 })],
    ...more,
  });
}

/** An empty line of the body's size. */
export function blankLine(more: IParagraphOptions = {}): Paragraph {
  return centred('', { size: SIZE.body }, more);
}
