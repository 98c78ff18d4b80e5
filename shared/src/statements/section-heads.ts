/** A number that opens a line, as a section of a report has it. */
export type HeadNumber =
  /** `IV.`, `PHẦN IV`, `IV/`. */
  | { kind: 'chapter'; chapter: string; rest: string }
  /** `IV.2`, `2.`, `2)`; the chapter is known where it is written. */
  | { kind: 'part'; chapter: string | null; part: number; rest: string }
  /** `2.1.`, `a)`: below a part; the first two numbers where it has them. */
  | { kind: 'below'; path: readonly [number, number] | null; rest: string }
  /** `A.`, `B.`: over the chapters, or in their place. */
  | { kind: 'letter'; letter: string; rest: string };

const WORD = /^(?:phần|chương|mục)\s+/i;
const ROMAN = /^([IVX]{1,5})(?:\s*[.)/:–—-]+\s*|\s+(?=\p{Lu})|$)/u;
const ROMAN_PART = /^([IVX]{1,5})[.-](\d{1,2})(?:\s*[.)/:–—-]+\s*|\s+)(?=\p{L})/u;
const DEEPER = /^(\d{1,2})\.(\d{1,2})(?:\.\d{1,2})*(?:\s*[.)/:]\s*|\s+)(?=\p{L})/u;
const ARABIC = /^(\d{1,2})\s*(?:[.)/:]\s*(?=[\p{L}"“(])|[–—-]\s+(?=\p{Lu}))/u;
const CAPITAL = /^([A-E])\s*[.)/]\s+(?=\p{Lu})/u;
const LETTER = /^[a-zđ]\s*[.)/]\s+/;
const ORDINALS = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám'];
const ROMANS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
const ORDINAL = /^(?:phần|chương|mục)\s+thứ\s+(\p{L}+)\s*[.:)/–—-]*\s*/iu;
const WORD_ARABIC = /^(?:phần|chương)\s+(\d)\s*[.:)/–—-]*\s*/i;

/** The number at the head of a line; undefined for a line without one. */
export function headNumber(line: string): HeadNumber | undefined {
  return ordinalHead(line) ?? romanHead(line) ?? letterHead(line) ?? arabicHead(line);
}

function ordinalHead(line: string): HeadNumber | undefined {
  const ordinal = ORDINAL.exec(line);
  const word = ordinal?.[1]?.toLowerCase() ?? '';
  const index = ORDINALS.indexOf(word === 'bốn' ? 'tư' : word);
  if (ordinal && index >= 0)
    return { kind: 'chapter', chapter: romanOf(index + 1), rest: line.slice(ordinal[0].length) };
  const arabic = WORD_ARABIC.exec(line);
  if (!arabic) return undefined;
  return { kind: 'chapter', chapter: romanOf(Number(arabic[1])), rest: line.slice(arabic[0].length) };
}

function romanHead(line: string): HeadNumber | undefined {
  const word = WORD.exec(line)?.[0] ?? '';
  const text = line.slice(word.length);
  const both = ROMAN_PART.exec(text);
  if (both?.[1] !== undefined && ROMANS.includes(both[1])) {
    return { kind: 'part', chapter: both[1], part: Number(both[2]), rest: text.slice(both[0].length) };
  }
  const roman = ROMAN.exec(text);
  if (roman?.[1] === undefined || !ROMANS.includes(roman[1])) return undefined;
  return { kind: 'chapter', chapter: roman[1], rest: text.slice(roman[0].length) };
}

function letterHead(line: string): HeadNumber | undefined {
  const capital = CAPITAL.exec(line);
  if (capital?.[1] !== undefined) return { kind: 'letter', letter: capital[1], rest: line.slice(capital[0].length) };
  const small = LETTER.exec(line);
  return small ? { kind: 'below', path: null, rest: line.slice(small[0].length) } : undefined;
}

function arabicHead(line: string): HeadNumber | undefined {
  const deeper = DEEPER.exec(line);
  if (deeper)
    return { kind: 'below', path: [Number(deeper[1]), Number(deeper[2])], rest: line.slice(deeper[0].length) };
  const arabic = ARABIC.exec(line);
  if (!arabic) return undefined;
  return { kind: 'part', chapter: null, part: Number(arabic[1]), rest: line.slice(arabic[0].length) };
}

/** 1 to 10 as a Roman number; beyond that the digits themselves. */
export function romanOf(number: number): string {
  return ROMANS[number - 1] ?? String(number);
}
