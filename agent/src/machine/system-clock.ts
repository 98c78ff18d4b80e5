import os from 'node:os';
import type { Clock } from '@wardwatch/shared/lib';

/** The two readings of the operating system that a monotonic clock is made of. */
export interface UptimeSource {
  /** Seconds since boot, sleep included, coarse. */
  uptime(): number;
  /** Fractional milliseconds from an arbitrary origin; stands still in sleep on Linux. */
  fine(): number;
  /** Wall clock, milliseconds. */
  wall(): number;
}

/** Beyond this the coarse clock is believed: the machine slept. */
const RESYNC_MS = 1_000;
/** The coarse clock, a call to the system, is asked at least so often on the fine clock, … */
const ASK_EVERY_MS = 10_000;
/** … and when the wall clock moved against the fine one by more: the machine slept, or the wall clock was stepped. */
const MOVED_MS = 50;

/**
 * Milliseconds since boot, sleep included, in whole numbers that never step back. The system's uptime is coarse
 * (10 ms on Linux, 16 ms on Windows), so the fine clock fills in between.
 */
export function bootClock(source: UptimeSource): () => number {
  let base = source.uptime() * 1_000 - source.fine();
  let last = 0;
  let asked = { fine: source.fine(), wall: source.wall() };
  const resync = (fine: number, wall: number): void => {
    asked = { fine, wall };
    const coarse = source.uptime() * 1_000;
    if (Math.abs(coarse - (base + fine)) > RESYNC_MS) base = coarse - fine;
  };
  return () => {
    const [fine, wall] = [source.fine(), source.wall()];
    const since = fine - asked.fine;
    if (since >= ASK_EVERY_MS || Math.abs(wall - asked.wall - since) > MOVED_MS) resync(fine, wall);
    last = Math.max(last, Math.floor(base + fine));
    return last;
  };
}

/** Fractional milliseconds from an arbitrary origin, for measuring how long something took. */
export function stopwatch(): number {
  return performance.now();
}

/** The machine's own time. */
export function systemClock(): Clock {
  const mono = bootClock({ uptime: () => os.uptime(), fine: stopwatch, wall: Date.now });
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
