import { instant, monotonic, runId, STOP_REASONS } from '@wardwatch/shared/model';
import type { EntryBody } from '@wardwatch/shared/model';
import * as v from 'valibot';

/** What a stop was for. */
export type StopReason = (typeof STOP_REASONS)[number];

/** The agent's last sign of life, overwritten at every pulse. After a kill it tells within one pulse when that was. */
const lifeMark = v.object({
  bootId: runId,
  at: instant,
  mono: monotonic,
  /** Why the agent stopped, if it said so. */
  stop: v.nullable(v.picklist(STOP_REASONS)),
});
export type LifeMark = v.InferOutput<typeof lifeMark>;

/** A mark read from the disk; undefined where there is none, or one that makes no sense. */
export function readMark(value: unknown): LifeMark | undefined {
  const parsed = v.safeParse(lifeMark, value);
  return parsed.success ? parsed.output : undefined;
}

/** The event with which a process begins: `boot` for the first in its boot, `start` for a later one. */
export function beginning(mark: LifeMark | undefined, now: { bootId: string; at: number; mono: number }): EntryBody {
  if (mark?.bootId === now.bootId) {
    const clean = mark.stop !== null;
    return { kind: 'event', event: 'start', clean, lastAliveAt: mark.at, lastAliveMono: mark.mono };
  }
  return {
    kind: 'event',
    event: 'boot',
    bootedAt: Math.max(0, Math.round(now.at - now.mono)),
    clean: wasMachineStopped(mark),
    how: mark ? 'journal' : 'none',
    lastAliveAt: mark?.at ?? null,
  };
}

/**
 * Whether the machine was shut down properly, by the agent's last words. An agent that was stopped on request says
 * nothing about what became of the machine later.
 */
function wasMachineStopped(mark: LifeMark | undefined): boolean | null {
  if (!mark) return null;
  if (mark.stop === null) return false;
  return mark.stop === 'shutdown' || mark.stop === 'restart' ? true : null;
}
