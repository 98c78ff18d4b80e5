import { pause } from '@wardwatch/shared/lib';
import type { ServiceCheck } from '@wardwatch/shared/model';
import { LINE_SETTLE_MS, LINE_WAIT_MS } from '../link/line-state.ts';
import { deadline, type Probe } from '../probe.ts';
import { openPlace, type ServiceTools } from './connection.ts';
import type { ServiceLook } from './look.ts';
import { lookAtPage } from './page.ts';
import { Turns } from './turns.ts';
import { readingOf } from './verdict.ts';

/** Services looked at at a time, and how long one waits for its turn. */
const MOST_AT_ONCE = 4;
const MAX_WAIT_MS = 10_000;
/** Between a failure and the look that confirms it. */
export const RETRY_MS = 5_000;
/** The first look comes within this; then each service keeps its own pace. */
const SPREAD_MS = 60_000;
/** A failure of its own while the device has no line says nothing of the service. */
const NO_LINE: ServiceLook = { outcome: 'impossible', detail: 'no line here' };
/** One look may take so long at least, or twice what counts as slow. */
const LOOK_TIMEOUT_MS = 10_000;
const BUSY: ServiceLook = { outcome: 'impossible', detail: 'too many checks at a time' };

/**
 * A probe for each service: `service:<id>`. Only a failure that a second look confirms is `down`, so that a lost packet
 * is no outage; the time of the fact is that of the first. While this device has no line itself, a failure is a hole.
 *
 * @param spread offset of a name within an interval, its own on each machine, so that neither sixteen services nor a
 * thousand machines begin at once. Milliseconds.
 */
export function serviceProbes(
  tools: ServiceTools,
  checks: readonly ServiceCheck[],
  spread: (name: string, intervalMs: number) => number,
): Probe[] {
  const turns = new Turns(tools.context.clock, { most: MOST_AT_ONCE, maxWaitMs: MAX_WAIT_MS });
  return checks.map((check) => {
    const name = `service:${check.id}` as const;
    const lookMs = Math.max(LOOK_TIMEOUT_MS, 2 * check.slowMs);
    const look = async (signal: AbortSignal): Promise<ServiceLook> =>
      (await turns.take(signal, () => lookWithin(tools, check, lookMs, signal))) ?? BUSY;
    return {
      name,
      timeoutMs: 2 * (MAX_WAIT_MS + lookMs) + RETRY_MS + LINE_WAIT_MS + 1_000,
      everyMs: check.everyMs,
      firstAfterMs: spread(name, Math.min(SPREAD_MS, check.everyMs)),
      facts: [name],
      watchesNetwork: false,
      watchesLine: true,
      target: targetOf(check),
      run: async (signal) => {
        const begunMono = tools.context.clock.mono();
        const first = await look(signal);
        if (first.outcome !== 'failed') return readingOf(check, first);
        await pause(tools.context.clock, RETRY_MS, signal);
        const second = await look(signal);
        const isOwnTrouble = second.outcome === 'failed' && (await hasNoLine(tools, begunMono, signal));
        return readingOf(check, isOwnTrouble ? NO_LINE : second);
      },
    };
  });
}

function targetOf(check: ServiceCheck): string {
  if (check.kind === 'http') return check.url;
  return check.kind === 'dns' ? `dns ${check.name}` : `${check.kind} ${check.host}:${check.port}`;
}

/** Whether this device itself had no line at some time since, or shortly before. A person at the console does not wait for that. */
async function hasNoLine({ line, context }: ServiceTools, mono: number, signal: AbortSignal): Promise<boolean> {
  if (!line) return false;
  return context.atOnce ? line.isDown : line.wasDownSince(mono - LINE_SETTLE_MS, signal);
}

async function lookWithin(
  tools: ServiceTools,
  check: ServiceCheck,
  ms: number,
  signal: AbortSignal,
): Promise<ServiceLook> {
  const limit = deadline(tools.context.clock, ms, signal);
  try {
    return await lookOnce(tools, check, limit.signal);
  } finally {
    limit.done();
  }
}

/** Looks once, by the way that the check names. */
export function lookOnce(tools: ServiceTools, check: ServiceCheck, signal: AbortSignal): Promise<ServiceLook> {
  if (check.kind === 'http') return lookAtPage(tools, check, signal);
  if (check.kind === 'dns') return lookAtName(tools, check.name, signal);
  return lookAtPort(tools, check, signal);
}

async function lookAtName(tools: ServiceTools, name: string, signal: AbortSignal): Promise<ServiceLook> {
  const startedAt = tools.context.stopwatch();
  const resolved = await tools.resolve(name, signal);
  return 'outcome' in resolved ? resolved : { outcome: 'answered', ms: tools.context.stopwatch() - startedAt };
}

/** Connects, for TLS with the handshake, and sends nothing. */
async function lookAtPort(
  tools: ServiceTools,
  { host, port, kind }: Extract<ServiceCheck, { port: number }>,
  signal: AbortSignal,
): Promise<ServiceLook> {
  const startedAt = tools.context.stopwatch();
  const opened = await openPlace(tools, { host, port, isSecure: kind === 'tls' }, signal);
  if ('outcome' in opened) return opened;
  opened.socket.destroy();
  return { outcome: 'answered', ms: tools.context.stopwatch() - startedAt, ...opened.certificate };
}
