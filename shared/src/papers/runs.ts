import type { Cell, PaperBlock, Run } from '../api/index.ts';
import type { PaperText } from '../model/index.ts';

/** What stands in a line: plain text, a figure with its trace, or several of them. */
export type Piece = string | Run | readonly Run[];

/** A line of text with figures in it: ``line`xảy ra ${figure} sự cố` ``. Plain texts side by side become one. */
export function line(parts: TemplateStringsArray, ...pieces: Piece[]): Run[] {
  return joined(parts.flatMap((text, index) => [text, pieces[index] ?? '']));
}

/** Pieces in a row. */
export function joined(pieces: readonly Piece[]): Run[] {
  const runs = pieces.flatMap(runsOf).filter(({ text }) => text !== '');
  const list: Run[] = [];
  for (const run of runs) {
    const last = list.at(-1);
    if (last && isPlain(last) && isPlain(run)) list[list.length - 1] = { text: last.text + run.text };
    else list.push(run);
  }
  return list;
}

/** Things in a row, with the same text between each two. */
export function between(things: readonly Piece[], separator: string): Run[] {
  return joined(things.flatMap((thing, index) => (index === 0 ? [thing] : [separator, thing])));
}

/** A figure, and the address of the console where its rows are. */
export function figure(text: string, trace: string): Run {
  return { text, trace };
}

/** A heading: its number is a part of the text. */
export function heading(level: 1 | 2 | 3, text: string): PaperBlock {
  return { kind: 'heading', level, runs: [{ text }] };
}

/** A paragraph; `slot` is the text that an officer may write in its place. */
export function paragraph(runs: readonly Run[], slot?: PaperText): PaperBlock {
  return { kind: 'paragraph', runs: [...runs], ...(slot !== undefined && { slot }) };
}

/** A cell of text. */
export function cell(...pieces: Piece[]): Cell {
  return { runs: joined(pieces), align: 'left' };
}

/** A cell of a number. */
export function numberCell(...pieces: Piece[]): Cell {
  return { runs: joined(pieces), align: 'right' };
}

/** A cell in the middle: an ordinal, a mark. */
export function middleCell(...pieces: Piece[]): Cell {
  return { runs: joined(pieces), align: 'center' };
}

function runsOf(piece: Piece): readonly Run[] {
  if (typeof piece === 'string') return [{ text: piece }];
  return 'text' in piece ? [piece] : piece;
}

function isPlain({ trace, bold, italic }: Run): boolean {
  return trace === undefined && bold !== true && italic !== true;
}
