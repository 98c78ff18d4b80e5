import type { Write } from './database.ts';
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

/** Changes what is given; says whether there is such a site. Nothing is written where nothing is new. */
export async function updateSite(
  write: Write,
  siteId: string,
  settings: SiteSettings,
  at: number,
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
  return { result: true, isVisible };
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
