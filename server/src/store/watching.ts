import type { ServiceRow, WatchedRow } from '@wardwatch/shared/api';
import type { SpeedTest } from '@wardwatch/shared/model';
import type { Database } from './database.ts';
import { putSetting } from './ledger-settings.ts';
import type { WatchingStore } from './watching-store.ts';

const SPEED = 'speed';

/** What agents are told to watch: documents, written by this module alone. */
export function watchingStore(db: Database): WatchingStore {
  return {
    services: () =>
      db.read(async (reader) => {
        const rows = await reader.selectFrom('services').select('body').orderBy('id').execute();
        return rows.map((row): ServiceRow => JSON.parse(row.body));
      }),
    saveService: (service) =>
      db.write(async ({ trx }) => {
        const row = { id: service.id, body: JSON.stringify(service) };
        await trx
          .insertInto('services')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: row.body }))
          .execute();
      }),
    watched: () =>
      db.read(async (reader) => {
        const rows = await reader.selectFrom('watched_devices').select(['body', 'community']).orderBy('id').execute();
        return rows.map(({ body, community }) => {
          const row: WatchedRow = JSON.parse(body);
          return { row, community };
        });
      }),
    saveWatched: (row, community) =>
      db.write(async ({ trx }) => {
        const change = {
          watcher_id: row.watcherId,
          body: JSON.stringify(row),
          ...(community === undefined ? {} : { community }),
        };
        await trx
          .insertInto('watched_devices')
          .values({ id: row.id, community: null, ...change })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
          .execute();
      }),
    speed: () =>
      db.read(async (reader) => {
        const row = await reader.selectFrom('settings').select('body').where('name', '=', SPEED).executeTakeFirst();
        const speed: SpeedTest | null = row ? JSON.parse(row.body) : null;
        return speed;
      }),
    saveSpeed: (speed) => db.write(({ trx }) => putSetting(trx, SPEED, speed)),
  };
}
