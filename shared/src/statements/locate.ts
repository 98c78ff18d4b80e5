import type { Passage, ReportBlock } from '../model/index.ts';
import { assign } from './assign.ts';
import { blockTopics } from './block-topics.ts';
import { type Candidate, candidatesOf, type Matcher, matcherOf } from './candidates.ts';
import { STATEMENTS } from './catalogue.ts';
import { sentencesOf } from './clauses.ts';
import { passagesOf } from './passages.ts';

/** A statement of the catalogue in a report. */
export interface LocatedStatement {
  statementId: string;
  /** Null where the report does not say it, as far as the words tell. */
  passage: Passage | null;
  /** How sure the place is, 0 to 1; 0 without one. */
  score: number;
}

/** What must speak for a place; below it the statement counts as missing. */
const MIN_SCORE = 1.15;
/** What a place has for which everything speaks. */
const FULL_SCORE = 3;

const MATCHERS: ReadonlyMap<string, Matcher> = new Map(STATEMENTS.map((one) => [one.id, matcherOf(one)]));

/**
 * Finds the statements of the catalogue in a report, each in the clause or sentence that says it: by what its section
 * speaks of and by key terms, never by a sentence known beforehand. What is not sure enough is missing, for a person
 * to place. In order of the catalogue.
 */
export function locate(blocks: readonly ReportBlock[]): LocatedStatement[] {
  const sentences = sentencesOf(blocks);
  const topics = blockTopics(blocks);
  const candidates = [...MATCHERS.values()].flatMap((matcher) => candidatesOf(matcher, sentences, topics));
  const found = assign(candidates, areRivals, MIN_SCORE);
  const texts = blocks.map(({ text }) => text);
  const passages = passagesOf(found, sentences, texts, MATCHERS);
  const byId = new Map(found.map((one): [string, Candidate] => [one.statementId, one]));
  return STATEMENTS.map(({ id }) => {
    const passage = passages.get(id) ?? null;
    const score = passage ? Math.min(1, (byId.get(id)?.score ?? 0) / FULL_SCORE) : 0;
    return { statementId: id, passage, score };
  });
}

const RIVALS = new Set(
  STATEMENTS.flatMap(({ id, terms }) => (terms.rivals ?? []).flatMap((other) => [`${id} ${other}`, `${other} ${id}`])),
);

function areRivals(one: string, other: string): boolean {
  return RIVALS.has(`${one} ${other}`);
}
