import type { PaperContent, PaperRow, UpdatePaperRequest } from '@wardwatch/shared/api';
import type { BudgetLine, PaperText } from '@wardwatch/shared/model';

/** One change of a draft. Small on purpose: it can be made again on a document that somebody else changed meanwhile. */
export type PaperEdit =
  | {
      kind: 'text';
      name: PaperText;
      /** Empty: follows the figures again. */
      text: string;
    }
  | { kind: 'line'; line: BudgetLine }
  | {
      kind: 'add-line';
      /** Its id counts for nothing: it takes the next one of the document that it comes into. */
      line: BudgetLine;
    }
  | { kind: 'remove-line'; id: string };

type Edited = Pick<PaperRow, 'texts' | 'lines' | 'revision'>;

/** The document with the change, as the server is asked for it. */
export function editedPaper(paper: Edited, edit: PaperEdit): UpdatePaperRequest {
  const { texts, lines, revision } = paper;
  switch (edit.kind) {
    case 'text': {
      const { [edit.name]: _, ...others } = texts;
      return { texts: edit.text.trim() === '' ? others : { ...others, [edit.name]: edit.text }, lines, revision };
    }
    case 'line': {
      // A line that somebody else deleted meanwhile comes back at the end.
      const isGone = !lines.some(({ id }) => id === edit.line.id);
      const changed = lines.map((line) =>
        line.id === edit.line.id ? { ...edit.line, quotations: line.quotations } : line,
      );
      return { texts, lines: isGone ? [...lines, edit.line] : changed, revision };
    }
    case 'add-line':
      return { texts, lines: [...lines, { ...edit.line, id: nextLineId(lines) }], revision };
    case 'remove-line':
      break;
  }
  return { texts, lines: lines.filter(({ id }) => id !== edit.id), revision };
}

/** The id of the next line: above all that are there, so that no old link leads to another line. */
export function nextLineId(lines: readonly Pick<BudgetLine, 'id'>[]): string {
  return String(Math.max(0, ...lines.map(({ id }) => Number(id))) + 1);
}

/** What stands in a place of the document now, one line a paragraph. */
export function shownText(content: PaperContent, name: PaperText): string {
  if (name === 'subject') return content.subject;
  if (name === 'addressees') return content.addressees.join('\n');
  return content.blocks
    .filter((block) => block.kind === 'paragraph' && block.slot === name)
    .map((block) => (block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : ''))
    .join('\n');
}
