import { readXml } from '../lib/read-xml.ts';
import { isWord } from './word-names.ts';

/** A level of a list: how its numbers look. */
export interface ListLevel {
  /** `w:numFmt`: `decimal`, `upperRoman`, `bullet` … */
  format: string;
  /** `w:lvlText`: `%1.%2.`. */
  text: string;
  start: number;
}

/** Lists of a document: where a paragraph says that it is item of a list, its number comes from here. */
export interface Numbering {
  /** Levels by number (`w:numId`) and level. */
  level(numId: string, level: number): ListLevel | undefined;
  /** Lists that count together have the same key. */
  listOf(numId: string): string | undefined;
}

/** Characters of a level's text and of a number as shown; a real one has a few. */
const MAX_NUMBER_TEXT = 40;
/** Word has nine levels. */
const LEVELS = 9;

interface Definitions {
  abstracts: Map<string, Map<number, ListLevel>>;
  abstractOf: Map<string, string>;
  /** First numbers that a list has of its own, by `numId level`. */
  starts: Map<string, number>;
}

/** Reads `word/numbering.xml` (ECMA-376 part 1, 17.9); no lists where there is none, or it is damaged. */
export function readNumbering(xml: Uint8Array | undefined): Numbering {
  const read: Definitions = { abstracts: new Map(), abstractOf: new Map(), starts: new Map() };
  if (xml) readDefinitions(xml, read);
  const ownLevels = new Map([...read.starts.keys()].map((key) => [key.split(' ', 1)[0] ?? '', true]));
  return {
    level: (numId, level) => {
      const found = read.abstracts.get(read.abstractOf.get(numId) ?? '')?.get(level);
      const start = read.starts.get(`${numId} ${level}`);
      return found && { ...found, start: start ?? found.start };
    },
    listOf: (numId) => {
      const abstract = read.abstractOf.get(numId);
      return abstract !== undefined && ownLevels.has(numId) ? `${abstract} ${numId}` : abstract;
    },
  };
}

function readDefinitions(xml: Uint8Array, read: Definitions): void {
  const at: { abstract?: string | undefined; num?: string | undefined; level: number } = { level: 0 };
  const levelNow = (): ListLevel | undefined => read.abstracts.get(at.abstract ?? '')?.get(at.level);
  readXml(xml, {
    open: ({ name, namespace, attribute }) => {
      if (!isWord(namespace)) return;
      const value = attribute('val') ?? '';
      const level = levelNow();
      if (name === 'abstractNum') {
        at.abstract = attribute('abstractNumId') ?? '';
        read.abstracts.set(at.abstract, new Map());
      } else if (name === 'num') {
        at.num = attribute('numId') ?? '';
      } else if (name === 'abstractNumId' && at.num !== undefined) {
        read.abstractOf.set(at.num, value);
      } else if (name === 'lvl' || name === 'lvlOverride') {
        at.level = Math.min(Number(attribute('ilvl') ?? 0) || 0, LEVELS - 1);
        if (at.num === undefined) {
          read.abstracts.get(at.abstract ?? '')?.set(at.level, { format: 'decimal', text: '', start: 1 });
        }
      } else if (name === 'startOverride' && at.num !== undefined) {
        read.starts.set(`${at.num} ${at.level}`, Number(value) || 0);
      } else if (level && at.num === undefined) {
        if (name === 'numFmt') level.format = value;
        if (name === 'lvlText') level.text = value.slice(0, MAX_NUMBER_TEXT);
        if (name === 'start') level.start = Number(value) || 0;
      }
    },
    close: (name, namespace) => {
      if (isWord(namespace) && name === 'abstractNum') at.abstract = undefined;
      if (isWord(namespace) && name === 'num') at.num = undefined;
    },
    text: () => {},
  });
}

/** Counts the items of a document's lists in their order. */
export class ListCounter {
  readonly #numbering: Numbering;
  readonly #counts = new Map<string, number[]>();

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  /** What stands before the next item of the list, as Word would show it: `II.`, `3.1.`, `-`; empty for no number. */
  next(numId: string, level: number): string {
    const own = this.#numbering.level(numId, level);
    const list = this.#numbering.listOf(numId);
    if (!own || list === undefined) return '';
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    counts[level] = counts[level] === undefined ? own.start : counts[level] + 1;
    counts.length = level + 1;
    if (own.format === 'bullet') return '-';
    if (own.format === 'none') return '';
    const shownNumber = own.text.replaceAll(/%([1-9])/g, (_, digit: string) => {
      const other = Number(digit) - 1;
      const shown = this.#numbering.level(numId, other);
      const count = counts[other] ?? shown?.start ?? 1;
      return numberAs(count, shown?.format ?? 'decimal');
    });
    return shownNumber.slice(0, MAX_NUMBER_TEXT);
  }
}

/** A number in one of Word's formats; in decimal where the format is a rare one. */
function numberAs(count: number, format: string): string {
  switch (format) {
    case 'upperRoman':
      return roman(count);
    case 'lowerRoman':
      return roman(count).toLowerCase();
    case 'upperLetter':
      return letter(count).toUpperCase();
    case 'lowerLetter':
      return letter(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}

const ROMANS: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(count: number): string {
  if (count < 1 || count > 3_999) return String(count);
  let rest = count;
  let text = '';
  for (const [value, sign] of ROMANS) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}

/** Word goes on with `aa`, `bb` after `z`. */
function letter(count: number): string {
  if (count < 1 || count > 780) return String(count);
  const sign = String.fromCodePoint(97 + ((count - 1) % 26));
  return sign.repeat(Math.floor((count - 1) / 26) + 1);
}
