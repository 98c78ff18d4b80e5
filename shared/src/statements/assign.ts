import type { Candidate } from './candidates.ts';

/** What sharing a clause with another statement costs. */
const SHARED = 0.3;

/** Statements whose words are alike, by id: never found in one sentence. */
export type Rivals = (one: string, other: string) => boolean;

/**
 * Gives each statement at most one clause, the surest first. A clause says two statements only where the words of each
 * stand apart in it; rivals never share a sentence.
 */
export function assign(candidates: readonly Candidate[], areRivals: Rivals, minScore: number): Candidate[] {
  const taken: Candidate[] = [];
  let open = candidates.filter(({ score }) => score >= minScore);
  while (open.length > 0) {
    const best = open.reduce((a, b) => (scoreBeside(b, taken) > scoreBeside(a, taken) ? b : a));
    taken.push(best);
    open = open.filter(
      (one) =>
        one.statementId !== best.statementId &&
        !isInTheWay(one, best, areRivals) &&
        scoreBeside(one, taken) >= minScore,
    );
  }
  return taken;
}

function scoreBeside(one: Candidate, taken: readonly Candidate[]): number {
  return one.score - (taken.some(({ clause }) => clause === one.clause) ? SHARED : 0);
}

function isInTheWay(one: Candidate, other: Candidate, areRivals: Rivals): boolean {
  if (areRivals(one.statementId, other.statementId) && one.clause.sentence === other.clause.sentence) return true;
  const isSame = one.clause === other.clause;
  return isSame && one.anchor.start < other.anchor.end && other.anchor.start < one.anchor.end;
}
