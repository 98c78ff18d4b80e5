import { instantOf, localDateOf, startOfDay, ZONE_OFFSET_MS } from '@wardwatch/shared/calendar';

/** An instant as a `datetime-local` field writes it, on the ward's clock, to the second. */
export function inputText(at: number): string {
  return new Date(at + ZONE_OFFSET_MS).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

/** The instant that a `datetime-local` field means on the ward's clock, or undefined where it is not filled in. */
export function inputInstant(text: string): number | undefined {
  const [, date, time, seconds] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text) ?? [];
  if (date === undefined || time === undefined || !isDate(date)) return undefined;
  return instantOf(date, time) + Number(seconds ?? 0) * 1_000;
}

/** The end of the day that a `date` field means, or undefined where it is not filled in. */
export function endOfInputDay(text: string): number | undefined {
  return isDate(text) ? startOfDay(text) + 86_400_000 : undefined;
}

/** Whether a text is a day that the calendar has, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && localDateOf(at) === text;
}
