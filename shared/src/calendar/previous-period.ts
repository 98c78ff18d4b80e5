import { addDays, dayNumberOf } from './local-time.ts';
import {
  custom,
  half,
  type Period,
  quarter,
  quarterCutoff,
  type QuarterIndex,
  wholeMonth,
  wholeYear,
} from './periods.ts';

/**
 * The period before one, of the same kind: the quarter before a quarter, the year before a year. A period without a
 * place in its year (nine months, custom days) comes after as many days as it has itself.
 */
export function previousPeriod(period: Period): Period | undefined {
  switch (period.kind) {
    case 'quarter':
      return quarter(...quarterBefore(period.year, period.index));
    case 'quarter-cutoff':
      return quarterCutoff(...quarterBefore(period.year, period.index));
    case 'half':
      return period.index === 1 ? half(period.year - 1, 2) : half(period.year, 1);
    case 'month':
      return period.index === 1 ? wholeMonth(period.year - 1, 12) : wholeMonth(period.year, period.index - 1);
    case 'year':
      return wholeYear(period.year - 1);
    case 'nine-months':
    case 'custom':
      break;
  }
  return custom(addDays(period.from, dayNumberOf(period.from) - dayNumberOf(period.until)), addDays(period.from, -1));
}

const BEFORE: Record<QuarterIndex, QuarterIndex> = { 1: 4, 2: 1, 3: 2, 4: 3 };

function quarterBefore(year: number, index: QuarterIndex): [year: number, index: QuarterIndex] {
  return [index === 1 ? year - 1 : year, BEFORE[index]];
}
