import { type BudgetLine, MAX_BUDGET_LINES, type Price } from '@wardwatch/shared/model';
import { priceBasis } from '@wardwatch/shared/papers';

/**
 * Lines of a draft with what has come since: those of the price list that stand without a price, or without what it
 * rests on, take the list's anew where it has one; suggested lines of items that are not there follow at the end.
 */
export function renewedLines(
  lines: readonly BudgetLine[],
  prices: readonly Price[],
  suggested: readonly BudgetLine[],
): BudgetLine[] {
  const known = new Set(lines.map(({ priceId }) => priceId));
  const fresh = suggested.filter(({ priceId }) => !known.has(priceId));
  const ids = freeIds(new Set(lines.map(({ id }) => id)));
  const room = Math.max(0, MAX_BUDGET_LINES - lines.length);
  return [
    ...lines.map((line) => priced(line, prices)),
    ...fresh.slice(0, room).map((line) => Object.assign({}, line, { id: ids.next().value })),
  ];
}

function priced(line: BudgetLine, prices: readonly Price[]): BudgetLine {
  if (line.unitPrice > 0 && line.priceBasis !== '') return line;
  const price = prices.find(({ id }) => id === line.priceId);
  if (!price || price.amount === null) return line;
  return { ...line, unitPrice: price.amount, vatPercent: price.vatPercent, priceBasis: priceBasis(price) };
}

/** Numbers after the highest that is taken, and from 1 again where those run out. */
function* freeIds(taken: ReadonlySet<string>): Generator<string, never> {
  let id = Math.max(0, ...[...taken].map(Number));
  for (;;) {
    id = (id % MAX_LINE_ID) + 1;
    if (!taken.has(String(id))) yield String(id);
  }
}

/** Ids of lines have four digits at the most. */
const MAX_LINE_ID = 9_999;
