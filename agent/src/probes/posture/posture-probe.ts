import { createHash } from 'node:crypto';
import os from 'node:os';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { Posture } from '@wardwatch/shared/model';
import { askPowerShell } from '../../machine/powershell.ts';
import { programRunner, type RunProgram } from '../../machine/program.ts';
import type { Probe, ProbeContext } from '../probe.ts';
import { linuxFiles } from './linux-files.ts';
import { linuxPosture } from './linux-posture.ts';
import { POSTURE_QUESTIONS } from './windows-questions.ts';
import { windowsPosture } from './windows-posture.ts';

/** Between two readings. */
export const POSTURE_EVERY_MS = 6 * 3_600_000;
/** The first comes this long after the start at the earliest, when the machine has done its own first work. */
const FIRST_AFTER_MS = 3 * 60_000;
/** And spreads over this long, so that a morning on which thirty PCs are switched on is no storm. */
const FIRST_SPREAD_MS = 12 * 60_000;
/** How often the probe asks itself whether it is time. */
const LOOK_MS = 60_000;
/** Windows Update may think for a minute; beyond this it hangs. */
export const POWERSHELL_TIMEOUT_MS = 150_000;

/** One reading; undefined where the machine could not be asked at all. */
export type ReadPosture = (signal: AbortSignal) => Promise<Posture | undefined>;

/** What is kept from one reading to the next, also when the server configures other probes meanwhile. */
interface Memory {
  dueAt: number;
  stated: string | undefined;
}

/** One for each process, which has one clock. */
const memories = new WeakMap<Clock, Memory>();

/**
 * What a security checklist asks of the machine: one event `posture`, when it is another than the one stated before in
 * this process. Read every six hours.
 *
 * @param seed a text of the machine's own, by which the first reading is spread.
 */
export function postureProbe(context: ProbeContext, read: ReadPosture, seed: string): Probe {
  const { clock } = context;
  const memory = memories.get(clock) ?? {
    dueAt: context.atOnce ? 0 : clock.mono() + firstAfter(seed),
    stated: undefined,
  };
  memories.set(clock, memory);
  return {
    name: 'posture',
    timeoutMs: POWERSHELL_TIMEOUT_MS + 10_000,
    everyMs: LOOK_MS,
    facts: [],
    watchesNetwork: false,
    run: async (signal) => {
      if (clock.mono() < memory.dueAt) return {};
      memory.dueAt = clock.mono() + POSTURE_EVERY_MS;
      const posture = await read(signal);
      const text = JSON.stringify(posture);
      // Nobody takes the reading of a run that was given up, so it was not stated.
      if (!posture || signal.aborted || text === memory.stated) return {};
      memory.stated = text;
      return { events: [{ kind: 'event', event: 'posture', ...posture }] };
    },
  };
}

/** How long after the start a machine with this seed reads first, milliseconds. */
export function firstAfter(seed: string): number {
  return FIRST_AFTER_MS + (createHash('sha256').update(seed).digest().readUInt32BE() % FIRST_SPREAD_MS);
}

/** The posture of this machine. */
export function thisPosture({ clock, log }: { clock: Clock; log: Logger }): ReadPosture {
  if (process.platform === 'win32') return windowsReader(programRunner(clock), { clock, log });
  const files = linuxFiles();
  return () => linuxPosture(files, { now: clock.now(), memoryBytes: os.totalmem(), log });
}

/** Asks Windows by one child. */
export function windowsReader(run: RunProgram, { clock, log }: { clock: Clock; log: Logger }): ReadPosture {
  return async (signal) => {
    const answer = await askPowerShell(run, POSTURE_QUESTIONS, POWERSHELL_TIMEOUT_MS, signal);
    if (answer.ok) return windowsPosture(answer.answers, { now: clock.now(), memoryBytes: os.totalmem() });
    log.warn('posture-not-read', { message: answer.detail });
    return undefined;
  };
}
