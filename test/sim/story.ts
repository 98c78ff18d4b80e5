import type { EntryBody } from '@wardwatch/shared/model';
import type { DeviceRun } from './device-runs.ts';
import type { SimSession } from './device-sessions.ts';
import type { SimDevice } from './ward-sites.ts';

/** An entry as a device wrote it. The place in the list gives its `seq`. */
export interface JournalLine {
  at: number;
  bootId: string;
  /** Milliseconds since that boot. */
  mono: number;
  body: EntryBody;
  /** When the server gets it; null where it never does within the period. */
  deliveredAt: number | null;
}

/** Everything that one device tells the server. */
export interface DeviceStory {
  device: SimDevice;
  runs: readonly DeviceRun[];
  sessions: readonly SimSession[];
  /** In order of time. */
  lines: readonly JournalLine[];
}

/** How often a device proves that it lives, milliseconds. */
export type AliveMs = 60_000 | 600_000;

/** Something that is written at a moment. */
export interface Dated {
  at: number;
  body: EntryBody;
}
