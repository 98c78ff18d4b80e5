import type { FactName, FactValue, UnknownReason } from '../model/index.ts';
import { DEFAULT_BEAT_MS } from './runs.ts';
import type { DeviceNow, SiteNow } from './sweep.ts';

/**
 * What holds at an instant, before the length of a silence is looked at: `dark` is a silence that becomes `down` if it
 * is longer than the grace, `disputed` is `down` unless it goes on for so long that the session must really carry. `how` tells what a `down` rests on: what a device saw, what the journals told later, or
 * plain silence.
 */
export type Momentary =
  | { state: 'not-equipped' | 'up' | 'off' }
  | { state: 'down' }
  | {
      state: 'dark';
      isTold: boolean;
      /** The slowest beat of the devices that are silent, where that is more seldom than an agent's, milliseconds. */
      beatMs?: number;
    }
  /** A device sees no Internet, and still the session with it goes on. */
  | { state: 'disputed' }
  | { state: 'unknown'; reason: UnknownReason };

const UP = { state: 'up' } as const;
const DOWN = { state: 'down' } as const;

/** A darkness of which the devices themselves have told. */
export const TOLD_DARK: Extract<Momentary, { state: 'dark' }> = { state: 'dark', isTold: true };

/** State of a site's connectivity at an instant; the first that applies. */
export function connectivity(now: SiteNow): Momentary {
  const devices = now.devices.filter((device) => device.duty !== undefined);
  if (devices.length === 0) return { state: 'not-equipped' };
  if (isStated(devices, 'internet', 'up')) return UP;
  // From a server at the site itself, hearing a device says nothing about the line.
  const isHeard = !now.hostsServer && devices.some((device) => device.isHeard);
  if (isStated(devices, 'internet', 'down')) return isHeard ? { state: 'disputed' } : DOWN;
  if (isHeard) return UP;
  return silence(now, devices);
}

/** What follows from the silence of what is meant to be on. */
function silence(now: SiteNow, devices: readonly DeviceNow[]): Momentary {
  const meant = devices.filter((device) => isMeantOn(device, now));
  if (meant.length === 0) {
    if (devices.some((device) => device.life === 'running')) return unknown('no-statement');
    if (devices.some((device) => device.life === 'stopped' || device.life === 'asleep')) return { state: 'off' };
    return unknown('off-duty');
  }
  const running = meant.filter((device) => device.life === 'running');
  if (running.length > 0)
    return running.every((device) => isCutOff(device, now)) ? cutOff(running, now) : unknown('no-statement');
  if (meant.some((device) => device.life === 'dropped')) return unknown('dropped');
  if (meant.some((device) => device.life === 'agent-dead')) return unknown('agent-stopped');
  return darkness(meant, now);
}

/**
 * A device that ran on, did not reach this server, and cannot tell what else it would have reached: a router whose push
 * did not get through. Its silence counts as that of one of which nothing is known.
 */
function isCutOff({ facts }: DeviceNow, { hostsServer }: SiteNow): boolean {
  return !hostsServer && facts.hub === 'down' && facts.dns !== 'up';
}

/**
 * One try that did not get through tells of its instant, and the next one comes a beat later: the silence of a slow
 * reporter is long before it is anything.
 */
function cutOff(devices: readonly DeviceNow[], now: Pick<SiteNow, 'isListening'>): Momentary {
  return now.isListening ? { ...TOLD_DARK, ...paceOf(Math.max(...devices.map(beatOf))) } : unknown('blind');
}

function beatOf({ beatMs }: DeviceNow): number {
  return beatMs;
}

function paceOf(beatMs: number): { beatMs?: number } {
  return beatMs > DEFAULT_BEAT_MS ? { beatMs } : {};
}

/** Devices that do not run: what they told, or plain silence, as far as somebody listened. */
function darkness(devices: readonly DeviceNow[], now: Pick<SiteNow, 'isListening'>): Momentary {
  const silent = devices.filter((device) => device.life === 'silent');
  if (silent.length === 0) return TOLD_DARK;
  const beatMs = Math.max(...silent.map(beatOf));
  return now.isListening ? { state: 'dark', isTold: false, ...paceOf(beatMs) } : unknown('blind');
}

/**
 * Mains at the site, as its UPSs and batteries see it. One that is on proves that another's cut is its own. A laptop
 * that nobody expects to be on is unplugged at will: that it runs on battery says nothing.
 */
export function mains(now: SiteNow): Momentary {
  const devices = now.devices.filter((device) => device.duty !== undefined);
  if (devices.length === 0) return { state: 'not-equipped' };
  if (isStated(devices, 'mains', 'on')) return UP;
  const bound = devices.filter((device) => device.duty !== 'none');
  return isStated(bound, 'mains', 'off') ? DOWN : unknown('no-statement');
}

/** Name resolution: down where a device that reaches the Internet itself says so, and nobody resolves. */
export function nameResolution(now: SiteNow): Momentary {
  const devices = now.devices.filter((device) => device.duty !== undefined);
  if (devices.length === 0) return { state: 'not-equipped' };
  if (isStated(devices, 'dns', 'up')) return UP;
  const failing = devices.filter((device) => device.life === 'running' && device.facts.dns === 'down');
  if (failing.length === 0) return unknown('no-statement');
  // That a device without a line resolves nothing says nothing of names.
  return failing.some((device) => device.facts.internet === 'up') ? DOWN : unknown('behind');
}

/**
 * The way to this server: down where a device reached the Internet, we listened, and still heard nothing from the site.
 * A device finds out by itself only when it gives its session up; that we no longer heard it is known from the first
 * missing frame on.
 */
export function wayToServer(now: SiteNow): Momentary {
  const devices = now.devices.filter((device) => device.duty !== undefined);
  if (devices.length === 0) return { state: 'not-equipped' };
  if (devices.some((device) => device.isHeard)) return UP;
  const online = devices.filter((device) => device.life === 'running' && device.facts.internet === 'up');
  if (online.length > 0) {
    // The quickest of them would have been heard first.
    const beatMs = Math.min(...online.map(beatOf));
    return now.isListening ? { ...TOLD_DARK, ...paceOf(beatMs) } : unknown('blind');
  }
  return unknown(devices.some((device) => device.life === 'running') ? 'behind' : 'no-statement');
}

/** A device by itself, as far as others at the site ran on and saw that it did not. */
export function deviceAlone(now: SiteNow, device: DeviceNow): Momentary {
  if (device.duty === undefined) return { state: 'not-equipped' };
  if (device.life === 'running') {
    return device.facts.gateway === 'down' && areOthersUp(now, device) ? DOWN : UP;
  }
  if (!isMeantOn(device, now)) {
    return device.life === 'stopped' || device.life === 'asleep' ? { state: 'off' } : unknown('off-duty');
  }
  if (device.life === 'dropped') return unknown('dropped');
  if (device.life === 'agent-dead') return unknown('agent-stopped');
  if (!areOthersUp(now, device)) return unknown('behind');
  return darkness([device], now);
}

/** Whether a device is meant to be on at this moment. */
export function isMeantOn(device: DeviceNow, now: Pick<SiteNow, 'isOnDuty'>): boolean {
  return device.duty === 'always' || (device.duty === 'hours' && now.isOnDuty);
}

/** Whether another device of the site shows that the site itself works. */
function areOthersUp(now: SiteNow, device: DeviceNow): boolean {
  return now.devices.some(
    (other) =>
      other !== device &&
      other.duty !== undefined &&
      (other.isHeard || (other.life === 'running' && (other.facts.internet === 'up' || other.facts.gateway === 'up'))),
  );
}

function unknown(reason: UnknownReason): Momentary {
  return { state: 'unknown', reason };
}

/** Whether a running device of the site states the value. */
function isStated(devices: readonly DeviceNow[], fact: FactName, value: FactValue): boolean {
  return devices.some((d) => d.life === 'running' && d.facts[fact] === value && d.duty !== undefined);
}
