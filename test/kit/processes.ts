import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
