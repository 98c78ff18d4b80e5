import type { Write } from './database.ts';
import { putTerm } from './device-terms.ts';
import { addNews, siteNews } from './ledger-news.ts';
import { FOREVER, type SiteSettings } from './ledger-store.ts';
import type { Tables } from './tables.ts';
import type { Selectable } from 'kysely';

type Columns = Pick<
  Selectable<Tables['sites']>,
  'name' | 'provider' | 'feeder' | 'calendar_id' | 'contact' | 'hosts_server' | 'archived'
>;

/** Settings without a history: what is said now holds for all of the past. */
const WITHOUT_HISTORY = ['provider', 'feeder', 'calendar_id', 'hosts_server'] as const;

/** Feeders and providers that sites changed, so that those who share them are told once, however many changed. */
export interface Ties {
  feeders: Set<string>;
  providers: Set<string>;
  /** Since when the causes of those sites may read differently; Infinity for never. */
  from: number;
}

/** No ties yet. */
export function noTies(): Ties {
  return { feeders: new Set(), providers: new Set(), from: Infinity };
}

/** Changes what is given; says whether there is such a site. Nothing is written where nothing is new. */
export async function updateSite(
  write: Write,
  siteId: string,
  settings: SiteSettings,
  at: number,
): Promise<{ result: boolean; isVisible: boolean }> {
  const ties = noTies();
  const outcome = await changeSite(write, siteId, settings, at, ties);
  await tellTied(write, ties);
  return outcome;
}

/** The same for one of many sites: whoever changed the last one tells the tied ones with `tellTied`. */
export async function changeSite(
  write: Write,
  siteId: string,
  settings: SiteSettings,
  at: number,
  ties: Ties,
): Promise<{ result: boolean; isVisible: boolean }> {
  const { trx, revision } = write;
  const stored = await trx.selectFrom('sites').selectAll().where('id', '=', siteId).executeTakeFirst();
  if (!stored) return { result: false, isVisible: false };
  const after = columnsWith(stored, settings);
  const changed = (column: keyof Columns): boolean => after[column] !== stored[column];
  const isPastConcerned = WITHOUT_HISTORY.some(changed);
  const isVisible = isPastConcerned || changed('name') || changed('contact') || changed('archived');
  if (!isVisible) return { result: true, isVisible };
  await trx
    .updateTable('sites')
    .set({ ...after, revision })
    .where('id', '=', siteId)
    .execute();
  const from = isPastConcerned ? Math.min(at, stored.created_at) : at;
  if (isPastConcerned || changed('archived')) await addNews(write, [siteNews(siteId, { from, until: FOREVER })]);
  if (changed('archived') && after.archived === 1) await endTerms(write, siteId, at);
  if (changed('feeder') || changed('provider')) tie(ties, [stored, after], from);
  return { result: true, isVisible };
}

/** Nothing stands at an archived site any more: its devices are out of service from now on. */
async function endTerms(write: Write, siteId: string, at: number): Promise<void> {
  const devices = write.trx.selectFrom('devices').select(['id', 'duty']).where('site_id', '=', siteId);
  for (const { id, duty } of await devices.execute()) {
    await putTerm(write, id, { from: at, siteId, duty, inService: false });
  }
}

function tie(ties: Ties, versions: readonly Columns[], from: number): void {
  for (const { feeder, provider } of versions) {
    if (feeder !== null) ties.feeders.add(feeder);
    if (provider !== null) ties.providers.add(provider);
  }
  ties.from = Math.min(ties.from, from);
}

/** Causes of sites that share, or shared, a feeder or a provider may read differently now. */
export async function tellTied(write: Write, { feeders, providers, from }: Ties): Promise<void> {
  if (feeders.size + providers.size === 0) return;
  const tied = write.trx
    .selectFrom('sites')
    .select('id')
    .where((where) => where.or([where('feeder', 'in', [...feeders, '']), where('provider', 'in', [...providers, ''])]));
  const news = (await tied.execute()).map(({ id }) => siteNews(id, { from, until: FOREVER }));
  await addNews(write, news);
}

function columnsWith(stored: Columns, settings: SiteSettings): Columns {
  const flag = (given: boolean | undefined, known: 0 | 1): 0 | 1 => (given === undefined ? known : given ? 1 : 0);
  return {
    name: settings.name ?? stored.name,
    provider: settings.provider === undefined ? stored.provider : settings.provider,
    feeder: settings.feeder === undefined ? stored.feeder : settings.feeder,
    calendar_id: settings.calendarId ?? stored.calendar_id,
    contact: settings.contact === undefined ? stored.contact : settings.contact,
    hosts_server: flag(settings.hostsServer, stored.hosts_server),
    archived: flag(settings.archived, stored.archived),
  };
}
