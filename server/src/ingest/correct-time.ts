import type { TimeQuality } from '../store/store.ts';

/** No entry is older than the product. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
/** What clocks may differ by between two measurements of their offset. */
const SLACK_MS = 60_000;

/**
 * One moment, seen by both clocks of an agent and by the server, within one boot of the machine. Everything that the
 * agent wrote is placed in time by counting from here.
 */
export interface ClockAnchor {
  bootId: string;
  /** The agent's clock since boot at the moment. */
  mono: number;
  /** The server's clock at the moment. */
  serverMs: number;
  /** Server minus the agent's wall clock. */
  offsetMs: number;
  /** Half the round trip: the offset is within this of the truth. */
  errorMs: number;
}

/** Four readings around one round trip: sent and received by the server, received and answered by the agent. */
export interface RoundTrip {
  bootId: string;
  sentAt: number;
  agentReceivedAt: number;
  agentAnsweredAt: number;
  agentMono: number;
  answeredAt: number;
}

/** The anchor of a round trip, by the arithmetic of NTP (RFC 5905 § 8). */
export function anchorOf(trip: RoundTrip): ClockAnchor {
  const offsetMs = Math.round((trip.sentAt - trip.agentReceivedAt + (trip.answeredAt - trip.agentAnsweredAt)) / 2);
  const onTheWay = trip.answeredAt - trip.sentAt - (trip.agentAnsweredAt - trip.agentReceivedAt);
  return {
    bootId: trip.bootId,
    mono: trip.agentMono,
    serverMs: trip.agentAnsweredAt + offsetMs,
    offsetMs,
    errorMs: Math.max(0, Math.round(onTheWay / 2)),
  };
}

/** An entry's place in time. */
export interface PlacedTime {
  correctedAt: number;
  quality: TimeQuality;
  offsetMs: number;
}

/**
 * Places an entry in time. Within the anchor's boot the clock that cannot step decides, so that a wall clock which
 * was wrong, or was put right in between, does no harm. For an earlier boot only the wall clock tells, corrected by
 * the offset of today: a time after this boot began is then plainly wrong.
 */
export function placeEntry(
  entry: { at: number; mono: number },
  bootId: string,
  anchor: ClockAnchor,
  nowMs: number,
): PlacedTime {
  const sameBoot = bootId === anchor.bootId;
  const correctedAt = sameBoot ? anchor.serverMs - (anchor.mono - entry.mono) : entry.at + anchor.offsetMs;
  const latest = sameBoot ? nowMs : Math.min(nowMs, anchor.serverMs - anchor.mono);
  const plausible = correctedAt >= EARLIEST_MS && correctedAt <= latest + SLACK_MS;
  return {
    correctedAt: plausible ? correctedAt : Math.max(0, entry.at),
    quality: plausible ? (sameBoot ? 'mono' : 'offset') : 'suspect',
    offsetMs: correctedAt - entry.at,
  };
}
