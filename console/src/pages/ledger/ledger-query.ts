import type { Interval } from '@wardwatch/shared/lib';
import { type Cause, CAUSES, OUTAGE_STATUSES, type OutageStatus } from '@wardwatch/shared/model';
import { parsePeriodChoice, type PeriodChoice, periodInterval, type PeriodName, writePeriodChoice } from '../period.ts';

/** Kinds of subject that the ledger can be asked for. */
export const SUBJECT_KINDS = ['site', 'power', 'dns', 'hub', 'server', 'device', 'service'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** Whether an officer confirmed the cause. */
export const CONFIRMED = ['1', '0'] as const;

export const SORTS = ['newest', 'longest'] as const;
export type Sort = (typeof SORTS)[number];

/** Filters that are a word in the address, the same for the server. */
const FILTERS = ['site', 'cause', 'status', 'subject', 'confirmed'] as const;

/** Rows on a page. */
export const PAGE_ROWS = 50;

const DEFAULT_PERIOD: PeriodName = '7d';

/** What of the ledger is shown. Kept in the address, so that it can be sent to somebody. Empty texts mean "all". */
export interface LedgerQuery extends PeriodChoice {
  site: string;
  cause: Cause | '';
  status: OutageStatus | '';
  subject: SubjectKind | '';
  confirmed: (typeof CONFIRMED)[number] | '';
  sort: Sort;
  /** Whether merged and withdrawn rows are shown. */
  isAll: boolean;
  /** From 0. */
  page: number;
}

/** Reads an address; what is missing or nonsense is the default. */
export function parseLedgerQuery(query: URLSearchParams): LedgerQuery {
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | undefined =>
    values.find((value) => value === query.get(name));
  const page = Number(query.get('page') ?? 0);
  return {
    ...parsePeriodChoice(query, DEFAULT_PERIOD),
    site: query.get('site') ?? '',
    cause: oneOf('cause', CAUSES) ?? '',
    status: oneOf('status', OUTAGE_STATUSES) ?? '',
    subject: oneOf('subject', SUBJECT_KINDS) ?? '',
    confirmed: oneOf('confirmed', CONFIRMED) ?? '',
    sort: oneOf('sort', SORTS) ?? 'newest',
    isAll: query.get('all') === '1',
    page: Number.isSafeInteger(page) && page > 0 ? page : 0,
  };
}

/** The address of a view of the ledger; defaults are left out. */
export function ledgerAddress(change: Partial<LedgerQuery>): string {
  const view: LedgerQuery = { ...parseLedgerQuery(new URLSearchParams()), ...change };
  const query = new URLSearchParams();
  writePeriodChoice(query, view, DEFAULT_PERIOD);
  for (const name of FILTERS) if (view[name] !== '') query.set(name, view[name]);
  if (view.sort !== 'newest') query.set('sort', view.sort);
  if (view.isAll) query.set('all', '1');
  if (view.page > 0) query.set('page', String(view.page));
  return query.size === 0 ? '/ledger' : `/ledger?${query}`;
}

/** The address of one outage. */
export function outageAddress(id: string): string {
  return `/ledger/${encodeURIComponent(id)}`;
}

/** What the server is asked for: the same rows for the page and for the file. */
function filterParams(view: LedgerQuery, window: Interval): URLSearchParams {
  const query = new URLSearchParams({ from: String(window.from), until: String(window.until) });
  for (const name of FILTERS) if (view[name] !== '') query.set(name, view[name]);
  if (view.isAll) query.set('all', '1');
  if (view.sort !== 'newest') query.set('sort', view.sort);
  return query;
}

/** The query of `GET /api/outages` for a view at `now`. */
export function apiQuery(view: LedgerQuery, now: number): string {
  const query = filterParams(view, periodInterval(view, now));
  query.set('limit', String(PAGE_ROWS));
  if (view.page > 0) query.set('offset', String(view.page * PAGE_ROWS));
  return query.toString();
}

/** The address of the same rows as a file, all pages of them. */
export function csvAddress(view: LedgerQuery, now: number): string {
  return `/api/outages.csv?${filterParams(view, periodInterval(view, now))}`;
}
