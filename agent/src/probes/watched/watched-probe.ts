import { pause } from '@wardwatch/shared/lib';
import type { ProbeTarget, WatchedTarget } from '@wardwatch/shared/model';
import type { Attempt, EventBody, Probe, ProbeContext, Reading } from '../probe.ts';
import { type Reach, tryTarget } from '../reach.ts';
import type { Snmp } from '../snmp/snmp.ts';
import { acceptRefusal } from '../tcp.ts';
import { type DeviceLook, lookAtDevice } from './device-look.ts';
import { type PortCounters, trafficBetween } from './traffic.ts';
import { hasRestarted, type SeenUptime } from './uptime.ts';

const ROUND_MS = 60_000;
/** Between a silence and the try that confirms it. */
export const RETRY_MS = 3_000;

type SnmpAnswered = Extract<DeviceLook, { outcome: 'answered' }>;

/**
 * A probe for each watched device: `watched:<id>`, up when the device answers in any way: a TCP connection, also one
 * that it refuses, ICMP, or SNMP. Addresses come from the configuration and must be allowed on this machine; nothing is
 * searched for.
 *
 * @param spread offset of a name within an interval, milliseconds, so that not all are asked at once.
 */
export function watchedProbes(
  context: ProbeContext,
  reach: Reach,
  snmp: Snmp,
  targets: readonly WatchedTarget[],
  spread: (name: string, intervalMs: number) => number,
): Probe[] {
  return targets.map((target) => watchedProbe(context, reach, snmp, target, spread));
}

function watchedProbe(
  context: ProbeContext,
  reach: Reach,
  snmp: Snmp,
  target: WatchedTarget,
  spread: (name: string, intervalMs: number) => number,
): Probe {
  const name = `watched:${target.id}` as const;
  const memory: Memory = {};
  const look = async (address: string, signal: AbortSignal): Promise<Look> => {
    const [attempt, told] = await Promise.all([
      tryTarget(context, reach, placeOf(target, address), signal).then(acceptRefusal).then(aboutDevice),
      target.snmp && lookAtDevice(snmp, { address, ...target.snmp }, signal),
    ]);
    return { attempt, told: told ?? undefined };
  };
  return {
    name,
    timeoutMs: 50_000,
    everyMs: ROUND_MS,
    firstAfterMs: spread(name, ROUND_MS),
    facts: [name],
    watchesNetwork: false,
    run: async (signal) => {
      const address = await reach.resolve(target.host);
      if (address === undefined) return hole(name, 'name not resolved');
      if (reach.policy.denies(address)) {
        reach.onDenied(`watched:${target.id} ${address}`);
        return hole(name, 'denied by local policy');
      }
      let seen = await look(address, signal);
      if (hasFailed(seen)) {
        await pause(context.clock, RETRY_MS, signal);
        seen = await look(address, signal);
      }
      return readingOf(target.id, seen, memory, context.clock.mono());
    },
  };
}

interface Look {
  attempt: Attempt;
  told: DeviceLook | undefined;
}

/** What is compared with the look before. */
interface Memory {
  uptime?: SeenUptime;
  counters?: PortCounters;
}

function placeOf(target: WatchedTarget, host: string): ProbeTarget {
  return target.port === null ? { kind: 'icmp', host } : { kind: 'tcp', host, port: target.port };
}

/** How an attempt says that this machine itself has no network; a host that cannot be reached is something else. */
const NO_NETWORK: ReadonlySet<string> = new Set(['no route', 'network down']);

/** Without a network of its own this machine tells nothing of a device. */
function aboutDevice(attempt: Attempt): Attempt {
  if (attempt.outcome !== 'failed' || !NO_NETWORK.has(attempt.detail)) return attempt;
  return { outcome: 'impossible', detail: `no network here: ${attempt.detail}` };
}

function hole(name: `watched:${string}`, detail: string): Reading {
  return { facts: { [name]: { value: null, detail } } };
}

function hasFailed({ attempt, told }: Look): boolean {
  return attempt.outcome === 'failed' && told?.outcome !== 'answered';
}

function readingOf(id: string, { attempt, told }: Look, memory: Memory, mono: number): Reading {
  const name = `watched:${id}` as const;
  const answered = told?.outcome === 'answered' ? told : undefined;
  if (!answered && attempt.outcome === 'failed')
    return { facts: { [name]: { value: 'down', detail: attempt.detail } } };
  if (!answered && attempt.outcome === 'impossible') return hole(name, attempt.detail);
  const ms = attempt.outcome === 'answered' ? attempt.ms : answered?.ms;
  const fact = { value: 'up', ...noteOf(attempt, told) } as const;
  const rtt = ms === undefined ? {} : { [`watched.rtt:${id}`]: ms };
  if (!answered) return { facts: { [name]: fact }, metrics: rtt };
  const { metrics, events } = compare(id, answered, memory, mono);
  return { facts: { [name]: fact }, metrics: { ...rtt, ...metrics }, events };
}

/** What did not answer although something else did. */
function noteOf(attempt: Attempt, told: DeviceLook | undefined): { detail?: string } {
  if (told && told.outcome !== 'answered') return { detail: `SNMP: ${told.detail}` };
  if (attempt.outcome !== 'answered') return { detail: `answers by SNMP alone: ${attempt.detail}` };
  return attempt.detail === undefined ? {} : { detail: attempt.detail };
}

/** What changed since the look before, which the memory then forgets for this one. */
function compare(
  id: string,
  told: SnmpAnswered,
  memory: Memory,
  mono: number,
): { metrics: Record<string, number>; events: EventBody[] } {
  const uptime = told.uptimeMs === undefined ? undefined : { uptimeMs: told.uptimeMs, mono };
  const isNew = uptime !== undefined && memory.uptime !== undefined && hasRestarted(memory.uptime, uptime);
  const counters = told.counters && { ...told.counters, mono };
  const before = isNew ? undefined : memory.counters;
  const traffic = before && counters && trafficBetween(before, counters);
  if (uptime) memory.uptime = uptime;
  if (counters) memory.counters = counters;
  return {
    metrics: {
      ...(told.portsUp === undefined ? {} : { [`watched.ports:${id}`]: told.portsUp }),
      ...(traffic ? { [`watched.in:${id}`]: traffic.in, [`watched.out:${id}`]: traffic.out } : {}),
    },
    events: isNew ? [{ kind: 'event', event: 'watched-restart', id, uptimeMs: uptime.uptimeMs }] : [],
  };
}
