import type { Board, DeviceRow, SiteRow } from '@wardwatch/shared/api';
import { withRows } from './collection.ts';

/** All sites and devices as last heard. A plain value: each change makes a new one. */
export interface Fleet {
  /** Cursor of the live stream. */
  revision: number;
  sites: ReadonlyMap<string, SiteRow>;
  devices: ReadonlyMap<string, DeviceRow>;
}

/** The fleet that a whole board describes. */
export function fleetOf(board: Pick<Board, 'revision' | 'sites' | 'devices'>): Fleet {
  return withChanges({ revision: 0, sites: new Map(), devices: new Map() }, board);
}

/** The fleet after rows changed. */
export function withChanges(fleet: Fleet, changes: Pick<Board, 'revision' | 'sites' | 'devices'>): Fleet {
  return {
    revision: Math.max(fleet.revision, changes.revision),
    sites: withRows(fleet.sites, changes.sites),
    devices: withRows(fleet.devices, changes.devices),
  };
}
