import type { ServiceRow, WatchedRow } from '@wardwatch/shared/api';

/** What agents are asked to look at, by id, inactive ones too: their past is still spoken of by name. */
export interface Watching {
  services: ReadonlyMap<string, ServiceRow>;
  watched: ReadonlyMap<string, WatchedRow>;
}

/** Nothing is known yet. */
export const NOTHING_WATCHED: Watching = { services: new Map(), watched: new Map() };

/** The lists by id. */
export function watchingOf(services: readonly ServiceRow[], watched: readonly WatchedRow[]): Watching {
  return {
    services: new Map(services.map((row) => [row.id, row])),
    watched: new Map(watched.map((row) => [row.id, row])),
  };
}
