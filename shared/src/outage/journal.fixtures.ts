import type { EventEntry, FactName, FactValue } from '../model/index.ts';
import type { DeviceEvidence, JournalEvidence } from './evidence.ts';

/** What an event says beside its stamp. */
export type EventBody = EventEntry extends infer Event
  ? Event extends EventEntry
    ? Omit<Event, 'seq' | 'at' | 'mono' | 'kind'>
    : never
  : never;

/** How far the wall clock of these devices is behind. */
const BEHIND_MS = 5_000;
/** When their machines booted, by the true clock. */
const BOOTED_AT = 0;

/** An event at a true time, of a device whose wall clock is behind. */
export function eventAt(at: number, body: EventBody, seq = at): JournalEvidence {
  const stamp = { seq, at: at - BEHIND_MS, mono: at - BOOTED_AT, kind: 'event' as const };
  return { bootId: 'boot', seq, at, entry: { ...stamp, ...body } };
}

/** A fact stated at a true time. */
export function factAt(at: number, fact: FactName, value: FactValue | null, seq = at): JournalEvidence {
  return { bootId: 'boot', seq, at, entry: { seq, at: at - BEHIND_MS, mono: at, kind: 'fact', fact, value } };
}

/** A boot whose machine came up a second before, with what it knows of the stop before it. */
export function bootAt(at: number, clean: boolean | null, lastAlive: number | null = null): JournalEvidence {
  const lastAliveAt = lastAlive === null ? null : lastAlive - BEHIND_MS;
  return eventAt(at, { event: 'boot', bootedAt: at - 1_000 - BEHIND_MS, clean, how: 'journal', lastAliveAt });
}

/** A device of that site, with what its journal proves. */
export function deviceOf(given: Partial<DeviceEvidence> = {}): DeviceEvidence {
  return { deviceId: 'mini', terms: [], proven: [], heard: [], entries: [], ...given };
}
