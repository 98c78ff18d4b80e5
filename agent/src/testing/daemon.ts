import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A foreign program in the foreground that a test started; disposing ends it. */
export interface Daemon extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What it printed so far. */
  printed(): string;
  /** Sends a signal; `SIGSTOP` freezes it. */
  signal(name: NodeJS.Signals): void;
  /** Ends it without a word and waits for its end. */
  kill(): Promise<void>;
}

/** Starts a program; `env` goes over that of this process. */
export function startDaemon(program: string, args: readonly string[], env: Record<string, string> = {}): Daemon {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  child.on('error', (error) => (text += error.message));
  const kill = async (): Promise<void> => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    child,
    printed: () => text,
    signal: (name) => void child.kill(name),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** Asks again every few milliseconds until the check holds; for what a foreign program does in its own time. */
export async function eventually<Value>(
  what: string,
  check: () => Promise<Value | undefined | false>,
  daemon?: Daemon,
): Promise<Value> {
  const deadline = performance.now() + EVENTUALLY_MS;
  while (performance.now() < deadline) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${EVENTUALLY_MS} ms in vain until ${what}${daemon ? `:\n${daemon.printed()}` : ''}`);
}

const EVENTUALLY_MS = 30_000;

/** The first of these programs that is installed, by its path. */
export function installed(...paths: readonly string[]): string | undefined {
  return paths.find((one) => {
    try {
      accessSync(one, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Whether the programs of a test are there. Says what is left out where they are not; with `CI=true` their absence is a
 * failure, so that a green run never means that nothing ran.
 */
export function haveOrSay(found: boolean, message: string): boolean {
  if (found) return true;
  if (process.env['CI'] === 'true') throw new Error(message);
  // oxlint-disable-next-line no-console -- a test that is left out says so
  console.warn(`skipped: ${message}`);
  return false;
}

/** A folder of its own, gone when disposed. */
export async function scratch(name: string): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
