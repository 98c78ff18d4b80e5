import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '../..');

/** A process of ours that a test started; disposing it ends it. */
export interface OwnProcess extends AsyncDisposable {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Lines that it printed so far. */
  readonly lines: readonly string[];
  /** Ends it with a signal and waits for it. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Waits for it to end by itself; gives its exit code, null after a signal. */
  ended(): Promise<number | null>;
}

/** Starts a script of the repository on this Node. Paths are relative to the repository's root. */
export function startNode(
  script: string,
  args: string[],
  env: Record<string, string> = {},
  flags: string[] = [],
): OwnProcess {
  return startProcess(process.execPath, [...flags, join(ROOT, script), ...args], env);
}

/** Starts a program and gathers what it prints. */
export function startProcess(program: string, args: string[], env: Record<string, string> = {}): OwnProcess {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], cwd: ROOT });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  const ended = async (): Promise<number | null> => {
    await exited;
    return child.exitCode;
  };
  return { pid: child.pid ?? 0, child, lines, end, ended, [Symbol.asyncDispose]: () => end('SIGKILL') };
}

/** Memory and processor time of a process tree, from /proc. */
export interface Usage {
  rssBytes: number;
  pssBytes: number;
  /** Processor time of the tree so far, children that ended included. */
  cpuMs: number;
  children: number;
}

/** Clock ticks of Linux' process accounting: always 100 a second for user space. */
const TICK_MS = 10;

/** What a process and its children use now. */
export async function usageOf(pid: number): Promise<Usage> {
  const children = await childrenOf(pid);
  const own = await usageOfOne(pid);
  for (const child of children) {
    // A child that ended since the list was read: its time is in its parent's figures by now.
    const usage = await usageOf(child).catch(() => undefined);
    if (!usage) continue;
    own.rssBytes += usage.rssBytes;
    own.pssBytes += usage.pssBytes;
    own.cpuMs += usage.cpuMs;
  }
  return { ...own, children: children.length };
}

async function usageOfOne(pid: number): Promise<Usage> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kibibytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  return { rssBytes: kibibytes('Rss') * 1024, pssBytes: kibibytes('Pss') * 1024, cpuMs: ticks * TICK_MS, children: 0 };
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').filter(Boolean).map(Number);
}
