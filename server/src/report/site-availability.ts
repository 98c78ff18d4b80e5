import type { Availability, SiteAvailability, SiteRow } from '@wardwatch/shared/api';
import { calendarVersionAt, openIntervals, unconfirmedIn } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { HolidayDay, LedgerRow, Subject } from '@wardwatch/shared/model';
import { availabilityOf, calendarOf, type WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore, StoredSpan } from '../store/ledger-store.ts';
import { spansUpToNow } from './ledger-spans.ts';

/** Availability of a subject of a site over a period, in both calendars, up to now at the latest. */
export async function siteAvailability(
  ledger: LedgerStore,
  settings: WardSettings<SiteRow>,
  site: SiteRow,
  asked: { window: Interval; subject: Subject },
  now: number,
): Promise<SiteAvailability> {
  const window = { from: asked.window.from, until: Math.max(asked.window.from, Math.min(asked.window.until, now)) };
  const [spans, rows, holidays] = await Promise.all([
    spansUpToNow(ledger, [site], window, now, [asked.subject]),
    ledger.rowsOf(site.id, window),
    ledger.holidays(),
  ]);
  const own = rows.filter((row) => row.subject === asked.subject);
  const calendar = calendarOf(settings, site);
  const open = openIntervals(calendar, settings.holidays, window);
  const version = calendarVersionAt(calendar, window.from);
  return {
    ...window,
    subject: asked.subject,
    whole: { ...figures(spans, [window], own, now), calendar: 'always', calendarVersion: 1, unconfirmedDays: [] },
    open: {
      ...figures(spans, open, own, now),
      calendar: calendar.id,
      calendarVersion: version,
      unconfirmedDays: unconfirmedDays(holidays, window),
    },
  };
}

function figures(
  spans: readonly StoredSpan[],
  counted: readonly Interval[],
  rows: readonly LedgerRow[],
  now: number,
): Omit<Availability, 'calendar' | 'calendarVersion' | 'unconfirmedDays'> {
  return availabilityOf(spans, counted, rows, now);
}

function unconfirmedDays(days: readonly HolidayDay[], window: Interval): string[] {
  return unconfirmedIn(days, window).map((day) => day.date);
}
