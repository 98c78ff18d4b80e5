import { rm } from 'node:fs/promises';
import path from 'node:path';
import { STOP_REASONS } from '@wardwatch/shared/model';
import * as v from 'valibot';
import type { StopReason } from './collector/life-mark.ts';
import { readIfThere, replaceFile } from './lib/files.ts';
import type { Machine } from './machine/machine.ts';

function reasonFile(folder: string): string {
  return path.join(folder, 'stop-reason');
}

/**
 * Leaves word for the agent on this data folder why it is about to be stopped. A signal cannot carry that: whoever
 * updates or uninstalls writes it first, and stops the agent then.
 */
export function leaveStopReason(folder: string, reason: StopReason): Promise<void> {
  // Readable by all, since it is root who writes and the agent's own user who reads; removing needs the folder alone.
  return replaceFile(reasonFile(folder), reason, { mode: 0o644 });
}

/** Why the agent is being stopped: what was left for it, else what the machine tells. Takes the word away. */
export async function takeStopReason(folder: string, machine: Pick<Machine, 'isShuttingDown'>): Promise<StopReason> {
  const left = v.safeParse(v.picklist(STOP_REASONS), await readIfThere(reasonFile(folder)));
  await rm(reasonFile(folder), { force: true });
  if (left.success) return left.output;
  return (await machine.isShuttingDown()) ? 'shutdown' : 'request';
}

/** Takes away a word that nobody read, since the agent did not run; it was not meant for one that starts now. */
export async function forgetStopReason(folder: string): Promise<void> {
  await rm(reasonFile(folder), { force: true });
}
