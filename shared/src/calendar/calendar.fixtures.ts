import type { Calendar, CalendarVersion, Hours, WeekHours } from '../model/index.ts';

/** `'07:30-11:30 13:00-17:00'` as hours; closed for an empty text. */
export function hoursOf(text: string): Hours[] {
  return text
    .split(' ')
    .filter((span) => span !== '')
    .map((span) => ({ from: span.slice(0, 5), until: span.slice(6) }));
}

/** A week from Monday to Friday, and its weekend. */
export function weekWith(workday: string, weekend = ''): WeekHours {
  const [work, rest] = [hoursOf(workday), hoursOf(weekend)];
  return { mon: work, tue: work, wed: work, thu: work, fri: work, sat: rest, sun: rest };
}

/** A version with the defaults of an office from 2026 on. */
export function versionWith(given: Partial<CalendarVersion> = {}): CalendarVersion {
  return {
    version: 1,
    validFrom: '2026-01-01',
    week: weekWith('08:00-12:00 13:00-17:00'),
    seasons: [],
    observesHolidays: true,
    ...given,
  };
}

/** A calendar of such versions, or of one office version. */
export function calendarWith(versions: Partial<CalendarVersion>[] = [{}], extra: Calendar['extra'] = []): Calendar {
  return { id: 'test', name: 'Test', versions: versions.map((version) => versionWith(version)), extra };
}
