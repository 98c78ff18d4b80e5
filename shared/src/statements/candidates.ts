import type { BlockTopics } from './block-topics.ts';
import type { Clause, Sentence } from './clauses.ts';
import type { Statement, StatementTerms, Topic } from './statement.ts';
import { type TermPattern, termPattern } from './term-pattern.ts';

/** A clause that may say a statement. */
export interface Candidate {
  statementId: string;
  clause: Clause;
  /** Offset in the folded clause of the words that it is known by. */
  anchor: { start: number; end: number };
  score: number;
}

/** Terms of a statement, ready to be matched. */
export interface Matcher {
  id: string;
  topics: readonly Topic[];
  anchor: TermPattern;
  needs: readonly TermPattern[];
  hints: readonly TermPattern[];
  against: readonly TermPattern[];
  family: Family;
}

/** What kind of thing a report says; two kinds never stand for one another. */
type Family = 'result' | 'lack' | 'aim' | 'request';
const FAMILY: Partial<Record<Topic, Family>> = { difficulties: 'lack', plan: 'aim', requests: 'request' };

/** How much a hit counts where it stands: in the clause, in its sentence, in the sentences around it, in the heading. */
const NEAR = { clause: 1, sentence: 0.7, around: 0.35, heading: 0.2 };
const HINT = 0.5;
const AGAINST = 1.2;
/** What it costs that no heading tells of what is spoken. */
const UNKNOWN_PLACE = 0.2;
/** What must be known of each need, and of all of them on the mean. */
const MIN_NEED = 0.3;
const MIN_NEEDS = 0.5;

/** Words by which a kind is known where no heading tells. */
const CUES: Record<Family, TermPattern> = {
  lack: termPattern('chua|thieu|kho khan|han che|khong co|vuong mac|bat cap'),
  request: termPattern('de nghi|kien nghi|xem xet|quan tam|de xuat|dieu kien tien quyet'),
  aim: termPattern(
    'phan dau|muc tieu|thoi gian toi|quy toi|trong quy|se|nham dat|tiep tuc day manh|den het|truoc ngay|day manh|nang',
  ),
  result: termPattern('da|duoc|dat|100%|tiep tuc|bao dam|dam bao|thuc hien'),
};

/** Makes the terms of a statement ready. */
export function matcherOf({ id, terms }: Pick<Statement, 'id'> & { terms: StatementTerms }): Matcher {
  return {
    id,
    topics: terms.topics,
    anchor: termPattern(terms.anchor),
    needs: terms.needs.map(termPattern),
    hints: terms.hints.map(termPattern),
    against: terms.against.map(termPattern),
    family: FAMILY[terms.topics[0]] ?? 'result',
  };
}

/** Clauses that may say the statement, with how much speaks for each. */
export function candidatesOf(
  matcher: Matcher,
  sentences: readonly Sentence[],
  topicsOf: readonly BlockTopics[],
): Candidate[] {
  return sentences.flatMap((sentence) => {
    const place = topicsOf[sentence.block];
    if (!place || place.isOutside || !matcher.anchor.test(sentence.folded)) return [];
    const prior = priorOf(matcher, place.topics, sentence);
    if (prior === null) return [];
    return sentence.clauses.flatMap((clause) => {
      const anchor = matcher.anchor.first(clause.folded);
      const said = anchor ? saidBy(matcher, clause, sentence, place.heading) : null;
      return anchor && said !== null ? [{ statementId: matcher.id, clause, anchor, score: said + prior }] : [];
    });
  });
}

/** What the place says for the statement; null where it speaks of another kind of thing. */
function priorOf({ topics, family }: Matcher, place: readonly Topic[], { folded }: Sentence): number | null {
  if (place.length === 0) return cuesFor(family, folded) - UNKNOWN_PLACE;
  const index = topics.findIndex((topic) => place.includes(topic));
  if (index >= 0) return place.length === 1 ? 1 - index * 0.35 : 0.8 - index * 0.35 + cuesFor(family, folded) * 0.5;
  if (family !== 'result') return null;
  if (place.includes('results')) return 0.3;
  const isOther = place.every((topic) =>
    ['difficulties', 'plan', 'requests', 'strengths', 'direction'].includes(topic),
  );
  return isOther ? null : -0.9;
}

function cuesFor(family: Family, folded: string): number {
  const others: Family[] = family === 'result' ? ['lack', 'request'] : family === 'aim' ? ['lack'] : [];
  if (others.some((other) => CUES[other].test(folded))) return -1;
  return CUES[family].test(folded) ? 0.3 : -0.7;
}

function saidBy(matcher: Matcher, clause: Clause, sentence: Sentence, heading: string): number | null {
  const near = (pattern: TermPattern): number => nearness(pattern, clause, sentence, heading);
  const needs = matcher.needs.map(near);
  const known = needs.length === 0 ? 1 : sum(needs) / needs.length;
  if (known < MIN_NEEDS || needs.some((need) => need < MIN_NEED)) return null;
  const hints = matcher.hints.length === 0 ? 0 : (sum(matcher.hints.map(near)) / matcher.hints.length) * 2 * HINT;
  const against = matcher.against.filter((pattern) => pattern.test(clause.folded)).length * AGAINST;
  return known + hints - against;
}

function nearness(pattern: TermPattern, clause: Clause, sentence: Sentence, heading: string): number {
  if (pattern.test(clause.folded)) return NEAR.clause;
  if (pattern.test(sentence.folded)) return NEAR.sentence;
  if (pattern.test(sentence.around)) return NEAR.around;
  return pattern.test(heading) ? NEAR.heading : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
