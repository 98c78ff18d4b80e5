import { spawn } from 'node:child_process';
import { isIP, isIPv6 } from 'node:net';
import path from 'node:path';
import type { Clock } from '@wardwatch/shared/lib';
import { describeError } from '../lib/errors.ts';
import { type Attempt, deadline } from './probe.ts';

/** Programs running at a time, and those waiting for their turn. */
const MAX_RUNNING = 4;
/** More than can be configured: 16 watched devices, 8 targets, the gateway and the provider. */
const MAX_WAITING = 32;
/** How long a program may run, from its start: for one request, and for each more, milliseconds. */
const RUN_MS = 4_000;
const RUN_MORE_MS = 2_000;
/** Output beyond this is not read; a normal run prints half a kilobyte. */
const MAX_OUTPUT = 16_384;
/** How long the program waits for one reply, seconds. */
const REPLY_TIMEOUT_S = 2;

/** What came of a few echo requests. */
export type PingResult =
  /** Round trips in milliseconds, one for each reply; and the router at which a request ran out of hops. */
  | { outcome: 'ran'; sent: number; replies: number[]; detail: string; isDefinite: boolean; expiredAt?: string }
  /** The program is missing, may not run, or too many wait. */
  | { outcome: 'impossible'; detail: string };

/**
 * Sends echo requests by the system's `ping`, a few programs at a time. It ends by itself soon after its turn has come;
 * who cannot wait for that aborts it.
 *
 * @param hops routers after which a request ends (TTL); the system's default where absent.
 */
export type Ping = (address: string, count: number, signal: AbortSignal, hops?: number) => Promise<PingResult>;

/**
 * The machine's own `ping`. What waits for its turn is not held against the program's time.
 *
 * @param clock ends a program that hangs; without one only the signal does.
 * @param run the program; another in tests.
 */
export function systemPing(clock?: Clock, run: Ping = runPing): Ping {
  let running = 0;
  const waiting = new Set<() => void>();
  const inTime: Ping = async (address, count, signal, hops) => {
    if (!clock) return run(address, count, signal, hops);
    const limit = deadline(clock, RUN_MS + (count - 1) * RUN_MORE_MS, signal);
    try {
      return await run(address, count, limit.signal, hops);
    } finally {
      limit.done();
    }
  };
  return async (address, count, signal, hops) => {
    if (running >= MAX_RUNNING && waiting.size >= MAX_WAITING) {
      return { outcome: 'impossible', detail: 'too many pings at a time' };
    }
    if (running < MAX_RUNNING) running += 1;
    else if (!(await turn(waiting, signal))) return { outcome: 'impossible', detail: 'no time left' };
    try {
      if (signal.aborted) return { outcome: 'impossible', detail: 'no time left' };
      return await inTime(address, count, signal, hops);
    } finally {
      // The turn is handed over, not given back: nobody slips in between.
      const [next] = waiting;
      if (next) next();
      else running -= 1;
    }
  };
}

/** True once it is this one's turn; false, and out of the queue, where the signal aborts before. */
function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = (hasTurn: boolean): void => {
      waiting.delete(enter);
      signal.removeEventListener('abort', giveUp);
      resolve(hasTurn);
    };
    const enter = (): void => leave(true);
    const giveUp = (): void => leave(false);
    if (signal.aborted) return giveUp();
    waiting.add(enter);
    signal.addEventListener('abort', giveUp);
  });
}

async function runPing(address: string, count: number, signal: AbortSignal, hops?: number): Promise<PingResult> {
  // Only addresses reach the program: no name of an option, and no second look-up behind the policy's back.
  if (isIP(address.split('%')[0] ?? '') === 0) return { outcome: 'impossible', detail: 'not an address' };
  const { program, args } = pingCommand(process.platform, process.env['SystemRoot'], { address, count, hops });
  try {
    const { code, output } = await collect(program, args, signal);
    return readPingOutput(output, code, count, address);
  } catch (error) {
    // A missing program and a refused start (EPERM under a hardened service) both end here.
    return { outcome: 'impossible', detail: describeError(error) };
  }
}

/** The system's `ping` and its arguments: the same few requests on each system. */
export function pingCommand(
  platform: NodeJS.Platform,
  systemRoot: string | undefined,
  request: { address: string; count: number; hops?: number | undefined },
): { program: string; args: string[] } {
  const { address, count, hops } = request;
  const isV6 = isIPv6(address.split('%')[0] ?? '');
  const limit = (option: string): string[] => (hops === undefined ? [] : [option, String(hops)]);
  const milliseconds = String(REPLY_TIMEOUT_S * 1_000);
  if (platform === 'win32') {
    const program = path.win32.join(systemRoot ?? 'C:\\Windows', 'System32', 'ping.exe');
    return { program, args: [isV6 ? '-6' : '-4', '-n', String(count), '-w', milliseconds, ...limit('-i'), address] };
  }
  if (platform === 'darwin') {
    // Its ping for IPv6 has no time limit of its own; the deadline ends it.
    const args = ['-n', '-c', String(count), ...(isV6 ? limit('-h') : ['-W', milliseconds, ...limit('-m')]), address];
    return { program: isV6 ? '/sbin/ping6' : '/sbin/ping', args };
  }
  const family = isV6 ? ['-6'] : [];
  return {
    program: 'ping',
    args: ['-n', ...family, '-c', String(count), '-W', String(REPLY_TIMEOUT_S), ...limit('-t'), address],
  };
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
 * with a decimal or a unit next to it. A line of a router that let a request end names the router and the TTL, but no
 * value of it.
 *
 * @param code exit code; null where it was stopped for lack of time.
 * @param target address that was asked; undefined where no router is looked for.
 */
export function readPingOutput(output: string, code: number | null, sent: number, target?: string): PingResult {
  const lines = output.split('\n');
  const replies = lines.flatMap((line) => {
    const ms =
      /\bttl\s*=\s*\d+.*?[=<]\s*([\d.]+)\s*ms/i.exec(line) ?? /[=<]\s*([\d.]+)\s*\S{0,3}\s+TTL\s*=/i.exec(line);
    return ms ? [Number(ms[1])] : [];
  });
  const expiredAt = lines.map((line) => routerIn(line, target)).find((router) => router !== undefined);
  if (expiredAt !== undefined) {
    return { outcome: 'ran', sent, replies, detail: 'ran out of hops', isDefinite: true, expiredAt };
  }
  if (replies.length > 0) return { outcome: 'ran', sent, replies, detail: 'reply', isDefinite: true };
  if (/not permitted|cap_net_raw|permission denied|access denied/i.test(output)) {
    return { outcome: 'impossible', detail: 'ping is not permitted' };
  }
  // The machine itself has no way out; a router that has none says "net unreachable".
  if (/network is unreachable|general failure/i.test(output)) {
    return { outcome: 'ran', sent, replies, detail: 'no route', isDefinite: true };
  }
  if (/unreachable/i.test(output)) {
    return { outcome: 'ran', sent, replies, detail: 'unreachable', isDefinite: true };
  }
  if (code === null || code === 1 || code === 0) {
    return { outcome: 'ran', sent, replies, detail: 'timeout', isDefinite: false };
  }
  return { outcome: 'impossible', detail: output.trim().split('\n')[0]?.slice(0, 100) || `ping ended with ${code}` };
}

/** The router that a line says a request ended at; undefined where it says something else. */
function routerIn(line: string, target: string | undefined): string | undefined {
  if (target === undefined || !/\bttl\b(?!\s*=)|time to live|time exceeded|hop limit/i.test(line)) return undefined;
  const addresses = line.match(/\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*(?::[0-9a-f]*){2,}/gi) ?? [];
  return addresses.map((text) => text.replace(/:$/, '')).find((text) => isIP(text) !== 0 && text !== target);
}

/** One echo request as an attempt. */
export async function tryIcmp(ping: Ping, address: string, signal: AbortSignal): Promise<Attempt> {
  const result = await ping(address, 1, signal);
  if (result.outcome === 'impossible') return result;
  const [ms] = result.replies;
  if (ms !== undefined) return { outcome: 'answered', ms };
  return { outcome: 'failed', detail: result.detail, isDefinite: result.isDefinite };
}
