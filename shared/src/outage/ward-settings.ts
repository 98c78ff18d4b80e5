import { ALWAYS, calendarVersionAt, DAY_MS, type HolidayIndex, openIntervals } from '../calendar/index.ts';
import type { Interval } from '../lib/index.ts';
import type { Calendar, PlannedWindow, Subject } from '../model/index.ts';
import { common } from './availability.ts';
import type { SiteTies } from './derive.ts';
import type { Rules } from './evidence.ts';
import type { CountMinutes } from './reconcile.ts';
import { isService, type ServicePaces } from './look-pace.ts';

/** What the rules need to know of a site. */
export interface SiteProfile {
  id: string;
  provider: string | null;
  feeder: string | null;
  calendarId: string;
  hostsServer: boolean;
}

/** What the rules need beside the journals: the same for all sites. */
export interface WardSettings<Site extends SiteProfile = SiteProfile> {
  sites: readonly Site[];
  rules: Rules;
  calendars: ReadonlyMap<string, Calendar>;
  holidays: HolidayIndex;
  windows: readonly PlannedWindow[];
  paces: ServicePaces;
}

/** The site's opening hours; around the clock where its calendar is gone. */
export function calendarOf(settings: WardSettings, site: Pick<SiteProfile, 'calendarId'> | undefined): Calendar {
  return settings.calendars.get(site?.calendarId ?? ALWAYS.id) ?? ALWAYS;
}

/** Opening hours in a window and a little around it, so that an edge of the window is not taken for opening time. */
export function openAround(settings: WardSettings, site: SiteProfile, window: Interval): Interval[] {
  const wide = { from: window.from - 2 * DAY_MS, until: window.until + 2 * DAY_MS };
  return openIntervals(calendarOf(settings, site), settings.holidays, wide);
}

/** Counts an outage's minutes by the clock and in the site's opening hours, with the calendar's version at its start. */
export function minutesIn(settings: WardSettings, site: Pick<SiteProfile, 'calendarId'> | undefined): CountMinutes {
  const calendar = calendarOf(settings, site);
  return (down) => {
    const first = down[0]?.from ?? 0;
    const hull = { from: first, until: Math.max(first, ...down.map((span) => span.until)) };
    const open = common(down, openIntervals(calendar, settings.holidays, hull));
    const total = (spans: readonly Interval[]): number => spans.reduce((sum, one) => sum + one.until - one.from, 0);
    return {
      wholeMs: total(down),
      openMs: total(open),
      calendar: calendar.id,
      calendarVersion: calendarVersionAt(calendar, first),
    };
  };
}

/** What a site shares with others. */
export function tiesOf({ id, provider, feeder }: SiteProfile): SiteTies {
  return { siteId: id, provider, feeder };
}

/** Sites whose timelines bear on an outage of a subject: those that share something, or, for a service, any other. */
export function askedAbout<Site extends SiteProfile>(
  settings: Pick<WardSettings<Site>, 'sites'>,
  site: SiteProfile,
  subject: Subject,
): Site[] {
  if (!isService(subject)) return tiedTo(settings, site);
  return settings.sites.filter((other) => other.id !== site.id);
}

/** Sites that share a feeder or a provider with this one. */
export function tiedTo<Site extends SiteProfile>(
  settings: Pick<WardSettings<Site>, 'sites'>,
  site: SiteProfile,
): Site[] {
  return settings.sites.filter(
    (other) =>
      other.id !== site.id &&
      ((site.feeder !== null && other.feeder === site.feeder) ||
        (site.provider !== null && other.provider === site.provider)),
  );
}
