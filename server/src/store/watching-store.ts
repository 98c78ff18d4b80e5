import type { ServiceRow, WatchedRow } from '@wardwatch/shared/api';
import type { SpeedTest } from '@wardwatch/shared/model';

/** What people tell the agents to watch. */
export interface WatchingStore {
  /** Services, in order of their ids. */
  services(): Promise<ServiceRow[]>;
  /** Adds a service, or takes the place of the one with its id. */
  saveService(service: ServiceRow): Promise<void>;
  /** Watched devices, in order of their ids, each with its sealed SNMP community. */
  watched(): Promise<SealedWatched[]>;
  /** Adds a watched device, or takes the place of the one with its id. An absent community stays as it is. */
  saveWatched(row: StoredWatched, community: string | null | undefined): Promise<void>;
  /** Measurement of speed; null for none. */
  speed(): Promise<SpeedTest | null>;
  saveSpeed(speed: SpeedTest | null): Promise<void>;
}

/** A watched device as it is kept: where its watcher is now, is for the fleet to say. */
export type StoredWatched = Omit<WatchedRow, 'isElsewhere'>;

/** A watched device. Its community is kept as it was sealed; the store cannot read it. */
export interface SealedWatched {
  row: StoredWatched;
  community: string | null;
}
