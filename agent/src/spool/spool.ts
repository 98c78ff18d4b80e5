import type { Entry, StampedEntry } from '@wardwatch/shared/model';

/**
 * The journal: what the agent recorded and has not yet been told is safe. It gives each entry its `seq`: increasing
 * within an epoch, and a number that anybody outside has seen is never given to another entry.
 *
 * Whoever appends owns the time stamps; whoever reads says from where, so a reader that forgets (a broken session)
 * simply reads again. Nothing leaves before its acknowledgement, except for lack of room: then metrics go first,
 * oldest first, and what went is recorded as a `spool-dropped` event.
 */
export interface Spool extends AsyncDisposable {
  /** Id of this numbering. Changes only by `renewEpoch`. */
  readonly epoch: string;
  /**
   * The highest number of this epoch that anybody outside can have seen: the last one when the journal was opened, or
   * what `readBatch` gave since. A server that holds more knows numbers that this disk has forgotten.
   */
  readonly shown: number;
  /**
   * Adds an entry. A fact or an event is on the disk when this resolves; a metric or a proof of life is with the
   * operating system, and on the disk after `sync`. A full disk is an answer, not an exception; nothing of the
   * entry stays and no number is used up then.
   */
  append(entry: StampedEntry, bootId: string): Promise<Appended>;
  /**
   * The entries that follow `after`, as many as the limits allow, all of one boot, or undefined where there are
   * none. The batch speaks for every number from `after + 1`; those without an entry were dropped. What it holds
   * is on the disk.
   */
  readBatch(after: number, limits: BatchLimits): Promise<SpoolBatch | undefined>;
  /** Everything up to `upTo` is safe elsewhere and may go. Lower numbers than before change nothing. */
  acknowledge(upTo: number): Promise<void>;
  /** Puts on the disk what is not there yet. */
  sync(): Promise<void>;
  /** Starts a new numbering, because the old one can no longer be trusted. Entries still held are kept, renumbered. */
  renewEpoch(): Promise<void>;
  stats(): SpoolStats;
}

/** What became of an append. */
export type Appended = { ok: true; seq: number } | { ok: false; problem: 'disk-full' | 'io-error'; message: string };

/** Upper bounds of one batch; `maxBytes` counts the entries as JSON text. A single entry is given whatever its size. */
export interface BatchLimits {
  maxEntries: number;
  maxBytes: number;
}

/** A run of the journal, ready for a `batch` frame. */
export interface SpoolBatch {
  epoch: string;
  bootId: string;
  from: number;
  to: number;
  entries: Entry[];
}

/** State of the journal, for `hello`, `status` and the log. */
export interface SpoolStats {
  /** Lowest number held unacknowledged; the next to be written where none is held. */
  first: number;
  /** Highest number given; 0 for none. */
  last: number;
  acknowledged: number;
  /** Entries held unacknowledged; an estimate where some were dropped in between. */
  entries: number;
  /** Bytes on the disk (in memory), acknowledged leftovers included. */
  bytes: number;
  /** Entries thrown away for lack of room since the start. */
  droppedMetrics: number;
  droppedOthers: number;
  /** Appends that failed since the start. */
  failedAppends: number;
  /** Records and files found damaged when the journal was opened. */
  damaged: number;
}

/** Bounds of the journal. */
export interface SpoolBounds {
  maxBytes: number;
  /** Metrics older than this are dropped; other entries leave only for lack of room, because they are evidence. */
  maxAgeMs: number;
}

/** Metrics may be lost to lack of room before anything else. */
export function isExpendable(kind: StampedEntry['kind']): boolean {
  return kind === 'metrics';
}

/** Facts and events are evidence: they are on the disk before an append resolves. */
export function isDurable(kind: StampedEntry['kind']): boolean {
  return kind === 'fact' || kind === 'event';
}

/** What was thrown away in one go, as the `spool-dropped` event says it. */
export interface Dropped {
  metrics: number;
  others: number;
  from: number;
  until: number;
}

/** One more entry thrown away. */
export function addDropped(dropped: Dropped | undefined, entry: { expendable: boolean; at: number }): Dropped {
  return {
    metrics: (dropped?.metrics ?? 0) + (entry.expendable ? 1 : 0),
    others: (dropped?.others ?? 0) + (entry.expendable ? 0 : 1),
    from: Math.min(dropped?.from ?? entry.at, entry.at),
    until: Math.max(dropped?.until ?? entry.at, entry.at),
  };
}

/** Two reports as one. */
export function mergeDropped(a: Dropped | undefined, b: Dropped | undefined): Dropped | undefined {
  if (!a || !b) return a ?? b;
  return {
    metrics: a.metrics + b.metrics,
    others: a.others + b.others,
    from: Math.min(a.from, b.from),
    until: Math.max(a.until, b.until),
  };
}

/** The event that tells what was dropped, stamped like the entry that needed the room. */
export function droppedEvent(dropped: Dropped, stamp: { at: number; mono: number }): StampedEntry {
  return { kind: 'event', event: 'spool-dropped', ...dropped, at: stamp.at, mono: stamp.mono };
}
