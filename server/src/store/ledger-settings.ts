import type { ServiceRow } from '@wardwatch/shared/api';
import { addDays, dateOf, startOfDay } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { Calendar, HolidayDay, PlannedWindow, WindowScope } from '@wardwatch/shared/model';
import { DEFAULT_RULES, type Rules, NOTICE_SLACK_MS, type ServicePaces } from '@wardwatch/shared/outage';
import type { Kysely, Transaction } from 'kysely';
import type { Write } from './database.ts';
import { addNews, newsOfAll, siteNews } from './ledger-news.ts';
import { EVERY_SITE, FOREVER } from './ledger-store.ts';
import { inChunks } from './rows.ts';
import type { Tables } from './tables.ts';

const RULES = 'rules';

/** Windows that were ever entered, also those that were cancelled. */
export async function readWindows(db: Kysely<Tables>): Promise<PlannedWindow[]> {
  const rows = await db.selectFrom('planned_windows').select('body').orderBy('id').execute();
  return rows.map((row) => parseWindow(row.body));
}

/** Adds or replaces a window; what it covers, and what it covered before, is judged anew. */
export async function saveWindow(write: Write, window: PlannedWindow): Promise<void> {
  const { trx } = write;
  const stored = trx.selectFrom('planned_windows').select('body').where('id', '=', window.id);
  const before = await stored.executeTakeFirst();
  const row = { id: window.id, body: JSON.stringify(window) };
  await trx
    .insertInto('planned_windows')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: row.body }))
    .execute();
  for (const version of [...(before ? [parseWindow(before.body)] : []), window]) {
    const span = coveredBy(version);
    const sites = await sitesIn(trx, version.scope);
    await addNews(
      write,
      sites.map((siteId) => siteNews(siteId, span)),
    );
  }
}

/** The column holds what `saveWindow` wrote. */
function parseWindow(body: string): PlannedWindow {
  const window: PlannedWindow = JSON.parse(body);
  return window;
}

/** From the first instant that a window covers to the last, its repeats included. */
function coveredBy({ from, until, weekly, repeatUntil }: PlannedWindow): Interval {
  // A notice speaks for what began a little before it.
  const start = from - NOTICE_SLACK_MS;
  if (!weekly) return { from: start, until };
  return { from: start, until: repeatUntil === null ? FOREVER : repeatUntil + (until - from) };
}

async function sitesIn(trx: Transaction<Tables>, scope: WindowScope): Promise<string[]> {
  if (scope.kind === 'all') return [EVERY_SITE];
  if (scope.kind === 'sites') return scope.siteIds;
  const sites = trx.selectFrom('sites').select('id');
  return idsOf(
    scope.kind === 'feeder' ? sites.where('feeder', '=', scope.feeder) : sites.where('provider', '=', scope.provider),
  );
}

async function idsOf(sites: { execute(): Promise<{ id: string }[]> }): Promise<string[]> {
  return (await sites.execute()).map((site) => site.id);
}

/** Calendars in order of their ids. */
export async function readCalendars(db: Kysely<Tables>): Promise<Calendar[]> {
  const rows = await db.selectFrom('calendars').select('body').orderBy('id').execute();
  return rows.map((row): Calendar => JSON.parse(row.body));
}

/** Adds or replaces a calendar; the sites that keep its hours are judged anew. */
export async function saveCalendar(write: Write, calendar: Calendar, judgeFrom: number): Promise<void> {
  const { trx } = write;
  const row = { id: calendar.id, body: JSON.stringify(calendar) };
  await trx
    .insertInto('calendars')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: row.body }))
    .execute();
  const sites = await idsOf(trx.selectFrom('sites').select('id').where('calendar_id', '=', calendar.id));
  await addNews(
    write,
    sites.map((siteId) => siteNews(siteId, { from: judgeFrom, until: FOREVER })),
  );
}

/** Special days in their order. */
export async function readHolidays(db: Kysely<Tables>): Promise<HolidayDay[]> {
  const rows = await db.selectFrom('holidays').select('body').orderBy('date').execute();
  return rows.map((row): HolidayDay => JSON.parse(row.body));
}

/** Takes the place of a year's days; that year is judged anew. Days of other years are left out. */
export async function saveHolidays(write: Write, year: number, days: readonly HolidayDay[]): Promise<void> {
  const { trx } = write;
  const [first, next] = [dateOf(year, 1, 1), dateOf(year + 1, 1, 1)];
  await trx.deleteFrom('holidays').where('date', '>=', first).where('date', '<', next).execute();
  const inYear = days.filter(({ date }) => date >= first && date < next);
  await putHolidays(trx, inYear);
  // A day's swap may have its counterpart across the turn of the year.
  await addNews(write, [newsOfAll({ from: startOfDay(first), until: startOfDay(addDays(next, 1)) })]);
}

/** Adds days; of two for one date the later counts. */
export async function putHolidays(trx: Transaction<Tables>, days: readonly HolidayDay[]): Promise<void> {
  const byDate = new Map(days.map((day) => [day.date, { date: day.date, body: JSON.stringify(day) }]));
  for (const chunk of inChunks([...byDate.values()], 2)) await trx.insertInto('holidays').values(chunk).execute();
}

/** The rules as they were saved; figures that are missing there are as delivered. */
export async function readRules(db: Kysely<Tables>): Promise<Rules> {
  const row = await db.selectFrom('settings').select('body').where('name', '=', RULES).executeTakeFirst();
  const saved: Partial<Rules> = row ? JSON.parse(row.body) : {};
  return { ...DEFAULT_RULES, ...saved };
}

/** Keeps the rules; everything that was ever recorded is judged anew by them. */
export async function saveRules(write: Write, rules: Rules): Promise<void> {
  await putSetting(write.trx, RULES, rules);
  await judgeAllAnew(write);
}

/** Everything that was ever judged is to be judged again. */
export async function judgeAllAnew(write: Write): Promise<void> {
  const { since } = await write.trx
    .selectFrom('sites')
    .select((site) => site.fn.min('created_at').as('since'))
    .executeTakeFirstOrThrow();
  // Without a site there is nothing to judge; the minimum of nothing is null, whatever the types say.
  if (typeof since === 'number') await addNews(write, [newsOfAll({ from: since, until: FOREVER })]);
}

/** How often each service is looked at, as it was saved last; also those that nobody looks at any longer. */
export async function readPaces(db: Kysely<Tables>): Promise<ServicePaces> {
  const rows = await db.selectFrom('services').select(['id', 'body']).orderBy('id').execute();
  return new Map(
    rows.map(({ id, body }) => {
      const { check }: ServiceRow = JSON.parse(body);
      return [id, check.everyMs];
    }),
  );
}

/** Keeps a value under a name. */
export async function putSetting(trx: Transaction<Tables>, name: string, value: unknown): Promise<void> {
  const body = JSON.stringify(value);
  await trx
    .insertInto('settings')
    .values({ name, body })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ body }))
    .execute();
}
