import { type Interval, intersect, keysOf, lengthMs } from '../lib/index.ts';
import { type Duty, type FactName, type FactValue, NOT_CONFIGURED } from '../model/index.ts';
import type { Rules, SiteEvidence, Term } from './evidence.ts';
import type { DeviceTimelines, Life } from './life.ts';
import { isService } from './look-pace.ts';
import { union } from './timeline.ts';

/** Everything that is known of one device at an instant. */
export interface DeviceNow {
  deviceId: string;
  /** Undefined while the device does not belong to the site. */
  duty: Duty | undefined;
  life: Life;
  isHeard: boolean;
  /** How often it gives a sign of life, milliseconds. */
  beatMs: number;
  /**
   * Facts that it has stated by now, or stated before; one that it never stated is absent, and so is a service that it is
   * asked for no longer.
   */
  facts: Partial<Record<FactName, FactValue | 'unknown'>>;
  /** When each of them was stated last, if only to say that it could not be measured. */
  statedAt: Partial<Record<FactName, number>>;
}

/** Everything that is known at an instant. Its devices are in the order of the evidence. */
export interface SiteNow {
  devices: readonly DeviceNow[];
  /** Whether devices on duty in opening hours are meant to be on. */
  isOnDuty: boolean;
  isListening: boolean;
  isPlanned: boolean;
  hostsServer: boolean;
}

type Change = { at: number; apply: () => void };

/**
 * Walks through a window from change to change and shows what is known in each stretch between two of them; the
 * stretches cover the window exactly.
 *
 * @param visit must not keep what it is shown: it is the same object each time.
 */
export function sweepSite(
  evidence: SiteEvidence,
  timelines: readonly DeviceTimelines[],
  window: Interval,
  rules: Rules,
  visit: (now: SiteNow, stretch: Interval) => void,
): void {
  const devices = timelines.map((device): DeviceNow => {
    return {
      deviceId: device.deviceId,
      duty: undefined,
      life: 'silent',
      isHeard: false,
      beatMs: device.beatMs,
      facts: {},
      statedAt: {},
    };
  });
  const now = { devices, isOnDuty: false, isListening: false, isPlanned: false, hostsServer: evidence.hostsServer };
  const changes: Change[] = [];
  const during = (spans: readonly Interval[], set: (isInside: boolean) => void): void => {
    for (const span of union(spans.flatMap((s) => intersect(s, window) ?? []))) {
      changes.push({ at: span.from, apply: () => set(true) }, { at: span.until, apply: () => set(false) });
    }
  };
  during(dutyHours(evidence.open, rules), (isInside) => (now.isOnDuty = isInside));
  during(evidence.listening, (isInside) => (now.isListening = isInside));
  during(evidence.planned, (isInside) => (now.isPlanned = isInside));
  timelines.forEach((timeline, index) => {
    const device = devices[index];
    if (device) followDevice(device, evidence.devices[index]?.terms ?? [], timeline, window, changes);
    if (device) during(timeline.heard, (isInside) => (device.isHeard = isInside));
  });
  walk(changes, window, (stretch) => visit(now, stretch));
}

/** The part of the opening hours in which a device on duty in hours is meant to be on: people come late and leave early. */
export function dutyHours(open: readonly Interval[], rules: Rules): Interval[] {
  return union(open)
    .map(({ from, until }) => ({ from: from + rules.hoursStartMs, until: until - rules.hoursEndMs }))
    .filter((span) => lengthMs(span) > 0);
}

function followDevice(
  device: DeviceNow,
  terms: readonly Term[],
  timeline: DeviceTimelines,
  window: Interval,
  changes: Change[],
): void {
  const within = terms.filter((term) => intersect(term, window));
  // Of one instant, the end of a term comes before the start of the next.
  for (const term of within) changes.push({ at: term.until, apply: () => (device.duty = undefined) });
  for (const term of within) changes.push({ at: term.from, apply: () => (device.duty = term.duty) });
  for (const { from, value } of timeline.life) changes.push({ at: from, apply: () => (device.life = value) });
  for (const fact of keysOf(timeline.facts)) {
    const first = timeline.statedAt[fact]?.[0]?.from ?? -Infinity;
    changes.push({ at: first, apply: () => (device.facts[fact] = 'unknown') });
    for (const { from, value } of timeline.facts[fact] ?? []) {
      // Until it is stated for the first time nothing is known of it, not even that the device looks at it.
      if (from >= first) changes.push({ at: from, apply: () => (device.facts[fact] = value) });
    }
    for (const { from, detail } of timeline.statedAt[fact] ?? []) {
      changes.push({ at: from, apply: () => (device.statedAt[fact] = from) });
      if (detail === NOT_CONFIGURED && isService(fact))
        changes.push({ at: from, apply: () => delete device.facts[fact] });
    }
  }
}

/** Applies changes in order of time; ends of one instant come before starts since they are given first. */
function walk(changes: Change[], window: Interval, visit: (stretch: Interval) => void): void {
  // Stable: of two changes of one instant, the one given later holds.
  changes.sort((a, b) => a.at - b.at);
  let from = window.from;
  for (const change of changes) {
    if (change.at > from && change.at < window.until) {
      visit({ from, until: change.at });
      from = change.at;
    }
    if (change.at < window.until) change.apply();
  }
  if (from < window.until) visit({ from, until: window.until });
}
