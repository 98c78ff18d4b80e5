import type { ReportBlock } from '../model/index.ts';
import { fold } from '../wording/index.ts';

/** A clause of a block: characters `[start, end)` of its text, and the sentence that it is part of. */
export interface Clause {
  block: number;
  sentence: number;
  start: number;
  end: number;
  folded: string;
}

/** A sentence, and what stands around it in its block. */
export interface Sentence {
  block: number;
  folded: string;
  /** The sentence before and the one after. */
  around: string;
  clauses: Clause[];
}

/** Ends of a sentence: a full stop before a capital, but not after an abbreviation of one or two capitals. */
const SENTENCE_END = /(?<=[.!?…]["”’)]*)(?<!(?:^|[\s(])(?:\p{Lu}|TP|KT|TM|TL|Tp|tp|v\.v)\.)\s+(?=["“‘(]?[\p{Lu}\d-])/u;
/** Ends of a clause. A comma within a number is none, nor is the verb of `không để`. */
const CLAUSE_END =
  /(?<=[;:])\s+|,\s+(?=\D)|\s+(?=[(–—]\s?)|(?<=\))\s+|(?<![Kk]hông)\s+(?=(?:và|nhưng|song|tuy nhiên|tuy vậy|đồng thời|cùng với|cùng|cũng như|trong khi|còn|mà|qua đó|do đó|nhằm|để|trong đó|kể cả|lẫn)\s)/u;

/** Sentences of all blocks with their clauses. */
export function sentencesOf(blocks: readonly ReportBlock[]): Sentence[] {
  const result: Sentence[] = [];
  for (const [block, { text }] of blocks.entries()) {
    const spans = split(text, 0, SENTENCE_END);
    const folded = spans.map(({ start, end }) => fold(text.slice(start, end)));
    for (const [index, span] of spans.entries()) {
      const around = [folded[index - 1], folded[index + 1]].filter((one) => one !== undefined).join(' . ');
      const sentence = { block, folded: folded[index] ?? '', around, clauses: [] as Clause[] };
      sentence.clauses = split(text.slice(span.start, span.end), span.start, CLAUSE_END).map(({ start, end }) => ({
        block,
        sentence: result.length,
        start,
        end,
        folded: fold(text.slice(start, end)),
      }));
      result.push(sentence);
    }
  }
  return result;
}

function split(text: string, offset: number, ends: RegExp): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(new RegExp(ends.source, 'gu'))) {
    if (match.index > start) spans.push({ start: offset + start, end: offset + match.index });
    start = match.index + match[0].length;
  }
  if (start < text.length) spans.push({ start: offset + start, end: offset + text.length });
  return spans;
}
