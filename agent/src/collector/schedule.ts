import type { Clock } from '@wardwatch/shared/lib';

/** A timer that fires early, by less than this, must not make a task run twice, milliseconds. */
const EARLY_MS = 50;

/**
 * The offset of an agent within an interval, so that a thousand agents spread over it by themselves, and one agent
 * always measures at the same place. FNV-1a over the id.
 */
export function hashedOffset(agentId: string, intervalMs: number): number {
  let hash = 0x811c9dc5;
  for (const letter of agentId) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash % intervalMs;
}

/**
 * How long to wait for the next moment at the offset within the interval. Depends on the boot clock alone: however far
 * the wall clock or a sleep jumps, what was missed is missed, and never made up for in a burst.
 */
export function delayToNext(mono: number, intervalMs: number, offsetMs: number): number {
  const into = (((mono - offsetMs) % intervalMs) + intervalMs) % intervalMs;
  const delay = intervalMs - into;
  return delay < Math.min(EARLY_MS, intervalMs / 2) ? delay + intervalMs : delay;
}

/** Whether something that runs every `everyMs`, checked once a tick, runs in this one. */
export function isDue(lastRunAt: number | undefined, everyMs: number, tickMs: number, mono: number): boolean {
  return lastRunAt === undefined || mono - lastRunAt >= everyMs - tickMs / 2;
}

/** Runs a task at the offset of every interval until cancelled. The task must not throw. */
export function repeat(clock: Clock, intervalMs: number, offsetMs: number, task: () => void): () => void {
  let cancel: () => void;
  const arm = (): void => {
    cancel = clock.after(delayToNext(clock.mono(), intervalMs, offsetMs), () => {
      arm();
      task();
    });
  };
  arm();
  return () => cancel();
}
