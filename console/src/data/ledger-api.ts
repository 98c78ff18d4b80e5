import {
  type CalendarList,
  calendarList,
  type LedgerHealth,
  ledgerHealth,
  type LedgerRules,
  ledgerRules,
  type OutageAction,
  type OutageDetail,
  outageDetail,
  type OutageList,
  outageList,
  type SaveWindowRequest,
  type SiteAvailability,
  siteAvailability,
  type SiteSpans,
  siteSpans,
  type UpdateSiteRequest,
  windowList,
} from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { CalendarVersion, HolidayDay, PlannedWindow } from '@wardwatch/shared/model';
import type { ApiResult } from './api-failure.ts';
import { anything, type Sender } from './sender.ts';

/** A version of a calendar as an administrator writes it; the server numbers it. */
export type NewCalendarVersion = Omit<CalendarVersion, 'version'>;

/** The part of the server's interface that serves the ledger: outages, sites over time, windows, calendars. */
export class LedgerApi {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Rows of the ledger; `query` as `outageQuery` reads it, without the question mark. */
  outages(query: string, signal?: AbortSignal): Promise<ApiResult<OutageList>> {
    return this.#sender.get(`/api/outages?${query}`, outageList, signal);
  }

  outage(id: string, signal?: AbortSignal): Promise<ApiResult<OutageDetail>> {
    return this.#sender.get(outagePath(id), outageDetail, signal);
  }

  /** What an officer does with a row. A row that was revised since answers `row-revised` with the row as it is. */
  act(id: string, action: OutageAction): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `${outagePath(id)}/actions`, action, anything);
  }

  attach(id: string, file: File, basedOn: number): Promise<ApiResult<true>> {
    const query = new URLSearchParams({ name: file.name.normalize('NFC'), basedOn: String(basedOn) });
    return this.#sender.upload(`${outagePath(id)}/attachments?${query}`, file);
  }

  /** Whether the chain of revisions holds. */
  health(signal?: AbortSignal): Promise<ApiResult<LedgerHealth>> {
    return this.#sender.get('/api/ledger', ledgerHealth, signal);
  }

  /** The figures that outages are judged by. */
  rules(signal?: AbortSignal): Promise<ApiResult<LedgerRules>> {
    return this.#sender.get('/api/rules', ledgerRules, signal);
  }

  saveRules(rules: LedgerRules): Promise<ApiResult<LedgerRules>> {
    return this.#sender.send('POST', '/api/rules', rules, ledgerRules);
  }

  /** The connectivity of all sites, or every subject of one. */
  spans(window: Interval, siteId: string | undefined, signal?: AbortSignal): Promise<ApiResult<SiteSpans>> {
    const site = siteId === undefined ? '' : `&site=${encodeURIComponent(siteId)}`;
    return this.#sender.get(`/api/spans?${windowText(window)}${site}`, siteSpans, signal);
  }

  availability(siteId: string, window: Interval, signal?: AbortSignal): Promise<ApiResult<SiteAvailability>> {
    return this.#sender.get(`${sitePath(siteId)}/availability?${windowText(window)}`, siteAvailability, signal);
  }

  updateSite(siteId: string, request: UpdateSiteRequest): Promise<ApiResult<true>> {
    return this.#sender.send('PATCH', sitePath(siteId), request, anything);
  }

  windows(signal?: AbortSignal): Promise<ApiResult<{ windows: PlannedWindow[] }>> {
    return this.#sender.get('/api/windows', windowList, signal);
  }

  saveWindow(request: SaveWindowRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/windows', request, anything);
  }

  cancelWindow(id: string): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `/api/windows/${encodeURIComponent(id)}/cancel`, {}, anything);
  }

  calendars(signal?: AbortSignal): Promise<ApiResult<CalendarList>> {
    return this.#sender.get('/api/calendars', calendarList, signal);
  }

  /** Takes the place of that year's days. */
  saveHolidays(year: number, days: readonly HolidayDay[]): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `/api/holidays/${year}`, { days }, anything);
  }

  addCalendarVersion(calendarId: string, version: NewCalendarVersion): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `/api/calendars/${encodeURIComponent(calendarId)}/versions`, version, anything);
  }
}

function outagePath(id: string): string {
  return `/api/outages/${encodeURIComponent(id)}`;
}

function sitePath(id: string): string {
  return `/api/sites/${encodeURIComponent(id)}`;
}

function windowText(window: Interval): string {
  return `from=${window.from}&until=${window.until}`;
}
