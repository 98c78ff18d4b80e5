import type { BudgetLine, Paper } from '@wardwatch/shared/model';
import { budgetTotals, lineMoney } from '@wardwatch/shared/papers';
import { type Outcome, refused } from './outcome.ts';

/** Amounts in đồng are below this, so that every one of them is exact as a number and can be put into words. */
const MAX_AMOUNT = 9e15;

/** What is wrong with the lines that a document is to get; undefined where they may be saved. */
export function lineProblem(
  paper: Pick<Paper, 'kind' | 'lines'>,
  lines: readonly BudgetLine[],
): Outcome<never> | undefined {
  if (lines.length > 0 && paper.kind !== 'budget-request') {
    return refused('bad-request', 'only a budget request has lines', { lines: 'leave them empty' });
  }
  if (new Set(lines.map(({ id }) => id)).size < lines.length) {
    return refused('bad-request', 'two lines have one number', { lines: 'give each its own id' });
  }
  return amountProblem(lines) ?? quotationProblem(paper, lines);
}

function amountProblem(lines: readonly BudgetLine[]): Outcome<never> | undefined {
  const large = lines.find((line) => !isExact(lineMoney(line).gross));
  if (large) {
    return refused('bad-request', `line ${large.id} (${large.name}) comes to ${MAX_AMOUNT} đồng or more`, {
      lines: 'look at its quantity and its price',
    });
  }
  if (isExact(budgetTotals(lines).total.gross)) return undefined;
  return refused('bad-request', `the lines together come to ${MAX_AMOUNT} đồng or more`, {
    lines: 'look at quantities and prices',
  });
}

function isExact(dong: number): boolean {
  return Number.isSafeInteger(dong) && dong < MAX_AMOUNT;
}

/** A quotation is a file that was uploaded to this document; here it may only be moved or dropped. */
function quotationProblem(paper: Pick<Paper, 'lines'>, lines: readonly BudgetLine[]): Outcome<never> | undefined {
  const known = new Set(paper.lines.flatMap(({ quotations }) => quotations.map(({ hash }) => hash)));
  const strange = lines.flatMap(({ quotations }) => quotations).find(({ hash }) => !known.has(hash));
  return strange && refused('bad-request', `upload ${strange.name} first`, { quotations: 'of files of this document' });
}
