import type { Clock, Logger } from '@wardwatch/shared/lib';
import * as v from 'valibot';
import { describeError } from '../lib/errors.ts';
import type { BootMark } from './boot.ts';
import { linuxStop } from './linux-stop.ts';
import { askPowerShell } from './powershell.ts';
import { programRunner, type RunProgram } from './program.ts';
import type { StopEvidence, StopQuestion } from './stop-evidence.ts';
import { STOP_EVENTS, stopInEvents, windowsEvent } from './windows-boot.ts';

/** A PC that has just started is busy; beyond this the agent begins without. */
const WINDOWS_TIMEOUT_MS = 30_000;

/**
 * What the operating system knows of the stop that ended the boot of the mark. Asked once, at the first start in a
 * boot. Undefined where it does not tell; never rejects, since an agent begins with or without this knowledge.
 */
export async function lastStop(
  mark: BootMark,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<StopEvidence | undefined> {
  const question = {
    bootId: mark.bootId,
    wasBootedAt: mark.at - mark.mono,
    lastAliveAt: mark.at,
    bootedAt: clock.now() - clock.mono(),
  };
  const run = programRunner(clock);
  const { signal } = new AbortController();
  try {
    if (process.platform === 'linux')
      return await linuxStop({ root: '/', architecture: process.arch, run }, question, signal);
    if (process.platform === 'win32') return await windowsStop(run, question, signal, log);
  } catch (error) {
    log.warn('last-stop-not-read', { message: describeError(error) });
  }
  return undefined;
}

/** Asks the event log of Windows, by one child. */
export async function windowsStop(
  run: RunProgram,
  question: StopQuestion,
  signal: AbortSignal,
  log: Logger,
): Promise<StopEvidence | undefined> {
  const answer = await askPowerShell(run, STOP_EVENTS, WINDOWS_TIMEOUT_MS, signal);
  if (!answer.ok) log.warn('last-stop-not-read', { message: answer.detail });
  const events = v.safeParse(v.array(windowsEvent), answer.ok ? answer.answers.get('events') : undefined);
  return events.success ? stopInEvents(events.output, question) : undefined;
}
