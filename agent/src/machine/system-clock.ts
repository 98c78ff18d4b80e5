import os from 'node:os';
import type { Clock } from '@wardwatch/shared/lib';

/** The two readings of the operating system that a monotonic clock is made of. */
export interface UptimeSource {
  /** Seconds since boot, sleep included, coarse. */
  uptime(): number;
  /** Fractional milliseconds from an arbitrary origin; stands still in sleep on Linux. */
  fine(): number;
}

/** Beyond this the coarse clock is believed: the machine slept. */
const RESYNC_MS = 1_000;

/**
 * Milliseconds since boot, sleep included, in whole numbers that never step back. The system's uptime is coarse
 * (10 ms on Linux, 16 ms on Windows), so the fine clock fills in between.
 */
export function bootClock(source: UptimeSource): () => number {
  let base = source.uptime() * 1_000 - source.fine();
  let last = 0;
  return () => {
    const coarse = source.uptime() * 1_000;
    if (Math.abs(coarse - (base + source.fine())) > RESYNC_MS) base = coarse - source.fine();
    last = Math.max(last, Math.floor(base + source.fine()));
    return last;
  };
}

/** Fractional milliseconds from an arbitrary origin, for measuring how long something took. */
export function stopwatch(): number {
  return performance.now();
}

/** The machine's own time. */
export function systemClock(): Clock {
  const mono = bootClock({ uptime: () => os.uptime(), fine: stopwatch });
  return {
    now: () => Date.now(),
    mono,
    after: (delayMs, task) => {
      // Node's timers hold 31 bits; nothing here waits for 24 days.
      const timer = setTimeout(task, Math.min(delayMs, 2_147_483_647));
      return () => clearTimeout(timer);
    },
  };
}
