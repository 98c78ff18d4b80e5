import type { Interval } from '../lib/index.ts';
import type { EventEntry } from '../model/index.ts';
import type { JournalEvidence } from './evidence.ts';
import { union } from './timeline.ts';

/** What a proof of life covers beyond its interval: a late timer, a slow disk. */
export const PROOF_GRACE_MS = 10_000;
/** The longest interval that a proof of life may speak for. */
export const MAX_PROOF_MS = 10 * 60_000;
/** How far back a proof may speak at the most: a start or a resume needs to undo no more than that. */
export const PROOF_REACH_MS = MAX_PROOF_MS + PROOF_GRACE_MS;
/** Two proofs this close together prove what lies between: twice the interval of a minute, and some grace. */
export const BRIDGE_MS = 150_000;

/** Interval of the sign of life of a device that does not tell another: an agent's heartbeat. */
export const DEFAULT_BEAT_MS = 15_000;

/** How far apart two proofs of a device may lie that prove what is between: twice its beat, and some grace. */
export function bridgeOf(beatMs: number | undefined): number {
  return Math.max(BRIDGE_MS, 2 * Math.min(beatMs ?? 0, MAX_BEAT_MS) + 30_000);
}

/** The slowest beat that is reckoned with: a point may push once an hour, and no more seldom. */
export const MAX_BEAT_MS = 3_600_000;

/** When a device is proven to have run, and when nothing that it stated may be relied on. */
export interface RunEvidence {
  proven: Interval[];
  holes: Interval[];
}

type Start = Extract<EventEntry, { event: 'boot' | 'start' }>;

/**
 * Puts together what the journal and the sessions prove: spans of life, joined where they are close, and the last sign
 * of life that a start found; less the holes that the device reports itself.
 *
 * A function of the set of entries: order and repeats make no difference, and which starts are read makes none but in
 * their own neighbourhood.
 *
 * @param entries of one device with usable times, in any order.
 * @param spans proven by the journal and the sessions.
 * @param beatMs how often the device gives a sign of life, where that is more seldom than an agent's.
 */
export function runsOf(entries: readonly JournalEvidence[], spans: readonly Interval[], beatMs?: number): RunEvidence {
  const instants = instantsOf(entries, spans);
  const signs: Interval[] = [];
  const holes: Interval[] = [];
  for (const { entry, at } of entries) {
    if (entry.kind !== 'event') continue;
    const offset = at - entry.at;
    const reach = at - PROOF_REACH_MS;
    switch (entry.event) {
      case 'boot':
      case 'start': {
        const lastAlive = lastAliveOf(entry, at);
        if (lastAlive !== null) signs.push({ from: lastAlive, until: lastAlive });
        // What was written, or proven, after that sign of life is later proof still.
        holes.push({ from: Math.max(reach, lastAlive ?? reach, lastBefore(instants, at)), until: at });
        break;
      }
      case 'suspend':
        holes.push({ from: sleptFrom(entry, at), until: at });
        break;
      case 'spool-dropped':
        // Facts may be among what was thrown away: what was stated before does not hold through it.
        if (entry.others > 0) holes.push({ from: entry.from + offset, until: entry.until + offset });
        break;
      case 'stop':
      case 'resume':
      case 'clock-step':
      case 'identity':
      case 'power-source':
      case 'ups-test':
      case 'discharge':
      case 'posture':
      case 'watched-restart':
      default:
    }
  }
  return {
    proven: bridge([...spans, ...signs], bridgeOf(beatMs)),
    holes: holes.filter(({ from, until }) => from < until),
  };
}

/** Since when a machine slept that tells of it as it wakes, by the clock that cannot step. */
export function sleptFrom(entry: Extract<EventEntry, { event: 'suspend' }>, at: number): number {
  return at - (entry.mono - entry.fromMono);
}

/**
 * The last sign of life before a start, by the clock that cannot step where the boot is the same. One that would not
 * lie before the start is of a clock that is of no use: null, as where there is none.
 */
export function lastAliveOf(entry: Start, at: number): number | null {
  const said =
    entry.event === 'start' && entry.lastAliveMono !== null
      ? at - (entry.mono - entry.lastAliveMono)
      : entry.lastAliveAt === null
        ? null
        : entry.lastAliveAt + at - entry.at;
  return said !== null && said < at ? said : null;
}

/** Every instant of which an entry or the end of a span tells, sorted. */
function instantsOf(entries: readonly JournalEvidence[], spans: readonly Interval[]): number[] {
  return [...entries.map((entry) => entry.at), ...spans.map((span) => span.until)].sort((a, b) => a - b);
}

/** The last of the sorted instants before `at`; -Infinity where there is none. */
function lastBefore(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return instants[low - 1] ?? -Infinity;
}

/** Joins spans that lie no further apart than the bridge. */
function bridge(spans: readonly Interval[], bridgeMs: number): Interval[] {
  // A span without length counts: others may be close to it.
  const wide = spans.filter((s) => s.from <= s.until).map(({ from, until }) => ({ from, until: until + bridgeMs }));
  return union(wide)
    .map(({ from, until }) => ({ from, until: until - bridgeMs }))
    .filter(({ from, until }) => from < until);
}
