import { createContext } from '@lit/context';
import type { SessionInfo } from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import type { ApiClient } from './api-client.ts';
import type { Fleet } from './fleet.ts';
import type { ConnectionState, LiveClient } from './live-client.ts';
import type { ServerTime } from './server-time.ts';
import type { Watching } from './watching.ts';

/** Names of people by id. */
export type PeopleNames = ReadonlyMap<string, string>;

/** What pages act through. Never changes while the page is open. */
export interface Services {
  api: ApiClient;
  live: Pick<LiveClient, 'wake'>;
  clock: Clock;
  serverTime: ServerTime;
}

/** One context for each rate of change, so that a tick of the clock does not render what only a sign-in changes. */
export const servicesContext = createContext<Services>(Symbol('services'));

/** Who is signed in. Changes at sign-in and sign-out. */
export const sessionContext = createContext<SessionInfo | undefined>(Symbol('session'));

/** Names of people by id; undefined until they are loaded. Changes at sign-in and sign-out. */
export const peopleContext = createContext<PeopleNames | undefined>(Symbol('people'));

/** Services and watched devices, for their names. Changes when an administrator changes them. */
export const watchingContext = createContext<Watching>(Symbol('watching'));

/** How the console hears from the server. Changes when the connection does. */
export const connectionContext = createContext<ConnectionState>(Symbol('connection'));

/** Sites and devices; undefined before the first board. Changes with each change of a row. */
export const fleetContext = createContext<Fleet | undefined>(Symbol('fleet'));

/** The server's time, UTC milliseconds. Changes every few seconds. */
export const nowContext = createContext<number>(Symbol('now'));
