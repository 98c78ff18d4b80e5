import { HOLIDAY_KINDS, type HolidayDay } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { isDate } from '../../components/ward-input.ts';

/** A row of the form, as far as it is filled in. */
export interface DraftDay {
  date: string;
  kind: string;
  name: string;
  confirmed: boolean;
  source: string;
}

/** A day as the form shows it. */
export function draftOf(day: HolidayDay): DraftDay {
  return { ...day, source: day.source ?? '' };
}

/**
 * The days of a year that the rows mean, by date, or the first row (from 0) that is wrong: a day of another year, a
 * day twice, no name.
 */
export function daysOf(rows: readonly DraftDay[], year: number): FormReading<HolidayDay[], number> {
  const seen = new Set<string>();
  const days: HolidayDay[] = [];
  for (const [index, row] of rows.entries()) {
    const name = row.name.trim();
    const source = row.source.trim();
    const isRight = isDate(row.date) && row.date.startsWith(`${year}-`) && !seen.has(row.date) && name !== '';
    if (!isRight) return { wrong: new Set([index]) };
    seen.add(row.date);
    const kind = HOLIDAY_KINDS.find((candidate) => candidate === row.kind) ?? 'holiday';
    days.push({ date: row.date, kind, name, confirmed: row.confirmed, ...(source === '' ? {} : { source }) });
  }
  return { value: days.toSorted((a, b) => a.date.localeCompare(b.date)) };
}
