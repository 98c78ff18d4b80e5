import { MAX_REPORT_CHARACTERS } from '../model/index.ts';
import { type HeadNumber, headNumber } from './section-heads.ts';
import { type TextLine, textLines } from './lines.ts';

/** A paragraph of a plain text, its lines joined. */
export interface Paragraph {
  text: string;
  head: HeadNumber | undefined;
  isBullet: boolean;
  isMarked: boolean;
}

/** A text that is broken at a width has no line that is longer, and some that are as long. */
const WRAP_WIDTH = { min: 50, max: 120 };
/** Further characters are not read: a report ends long before, and blanks and marks may take as many as its text. */
const MAX_READ_CHARACTERS = 2 * MAX_REPORT_CHARACTERS;
/** A line of a broken text is full from this part of the width on. */
const FULL_LINE = 0.75;

/** Paragraphs of a text: lines that go on in the middle of a sentence are joined. */
export function paragraphs(text: string): Paragraph[] {
  const lines = textLines(text.slice(0, MAX_READ_CHARACTERS));
  let width = 0;
  for (const line of lines) width = Math.max(width, line.text.length);
  const result: Paragraph[] = [];
  let previous: TextLine | undefined;
  for (const line of lines) {
    const head = line.isBullet ? undefined : headNumber(line.text);
    const last = result.at(-1);
    if (last && previous && !head && goesOn(last, previous, line, width)) last.text += ` ${line.text}`;
    else result.push({ text: line.text, head, isBullet: line.isBullet, isMarked: line.isMarked });
    previous = line;
  }
  return result;
}

function goesOn(last: Paragraph, previous: TextLine, line: TextLine, width: number): boolean {
  if (line.isBullet || line.isMarked || last.isMarked || isCapitals(previous.text) !== isCapitals(line.text))
    return false;
  if (/[.;:!?…/]["”’)]*$/.test(previous.text)) return isMidSentence(previous, line, width);
  if (/^[\p{Ll}(,]/u.test(line.text)) return true;
  if (previous.text.endsWith(',')) return true;
  return !line.startsNew && isFull(previous, width);
}

/** A sentence that ends within a broken line lets the paragraph go on; a list's line does not. */
function isMidSentence(previous: TextLine, line: TextLine, width: number): boolean {
  return !line.startsNew && isFull(previous, width) && /\.["”’)]*$/.test(previous.text);
}

function isFull({ text }: TextLine, width: number): boolean {
  return width >= WRAP_WIDTH.min && width <= WRAP_WIDTH.max && text.length >= width * FULL_LINE;
}

/** Whether nearly all letters are capitals. */
export function isCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase());
  return letters.length >= 4 && capitals.length >= letters.length * 0.8;
}
