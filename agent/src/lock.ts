import { readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { AgentError, systemCode } from './lib/errors.ts';
import { readIfThere } from './lib/files.ts';

const holder = v.object({ pid: v.number(), startedAt: v.nullable(v.string()) });

/** Takes the data folder for this process. Rejects with `already-running` where a living one has it. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  const file = path.join(folder, 'agent.lock');
  const mine = JSON.stringify({ pid: process.pid, startedAt: processStart(process.pid) });
  // Twice, because the first may meet what a killed process left behind.
  for (let round = 0; round < 2; round++) {
    if (await createExclusively(file, mine)) return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
    const text = await readIfThere(file);
    const pid = text === undefined ? undefined : livingHolder(text);
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

async function createExclusively(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds the lock, if it lives. A number that went to another process since is told by its start. */
function livingHolder(text: string): number | undefined {
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
  return startedAt !== null && runningSince !== null && runningSince !== startedAt ? undefined : pid;
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
