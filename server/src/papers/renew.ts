import type { PaperRow } from '@wardwatch/shared/api';
import { suggestLines } from '@wardwatch/shared/papers';
import { type By, findDraft, paperOf, save } from './change.ts';
import { gatherInput, type Sources } from './gather.ts';
import { changedMeanwhile } from './life.ts';
import { lineProblem } from './line-problem.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { renewedLines } from './renewed-lines.ts';

/** Lines of a draft of a budget request with the price list and the gaps as they are now; see `renewedLines`. */
export async function renewPaper(sources: Sources, id: string, revision: number, by: By): Promise<Outcome<PaperRow>> {
  const found = await findDraft(sources, id, revision);
  if (!found.ok) return found;
  const paper = paperOf(found.value);
  if (paper.kind !== 'budget-request') return refused('state-conflict', 'only a budget request has lines to renew');
  const input = await gatherInput(sources, paper, by.at);
  const lines = renewedLines(paper.lines, input.prices, suggestLines(input));
  return lineProblem(paper, lines) ?? save(sources, { ...paper, lines, changedAt: by.at }, revision, by);
}

/** Removes a draft; what was put before the signer or issued stays. Answers the document as it was. */
export async function discardPaper(sources: Sources, id: string, revision: number, by: By): Promise<Outcome<PaperRow>> {
  const found = await findDraft(sources, id, revision);
  if (!found.ok) return found;
  const outcome = await sources.records.save([{ kind: 'paper', id, body: null, basedOn: revision }], by);
  return outcome.ok ? done(found.value) : changedMeanwhile(id);
}
