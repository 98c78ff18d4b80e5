import { DEFAULT_CALENDARS, HOLIDAY_SEED } from '@wardwatch/shared/calendar';
import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import { putHolidays, putSetting } from './ledger-settings.ts';
import type { Tables } from './tables.ts';

/** Name of the setting that says that the store has had its first calendars. */
const SEEDED = 'calendars-seeded';

/** Gives a new store the calendars and special days that it starts with; once, so that what is deleted stays so. */
export async function seedCalendars(db: Database): Promise<void> {
  if (await db.read(isSeeded)) return;
  await db.quietly(async (trx) => {
    // Several servers may start at the same moment; the write lock lets one go first.
    if (await isSeeded(trx)) return;
    const calendars = DEFAULT_CALENDARS.map((calendar) => ({ id: calendar.id, body: JSON.stringify(calendar) }));
    await trx.insertInto('calendars').values(calendars).execute();
    await putHolidays(trx, HOLIDAY_SEED);
    await putSetting(trx, SEEDED, true);
  });
}

async function isSeeded(db: Kysely<Tables>): Promise<boolean> {
  const setting = db.selectFrom('settings').select('name').where('name', '=', SEEDED);
  return (await setting.executeTakeFirst()) !== undefined;
}
