import type { BudgetLine } from '../model/index.ts';

/** Đồng: before VAT, the VAT, and both. */
export interface Money {
  net: number;
  vat: number;
  gross: number;
}

/** What a budget comes to. */
export interface BudgetTotals {
  oneOff: Money;
  /** Of one year. */
  recurrent: Money;
  total: Money;
  /** In order of the phases that have a line. */
  phases: { phase: number; oneOff: Money; recurrent: Money; total: Money }[];
}

/** Amounts of one line: the net amount and its VAT are each rounded to whole đồng. */
export function lineMoney({
  quantity,
  unitPrice,
  vatPercent,
}: Pick<BudgetLine, 'quantity' | 'unitPrice' | 'vatPercent'>): Money {
  const net = Math.round(quantity * unitPrice);
  const vat = Math.round((net * vatPercent) / 100);
  return { net, vat, gross: net + vat };
}

/** Sums the rounded amounts of the lines, one-off and recurrent apart, and by phase. */
export function budgetTotals(lines: readonly BudgetLine[]): BudgetTotals {
  const phases = [...new Set(lines.map(({ phase }) => phase))].toSorted((a, b) => a - b);
  return {
    ...sums(lines),
    phases: phases.map((phase) => Object.assign(sums(lines.filter((line) => line.phase === phase)), { phase })),
  };
}

function sums(lines: readonly BudgetLine[]): Pick<BudgetTotals, 'oneOff' | 'recurrent' | 'total'> {
  const of = (kind: BudgetLine['kind']): Money => sum(lines.filter((line) => line.kind === kind));
  return { oneOff: of('one-off'), recurrent: of('recurrent'), total: sum(lines) };
}

function sum(lines: readonly BudgetLine[]): Money {
  return lines
    .map(lineMoney)
    .reduce((all, one) => ({ net: all.net + one.net, vat: all.vat + one.vat, gross: all.gross + one.gross }), {
      net: 0,
      vat: 0,
      gross: 0,
    });
}

/** What is to be mended in a line before it goes out. */
export type LineWarning = 'line-without-proof' | 'line-without-price';

/** A line needs a price, and a gap, a statement or an outage that it rests on. */
export function lineWarnings(
  line: Pick<BudgetLine, 'unitPrice' | 'criteria' | 'statements' | 'outageIds'>,
): LineWarning[] {
  const isProven = line.criteria.length + line.statements.length + line.outageIds.length > 0;
  return [
    ...(isProven ? [] : (['line-without-proof'] as const)),
    ...(line.unitPrice > 0 ? [] : (['line-without-price'] as const)),
  ];
}
