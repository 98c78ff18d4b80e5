import type { ServiceRow } from '@wardwatch/shared/api';
import type { SpeedTest } from '@wardwatch/shared/model';
import type { Database } from './database.ts';
import { judgeAllAnew, putSetting } from './ledger-settings.ts';
import type { StoredWatched, WatchingStore } from './watching-store.ts';

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
      db.write(async (write) => {
        const row = { id: service.id, body: JSON.stringify(service) };
        const known = await write.trx
          .selectFrom('services')
          .select('body')
          .where('id', '=', service.id)
          .executeTakeFirst();
        const before: ServiceRow | undefined = known && JSON.parse(known.body);
        // How long a failure is doubted follows from how often the service is looked at.
        if (before && before.check.everyMs !== service.check.everyMs) await judgeAllAnew(write);
        await write.trx
          .insertInto('services')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: row.body }))
          .execute();
      }),
    watched: () =>
      db.read(async (reader) => {
        const rows = await reader.selectFrom('watched_devices').select(['body', 'community']).orderBy('id').execute();
        return rows.map(({ body, community }) => {
          const row: StoredWatched = JSON.parse(body);
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
