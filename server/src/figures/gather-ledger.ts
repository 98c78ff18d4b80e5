import type { ServiceRow, SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRow, Subject } from '@wardwatch/shared/model';
import { doesCount, type WardSettings } from '@wardwatch/shared/outage';
import { spansUpToNow } from '../report/ledger-spans.ts';
import { countedParts, MAX_SUMMED, type RowPart } from '../report/row-parts.ts';
import { openByCalendar, sitesAvailability, type SubjectSums } from '../report/site-availability.ts';
import type { LedgerStore } from '../store/ledger-store.ts';
import { isMonitored, type SiteFacts } from './site-figures.ts';
import { WIFI_LOOK_BACK_MS } from './wifi.ts';

/** More outages touch the period than are summed up; a part of them would be a wrong figure. */
export class TooManyOutages extends Error {
  override readonly name = 'TooManyOutages';
  readonly code = 'too-many-outages';

  constructor(total: number) {
    super(`${total} rows of the ledger touch the period, more than ${MAX_SUMMED}; ask for a shorter one`);
  }
}

/** What the ledger says of a period that ends now at the latest. */
export interface LedgerFacts {
  /** Of the sites' connectivity, in the order of the sites. */
  sums: SubjectSums[];
  parts: RowPart[];
  serviceSums: SubjectSums[];
  serviceParts: RowPart[];
  /** Rows of the server's own blindness. */
  holes: number;
  head: { count: number; hash: string };
}

/** What the ledger is asked. */
export interface LedgerAsked {
  ledger: LedgerStore;
  settings: WardSettings<SiteRow>;
  sites: readonly SiteRow[];
  services: readonly ServiceRow[];
  window: Interval;
}

/** Reads timelines and rows of the period, each with one query for all sites. Rows of other sites are left out. */
export async function gatherLedger(asked: LedgerAsked): Promise<LedgerFacts> {
  const { ledger, settings, sites, window } = asked;
  const end = window.until;
  const head = await ledger.head();
  const [rows, serviceRows, serverRows] = await Promise.all([
    rowsOfPeriod(ledger, window, 'site', sites),
    rowsOfPeriod(ledger, window, 'service', sites),
    ledger.rows({ window, subject: 'server', limit: MAX_SUMMED, offset: 0 }),
  ]);
  const [sums, parts, serviceParts] = await Promise.all([
    sitesAvailability(ledger, settings, sites, { window, subjects: ['site'], rows }, end),
    countedParts(ledger, settings, rows, 'site', window, end),
    countedParts(ledger, settings, serviceRows, 'service', window, end),
  ]);
  const monitored = new Set(sums.filter(isMonitored).map(({ siteId }) => siteId));
  const looking = sites.filter(({ id }) => monitored.has(id));
  return {
    sums,
    parts,
    serviceSums: await serviceSums({ ...asked, sites: looking }, serviceRows),
    serviceParts,
    holes: serverRows.rows.filter(doesCount).length,
    head,
  };
}

/** Rows that touch the period, oldest start first; those of sites that are not asked for are left out. */
export async function rowsOfPeriod(
  ledger: Pick<LedgerStore, 'rows'>,
  window: Interval,
  subject: string,
  sites: readonly Pick<SiteRow, 'id'>[],
): Promise<LedgerRow[]> {
  if (window.from >= window.until) return [];
  const { rows, total } = await ledger.rows({ window, subject, limit: MAX_SUMMED, offset: 0 });
  if (total > rows.length) throw new TooManyOutages(total);
  const ids = new Set<string | null>(sites.map(({ id }) => id));
  return rows.filter(({ siteId }) => ids.has(siteId)).toReversed();
}

/** Services that every site looks at are read together; the others each at their own sites. */
async function serviceSums(
  { ledger, settings, sites, services, window }: LedgerAsked,
  rows: readonly LedgerRow[],
): Promise<SubjectSums[]> {
  const everywhere = services.filter(({ siteIds }) => siteIds === null);
  const groups = [
    { services: everywhere, sites },
    ...services.flatMap((service) =>
      service.siteIds ? [{ services: [service], sites: sites.filter(({ id }) => service.siteIds?.includes(id)) }] : [],
    ),
  ].filter((group) => group.services.length > 0 && group.sites.length > 0);
  const sums: SubjectSums[] = [];
  for (const group of groups) {
    const subjects = group.services.map(({ id }): Subject => `service:${id}`);
    sums.push(...(await sitesAvailability(ledger, settings, group.sites, { window, subjects, rows }, window.until)));
  }
  return sums;
}

/** The last 24 hours of the sites' connectivity, with the hours that they were open. */
export async function gatherLastDay(
  ledger: LedgerStore,
  settings: WardSettings<SiteRow>,
  sites: readonly SiteRow[],
  end: number,
): Promise<(site: SiteRow) => SiteFacts['lastDay']> {
  const window = { from: end - WIFI_LOOK_BACK_MS, until: end };
  const spans = Map.groupBy(await spansUpToNow(ledger, sites, window, end, ['site']), ({ siteId }) => siteId);
  const openOf = openByCalendar(settings, window);
  return (site) => ({ spans: spans.get(site.id) ?? [], open: openOf(site), window });
}
