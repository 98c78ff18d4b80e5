import { MAX_REPORT_CHARACTERS } from '@wardwatch/shared/model';
import { readXml, type XmlElement } from '../lib/read-xml.ts';
import { ListCounter, type Numbering } from './numbering.ts';
import type { ReadingNote } from './report-text.ts';
import type { ParagraphStyle } from './styles.ts';
import { isWord } from './word-names.ts';

/** Elements whose content is not the text that stands there now: what was deleted or moved away, and old settings. */
const OLD = new Set([
  'del',
  'moveFrom',
  'rPrChange',
  'pPrChange',
  'sectPrChange',
  'tblPrChange',
  'trPrChange',
  'tcPrChange',
]);
/** Elements that show that changes were tracked. */
const TRACKED = new Set([...OLD, 'ins', 'moveTo']);
/** What stands for a piece of text. */
const SIGNS: Readonly<Record<string, string>> = { tab: ' ', br: '\n', cr: '\n', noBreakHyphen: '-', ptab: ' ' };
/** Characters after which no more text is collected: well past what is kept, so that the report is told to be cut. */
const MAX_COLLECTED = 2 * MAX_REPORT_CHARACTERS;
const CELL_SEPARATOR = ' | ';

interface OpenParagraph {
  text: string;
  style: string | undefined;
  numId: string | undefined;
  level: number | undefined;
  isMarkDeleted: boolean;
}

interface OpenCell {
  paragraphs: string[];
}

/** Collects the text of `word/document.xml` (ECMA-376 part 1, 17). */
export class DocumentText {
  readonly #styleOf: (id: string | undefined) => ParagraphStyle;
  readonly #lists: ListCounter;
  readonly #lines: string[] = [];
  readonly #notes = new Set<ReadingNote>();
  /** Paragraphs may lie in each other: a text box stands in one of the page. */
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #rows: OpenCell[][] = [];
  /** Text before a paragraph mark that was deleted: it goes on in the next paragraph. */
  #before = '';
  /** Depth within an element that is left out; 0 outside. */
  #skipped = 0;
  #collected = 0;
  #listens = false;
  #inMark = false;

  constructor(numbering: Numbering, styleOf: (id: string | undefined) => ParagraphStyle) {
    this.#lists = new ListCounter(numbering);
    this.#styleOf = styleOf;
  }

  /** Reads the part; false where it is damaged. */
  read(xml: Uint8Array): boolean {
    return readXml(xml, {
      open: (element) => {
        this.#open(element);
      },
      close: (name, namespace) => {
        this.#close(name, namespace);
      },
      text: (text) => {
        const paragraph = this.#paragraphs.at(-1);
        if (this.#listens && paragraph) paragraph.text += text;
      },
    });
  }

  /** The text, and what was seen. */
  result(): { text: string; notes: ReadingNote[] } {
    return { text: this.#lines.join('\n\n').normalize('NFC'), notes: [...this.#notes] };
  }

  #open(element: XmlElement): void {
    const { name, namespace } = element;
    if (this.#skipped > 0) {
      this.#skipped += 1;
      return;
    }
    if (!isWord(namespace)) {
      if (name === 'Fallback') this.#skipped = 1;
      if (name === 'blip' || name === 'imagedata') this.#notes.add('images-left-out');
      return;
    }
    if (TRACKED.has(name)) this.#notes.add('tracked-changes');
    const paragraph = this.#paragraphs.at(-1);
    // A mark that was deleted has the element within its own settings.
    if (paragraph && this.#inMark && (name === 'del' || name === 'moveFrom')) paragraph.isMarkDeleted = true;
    if (OLD.has(name)) this.#skipped = 1;
    else if (name === 'p') {
      this.#paragraphs.push({ text: '', style: undefined, numId: undefined, level: undefined, isMarkDeleted: false });
    } else if (name === 'tr') this.#rows.push([]);
    else if (name === 'tc') this.#rows.at(-1)?.push({ paragraphs: [] });
    else if (paragraph) this.#inParagraph(element, paragraph);
  }

  #inParagraph({ name, attribute }: XmlElement, paragraph: OpenParagraph): void {
    if (name === 't') this.#listens = true;
    else if (name === 'pStyle') paragraph.style = attribute('val');
    else if (name === 'numId') paragraph.numId = attribute('val');
    else if (name === 'ilvl') paragraph.level = Number(attribute('val') ?? 0) || 0;
    else if (name === 'pPr') this.#inMark = true;
    else if (!this.#inMark) paragraph.text += SIGNS[name] ?? '';
  }

  #close(name: string, namespace: string): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    if (!isWord(namespace)) return;
    if (name === 't') this.#listens = false;
    if (name === 'pPr') this.#inMark = false;
    if (name === 'p') this.#endParagraph();
    if (name === 'tr') this.#endRow();
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const text = this.#before + paragraph.text;
    this.#before = paragraph.isMarkDeleted ? text : '';
    if (paragraph.isMarkDeleted) return;
    const line = text
      .replaceAll(/[^\S\n]+/g, ' ')
      .replaceAll(/ ?\n ?/g, '\n')
      .trim();
    if (line === '' || this.#collected > MAX_COLLECTED) return;
    const marked = this.#withMarks(line, paragraph);
    this.#collected += marked.length;
    this.#add(marked);
  }

  #withMarks(line: string, { style, numId, level }: OpenParagraph): string {
    const { isHeading, ...own } = this.#styleOf(style);
    const list = numId ?? own.numId;
    // The number 0 takes a paragraph out of the list of its style.
    const number = list === undefined || list === '0' ? '' : this.#lists.next(list, level ?? own.level);
    const numbered = number === '' ? line : `${number} ${line}`;
    return isHeading ? `# ${numbered}` : numbered;
  }

  #add(line: string): void {
    const cell = this.#rows.at(-1)?.at(-1);
    if (cell) cell.paragraphs.push(line);
    else this.#lines.push(line);
  }

  /**
   * A row of one cell is a frame around paragraphs, and so is one of two with several paragraphs in a cell: the head
   * of a letter. Any other row is one line.
   */
  #endRow(): void {
    const cells = (this.#rows.pop() ?? []).filter(({ paragraphs }) => paragraphs.length > 0);
    const isFrame = cells.length === 1 || (cells.length === 2 && cells.some(({ paragraphs }) => paragraphs.length > 1));
    if (isFrame) for (const line of cells.flatMap(({ paragraphs }) => paragraphs)) this.#add(line);
    else if (cells.length > 0) {
      this.#add(cells.map(({ paragraphs }) => paragraphs.map((line) => unmarked(line)).join(' ')).join(CELL_SEPARATOR));
    }
  }
}

/** Within a row a heading is text like the rest, and a line does not end. */
function unmarked(line: string): string {
  return line.replace(/^# /, '').replaceAll('\n', ' ');
}
