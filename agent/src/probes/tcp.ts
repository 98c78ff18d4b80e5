import { connect, type Socket } from 'node:net';
import { systemCode } from '../lib/errors.ts';
import type { Attempt } from './probe.ts';

/** Errors of a connect that say something about the network; any other is about this machine. */
const MEASURED: Readonly<Record<string, { detail: string; isDefinite: boolean }>> = {
  ETIMEDOUT: { detail: 'timeout', isDefinite: false },
  ECONNREFUSED: { detail: 'refused', isDefinite: true },
  ECONNRESET: { detail: 'reset', isDefinite: true },
  EHOSTUNREACH: { detail: 'unreachable', isDefinite: true },
  ENETUNREACH: { detail: 'no route', isDefinite: true },
  EADDRNOTAVAIL: { detail: 'no route', isDefinite: true },
  ENETDOWN: { detail: 'network down', isDefinite: true },
  EHOSTDOWN: { detail: 'unreachable', isDefinite: true },
};

/** An open connection, or why there is none. */
export type Opened = { socket: Socket } | { failure: Exclude<Attempt, { outcome: 'answered' }> };

/**
 * Opens a TCP connection to an address that the policy allowed. The owner closes it; its errors after this are its
 * owner's, too.
 *
 * @param signal aborting it means that time is up.
 */
export function openTcp(
  target: { address: string; port: number },
  stopwatch: () => number,
  signal: AbortSignal,
): Promise<Opened> {
  return new Promise((resolve) => {
    const startedAt = stopwatch();
    const socket = connect({ host: target.address, port: target.port });
    const finish = (opened: Opened): void => {
      signal.removeEventListener('abort', onAbort);
      if ('failure' in opened) socket.destroy();
      resolve(opened);
    };
    const onAbort = (): void => finish({ failure: { outcome: 'failed', detail: 'timeout', isDefinite: false } });
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    socket.once('connect', () => finish({ socket }));
    // Stays on after the first error: a destroyed socket may still report one.
    socket.on('error', (error) => finish({ failure: failure(error, stopwatch() - startedAt) }));
  });
}

/**
 * Tries a TCP connection and closes it at once; nothing is sent.
 *
 * @param signal aborting it means that time is up.
 */
export async function tryTcp(
  target: { address: string; port: number },
  stopwatch: () => number,
  signal: AbortSignal,
): Promise<Attempt> {
  const startedAt = stopwatch();
  const opened = await openTcp(target, stopwatch, signal);
  if ('failure' in opened) return opened.failure;
  opened.socket.destroy();
  return { outcome: 'answered', ms: stopwatch() - startedAt };
}

function failure(error: Error, ms: number): Exclude<Attempt, { outcome: 'answered' }> {
  const code = systemCode(error) ?? 'error';
  const measured = MEASURED[code];
  if (!measured) return { outcome: 'impossible', detail: code };
  // A refusal is an answer; whose, only the caller can judge.
  return { outcome: 'failed', ...measured, ...(code === 'ECONNREFUSED' ? { refusedMs: ms } : {}) };
}

/** A refusal as an answer: something at that address is alive. */
export function acceptRefusal(attempt: Attempt): Attempt {
  if (attempt.outcome !== 'failed' || attempt.refusedMs === undefined) return attempt;
  return { outcome: 'answered', ms: attempt.refusedMs, detail: 'refused' };
}
