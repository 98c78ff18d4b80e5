import { FakeClock } from '@wardwatch/shared/lib';
import type { App } from '../app.ts';
import '../app.ts';
import type { Preferences } from '../preferences.ts';
import { NOW } from './rows.ts';
import type { StandInNetwork } from './stand-in-network.ts';

/** The console at an address, on a network that the test plays. */
export interface OpenedApp {
  app: App;
  clock: FakeClock;
  kept: Map<string, string>;
}

/** Opens the whole console on the test's page, as a browser would at the address. */
export function openApp(network: StandInNetwork, path: string, setupToken?: string): OpenedApp {
  history.replaceState(null, '', path);
  const clock = new FakeClock({ wall: NOW });
  const kept = new Map<string, string>();
  const preferences: Preferences = {
    read: (key) => kept.get(key),
    write: (key, value) => void kept.set(key, value),
  };
  const app = document.createElement('ww-app');
  app.platform = { fetch: network.fetch, openSocket: network.openSocket, clock, random: () => 0, preferences };
  app.setupToken = setupToken;
  document.body.replaceChildren(app);
  return { app, clock, kept };
}
