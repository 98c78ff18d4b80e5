/** Viet Nam has one time zone, seven hours before UTC, without summer time. */
const ZONE_OFFSET_MS = 7 * 3_600_000;
const MINUTE_MS = 60_000;

/** The numbers of a day. */
export interface DateParts {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** The numbers of an ISO day (`2026-03-30`). */
export function dateParts(date: string): DateParts {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/**
 * A day as Decree 30/2020/NĐ-CP writes it: days under 10 and the months 1 and 2 get a zero.
 * `ngày 05 tháng 02 năm 2026`, `ngày 09 tháng 4 năm 2026`.
 */
export function documentDate(date: string): string {
  const { year, month, day } = dateParts(date);
  return `ngày ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${year}`;
}

/** An instant on the ward's clock: `07 giờ 30 phút ngày 30 tháng 3 năm 2026`. */
export function documentDateTime(instant: number): string {
  const { date, hour, minute } = local(instant);
  return `${hour} giờ ${minute} phút ${documentDate(date)}`;
}

/** The last instant of a span, whose end is not in it: midnight is `24 giờ 00 phút` of the day before. */
export function documentEnd(instant: number): string {
  const { hour, minute } = local(instant);
  if (hour !== '00' || minute !== '00') return documentDateTime(instant);
  return `24 giờ 00 phút ${documentDate(local(instant - 1).date)}`;
}

/** A day in a table: `30/03/2026`. */
export function tableDate(date: string): string {
  return date.split('-').toReversed().join('/');
}

/** An instant in a table, on the ward's clock: `07:30 30/03/2026`. */
export function tableDateTime(instant: number): string {
  const { date, hour, minute } = local(instant);
  return `${hour}:${minute} ${tableDate(date)}`;
}

/** A length of time in running text, rounded to minutes: `02 giờ 15 phút`, `45 phút`; something is at least a minute. */
export function documentDuration(ms: number): string {
  const minutes = wholeMinutes(ms);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${two(minutes)} phút` : `${two(hours)} giờ ${two(minutes % 60)} phút`;
}

/** Minutes as they are counted in documents: rounded, but something is never nothing. */
export function wholeMinutes(ms: number): number {
  return ms > 0 ? Math.max(1, Math.round(ms / MINUTE_MS)) : 0;
}

function local(instant: number): { date: string; hour: string; minute: string } {
  const text = new Date(instant + ZONE_OFFSET_MS).toISOString();
  return { date: text.slice(0, 10), hour: text.slice(11, 13), minute: text.slice(14, 16) };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
