import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, pause } from '@wardwatch/shared/lib';
import { AgentError } from '../lib/errors.ts';
import { isThere, replaceFile, syncFolder } from '../lib/files.ts';

/** How long a new version has to be welcomed by the server, and how often it is looked after, milliseconds. */
export const TRIAL_MS = 120_000;
const LOOK_MS = 1_000;

/** What the agent on this machine said of itself last. */
export interface Seen {
  /** When it said so, wall time of this machine. */
  at: number;
  version: string;
  isWelcomed: boolean;
}

/**
 * Judges a trial: good once the new version itself says that the server welcomed it, failed when its time is over.
 *
 * @param trial the version on trial, and when it was started; what was said before that is of the version before.
 */
export function judgeTrial(
  trial: { version: string; startedAt: number },
  seen: Seen | undefined,
  now: number,
): 'good' | 'failed' | 'undecided' {
  const isItself = seen !== undefined && seen.at >= trial.startedAt && seen.version === trial.version;
  if (isItself && seen.isWelcomed) return 'good';
  // A clock that was set back meanwhile must not make the trial endless.
  return Math.abs(now - trial.startedAt) >= TRIAL_MS ? 'failed' : 'undecided';
}

function names(folder: string) {
  const current = path.join(folder, 'wardwatch-agent.cjs');
  return { current, next: `${current}.next`, previous: `${current}.previous` };
}

/** Puts a new agent in place of the one in a folder, which is kept. At every instant one of both is there whole. */
async function switchTo(folder: string, bundle: Buffer): Promise<void> {
  const { current, next, previous } = names(folder);
  await replaceFile(next, bundle.toString('utf8'), { mode: 0o644 });
  await replaceFile(previous, await readFile(current, 'utf8'), { mode: 0o644 });
  await rename(next, current);
  await syncFolder(folder);
}

/** Puts the agent of before back. Throws `update-failed` where none was kept. */
export async function switchBack(folder: string): Promise<void> {
  const { current, previous } = names(folder);
  if (!(await isThere(previous))) {
    throw new AgentError('update-failed', `${folder} keeps no version of before; install the download anew`);
  }
  await rename(previous, current);
  await syncFolder(folder);
}

/** What an update works with. */
export interface UpdateOptions {
  /** Folder of the installed program. */
  folder: string;
  bundle: Buffer;
  version: string;
  /** Restarts the service. */
  restart: () => Promise<void>;
  /** What the agent said last. */
  seen: () => Promise<Seen | undefined>;
  clock: Clock;
  say: (line: string) => void;
}

/**
 * Replaces the agent and watches the new one. Where it is not welcomed in time, or the service does not even start, the
 * version of before is put back and started, and `update-failed` is thrown.
 */
export async function applyUpdate(options: UpdateOptions): Promise<void> {
  const { folder, bundle, version, restart, clock, say } = options;
  say(`  puts version ${version} in place; the one of before is kept beside it`);
  await switchTo(folder, bundle);
  try {
    const startedAt = clock.now();
    say('  restarts the service');
    await restart();
    say('  waits until the server has welcomed the new version');
    await welcomed(options, { version, startedAt });
  } catch (error) {
    say('  this failed; puts the version of before back');
    await switchBack(folder);
    await restart();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AgentError('update-failed', `version ${version} is not in use: ${reason}`, { cause: error });
  }
  await rm(names(folder).next, { force: true });
}

async function welcomed({ clock, seen }: UpdateOptions, trial: { version: string; startedAt: number }): Promise<void> {
  for (;;) {
    const verdict = judgeTrial(trial, await seen(), clock.now());
    if (verdict === 'good') return;
    if (verdict === 'failed') throw new Error(`the server did not welcome it within ${TRIAL_MS / 1_000} s`);
    await pause(clock, LOOK_MS);
  }
}
