import type { Hours } from '@wardwatch/shared/model';

const SPAN = /^\s*(\d{1,2})[:h](\d\d)\s*[-–]\s*(\d{1,2})[:h](\d\d)\s*$/;

/** Hours of a day as a person reads and writes them: `07:30-11:30, 13:30-17:00`; closed is empty. */
export function hoursText(day: readonly Hours[]): string {
  return day.map(({ from, until }) => `${from}-${until}`).join(', ');
}

/** The hours that a text means, or undefined where it means none: each in order, none over another. */
export function parseHours(text: string): Hours[] | undefined {
  if (text.trim() === '') return [];
  const spans: Hours[] = [];
  for (const part of text.split(/[,;]/)) {
    const [, ...figures] = SPAN.exec(part) ?? [];
    const [fromHour = '', fromMinute = '', untilHour = '', untilMinute = ''] = figures;
    const from = timeText(fromHour, fromMinute);
    const until = timeText(untilHour, untilMinute);
    const before = spans.at(-1)?.until ?? '00:00';
    if (from === undefined || until === undefined || from < before || until <= from) return undefined;
    spans.push({ from, until });
  }
  return spans.length <= 6 ? spans : undefined;
}

/** `07:30`, or undefined where the day has no such time; `24:00` is its end. */
function timeText(hour: string, minute: string): string | undefined {
  const text = `${hour.padStart(2, '0')}:${minute}`;
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text) ? text : undefined;
}
