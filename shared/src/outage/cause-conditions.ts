import type { Evidence, EvidenceKind } from '../model/index.ts';
import { lostMains, type Neighbour, signOf } from './neighbours.ts';
import type { DeviceView, OutageView } from './view.ts';

/** What a row of the table looks at. */
export interface Case {
  view: OutageView;
  /** Sites that share a feeder, a provider or the service. */
  neighbours: readonly Neighbour[];
}

/** The evidence that decides; undefined or none where a row does not apply. */
export type Condition = (one: Case) => readonly Evidence[] | undefined;

// --- The conditions, in the order of the table.

function notice({ view }: Case): Evidence[] {
  const until = view.until;
  return view.planned.flatMap((span): Evidence[] => [
    { kind: 'notice', at: span.from, until: span.until, windowId: span.windowId, text: span.source },
    ...(until !== null && until > span.until ? [{ kind: 'notice-overrun' as const, at: span.until, until }] : []),
  ]);
}

function mainsOff(view: OutageView): Evidence[] {
  return lostMains(view).flatMap((device): Evidence[] => [
    seen('mains-off', device, device.mains?.at ?? view.from),
    ...gapEvidence(device),
  ]);
}

function gatewaySeen(view: OutageView, value: 'up' | 'down'): Evidence[] | undefined {
  const witnesses = view.devices.filter((device) => device.ranOn && device.internet?.value === 'down');
  const telling = witnesses.filter((device) => device.gateway?.value === value);
  if (telling.length === 0) return undefined;
  return telling.flatMap((device) => [
    seen(value === 'up' ? 'gateway-up' : 'gateway-down', device, device.gateway?.at ?? view.from),
    seen('internet-down', device, device.internet?.at ?? view.from),
  ]);
}

function darkTogether({ view }: Case): Evidence[] | undefined {
  const dark = darkDevices(view);
  return dark.length >= 2 && !hasRunner(view) ? dark.flatMap(gapEvidence) : undefined;
}

function darkOnFeeder({ view, neighbours }: Case): Evidence[] | undefined {
  const dark = darkDevices(view);
  const powerless = onFeeder(neighbours, 'powerless', 'dark');
  if (dark.length === 0 || powerless.length === 0 || hasRunner(view)) return undefined;
  return [...dark.flatMap(gapEvidence), ...powerless.map((one) => next('neighbour-powerless', one, 'feeder'))];
}

/** Every device that was meant to be on said goodbye: `now`, as the outage began, or some time `before` it. */
function stopped(view: OutageView, when: 'now' | 'before'): Evidence[] | undefined {
  const bound = view.devices.filter((device) => device.gap && device.duty !== 'none');
  const saidGoodbye = bound.every(({ gap }) => gap?.life === 'stopped' || gap?.life === 'asleep');
  if (!view.isSilence || bound.length === 0 || !saidGoodbye) return undefined;
  const isNow = bound.every(({ gap }) => (gap?.from ?? 0) >= view.from - MOMENT_MS);
  return isNow === (when === 'now') ? bound.flatMap(gapEvidence) : undefined;
}

function silentOnFeeder({ view, neighbours }: Case): Evidence[] | undefined {
  const powerless = onFeeder(neighbours, 'powerless', 'dark');
  if (!isSilent(view) || powerless.length === 0) return undefined;
  return [...silence(view), ...powerless.map((one) => next('neighbour-powerless', one, 'feeder'))];
}

/** A socket or breaker switched off after closing: the house goes dark outside its hours while the feeder is on. */
function switchedOff({ view, neighbours }: Case): Evidence[] | undefined {
  const dark = darkDevices(view);
  const powered = poweredNeighbours(neighbours);
  if (dark.length === 0 || view.isOpen || powered.length === 0 || hasRunner(view)) return undefined;
  return [
    ...dark.flatMap(gapEvidence),
    { kind: 'outside-hours', at: view.from },
    ...powered.map((one) => next('neighbour-up', one, 'feeder')),
  ];
}

function darkWhileFeederOn({ view, neighbours }: Case): Evidence[] | undefined {
  const dark = darkDevices(view);
  const powered = poweredNeighbours(neighbours);
  if (dark.length === 0 || powered.length === 0 || hasRunner(view)) return undefined;
  return [...dark.flatMap(gapEvidence), ...powered.map((one) => next('neighbour-up', one, 'feeder'))];
}

function darkAlone({ view }: Case): Evidence[] | undefined {
  const [dark, ...others] = darkDevices(view);
  if (!dark || hasRunner(view)) return undefined;
  const single = others.length === 0 ? [seen('single-device', dark, view.from)] : [];
  return [...gapEvidence(dark), ...others.flatMap(gapEvidence), ...single];
}

function silentWithLine({ view, neighbours }: Case): Evidence[] | undefined {
  const cut = neighbours.filter((one) => one.sharesProvider && one.sign === 'line');
  if (!isSilent(view) || cut.length === 0) return undefined;
  return [...silence(view), ...cut.map((one) => next('neighbour-line-down', one, 'provider'))];
}

/** Others on the feeder fell silent at the same moment, and none of the provider's other sites did. */
function silentFeederOnly({ view, neighbours }: Case): Evidence[] | undefined {
  const silent = onFeeder(neighbours, 'silent').filter((one) => !one.sharesProvider);
  const up = neighbours.filter((one) => one.sharesProvider && !one.sharesFeeder && one.sign === 'up');
  if (!isSilent(view) || silent.length === 0 || up.length === 0) return undefined;
  return [
    ...silence(view),
    ...silent.map((one) => next('neighbour-silent', one, 'feeder')),
    ...up.map((one) => next('neighbour-up', one, 'provider')),
  ];
}

/** Others of the provider fell silent at the same moment, and others on the feeder ran on. */
function silentProviderOnly({ view, neighbours }: Case): Evidence[] | undefined {
  const silent = neighbours.filter((one) => one.sharesProvider && !one.sharesFeeder && one.sign === 'silent');
  const up = onFeeder(neighbours, 'up').filter((one) => !one.sharesProvider);
  if (!isSilent(view) || silent.length === 0 || up.length === 0) return undefined;
  return [
    ...silence(view),
    ...silent.map((one) => next('neighbour-silent', one, 'provider')),
    ...up.map((one) => next('neighbour-up', one, 'feeder')),
  ];
}

/** One UPS on battery while everything runs on and the feeder is on: its own plug, or a test. */
function ownPlug({ view, neighbours }: Case): Evidence[] | undefined {
  const off = lostMains(view);
  const powered = neighbours.filter((one) => one.sharesFeeder && one.isPowered);
  if (off.length !== 1 || !off.every((device) => device.ranOn) || powered.length === 0) return undefined;
  return [...mainsOff(view), ...powered.map((one) => next('neighbour-up', one, 'feeder'))];
}

function dnsAlone({ view }: Case): Evidence[] {
  return view.devices
    .filter((device) => device.dns?.value === 'down')
    .flatMap((device) => [
      seen('dns-down', device, device.dns?.at ?? view.from),
      ...(device.internet?.value === 'up' ? [seen('internet-up', device, device.internet.at)] : []),
    ]);
}

function hubAlone({ view }: Case): Evidence[] {
  return view.devices
    .filter((device) => device.hub?.value === 'down' && device.internet?.value === 'up')
    .flatMap((device) => [
      seen('hub-down', device, device.hub?.at ?? view.from),
      seen('internet-up', device, device.internet?.at ?? view.from),
    ]);
}

function serviceHereOnly({ view, neighbours }: Case): Evidence[] | undefined {
  const up = neighbours.filter((one) => one.watchesService && one.sign === 'up');
  return up.length === 0 ? undefined : [...failing(view), ...up.map((one) => next('neighbour-service-up', one))];
}

function serviceEverywhere({ view, neighbours }: Case): Evidence[] | undefined {
  const watchers = neighbours.filter((one) => one.watchesService && one.sign !== 'unknown');
  if (watchers.length === 0 || watchers.some((one) => one.sign !== 'failing')) return undefined;
  return [...failing(view), ...watchers.map((one) => next('neighbour-service-down', one))];
}

function serviceOneWatcher({ view }: Case): Evidence[] {
  return failing(view);
}

function deviceLan({ view }: Case): Evidence[] | undefined {
  const device = itself(view);
  if (!device?.ranOn || device.gateway?.value !== 'down') return undefined;
  return [seen('gateway-down', device, device.gateway.at), seen('ran-on', device, view.from)];
}

function deviceStopped({ view }: Case): Evidence[] | undefined {
  const device = itself(view);
  const life = device?.gap?.life;
  return device && (life === 'stopped' || life === 'asleep') ? gapEvidence(device) : undefined;
}

function deviceLostPower({ view }: Case): Evidence[] | undefined {
  const device = itself(view);
  if (device?.mains?.value !== 'off' || device.duty === 'none' || device.ranOn) return undefined;
  return [seen('mains-off', device, device.mains.at), ...gapEvidence(device)];
}

function deviceDark({ view }: Case): Evidence[] | undefined {
  const device = itself(view);
  if (device?.gap?.life !== 'dark') return undefined;
  const others = view.devices.filter((other) => other !== device && other.ranOn);
  return [...gapEvidence(device), ...others.slice(0, MAX_WITNESSES).map((other) => seen('ran-on', other, view.from))];
}

// --- Words that the conditions share.

/** Two things this close are of one moment. */
const MOMENT_MS = 15_000;
/** Devices that are named as having run on. */
const MAX_WITNESSES = 3;

function itself(view: OutageView): DeviceView | undefined {
  return view.devices.find((device) => `device:${device.deviceId}` === view.subject);
}

function darkDevices(view: OutageView): DeviceView[] {
  return view.devices.filter((device) => device.gap?.life === 'dark' && device.isFresh && device.duty !== 'none');
}

function hasRunner(view: OutageView): boolean {
  return view.devices.some((device) => device.ranOn);
}

/** Nothing at the site has told anything yet. */
function isSilent(view: OutageView): boolean {
  return view.isSilence && signOf(view) === 'silent' && !hasRunner(view);
}

function onFeeder(neighbours: readonly Neighbour[], ...signs: readonly Neighbour['sign'][]): Neighbour[] {
  return neighbours.filter((one) => one.sharesFeeder && signs.includes(one.sign));
}

/** Sites of the feeder that plainly had power, where none of them lost it. */
function poweredNeighbours(neighbours: readonly Neighbour[]): Neighbour[] {
  if (onFeeder(neighbours, 'powerless', 'dark', 'silent').length > 0) return [];
  return neighbours.filter((one) => one.sharesFeeder && (one.isPowered || one.sign === 'up'));
}

function seen(kind: EvidenceKind, device: DeviceView, at: number): Evidence {
  return { kind, at, deviceId: device.deviceId };
}

function next(kind: EvidenceKind, { siteId, at }: Neighbour, shares?: 'feeder' | 'provider'): Evidence {
  return { kind, at, siteId, ...(shares && { text: shares }) };
}

function failing(view: OutageView): Evidence[] {
  return [{ kind: 'service-down', at: view.from, text: view.subject.slice('service:'.length) }];
}

/** How a device's gap began and ended, in evidence. */
function gapEvidence(device: DeviceView): Evidence[] {
  const { gap, deviceId } = device;
  if (!gap) return [];
  const at = Number.isFinite(gap.from) ? gap.from : gap.until;
  switch (gap.life) {
    case 'stopped':
      return [{ kind: 'clean-stop', deviceId, at: gap.stop?.at ?? at, ...(gap.stop && { text: gap.stop.reason }) }];
    case 'asleep':
      return [{ kind: 'suspended', deviceId, at, ...ended(gap.until) }];
    case 'dark':
      return [{ kind: 'unclean-stop', deviceId, at, ...ended(gap.until) }];
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

function silence(view: OutageView): Evidence[] {
  return view.devices.filter((device) => device.duty !== 'none' && device.gap).flatMap(gapEvidence);
}
