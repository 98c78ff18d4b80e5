import type { Interval } from '@wardwatch/shared/lib';
import { proofOf } from './alive-spans.ts';
import type { AcceptedEntry } from './store.ts';

/** What a connected agent proves reaches back no further than this from its arrival: it does so every minute. */
export const FRESH_PROOF_MS = 3 * 60_000;

/**
 * From when on proof of life tells nothing new: the session has the agent heard all the while. Without an open session,
 * or for a time before it, only the journal tells.
 *
 * @param connectedSince start of the open session; undefined where there is none.
 */
export function quietSince(receivedAt: number, connectedSince: number | undefined): number {
  return Math.max(receivedAt - FRESH_PROOF_MS, connectedSince ?? Infinity);
}

/**
 * The span of time of which an entry tells something new; undefined where it is none of the ledger's business, or
 * plain proof, reaching back no further than `heardSince`, that an agent which is connected runs on.
 */
export function newsOfEntry(accepted: AcceptedEntry, heardSince: number): Interval | undefined {
  const { entry, correctedAt, quality } = accepted;
  if (quality === 'suspect') return undefined;
  switch (entry.kind) {
    case 'fact':
      return { from: correctedAt, until: correctedAt };
    case 'event':
      return toldBy(entry, correctedAt);
    case 'alive':
    case 'metrics': {
      const proof = proofOf(accepted);
      return proof && proof.from < heardSince ? { from: proof.from, until: proof.until } : undefined;
    }
    default:
      return undefined;
  }
}

/** An event's own moment, and the time before it of which it tells. */
function toldBy(entry: Extract<AcceptedEntry['entry'], { kind: 'event' }>, correctedAt: number): Interval {
  const corrected = (wall: number): number => wall + correctedAt - entry.at;
  const since = (instant: number): Interval => ({
    from: Math.max(0, Math.min(instant, correctedAt)),
    until: correctedAt,
  });
  switch (entry.event) {
    case 'boot':
      return since(entry.lastAliveAt === null ? correctedAt : corrected(entry.lastAliveAt));
    case 'start':
      // Within one boot the clock that cannot step tells better.
      if (entry.lastAliveMono !== null) return since(correctedAt - (entry.mono - entry.lastAliveMono));
      return since(entry.lastAliveAt === null ? correctedAt : corrected(entry.lastAliveAt));
    case 'suspend':
      return since(correctedAt - (entry.mono - entry.fromMono));
    case 'resume':
      return since(correctedAt - entry.sleptMs);
    case 'spool-dropped':
      return since(corrected(entry.from));
    case 'stop':
    case 'clock-step':
    case 'identity':
    case 'power-source':
    case 'ups-test':
    case 'discharge':
    case 'posture':
    case 'watched-restart':
    default:
      return since(correctedAt);
  }
}
