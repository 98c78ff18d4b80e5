import { addDays, currentQuarter, parsePeriod, startOfDay } from '../calendar/index.ts';
import type { LocalDate } from '../model/index.ts';
import { statementOf } from './catalogue.ts';

/** A quarter whose figures are cut off on the 14th ends so many days before the calendar's, at the most. */
const CUTOFF_DAYS = 20;

/**
 * Day by which a report of this period (`periodKey`) wants an aim reached: the end of the quarter after it, for statements
 * that speak of the next quarter. Null for others, and for a text that is no period.
 */
export function dueAfter(statementId: string, period: string): LocalDate | null {
  const told = parsePeriod(period);
  if (!told || !statementOf(statementId)?.isDueNextQuarter) return null;
  return addDays(currentQuarter(startOfDay(addDays(told.until, CUTOFF_DAYS))).until, -1);
}
