import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Clock } from '@wardwatch/shared/lib';
import { describeError, systemCode } from '../lib/errors.ts';

/** A program of the operating system to run once. Its arguments are constants of ours, never anything from outside. */
export interface ProgramCall {
  /** Absolute path. */
  file: string;
  args: readonly string[];
  /** After so long it is killed with everything that it started, milliseconds. */
  timeoutMs: number;
  /** More output than this is killed as well. */
  maxBytes: number;
}

/** What came of it. Nothing here is an exception: a program that is missing or hangs is an ordinary day. */
export type ProgramResult =
  | { outcome: 'ended'; code: number; stdout: Buffer }
  /** Killed, because it ran out of time or the caller gave up. */
  | { outcome: 'hung' }
  /** Killed, because it wrote more than it may. */
  | { outcome: 'too-much' }
  /** It could not be started: missing, or not allowed. */
  | { outcome: 'impossible'; detail: string };

/** Runs a program to its end, its limit, or the abort of the signal. */
export type RunProgram = (call: ProgramCall, signal: AbortSignal) => Promise<ProgramResult>;

/** Runs programs of this machine, hidden, without input, and never longer than they may. */
export function programRunner(clock: Clock): RunProgram {
  return (call, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve({ outcome: 'hung' });
      try {
        watch(start(call), { call, clock, signal, resolve });
      } catch (error) {
        // A hardened service that may start nothing is refused here already, not by an event.
        resolve({ outcome: 'impossible', detail: describeError(error) });
      }
    });
}

function start(call: ProgramCall): ChildProcess {
  return spawn(call.file, [...call.args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    // Its own group, so that it can be killed with all that it started.
    detached: process.platform !== 'win32',
  });
}

interface Watched {
  call: ProgramCall;
  clock: Clock;
  signal: AbortSignal;
  resolve: (result: ProgramResult) => void;
}

function watch(child: ChildProcess, { call, clock, signal, resolve }: Watched): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const end = (result: ProgramResult): void => {
    cancel();
    signal.removeEventListener('abort', giveUp);
    resolve(result);
  };
  const kill = (outcome: 'hung' | 'too-much'): void => {
    child.stdout?.destroy();
    killTree(child);
    end({ outcome });
  };
  const giveUp = (): void => kill('hung');
  const cancel = clock.after(call.timeoutMs, giveUp);
  signal.addEventListener('abort', giveUp);
  child.stdout?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > call.maxBytes) kill('too-much');
  });
  child.on('error', (error) => end({ outcome: 'impossible', detail: describeError(error) }));
  // `close`, not `exit`: by then all of the output is here.
  child.on('close', (code) => end({ outcome: 'ended', code: code ?? -1, stdout: Buffer.concat(chunks) }));
}

/** Kills a program and everything that it started. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows has no groups to kill; its own tool walks the tree, which it can only while the root still lives.
    const tool = spawn(windowsTool('taskkill.exe'), ['/PID', String(child.pid), '/T', '/F'], {
      stdio: 'ignore',
      windowsHide: true,
    });
    const last = (): void => void child.kill('SIGKILL');
    tool.on('error', last);
    tool.on('close', last);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/** A program of Windows by its full path, so that nothing of the same name elsewhere is started. */
export function windowsTool(...parts: string[]): string {
  // Set by Windows itself for every process; the folder is elsewhere only where somebody installed it elsewhere.
  return path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', ...parts);
}
