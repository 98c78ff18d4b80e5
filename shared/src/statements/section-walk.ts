import { isCapitals, type Paragraph } from './paragraphs.ts';
import { romanOf } from './section-heads.ts';
import { chapterTopics, partTopics, usualSection } from './topics.ts';

/** How a report numbers its chapters: with Roman numbers, with arabic ones, with letters, or not at all. */
type Style = 'roman' | 'arabic' | 'letters' | 'words';

/** Where the walk over a report's paragraphs stands. */
export interface SectionState {
  style: Style;
  chapter: string;
  part: number | null;
  /** Last number of a list within the part; null outside of one. */
  listItem: number | null;
  /** Where the title stands: still to come, in the next paragraph, or behind. Its words open no section. */
  title: 'ahead' | 'next' | 'behind';
}

/** What one paragraph makes of it. */
export interface Step {
  state: SectionState;
  section: string;
  kind: 'heading' | 'paragraph';
}

/** Headings that a text needs before they are believed to be its chapters. */
const MIN_CHAPTERS = 2;
/** Numbers that may be left out between two parts. */
const MAX_SKIP = 2;

/** The state before the first paragraph: how the whole report is numbered. */
export function firstSection(list: readonly Paragraph[]): SectionState {
  const title = list.some(({ text }) => isTitle(text)) ? 'ahead' : 'behind';
  return { style: styleOf(list), chapter: '', part: null, listItem: null, title };
}

function styleOf(list: readonly Paragraph[]): Style {
  const count = (kind: string): number => list.filter(({ head }) => head?.kind === kind).length;
  if (count('chapter') >= MIN_CHAPTERS) return 'roman';
  if (count('letter') >= MIN_CHAPTERS) return 'letters';
  const chapters = list.filter(
    ({ text, head }) => head?.kind === 'part' && text.length < 160 && isChapterName(head.rest),
  );
  return chapters.length >= MIN_CHAPTERS ? 'arabic' : 'words';
}

function isChapterName(text: string): boolean {
  return chapterTopics(text.slice(0, 80)).length + partTopics(text.slice(0, 80)).length > 0;
}

/** Moves on over one paragraph. */
export function stepSection(state: SectionState, paragraph: Paragraph, isHeading: boolean): Step {
  const next = numbered(state, paragraph, isHeading) ?? named(state, paragraph, isHeading) ?? state;
  return {
    state: { ...next, title: titleAfter(next, paragraph.text) },
    section: next.part === null ? next.chapter : `${next.chapter}.${next.part}`,
    kind: isHeading ? 'heading' : 'paragraph',
  };
}

function titleAfter({ title, chapter }: SectionState, text: string): SectionState['title'] {
  if (chapter !== '') return 'behind';
  if (title === 'ahead') return isTitle(text) ? 'next' : 'ahead';
  return 'behind';
}

function isTitle(text: string): boolean {
  return /^báo cáo$/i.test(text.trim());
}

function numbered(state: SectionState, { head, text }: Paragraph, isHeading: boolean): SectionState | undefined {
  if (!head) return undefined;
  switch (head.kind) {
    case 'chapter':
      return state.style === 'roman' ? inChapter(state, head.chapter) : undefined;
    case 'letter':
      return inChapter(
        state,
        state.style === 'letters' ? romanOf((head.letter.codePointAt(0) ?? 65) - 64) : head.letter,
      );
    case 'below':
      return belowPart(state, head.path);
    case 'part':
      break;
  }
  if (head.chapter !== null) return { ...inChapter(state, head.chapter), part: head.part };
  if (state.style === 'arabic') return arabicChapter(state, head.part, isHeading || isChapterName(text));
  return state.chapter === '' ? undefined : arabicPart(state, head.part, isHeading);
}

function inChapter(state: SectionState, chapter: string): SectionState {
  return { ...state, chapter, part: null, listItem: null };
}

function belowPart(state: SectionState, path: readonly [number, number] | null): SectionState | undefined {
  if (!path || state.style !== 'arabic' || romanOf(path[0]) !== state.chapter) return undefined;
  return { ...state, part: path[1], listItem: null };
}

function arabicChapter(state: SectionState, number: number, isNamed: boolean): SectionState | undefined {
  const current = state.chapter === '' ? 0 : romanIndex(state.chapter);
  return isNamed && number > current && number <= current + MAX_SKIP ? inChapter(state, romanOf(number)) : undefined;
}

function romanIndex(chapter: string): number {
  return Array.from({ length: 10 }, (_, index) => romanOf(index + 1)).indexOf(chapter) + 1;
}

/** A number that starts again at 1 within a part is a list's. */
function arabicPart(state: SectionState, number: number, isHeading: boolean): SectionState {
  const { part, listItem } = state;
  if (listItem !== null && number === listItem + 1 && !isHeading) return { ...state, listItem: number };
  if (part === null && number <= MAX_SKIP) return { ...state, part: number, listItem: null };
  if (part !== null && number > part && number <= part + MAX_SKIP) return { ...state, part: number, listItem: null };
  return { ...state, listItem: number };
}

/** A heading without a number opens the section that its words usually head. */
function named(state: SectionState, { text, head, isMarked }: Paragraph, isHeading: boolean): SectionState | undefined {
  if (!isHeading || head || isTitle(text) || state.title !== 'behind') return undefined;
  const [chapter] = chapterTopics(text);
  if (chapter !== undefined) return namedChapter(state, usualSection(chapter), isMarked || isCapitals(text));
  const [part] = partTopics(text);
  if (part === undefined || state.style !== 'words' || !['', 'I', 'II'].includes(state.chapter)) return undefined;
  return placed(state, usualSection(part));
}

function namedChapter(state: SectionState, section: string, isStrong: boolean): SectionState | undefined {
  if (state.style === 'words') return placed(state, section);
  const [chapter = ''] = section.split('.');
  const isLater = state.chapter !== '' && romanIndex(chapter) > romanIndex(state.chapter);
  return isStrong && isLater ? inChapter(state, chapter) : undefined;
}

function placed(state: SectionState, section: string): SectionState {
  const [chapter = '', part] = section.split('.');
  return { ...state, chapter, part: part === undefined ? null : Number(part), listItem: null };
}
