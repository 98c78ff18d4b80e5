import { instant, monotonic, runId, STOP_REASONS } from '@wardwatch/shared/model';
import type { EntryBody } from '@wardwatch/shared/model';
import * as v from 'valibot';
import type { StopEvidence } from '../machine/stop-evidence.ts';

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

/**
 * The event with which a process begins: `boot` for the first in its boot, `start` for a later one.
 *
 * @param evidence what the operating system knows of the stop that ended the boot of the mark, if it does.
 */
export function beginning(
  mark: LifeMark | undefined,
  now: { bootId: string; at: number; mono: number },
  evidence?: StopEvidence,
): EntryBody {
  if (mark?.bootId === now.bootId) {
    const clean = mark.stop !== null;
    return { kind: 'event', event: 'start', clean, lastAliveAt: mark.at, lastAliveMono: mark.mono };
  }
  return {
    kind: 'event',
    event: 'boot',
    bootedAt: Math.max(0, Math.round(now.at - now.mono)),
    ...lastStop(mark, evidence),
    lastAliveAt: mark?.at ?? null,
  };
}

type LastStop = Pick<Extract<EntryBody, { event: 'boot' }>, 'clean' | 'how' | 'why'>;

/**
 * How the machine stopped, by the agent's last words and what the operating system knows.
 *
 * - The agent said that the machine goes down: so it did, whatever the last seconds of it were (a system that hung on
 *   its way down was asked to go down all the same). The system may only tell better what for.
 * - The agent said nothing, or that itself alone was stopped: the system knows what it cannot. That holds where the
 *   agent was cut off and the system says that it was shut down: it was killed too late in the shutdown to speak.
 * - The system does not tell: silence is an unclean stop, and an agent that was stopped alone says nothing of what
 *   became of the machine later.
 */
function lastStop(mark: LifeMark | undefined, evidence: StopEvidence | undefined): LastStop {
  if (!mark) return { clean: null, how: 'none' };
  if (mark.stop === 'shutdown' || mark.stop === 'restart') {
    const why = (evidence?.clean === true ? evidence.why : undefined) ?? mark.stop;
    return { clean: true, how: 'journal', why };
  }
  if (evidence) return { ...evidence };
  return { clean: mark.stop === null ? false : null, how: 'journal' };
}
