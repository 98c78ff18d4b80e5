import { spawn } from 'node:child_process';
import { isIPv6 } from 'node:net';
import { describeError } from '../lib/errors.ts';
import type { Attempt } from './probe.ts';

/** Programs running at a time, and those waiting for their turn. */
const MAX_RUNNING = 2;
const MAX_WAITING = 8;
/** Output beyond this is not read; a normal run prints half a kilobyte. */
const MAX_OUTPUT = 16_384;
/** How long the program waits for one reply, seconds. */
const REPLY_TIMEOUT_S = 2;

/** What came of a few echo requests. */
export type PingResult =
  /** Round trips in milliseconds, one for each reply. */
  | { outcome: 'ran'; sent: number; replies: number[]; detail: string; isDefinite: boolean }
  /** The program is missing, may not run, or too many wait. */
  | { outcome: 'impossible'; detail: string };

/** Sends echo requests by the system's `ping`, a few programs at a time. */
export type Ping = (address: string, count: number, signal: AbortSignal) => Promise<PingResult>;

/** The machine's own `ping`. */
export function systemPing(): Ping {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (address, count, signal) => {
    if (running >= MAX_RUNNING) {
      if (waiting.length >= MAX_WAITING) return { outcome: 'impossible', detail: 'too many pings at a time' };
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running += 1;
    try {
      if (signal.aborted) return { outcome: 'impossible', detail: 'no time left' };
      return await runPing(address, count, signal);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

async function runPing(address: string, count: number, signal: AbortSignal): Promise<PingResult> {
  // The package knows the program and its arguments on each system. Its own runner is not used: it parses inside an
  // event handler, where an unexpected line of a translated `ping` ends the process, and it cannot be aborted.
  const { default: factory } = await import('ping/lib/builder/factory.js');
  const v6 = isIPv6(address.split('%')[0] ?? '');
  try {
    const options = { timeout: REPLY_TIMEOUT_S, min_reply: count, v6 };
    const args = factory.createBuilder(process.platform).getCommandArguments(address, options);
    const { code, output } = await collect(factory.getExecutablePath(process.platform, v6), args, signal);
    return readPingOutput(output, code, count);
  } catch (error) {
    // A missing program and a refused start (EPERM under a hardened service) both end here.
    return { outcome: 'impossible', detail: describeError(error) };
  }
}

function collect(
  program: string,
  args: string[],
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C', LANG: 'C' };
    const child = spawn(program, args, { env, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (chunk: Buffer): void => {
      if (output.length < MAX_OUTPUT) output += chunk.toString('latin1');
    };
    const stop = (): boolean => child.kill('SIGKILL');
    signal.addEventListener('abort', stop);
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      resolve({ code, output });
    });
  });
}

/**
 * Reads what `ping` printed, on any system and in any language: a reply is a line with `TTL=`, its time is the number
 * with a decimal or a unit next to it.
 *
 * @param code exit code; null where it was stopped for lack of time.
 */
export function readPingOutput(output: string, code: number | null, sent: number): PingResult {
  const replies = output.split('\n').flatMap((line) => {
    const ms =
      /\bttl\s*=\s*\d+.*?[=<]\s*([\d.]+)\s*ms/i.exec(line) ?? /[=<]\s*([\d.]+)\s*\S{0,3}\s+TTL\s*=/i.exec(line);
    return ms ? [Number(ms[1])] : [];
  });
  if (replies.length > 0) return { outcome: 'ran', sent, replies, detail: 'reply', isDefinite: true };
  if (/not permitted|cap_net_raw|permission denied|access denied/i.test(output)) {
    return { outcome: 'impossible', detail: 'ping is not permitted' };
  }
  if (/unreachable|general failure/i.test(output)) {
    return { outcome: 'ran', sent, replies, detail: 'unreachable', isDefinite: true };
  }
  if (code === null || code === 1 || code === 0) {
    return { outcome: 'ran', sent, replies, detail: 'timeout', isDefinite: false };
  }
  return { outcome: 'impossible', detail: output.trim().split('\n')[0]?.slice(0, 100) || `ping ended with ${code}` };
}

/** One echo request as an attempt. */
export async function tryIcmp(ping: Ping, address: string, signal: AbortSignal): Promise<Attempt> {
  const result = await ping(address, 1, signal);
  if (result.outcome === 'impossible') return result;
  const [ms] = result.replies;
  if (ms !== undefined) return { outcome: 'answered', ms };
  return { outcome: 'failed', detail: result.detail, isDefinite: result.isDefinite };
}
