import type { SiteAvailability, SiteRow } from '@wardwatch/shared/api';
import { calendarVersionAt, openIntervals, unconfirmedIn } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRow, Subject } from '@wardwatch/shared/model';
import { type AvailabilitySums, availabilityOf, calendarOf, type WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore } from '../store/ledger-store.ts';
import { type SpanReader, spansUpToNow } from './ledger-spans.ts';

/** Availability of a subject of a site over a period, in both calendars, up to now at the latest. */
export async function siteAvailability(
  ledger: LedgerStore,
  settings: WardSettings<SiteRow>,
  site: SiteRow,
  asked: { window: Interval; subject: Subject },
  now: number,
): Promise<SiteAvailability> {
  const window = { from: asked.window.from, until: Math.max(asked.window.from, Math.min(asked.window.until, now)) };
  const [rows, holidays] = await Promise.all([ledger.rowsOf(site.id, window), ledger.holidays()]);
  const [sums] = await sitesAvailability(ledger, settings, [site], { window, subjects: [asked.subject], rows }, now);
  if (!sums) throw new TypeError('a site and a subject give one figure');
  const calendar = calendarOf(settings, site);
  const unconfirmedDays = unconfirmedIn(holidays, window).map((day) => day.date);
  return {
    ...window,
    subject: asked.subject,
    whole: { ...sums.whole, calendar: 'always', calendarVersion: 1, unconfirmedDays: [] },
    open: {
      ...sums.open,
      calendar: calendar.id,
      calendarVersion: calendarVersionAt(calendar, window.from),
      unconfirmedDays,
    },
  };
}

/** Sums of one subject at one site over a period. */
export interface SubjectSums {
  siteId: string;
  subject: string;
  /** Whether there is a timeline at all. */
  isKnown: boolean;
  /** In opening hours, and around the clock. */
  open: AvailabilitySums;
  whole: AvailabilitySums;
}

/** What is summed up: a period that ends now at the latest, and the rows of the ledger that touch it. */
export interface AvailabilityAsked {
  window: Interval;
  subjects: readonly Subject[];
  rows: readonly LedgerRow[];
}

/** Availability of each subject at each site: the sites in their order, of each site the subjects in theirs. */
export async function sitesAvailability(
  ledger: SpanReader,
  settings: WardSettings<SiteRow>,
  sites: readonly SiteRow[],
  { window, subjects, rows }: AvailabilityAsked,
  now: number,
): Promise<SubjectSums[]> {
  const keyOf = (siteId: string | null, subject: string): string => `${siteId ?? '*'} ${subject}`;
  const stored = await spansUpToNow(ledger, sites, window, now, subjects);
  const spans = Map.groupBy(stored, (span) => keyOf(span.siteId, span.subject));
  const own = Map.groupBy(rows, (row) => keyOf(row.siteId, row.subject));
  const openOf = openByCalendar(settings, window);
  return sites.flatMap((site) =>
    subjects.map((subject) => {
      const key = keyOf(site.id, subject);
      const [seen, counted] = [spans.get(key) ?? [], own.get(key) ?? []];
      return {
        siteId: site.id,
        subject,
        isKnown: seen.length > 0,
        open: availabilityOf(seen, openOf(site), counted, now),
        whole: availabilityOf(seen, [window], counted, now),
      };
    }),
  );
}

/** Opening hours of sites in a window; sites of one calendar share them. */
export function openByCalendar(
  settings: WardSettings<SiteRow>,
  window: Interval,
): (site: Pick<SiteRow, 'calendarId'>) => readonly Interval[] {
  const known = new Map<string, Interval[]>();
  return (site) => {
    const calendar = calendarOf(settings, site);
    const open = known.get(calendar.id) ?? openIntervals(calendar, settings.holidays, window);
    known.set(calendar.id, open);
    return open;
  };
}
