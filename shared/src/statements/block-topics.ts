import type { ReportBlock } from '../model/index.ts';
import type { Topic } from './statement.ts';
import { chapterTopics, partTopics, topicsOfNumber } from './topics.ts';

/** What a block speaks of by the headings over it; `outside`: before the first section, or after the closing words. */
export interface BlockTopics {
  topics: readonly Topic[];
  isOutside: boolean;
  /** Text of the nearest heading. */
  heading: string;
}

/** Words that open the end of a report. */
const CLOSING = /^(?:\W*)(?:trên đây là|nơi nhận|nơi gửi)/i;
/** Longest head that runs into its paragraph. */
const MAX_LEAD = 90;
/** Longest lead that names difficulties or requests: a longer one is a sentence on its own matter. */
const MAX_STANCE_LEAD = 45;
const STANCES: ReadonlySet<Topic> = new Set(['difficulties', 'strengths', 'requests', 'plan']);

interface Walk {
  letter: readonly Topic[];
  chapter: string;
  chapterTopics: readonly Topic[];
  section: string;
  topics: readonly Topic[];
  heading: string;
}

/** Topics of each block, by the words of its headings; where those tell nothing, by its number. */
export function blockTopics(blocks: readonly ReportBlock[]): BlockTopics[] {
  const hasSections = blocks.some(({ section }) => section !== '');
  let walk: Walk = { letter: [], chapter: '', chapterTopics: [], section: '', topics: [], heading: '' };
  let isClosed = false;
  return blocks.map((block) => {
    isClosed ||= CLOSING.test(block.text) && block.text.length < 400;
    walk = step(walk, block);
    const { topics, heading } = walk;
    return { topics, heading, isOutside: isClosed || (hasSections && block.section === '') };
  });
}

function step(walk: Walk, block: ReportBlock): Walk {
  const [chapter = ''] = block.section.split('.');
  if (chapter !== walk.chapter) return partOf(chapterOf(walk, block, chapter), block);
  return block.kind === 'heading' || block.section !== walk.section ? partOf(walk, block) : walk;
}

function chapterOf(walk: Walk, block: ReportBlock, chapter: string): Walk {
  const lead = leadOf(block);
  const isLetter = /^[A-E]$/.test(chapter);
  const words = chapterTopics(lead);
  const own = words.length > 0 ? words : partTopics(lead);
  const topics = own.length > 0 ? own : walk.letter.length > 0 ? walk.letter : topicsOfNumber(chapter);
  return {
    letter: isLetter ? own : walk.letter,
    chapter,
    chapterTopics: topics,
    section: chapter,
    topics,
    heading: lead,
  };
}

/** A part of the chapter: what difficulties and requests are is told by its own words, the rest by its chapter. */
function partOf(walk: Walk, block: ReportBlock): Walk {
  if (block.section === walk.chapter && block.kind === 'heading' && block.text.startsWith(walk.heading)) return walk;
  if (block.section === walk.section && block.kind === 'paragraph') return walk;
  const lead = leadOf(block);
  return { ...walk, section: block.section, heading: lead, topics: topicsOfPart(walk, block, lead) };
}

function topicsOfPart(walk: Walk, block: ReportBlock, lead: string): readonly Topic[] {
  const isAim = walk.chapterTopics.every((topic) => topic === 'plan' || topic === 'requests');
  if (isAim && walk.chapterTopics.length === 1) return walk.chapterTopics;
  const stances = chapterTopics(lead).filter((topic) => STANCES.has(topic));
  if (stances.length > 0 && lead.length <= (block.kind === 'heading' ? MAX_LEAD * 3 : MAX_STANCE_LEAD)) return stances;
  const isResult = walk.chapterTopics.some((topic) => !STANCES.has(topic));
  if (!isResult && walk.chapterTopics.length === 1) return walk.chapterTopics;
  const parts = isResult ? partTopics(lead) : [];
  if (parts.length > 0) return parts;
  const byNumber = topicsOfNumber(block.section);
  return byNumber.length === 1 ? byNumber : walk.chapterTopics;
}

/** The words that head a block: all of a heading, of a paragraph what stands before its first colon or full stop. */
function leadOf({ kind, text }: ReportBlock): string {
  if (kind === 'heading') return text;
  const end = text.slice(3, MAX_LEAD).search(/[:.]/);
  return end < 0 ? '' : text.slice(0, end + 3);
}
