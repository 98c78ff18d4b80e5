import { spawn } from 'node:child_process';
import os from 'node:os';
import { describeError } from '../lib/errors.ts';
import { windowsTool } from '../machine/program.ts';
import type { Call, CallResult } from '../service/call.ts';

/** Longer output than this is cut, bytes: programs that install say little. */
const MAX_OUTPUT = 65_536;

/** Runs a program of the system, without input. Never rejects: one that cannot be started ends with −1. */
export function runCall({ program, args }: Call): Promise<CallResult> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    const add = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(0, MAX_OUTPUT);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', (error) => resolve({ code: -1, output: describeError(error) }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/** Starts a call that outlives this process; its arguments reach the program as they are. */
export async function runLater({ program, args }: Call): Promise<void> {
  const child = spawn(program, [...args], {
    cwd: os.tmpdir(),
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    windowsVerbatimArguments: true,
  });
  await new Promise<void>((resolve, reject) => {
    child.on('spawn', resolve);
    child.on('error', reject);
  });
  child.unref();
}

/** Whether this process may change the system: root, or on Windows a member of the administrators who said so. */
export async function isAdministrator(): Promise<boolean> {
  if (process.platform !== 'win32') return process.getuid?.() === 0;
  // `fltmc` answers administrators alone, and changes nothing.
  return (await runCall({ program: windowsTool('fltmc.exe'), args: [] })).code === 0;
}
