import type { CalendarList, OutageList, SiteSpan } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { ApiResult } from '../../data/api-failure.ts';
import type { LedgerApi } from '../../data/ledger-api.ts';

const DAY_MS = 86_400_000;

/** The latest outages that the site's page lists. */
const LATEST_ROWS = 5;

/** What the site's page shows besides the row of the board. */
export interface SiteHistory {
  /** 90 days up to now. */
  window: Interval;
  /** Connectivity only. */
  spans: readonly SiteSpan[];
  latest: OutageList['rows'];
  calendars: CalendarList['calendars'];
}

/** Loads the site's past in one go, so that its parts belong together. */
export async function loadSiteHistory(
  api: Pick<LedgerApi, 'spans' | 'outages' | 'calendars'>,
  siteId: string,
  now: number,
  signal: AbortSignal,
): Promise<ApiResult<SiteHistory>> {
  const window = { from: Math.max(0, now - 90 * DAY_MS), until: now };
  const query = new URLSearchParams({
    from: String(window.from),
    until: String(now + 1),
    site: siteId,
    limit: String(LATEST_ROWS),
  });
  const [spans, latest, calendars] = await Promise.all([
    api.spans(window, siteId, signal),
    api.outages(query.toString(), signal),
    api.calendars(signal),
  ]);
  if (!spans.ok) return spans;
  if (!latest.ok) return latest;
  if (!calendars.ok) return calendars;
  const own = spans.value.spans.filter((span) => span.siteId === siteId && span.subject === 'site');
  return {
    ok: true,
    value: { window, spans: own, latest: latest.value.rows, calendars: calendars.value.calendars },
  };
}
