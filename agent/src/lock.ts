import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, pause } from '@wardwatch/shared/lib';
import * as v from 'valibot';
import { AgentError, systemCode } from './lib/errors.ts';
import { readIfThere } from './lib/files.ts';
import { SAME_BOOT_TOLERANCE_MS } from './machine/boot.ts';

const holder = v.object({
  pid: v.number(),
  startedAt: v.nullable(v.string()),
  /** Absent in the lock of an agent that did not write it. */
  bootedAt: v.optional(v.number()),
});

/** How long an agent may take to end, and how often it is looked after, milliseconds. */
const END_MS = 15_000;
const ASK_MS = 100;

/** What file systems without hard links answer (FAT, some network disks). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR']);

/**
 * Takes the data folder for this process. Rejects with `already-running` where a living one has it.
 *
 * @param bootedAt when this machine booted: wall time less monotonic time, milliseconds.
 */
export async function lockFolder(folder: string, bootedAt: number): Promise<AsyncDisposable> {
  const file = path.join(folder, 'agent.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    startedAt: processStart(process.pid),
    bootedAt: Math.round(bootedAt),
  });
  // Twice, because the first may meet what a killed process left behind.
  for (let round = 0; round < 2; round++) {
    if (await createExclusively(file, mine)) return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
    const text = await readIfThere(file);
    const pid = text === undefined ? undefined : livingHolder(text, bootedAt);
    if (pid !== undefined) {
      throw new AgentError(
        'already-running',
        `another agent (process ${pid}) uses ${folder}; stop it first, or give this one another folder with --data`,
      );
    }
    await rm(file, { force: true });
  }
  throw new AgentError('already-running', `another agent is just starting on ${folder}; try again`);
}

/** The process that has the data folder now; undefined where none does. */
export async function holderOf(folder: string, clock: Clock): Promise<number | undefined> {
  const text = await readIfThere(path.join(folder, 'agent.lock'));
  return text === undefined ? undefined : livingHolder(text, clock.now() - clock.mono());
}

/** Asks the process that has the data folder to end, and waits until it has. Throws `install-failed` where it stays. */
export async function endHolder(folder: string, clock: Clock): Promise<void> {
  for (let waited = 0; waited < END_MS; waited += ASK_MS) {
    const pid = await holderOf(folder, clock);
    if (pid === undefined) return;
    if (waited === 0) process.kill(pid, 'SIGTERM');
    await pause(clock, ASK_MS);
  }
  throw new AgentError('install-failed', `the agent on ${folder} does not end; end it by hand and try again`);
}

/** Written under a name of its own and then linked into place, so that nobody reads a lock that is still empty. */
async function createExclusively(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeNew(draft, text);
    await link(draft, file);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return false;
    if (code === undefined || !NO_LINKS.has(code)) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return writeNew(file, text).then(
    () => true,
    (error: unknown) => {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    },
  );
}

async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/**
 * The process that holds the lock, if it lives. A number that went to another process since is told by its start;
 * where the system does not tell that, by the boot in which the lock was taken.
 */
function livingHolder(text: string, bootedAt: number): number | undefined {
  let parsed: v.SafeParseResult<typeof holder>;
  try {
    parsed = v.safeParse(holder, JSON.parse(text));
  } catch {
    // Half-written: whoever wrote it died, or writes it this very moment and then has an entry of its own in vain.
    return undefined;
  }
  if (!parsed.success) return undefined;
  const { pid, startedAt } = parsed.output;
  if (!isAlive(pid)) return undefined;
  const runningSince = processStart(pid);
  // The start is exact. The moment of boot moves with a step of the wall clock, so it decides only without a start.
  if (startedAt !== null && runningSince !== null) return runningSince === startedAt ? pid : undefined;
  const bootedThen = parsed.output.bootedAt ?? bootedAt;
  return Math.abs(bootedAt - bootedThen) <= SAME_BOOT_TOLERANCE_MS ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** When a process started, in ticks since boot with the boot's id; null where the system does not tell. */
function processStart(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start is the 20th field after it.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${start}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    // Gone meanwhile, or hidden from this user.
    return null;
  }
}
