import type { Clock } from '@wardwatch/shared/lib';
import { ApiClient } from './data/api-client.ts';
import type { Services } from './data/contexts.ts';
import { LiveClient, type LiveDependencies, type OpenLiveSocket } from './data/live-client.ts';
import type { Fetch } from './data/sender.ts';
import { ServerTime } from './data/server-time.ts';
import type { Preferences } from './preferences.ts';

/** What the console needs of the world around it. */
export interface Platform {
  fetch: Fetch;
  openSocket: OpenLiveSocket;
  clock: Clock;
  /** A draw from [0, 1). */
  random: () => number;
  preferences: Preferences;
}

/** The data layer, put together. */
export interface System extends Services {
  live: LiveClient;
}

/** Whom the data layer tells. */
export type SystemListeners = Pick<LiveDependencies, 'onState' | 'onFleet' | 'onHeard'> & {
  /** A request was refused because the session has ended. */
  onSignedOut(): void;
};

/** Puts the data layer together. Nothing runs yet. */
export function createSystem(platform: Platform, listeners: SystemListeners): System {
  const { clock, random } = platform;
  const api = new ApiClient({ fetch: platform.fetch, clock, onSignedOut: () => listeners.onSignedOut() });
  const serverTime = new ServerTime(clock);
  const live = new LiveClient({ api, open: platform.openSocket, clock, random, serverTime, ...listeners });
  return { api, live, clock, serverTime };
}
