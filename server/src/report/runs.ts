import { type Interval } from '@wardwatch/shared/lib';
import { union } from '@wardwatch/shared/outage';
import type { StoredEntry } from '../store/store.ts';

/**
 * How far back a proof of life may speak: ten minutes and its grace (`store/alive-spans.ts`). A start or a resume
 * needs to undo no more than that.
 */
export const PROOF_REACH_MS = 610_000;

/** Two proofs this close together prove what lies between: twice the interval of a minute, and some grace. */
export const BRIDGE_MS = 150_000;

/** When a device is proven to have run, and when nothing that it stated may be relied on. */
export interface RunEvidence {
  proven: Interval[];
  holes: Interval[];
}

/**
 * Puts together what the journal proves: spans of life, joined where they are close, and the last sign of life that a
 * start found; less the holes that the device reports itself.
 *
 * A function of the set of entries: which starts are read makes no difference but in their own neighbourhood.
 *
 * @param entries of one device with usable times, in any order.
 * @param spans proven by the journal and the session.
 */
export function runsOf(entries: readonly StoredEntry[], spans: readonly Interval[]): RunEvidence {
  const signs: Interval[] = [];
  const holes: Interval[] = [];
  for (const { entry, correctedAt } of entries) {
    if (entry.kind !== 'event') continue;
    const offset = correctedAt - entry.at;
    const reach = correctedAt - PROOF_REACH_MS;
    switch (entry.event) {
      case 'boot':
      case 'start': {
        const lastAlive = lastAliveOf(entry, correctedAt);
        if (lastAlive !== null) signs.push({ from: lastAlive, until: lastAlive });
        // What was written, or proven, after that sign of life is later proof still.
        const proof = Math.max(reach, lastAlive ?? reach, lastBefore(entries, spans, correctedAt));
        holes.push({ from: proof, until: correctedAt });
        break;
      }
      case 'suspend':
        holes.push({ from: Math.max(correctedAt - (entry.mono - entry.fromMono), reach), until: correctedAt });
        break;
      case 'spool-dropped':
        // Facts may be among what was thrown away: what was stated before does not hold through it.
        if (entry.others > 0) holes.push({ from: entry.from + offset, until: entry.until + offset });
        break;
      case 'stop':
      case 'resume':
      case 'clock-step':
      case 'identity':
      default:
    }
  }
  return { proven: bridge([...spans, ...signs]), holes: holes.filter(({ from, until }) => from < until) };
}

/** The last instant before a start of which an entry or a span tells. */
function lastBefore(entries: readonly StoredEntry[], spans: readonly Interval[], startedAt: number): number {
  const instants = [...entries.map((entry) => entry.correctedAt), ...spans.map((span) => span.until)];
  return Math.max(...instants.filter((instant) => instant < startedAt));
}

/** The last sign of life before a start, by the clock that cannot step where the boot is the same; never after the start. */
function lastAliveOf(
  entry: Extract<StoredEntry['entry'], { event: 'boot' | 'start' }>,
  correctedAt: number,
): number | null {
  if (entry.event === 'start' && entry.lastAliveMono !== null) {
    return Math.min(correctedAt, correctedAt - (entry.mono - entry.lastAliveMono));
  }
  if (entry.lastAliveAt === null) return null;
  return Math.min(correctedAt, entry.lastAliveAt + correctedAt - entry.at);
}

/** Joins spans that lie no further apart than `BRIDGE_MS`. */
function bridge(spans: readonly Interval[]): Interval[] {
  const wide = spans.map(({ from, until }) => ({ from, until: until + BRIDGE_MS }));
  return union(wide)
    .map(({ from, until }) => ({ from, until: until - BRIDGE_MS }))
    .filter(({ from, until }) => from < until);
}
