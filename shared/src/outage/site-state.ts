import type { FactName, FactValue, UnknownReason } from '../model/index.ts';
import type { DeviceNow, SiteNow } from './sweep.ts';

/**
 * What holds at an instant, before the length of a silence is looked at: `dark` is a silence that becomes `down` if it
 * is longer than the grace, `disputed` is `down` unless it goes on for so long that the session must really carry. `how` tells what a `down` rests on: what a device saw, what the journals told later, or
 * plain silence.
 */
export type Momentary =
  | { state: 'not-equipped' | 'up' | 'off' }
  | { state: 'down' }
  | { state: 'dark'; isTold: boolean }
  /** A device sees no Internet, and still the session with it goes on. */
  | { state: 'disputed' }
  | { state: 'unknown'; reason: UnknownReason };

const UP = { state: 'up' } as const;
const DOWN = { state: 'down' } as const;

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
  if (meant.some((device) => device.life === 'running')) return unknown('no-statement');
  if (meant.some((device) => device.life === 'dropped')) return unknown('dropped');
  if (meant.some((device) => device.life === 'agent-dead')) return unknown('agent-stopped');
  if (meant.every((device) => device.life !== 'silent')) return { state: 'dark', isTold: true };
  return now.isListening ? { state: 'dark', isTold: false } : unknown('blind');
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

/** Name resolution: down only where the line itself works. */
export function nameResolution(now: SiteNow): Momentary {
  return simple(now, 'dns', 'up', 'down', () => behindLine(now));
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
  if (isStated(devices, 'internet', 'up')) return now.isListening ? { state: 'dark', isTold: true } : unknown('blind');
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
  if (device.life !== 'silent') return { state: 'dark', isTold: true };
  return now.isListening ? { state: 'dark', isTold: false } : unknown('blind');
}

/** Whether a device is meant to be on at this moment. */
export function isMeantOn(device: DeviceNow, now: Pick<SiteNow, 'isOnDuty'>): boolean {
  return device.duty === 'always' || (device.duty === 'hours' && now.isOnDuty);
}

function simple(
  now: SiteNow,
  fact: FactName,
  good: FactValue,
  bad: FactValue,
  whyNotDown: () => Momentary | undefined,
): Momentary {
  const devices = now.devices.filter((device) => device.duty !== undefined);
  if (devices.length === 0) return { state: 'not-equipped' };
  if (isStated(devices, fact, good)) return UP;
  if (isStated(devices, fact, bad)) return whyNotDown() ?? DOWN;
  return unknown('no-statement');
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

function behindLine(now: SiteNow): Momentary | undefined {
  return connectivity(now).state === 'up' ? undefined : unknown('behind');
}

function unknown(reason: UnknownReason): Momentary {
  return { state: 'unknown', reason };
}

/** Whether a running device of the site states the value. */
function isStated(devices: readonly DeviceNow[], fact: FactName, value: FactValue): boolean {
  return devices.some((d) => d.life === 'running' && d.facts[fact] === value && d.duty !== undefined);
}
