import type { Passage } from '../model/index.ts';
import type { Candidate, Matcher } from './candidates.ts';
import type { Clause, Sentence } from './clauses.ts';

/** Signs and words that a passage neither begins nor ends with. */
const LEADING = /^(?:[\s,;:–—-]|(?:và|nhưng|còn|mà)\s)+/u;
const TRAILING = /[\s,;:–—-]+$/u;

/**
 * The passage of each statement within its sentence: its clause, the clauses beside it that speak of it too, and up to
 * the next statement's. A sentence that says one statement only is its passage as a whole.
 */
export function passagesOf(
  found: readonly Candidate[],
  sentences: readonly Sentence[],
  texts: readonly string[],
  matchers: ReadonlyMap<string, Matcher>,
): Map<string, Passage> {
  const result = new Map<string, Passage>();
  const bySentence = Map.groupBy(found, ({ clause }) => clause.sentence);
  for (const [index, list] of bySentence) {
    const clauses = sentences[index]?.clauses ?? [];
    const owners = ownersOf(clauses, list, matchers);
    for (const { statementId } of list) {
      const spans = owners.filter((owner) => owner.statementId === statementId);
      const passage = passageOf(spans, texts);
      if (passage) result.set(statementId, passage);
    }
  }
  return result;
}

/** A stretch of a sentence and the statement that it says. */
interface Owner {
  statementId: string;
  block: number;
  start: number;
  end: number;
}

function ownersOf(
  clauses: readonly Clause[],
  list: readonly Candidate[],
  matchers: ReadonlyMap<string, Matcher>,
): Owner[] {
  const only = list.length === 1 ? list[0] : undefined;
  if (only) return clauses.map((clause) => own(only.statementId, clause));
  const inOrder = list.toSorted((a, b) => a.clause.start - b.clause.start || a.anchor.start - b.anchor.start);
  const owners: Owner[] = [];
  for (const [index, clause] of clauses.entries()) {
    const here = inOrder.filter((one) => one.clause === clause);
    if (here.length > 0) owners.push(...divided(clause, here));
    else owners.push(own(ownerOf(index, clauses, inOrder, matchers), clause));
  }
  return owners.filter(({ statementId }) => statementId !== '');
}

/** Owner of a clause that no statement is known by: the statement before it, or the one after it where it speaks more of that. */
function ownerOf(
  index: number,
  clauses: readonly Clause[],
  inOrder: readonly Candidate[],
  matchers: ReadonlyMap<string, Matcher>,
): string {
  const place = (one: Candidate): number => clauses.indexOf(one.clause);
  const before = inOrder.findLast((one) => place(one) < index);
  const after = inOrder.find((one) => place(one) > index);
  if (!after) return before?.statementId ?? '';
  const run = clauses.slice(index, place(after)).map(({ folded }) => folded);
  const leads = run.every((folded) => {
    const forAfter = speaksOf(matchers.get(after.statementId), folded);
    return forAfter > (before ? speaksOf(matchers.get(before.statementId), folded) : 0);
  });
  return leads ? after.statementId : (before?.statementId ?? '');
}

/** How many of a statement's terms a clause has; the words that it is known by count double. */
function speaksOf(matcher: Matcher | undefined, folded: string): number {
  if (!matcher) return 0;
  const others = [...matcher.needs, ...matcher.hints].filter((pattern) => pattern.test(folded)).length;
  return others + (matcher.anchor.test(folded) ? 2 : 0);
}

/** A clause that says several statements is divided where the words of the next one begin. */
function divided(clause: Clause, here: readonly Candidate[]): Owner[] {
  const length = clause.end - clause.start;
  const scale = length / Math.max(1, clause.folded.length);
  const starts = here.map(({ anchor }, index) => (index === 0 ? 0 : Math.round(anchor.start * scale)));
  return here.map(({ statementId }, index) => ({
    statementId,
    block: clause.block,
    start: clause.start + (starts[index] ?? 0),
    end: clause.start + (starts[index + 1] ?? length),
  }));
}

function own(statementId: string, { block, start, end }: Clause): Owner {
  return { statementId, block, start, end };
}

function passageOf(spans: readonly Owner[], texts: readonly string[]): Passage | undefined {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return undefined;
  const text = (texts[first.block] ?? '').slice(first.start, last.end);
  const start = first.start + (LEADING.exec(text)?.[0].length ?? 0);
  const end = last.end - (TRAILING.exec(text)?.[0].length ?? 0);
  return start < end ? { block: first.block, start, end } : undefined;
}
