import { MAX_REPORT_BLOCKS, MAX_REPORT_CHARACTERS, type ReportBlock } from '../model/index.ts';
import { isCapitals, type Paragraph, paragraphs } from './paragraphs.ts';
import { firstSection, type SectionState, type Step, stepSection } from './section-walk.ts';

/** Longest text that a heading has, and longest block. */
const MAX_HEADING = 220;
const MAX_BLOCK = 20_000;
/** A heading that only its length and its place show. */
const MAX_PLAIN_HEADING = 90;
/** Lines of a letter's head that stand over something and head nothing. */
const NO_HEADING = /^(?:số\s*:?\s*\d*\s*\/|kính gửi|.{0,40}ngày.{0,6}tháng)/i;

/**
 * The blocks of a report's plain text with the section of each: `II.3` is part 3 of chapter II. Chapters are found by
 * Roman numbers in whatever typography, parts by arabic ones; where a report has no numbers, by the words of its
 * headings. A text without any is one section, `''`. Text over the limits of a report is left out at the end.
 */
export function outline(text: string): ReportBlock[] {
  const list = joinedHeads(paragraphs(text));
  let state: SectionState = firstSection(list);
  const blocks: ReportBlock[] = [];
  for (const [index, paragraph] of list.entries()) {
    const step: Step = stepSection(state, paragraph, isHeading(list, index));
    state = step.state;
    blocks.push(...cut({ section: step.section, kind: step.kind, text: paragraph.text }));
  }
  return withinLimits(blocks);
}

/** `PHẦN I` on a line of its own is one heading with the line below it. */
function joinedHeads(list: readonly Paragraph[]): Paragraph[] {
  const result: Paragraph[] = [];
  for (const paragraph of list) {
    const last = result.at(-1);
    const isRest = last?.head?.kind === 'chapter' && last.head.rest === '' && !paragraph.head;
    if (last?.head && isRest && paragraph.text.length <= MAX_HEADING && !paragraph.isBullet) {
      last.text += `. ${paragraph.text}`;
      last.head.rest = paragraph.text;
    } else {
      result.push({ ...paragraph });
    }
  }
  return result;
}

function isHeading(list: readonly Paragraph[], index: number): boolean {
  const paragraph = list[index];
  if (!paragraph || paragraph.text.length > MAX_HEADING) return false;
  if (paragraph.head?.kind === 'chapter') return !/[;,]$/.test(paragraph.text);
  if (/[.;,!?…/]$/.test(paragraph.text) || paragraph.isBullet || NO_HEADING.test(paragraph.text)) return false;
  const isOpen = paragraph.text.length <= MAX_PLAIN_HEADING || paragraph.isMarked || isCapitals(paragraph.text);
  return isOpen && hasContent(paragraph, list[index + 1]);
}

/** A heading stands over something: an item of a list is followed by the next item, or by the next heading. */
function hasContent(paragraph: Paragraph, next: Paragraph | undefined): boolean {
  if (!next) return false;
  if (next.head?.kind === 'chapter' || next.head?.kind === 'letter') return false;
  if (!paragraph.head)
    return paragraph.isMarked || isCapitals(paragraph.text) || next.text.length > paragraph.text.length;
  return paragraph.head.kind !== 'part' || next.head?.kind !== 'part' || next.head.part === 1;
}

function cut(block: ReportBlock): ReportBlock[] {
  const parts: ReportBlock[] = [];
  for (let rest = block.text; rest !== '';) {
    const space = rest.length > MAX_BLOCK ? rest.lastIndexOf(' ', MAX_BLOCK) : rest.length;
    const end = space > 0 ? space : MAX_BLOCK;
    parts.push({ ...block, text: rest.slice(0, end) });
    rest = rest.slice(end).trim();
  }
  return parts;
}

function withinLimits(blocks: readonly ReportBlock[]): ReportBlock[] {
  let characters = 0;
  return blocks.slice(0, MAX_REPORT_BLOCKS).filter(({ text }) => (characters += text.length) <= MAX_REPORT_CHARACTERS);
}
