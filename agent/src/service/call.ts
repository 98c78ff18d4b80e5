import { AgentError } from '../lib/errors.ts';

/** A program of the system with its arguments. */
export interface Call {
  program: string;
  args: readonly string[];
}

/** How a call ended: its exit code, −1 where it could not be started, and all that it printed. */
export interface CallResult {
  code: number;
  output: string;
}

/** Runs a program of the system to its end. */
export type RunCall = (call: Call) => Promise<CallResult>;

/** A call as a person would type it. */
export function asTyped({ program, args }: Call): string {
  return [program, ...args].map((part) => (/^[\w@%+=:,./\\-]+$/.test(part) ? part : `"${part}"`)).join(' ');
}

/** Runs a call that has to succeed. Throws `install-failed` with what it printed. */
export async function mustRun(run: RunCall, call: Call): Promise<CallResult> {
  const result = await run(call);
  if (result.code !== 0) {
    const said = result.output.trim().slice(0, 400);
    throw new AgentError('install-failed', `\`${asTyped(call)}\` ended with ${result.code}${said ? `: ${said}` : ''}`);
  }
  return result;
}
