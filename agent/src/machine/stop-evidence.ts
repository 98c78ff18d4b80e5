import type { STOP_CAUSES } from '@wardwatch/shared/model';

/** Why a machine stopped, as its operating system tells. */
export type StopCause = (typeof STOP_CAUSES)[number];

/** What the operating system knows of the stop that ended the boot in which the agent was last alive. */
export interface StopEvidence {
  /** Whether somebody asked for it; null where what is known decides nothing. */
  clean: boolean | null;
  how: 'wtmp' | 'systemd-journal' | 'crash-dump' | 'windows-events';
  why?: StopCause;
}

/** The boot in which the agent was last alive, and the one that runs now. Wall times of the device. */
export interface StopQuestion {
  /** Id of that boot, as the agent keeps it. */
  bootId: string;
  /** When it began, and the agent's last sign of life in it. */
  wasBootedAt: number;
  lastAliveAt: number;
  /** When the boot that runs now began. */
  bootedAt: number;
}

/**
 * By how much a record of the system may differ from our own clock, milliseconds. Beyond it the clock jumped, or the
 * record is of another time, and nothing is concluded.
 */
export const RECORD_TOLERANCE_MS = 120_000;
