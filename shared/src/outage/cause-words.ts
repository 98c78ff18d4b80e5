import type { Evidence, EvidenceKind } from '../model/index.ts';
import type { StopCause } from './life.ts';
import { lostMains, type Neighbour, signOf } from './neighbours.ts';
import type { DeviceView, OutageView } from './view.ts';

// Words that the conditions of the decision table share.

/** What a row of the table looks at. */
export interface Case {
  view: OutageView;
  /** Sites that share a feeder, a provider or the service. */
  neighbours: readonly Neighbour[];
}

/** Two things this close are of one moment. */
export const MOMENT_MS = 15_000;
/** Devices that are named as having run on. */
export const MAX_WITNESSES = 3;

/** For an outage of one device: that device. */
export function itself(view: OutageView): DeviceView | undefined {
  return view.devices.find((device) => `device:${device.deviceId}` === view.subject);
}

/** Stops without goodbye of which the operating system says that they were the machine's own, or a person's doing. */
const OWN_DOING: ReadonlySet<string> = new Set(['crash', 'power-button', 'sleep-failed']);

/** Devices meant to be on that stopped without goodbye in these moments and booted later, as a power cut makes them. */
export function darkDevices(view: OutageView): DeviceView[] {
  return freshlyDark(view).filter((device) => !OWN_DOING.has(device.gap?.boot?.why ?? ''));
}

/** Devices meant to be on that stopped without goodbye in these moments and booted later, for whatever reason. */
export function freshlyDark(view: OutageView): DeviceView[] {
  return view.devices.filter((device) => device.gap?.life === 'dark' && device.isFresh && device.duty !== 'none');
}

/**
 * Devices meant to be on whose life ended in these moments, where for all of them the operating system gives one of
 * the reasons; none where it gives another for one of them, where one is silent still, or where one ran on.
 */
export function goneBy(view: OutageView, ...reasons: readonly StopCause[]): DeviceView[] {
  const gone = view.devices.filter((device) => device.isFresh && device.duty !== 'none');
  const isIt = ({ gap }: DeviceView): boolean =>
    gap?.life === 'dark' && gap.boot?.why !== null && gap.boot !== null && reasons.includes(gap.boot.why);
  return hasRunner(view) || !gone.every(isIt) ? [] : gone;
}

/** Whether a device of the site ran on. */
export function hasRunner(view: OutageView): boolean {
  return view.devices.some((device) => device.ranOn);
}

/** Nothing at the site has told anything yet. */
export function isSilent(view: OutageView): boolean {
  return view.isSilence && signOf(view) === 'silent' && !hasRunner(view);
}

/** Sites of the feeder that showed one of the signs; one that runs on a UPS shows `powerless` as well. */
export function onFeeder(neighbours: readonly Neighbour[], ...signs: readonly Neighbour['sign'][]): Neighbour[] {
  return neighbours.filter(
    (one) => one.sharesFeeder && (signs.includes(one.sign) || (one.isPowerless && signs.includes('powerless'))),
  );
}

/** Sites of the feeder that plainly had power, where none of them lost it, in these moments or before. */
export function poweredNeighbours(neighbours: readonly Neighbour[]): Neighbour[] {
  const isOut = onFeeder(neighbours, 'powerless', 'dark', 'silent').length > 0 || hasStandingCut(neighbours);
  return isOut ? [] : neighbours.filter((one) => one.sharesFeeder && (one.isPowered || one.sign === 'up'));
}

/** A site of the feeder has been without power for some time. */
export function hasStandingCut(neighbours: readonly Neighbour[]): boolean {
  return neighbours.some((one) => one.sharesFeeder && (one.standing === 'powerless' || one.standing === 'dark'));
}

/** Evidence of one device. */
export function seen(kind: EvidenceKind, device: DeviceView, at: number): Evidence {
  return { kind, at, deviceId: device.deviceId };
}

/** Evidence of a neighbour. */
export function next(kind: EvidenceKind, { siteId, at }: Neighbour, shares?: 'feeder' | 'provider'): Evidence {
  return { kind, at, siteId, ...(shares && { text: shares }) };
}

/** Characters of a text in evidence. */
const MAX_TEXT = 200;

/** A service that failed: what those who look at it, and have a line of their own, said. */
export function failing(view: OutageView): Evidence[] {
  const id = view.subject.slice('service:'.length);
  const witnesses = view.devices.flatMap(({ deviceId, service, internet, dns }): Evidence[] => {
    if (service?.value !== 'down' || internet?.value !== 'up' || dns?.value === 'down') return [];
    const text = service.detail === undefined ? id : `${id}: ${service.detail}`.slice(0, MAX_TEXT);
    return [{ kind: 'service-down', at: service.at, deviceId, text }];
  });
  return witnesses.length > 0 ? witnesses.slice(0, MAX_WITNESSES) : [{ kind: 'service-down', at: view.from, text: id }];
}

/** How a device's gap began and ended, in evidence. */
export function gapEvidence(device: DeviceView): Evidence[] {
  const { gap, deviceId } = device;
  if (!gap) return [];
  const at = Number.isFinite(gap.from) ? gap.from : gap.until;
  switch (gap.life) {
    case 'stopped':
      return [{ kind: 'clean-stop', deviceId, at: gap.stop?.at ?? at, ...(gap.stop && { text: gap.stop.reason }) }];
    case 'asleep':
      return [{ kind: 'suspended', deviceId, at, ...ended(gap.until) }];
    case 'dark':
      return [
        { kind: 'unclean-stop', deviceId, at, ...ended(gap.until), ...(gap.boot?.why && { text: gap.boot.why }) },
      ];
    case 'agent-dead':
      return [{ kind: 'agent-restart', deviceId, at, ...ended(gap.until) }];
    case 'dropped':
      return [{ kind: 'journal-dropped', deviceId, at, ...ended(gap.until) }];
    case 'silent':
    default:
      return [{ kind: 'silent', deviceId, at }];
  }
}

function ended(until: number): { until?: number } {
  return Number.isFinite(until) ? { until } : {};
}

/** What became of each device that was meant to be on. */
export function silence(view: OutageView): Evidence[] {
  return view.devices.filter((device) => device.duty !== 'none' && device.gap).flatMap(gapEvidence);
}

/** Devices that lost mains, with what their UPS said then and what became of them. */
export function mainsOff(view: OutageView): Evidence[] {
  return lostMains(view).flatMap((device) => {
    const low = device.ups?.value === 'low' ? [seen('ups-low', device, device.ups.at)] : [];
    return [seen('mains-off', device, device.mains?.at ?? view.from)].concat(low, gapEvidence(device));
  });
}
