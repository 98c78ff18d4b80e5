import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { StampedEntry } from '@wardwatch/shared/model';
import type { TwoSlotFile } from '../lib/two-slot-file.ts';
import type { StopEvidence } from '../machine/stop-evidence.ts';
import type { Probe } from '../probes/probe.ts';
import type { Spool } from '../spool/spool.ts';
import type { LifeMark } from './life-mark.ts';

/** The machine as the collector sees it. */
export interface Surroundings {
  system(): Promise<{ os: string; osVersion: string }>;
  networkSignature(): string;
  interfaceNames(): string[];
  gateway(): Promise<string | undefined>;
  awakeMs(): number | undefined;
}

/** Why the uplink should not wait any longer. */
export type WakeReason = 'network' | 'resume';

/** What the collector is built from. */
export interface CollectorOptions {
  agentId: string;
  agentVersion: string;
  bootId: string;
  clock: Clock;
  log: Logger;
  spool: Spool;
  surroundings: Surroundings;
  /** `evidence`: what the operating system knows of the stop after the last sign of life. */
  mark: { slots: TwoSlotFile; last: LifeMark | undefined; evidence?: StopEvidence | undefined };
  /** An entry is in the journal. */
  onAppended: (entry: StampedEntry) => void;
  onWake: (reason: WakeReason) => void;
  /** At every pulse, after the journal is on the disk. */
  onPulse: () => void;
}

/** The probes in use and how often they run. */
export interface ProbeSet {
  tickMs: number;
  probes: readonly Probe[];
}
