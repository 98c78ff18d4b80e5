import { backoffMs } from '@wardwatch/shared/lib';
import { afterClose, CLOSE, CLOSE_REASONS, DEFAULT_WAIT_MS, LIMITS, type ServerBye } from '@wardwatch/shared/protocol';

/** A second machine with the same key would be thrown out by us and we by it, for ever; so the loser waits long. */
const SUPERSEDED_WAIT_MS = 900_000;

const BACKOFF = { firstMs: LIMITS.reconnectFirstMs, maxMs: LIMITS.reconnectMaxMs };

/** What follows the end of a connection. */
export type Plan =
  /** Connect again; a change of the network makes it at once. */
  | { kind: 'retry'; delayMs: number }
  /** The server asked to be left alone for so long; nothing shortens it. */
  | { kind: 'wait'; delayMs: number }
  /** Not before a person acts. */
  | { kind: 'stop' };

/**
 * Decides what follows.
 *
 * @param bye the server's last words, if any; they count more than the close code, which a proxy may have made.
 * @param attempt connections that failed since the last welcome.
 * @param random a draw from [0, 1).
 */
export function planNext(end: { code: number; bye: ServerBye | undefined }, attempt: number, random: number): Plan {
  const reason = end.bye?.reason ?? reasonOf(end.code);
  const after = reason ? CLOSE[reason].after : afterClose(end.code);
  if (after === 'stop') return { kind: 'stop' };
  const asked = end.bye?.retryAfterMs;
  if (after === 'retry') return { kind: 'retry', delayMs: (asked ?? 0) + backoffMs(BACKOFF, attempt, random) };
  const least = reason === 'superseded' ? SUPERSEDED_WAIT_MS : 0;
  const base = Math.max(asked ?? DEFAULT_WAIT_MS, least);
  // A tenth on top at random, so that all who were told the same do not come back at the same moment.
  return { kind: 'wait', delayMs: Math.round(base * (1 + random / 10)) };
}

function reasonOf(code: number): ServerBye['reason'] | undefined {
  return CLOSE_REASONS.find((reason) => CLOSE[reason].code === code);
}
