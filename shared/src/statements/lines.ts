/** A line of a plain text, with the marks that it carried taken off. */
export interface TextLine {
  text: string;
  /** A blank line, a rule or a page number stood before it. */
  startsNew: boolean;
  /** `-`, `+`, `•` stood before it. */
  isBullet: boolean;
  /** Marked as a heading (`##`), or wholly bold. */
  isMarked: boolean;
}

const PAGE_NUMBER = /^(?:trang\s+)?[-–—]?\s*\d{1,3}\s*(?:\/\s*\d{1,3})?\s*[-–—]?$/i;
const RULE = /^[\s*_=~.·─━-]*$/;
const BULLET = /^[-–—+*•●▪◦∙]\s+/;
/** Marks that only look: emphasis, and a backslash before a sign. */
const EMPHASIS = /\*{1,3}|_{2,3}|`/g;
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

/** Lines of a text that say something: NFC, blanks joined, without mark-up, page numbers and rules. */
export function textLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let startsNew = true;
  for (const raw of plain(text).split('\n')) {
    if (RULE.test(raw) || PAGE_NUMBER.test(raw)) {
      // A page may end in the middle of a sentence: what goes on in lower case is joined again.
      startsNew = true;
      continue;
    }
    lines.push({ ...unmarked(raw), startsNew });
    startsNew = false;
  }
  return lines;
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\r\n?|[\f\v\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .trim();
}

function unmarked(raw: string): Omit<TextLine, 'startsNew'> {
  const quoted = raw.replace(/^(?:> ?)+/, '');
  const heading = /^#{1,6}\s+/.exec(quoted);
  const body = heading ? quoted.slice(heading[0].length) : quoted;
  const bullet = heading ? null : BULLET.exec(body);
  const inner = bullet ? body.slice(bullet[0].length) : body;
  const isBold = /^(?:\*\*|__).+(?:\*\*|__)[:.]?$/.test(inner);
  const text = inner
    .replaceAll(/\\([-#.()[\]*_+!>])/g, '$1')
    .replaceAll(EMPHASIS, '')
    .replaceAll(/ +/g, ' ')
    .trim();
  return { text, isBullet: bullet !== null, isMarked: heading !== null || isBold };
}
