import type { ReportHead } from '@wardwatch/shared/api';
import { addDays, parsePeriod } from '@wardwatch/shared/calendar';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

const ROMAN = ['', 'I', 'II', 'III', 'IV'];

/** A period by its name where it is a quarter, else by its days. A text that is none stays as it is. */
export function periodWords(key: string, t: Messages, format: Format): string {
  const period = parsePeriod(key);
  if (!period) return key;
  if (period.kind === 'quarter') return t.reports.quarter(ROMAN[period.index] ?? '', String(period.year));
  return t.reports.days(format.localDate(period.from), format.localDate(addDays(period.until, -1)));
}

/** Number, date and period of a report; what is not known says so. */
export function headWords(
  { number, datedOn, period }: Pick<ReportHead, 'number' | 'datedOn' | 'period'>,
  t: Messages,
  format: Format,
): string {
  const { reports } = t;
  return [
    number ?? reports.noNumber,
    datedOn === null ? reports.noDate : reports.dated(format.localDate(datedOn)),
    periodWords(period, t, format),
  ].join(' · ');
}
