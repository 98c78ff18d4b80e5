import type { Interval } from '../lib/index.ts';
import type { Duty, EventEntry, FactEntry } from '../model/index.ts';

/** A fact or event of a device's journal with its corrected time, UTC milliseconds. */
export interface JournalEvidence {
  at: number;
  bootId: string;
  /** Order within one journal, for entries of one millisecond. */
  seq: number;
  entry: FactEntry | EventEntry;
}

/** When a device belonged to the site and counted, and what it was meant to do. */
export interface Term extends Interval {
  duty: Duty;
}

/** What one device tells about a site. Lists may be in any order and may hold repeats. */
export interface DeviceEvidence {
  deviceId: string;
  terms: readonly Term[];
  /**
   * How often it gives a sign of life, milliseconds; absent for an agent's own heartbeat. The silence of one that speaks
   * more seldom tells nothing before it has missed three.
   */
  beatMs?: number;
  /**
   * Spans that the journal proves the agent to have run: those that touch the window and the nearest on each side,
   * with what lies no further than a bridge (`bridgeOf`) before them.
   */
  proven: readonly Interval[];
  /** Sessions: from the welcome to the last frame that was heard; as many as of the proven spans. */
  heard: readonly Interval[];
  /**
   * Facts and events: all within the window; before it the last of each fact, by its name, and of each event; after it the first start or
   * end of a sleep, and every `spool-dropped`, since these tell of the time before them.
   */
  entries: readonly JournalEvidence[];
}

/** A planned window or notice as it falls on the site: one occurrence. */
export interface PlannedSpan extends Interval {
  windowId: string;
  kind: 'maintenance' | 'power-cut';
  source: string;
  enteredAt: number;
}

/** Everything that decides the timelines of one site. */
export interface SiteEvidence {
  siteId: string;
  /** Whether this server stands at the site, so that hearing a device proves nothing about the Internet line. */
  hostsServer: boolean;
  devices: readonly DeviceEvidence[];
  /** Opening hours. */
  open: readonly Interval[];
  planned: readonly PlannedSpan[];
  /** When the server ran, was settled, and had a network of its own. */
  listening: readonly Interval[];
}

/** Figures of the rules; each is editable by the ward. */
export interface Rules {
  /** A silence shorter than this is no outage. */
  graceMs: number;
  /** Outages of one cause closer together than this are one. */
  mergeGapMs: number;
  /** Shorter ones are counted, but not in the ledger's list. */
  minListMs: number;
  /** Facts this close to the start belong to it. */
  settleMs: number;
  /** Outages of several sites that begin this close together may share a cause. */
  togetherMs: number;
  /** Interval of the probes: how far before its first observation a change may lie. */
  probeMs: number;
  /** A device on duty in opening hours need not be on in the first and the last part of them. */
  hoursStartMs: number;
  hoursEndMs: number;
}

/** The rules as they are delivered. */
export const DEFAULT_RULES: Rules = {
  graceMs: 60_000,
  mergeGapMs: 120_000,
  minListMs: 300_000,
  settleMs: 60_000,
  togetherMs: 120_000,
  probeMs: 15_000,
  hoursStartMs: 30 * 60_000,
  hoursEndMs: 15 * 60_000,
};
