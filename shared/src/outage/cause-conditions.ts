import type { Evidence } from '../model/index.ts';
import {
  type Case,
  darkDevices,
  freshlyDark,
  gapEvidence,
  goneBy,
  hasRunner,
  hasStandingCut,
  isSilent,
  mainsOff,
  MOMENT_MS,
  next,
  onFeeder,
  poweredNeighbours,
  seen,
  silence,
} from './cause-words.ts';
import type { PlannedSpan } from './evidence.ts';
import type { StopCause } from './life.ts';
import { isUnreached, lostMains } from './neighbours.ts';
import type { DeviceView, OutageView } from './view.ts';

/** The evidence that decides; undefined or none where a row does not apply. */
export type Condition = (one: Case) => readonly Evidence[] | undefined;

/** A window or notice covers the start, and nothing speaks against it. */
export const notice: Condition = ({ view }) => noticed(view, (span) => span.from - view.from <= EARLY_MS);

/** The power went a good while before the announced hour. */
export const noticeEarly: Condition = ({ view }) => {
  const isDark = view.isSilence || lostMains(view).length > 0;
  return isDark ? noticed(view, (span) => span.kind === 'power-cut') : undefined;
};

/** How much earlier than announced something may begin and still be what was announced; and how close a loss of mains. */
export const EARLY_MS = 2 * 60_000;

function noticed(view: OutageView, isOfIt: (span: PlannedSpan) => boolean): Evidence[] {
  const { until } = view;
  const spans = view.planned.filter((span) => isOfIt(span) && (span.kind === 'maintenance' || !hadPower(view)));
  return spans.flatMap((span): Evidence[] => {
    const { from: at, windowId, source: text } = span;
    const said: Evidence = { kind: 'notice', at, until: span.until, windowId, text };
    const wentOn = until !== null && until > span.until;
    return wentOn ? [said, { kind: 'notice-overrun', at: span.until, until }] : [said];
  });
}

/** A device ran on with mains on: whatever failed, the announced power cut is not why. */
function hadPower(view: OutageView): boolean {
  return view.devices.some((device) => device.ranOn && device.duty !== 'none' && device.mains?.value === 'on');
}

/** Mains was off at this house alone, outside its hours: its breaker, as people leave it, rather than the feeder. */
export const mainsOffHereClosed: Condition = (one) => {
  const off = mainsOffHere(one);
  return off && !one.view.isOpen ? [...off, { kind: 'outside-hours', at: one.view.from }] : undefined;
};

/** Mains was off here while others of the feeder had power. */
export const mainsOffHere: Condition = ({ view, neighbours }) => {
  const off = mainsOff(view);
  const powered = poweredNeighbours(neighbours);
  return off.length > 0 && powered.length > 0
    ? [...off, ...powered.map((one) => next('neighbour-up', one, 'feeder'))]
    : undefined;
};

/** Mains was off outside the hours of the house, and nobody on the feeder tells of a cut: it may be its own breaker. */
export const mainsOffClosed: Condition = ({ view, neighbours }) => {
  const lost = lostMains(view).map((device) => device.mains?.at ?? view.from);
  const isNear = (at: number): boolean => lost.some((lostAt) => Math.abs(at - lostAt) <= EARLY_MS);
  const out = new Set(onFeeder(neighbours, 'powerless', 'dark').filter(({ at }) => isNear(at)));
  for (const one of neighbours) {
    if (one.sharesFeeder && one.mainsLostAt !== null && isNear(one.mainsLostAt)) out.add(one);
  }
  const isTold = out.size >= neighboursNeeded(view);
  if (view.isOpen || isTold || lost.length === 0) return undefined;
  return [...mainsOff(view), { kind: 'outside-hours', at: view.from }];
};

/** Mains was off before the silence, or went off with it. */
export const siteMainsOff: Condition = ({ view }) => mainsOff(view);

/** A device ran on and reached the provider's first router, and nothing beyond: the provider's fault further away. */
export const lineBeyond: Condition = (one) => {
  const isReached = one.view.devices.some(({ ranOn, provider }) => ranOn && provider?.value === 'up');
  const isCut = one.view.devices.some(({ ranOn, provider }) => ranOn && provider?.value === 'down');
  return isReached && !isCut ? lineDown(one) : undefined;
};

/** A device ran on and saw the gateway, and nothing beyond it. */
export const lineDown: Condition = ({ view }) => gatewaySeen(view, 'up');

/** A device ran on, saw the gateway and did not reach this server, which listened; more it could not tell. */
export const unreached: Condition = ({ view }) => {
  const witnesses = view.devices.filter(isUnreached);
  return witnesses.flatMap((device) => [
    seen('gateway-up', device, device.gateway?.at ?? view.from),
    seen('hub-down', device, device.hub?.at ?? view.from),
  ]);
};

/** A device ran on and did not see the gateway. */
export const gatewayDown: Condition = ({ view }) => gatewaySeen(view, 'down');

function gatewaySeen(view: OutageView, value: 'up' | 'down'): Evidence[] | undefined {
  const witnesses = view.devices.filter((device) => device.ranOn && device.internet?.value === 'down');
  const telling = witnesses.filter((device) => device.gateway?.value === value);
  if (telling.length === 0) return undefined;
  return telling.flatMap((device) => {
    const gateway = seen(value === 'up' ? 'gateway-up' : 'gateway-down', device, device.gateway?.at ?? view.from);
    const beyond = seen('internet-down', device, device.internet?.at ?? view.from);
    return [gateway].concat(providerSeen(device), beyond);
  });
}

function providerSeen(device: DeviceView): Evidence[] {
  if (!device.provider) return [];
  return [seen(device.provider.value === 'up' ? 'provider-up' : 'provider-down', device, device.provider.at)];
}

/** Every device that went down crashed with its mains on, as its operating system says: the machines' own fault. */
export const crashed: Condition = ({ view }) => {
  return lostMains(view).length > 0 ? undefined : goneBy(view, 'crash').flatMap(gapEvidence);
};

/** Mains was off before, and then every device crashed: the first link of the chain, if not its only one. */
export const mainsOffCrashed: Condition = ({ view }) => {
  return goneBy(view, 'crash').length > 0 ? mainsOff(view) : undefined;
};

/** Somebody held the power button: a person switched it off, for a reason that nothing tells. */
export const heldButton: Condition = ({ view }) => {
  const gone = goneBy(view, 'power-button', 'crash');
  return gone.some(({ gap }) => gap?.boot?.why === 'power-button') ? gone.flatMap(gapEvidence) : undefined;
};

/**
 * The machine failed as it went to sleep or slept. Windows says the same of one that lost its power in its sleep, so
 * that what neighbours tell comes first.
 */
export const failedInSleep: Condition = ({ view }) => goneBy(view, 'sleep-failed', 'crash').flatMap(gapEvidence);

/** A UPS dropped what hangs on it while it tested itself, and nobody on the feeder tells of a cut: its battery is bad. */
export const upsTestFailed: Condition = ({ view, neighbours }) => {
  const dark = freshlyDark(view).filter((device) => device.isInTest);
  if (dark.length === 0 || hasRunner(view) || onFeeder(neighbours, 'powerless', 'dark').length > 0) return undefined;
  return dark.flatMap((device) =>
    [seen('ups-test', device, device.gap?.from ?? view.from)].concat(gapEvidence(device)),
  );
};

/** Two devices or more stopped without goodbye in the same moments, in opening hours or as the feeder went out. */
export const darkTogether: Condition = (one) => {
  return one.view.isOpen || isFeederOut(one) ? darkHere(one.view) : undefined;
};

/** The same after closing, and no feeder tells: the breaker of the house does it as well. */
export const darkTogetherClosed: Condition = ({ view }) => {
  const dark = darkHere(view);
  return dark && !view.isOpen ? [...dark, { kind: 'outside-hours', at: view.from }] : undefined;
};

function darkHere(view: OutageView): Evidence[] | undefined {
  const dark = darkDevices(view);
  return dark.length >= 2 && !hasRunner(view) ? dark.flatMap(gapEvidence) : undefined;
}

/** A device stopped without goodbye as the feeder went out. */
export const darkOnFeeder: Condition = (one) => (isFeederOut(one) ? darkWithFeeder(one) : undefined);

/** The same after closing, and one neighbour alone: two breakers may be switched off within minutes. */
export const darkOnFeederClosed: Condition = (one) => {
  const dark = darkWithFeeder(one);
  return dark && !one.view.isOpen ? [...dark, { kind: 'outside-hours', at: one.view.from }] : undefined;
};

function darkWithFeeder({ view, neighbours }: Case): Evidence[] | undefined {
  // One that slept as the feeder went out says that it failed in its sleep.
  const dark = freshlyDark(view).filter(({ gap }) => isPowerOrSleep(gap?.boot?.why));
  const powerless = onFeeder(neighbours, 'powerless', 'dark');
  if (dark.length === 0 || powerless.length === 0 || hasRunner(view)) return undefined;
  return [...dark.flatMap(gapEvidence), ...powerless.map((one) => next('neighbour-powerless', one, 'feeder'))];
}

function isPowerOrSleep(why: StopCause | null | undefined): boolean {
  return why !== 'crash' && why !== 'power-button';
}

/** Neighbours lost power in these moments: one is enough in opening hours; after closing, houses are switched off. */
function isFeederOut({ view, neighbours }: Case): boolean {
  return onFeeder(neighbours, 'powerless', 'dark').length >= neighboursNeeded(view);
}

function neighboursNeeded(view: OutageView): number {
  return view.isOpen ? 1 : 2;
}

/** Everything meant to be on said goodbye as the outage began. */
export const stoppedNow: Condition = ({ view }) => stopped(view, 'now');

/** Everything meant to be on had said goodbye some time before, and was not started although there was power. */
export const stoppedBefore: Condition = ({ view, neighbours }) => {
  return hasStandingCut(neighbours) ? undefined : stopped(view, 'before');
};

/** Every device that was meant to be on said goodbye: `now`, as the outage began, or some time `before` it. */
function stopped(view: OutageView, when: 'now' | 'before'): Evidence[] | undefined {
  const bound = view.devices.filter((device) => device.gap && device.duty !== 'none');
  const saidGoodbye = bound.every(({ gap }) => gap?.life === 'stopped' || gap?.life === 'asleep');
  if (!view.isSilence || bound.length === 0 || !saidGoodbye) return undefined;
  const isNow = bound.every(({ gap }) => (gap?.from ?? 0) >= view.from - MOMENT_MS);
  return isNow === (when === 'now') ? bound.flatMap(gapEvidence) : undefined;
}

/** Nothing has told yet, and other sites of the feeder lost power. */
export const silentOnFeeder: Condition = ({ view, neighbours }) => {
  const powerless = onFeeder(neighbours, 'powerless', 'dark');
  if (!isSilent(view) || powerless.length === 0) return undefined;
  return [...silence(view), ...powerless.map((one) => next('neighbour-powerless', one, 'feeder'))];
};

/** A socket or breaker switched off after closing: the house goes dark outside its hours while the feeder is on. */
export const switchedOff: Condition = ({ view, neighbours }) => {
  const dark = darkDevices(view);
  const powered = poweredNeighbours(neighbours);
  if (dark.length === 0 || view.isOpen || powered.length === 0 || hasRunner(view)) return undefined;
  return [
    ...dark.flatMap(gapEvidence),
    { kind: 'outside-hours', at: view.from },
    ...powered.map((one) => next('neighbour-up', one, 'feeder')),
  ];
};

/** Dark in opening hours while the feeder was on: a breaker, a plug or a machine; nothing tells which. */
export const darkWhileFeederOn: Condition = ({ view, neighbours }) => {
  const dark = darkDevices(view);
  const powered = poweredNeighbours(neighbours);
  if (dark.length === 0 || powered.length === 0 || hasRunner(view)) return undefined;
  return [...dark.flatMap(gapEvidence), ...powered.map((one) => next('neighbour-up', one, 'feeder'))];
};

/** A UPS or battery had mains to the last: it would have carried a device through a cut. Nothing tells what it was. */
export const darkOnMains: Condition = ({ view }) => {
  const dark = darkDevices(view);
  if (dark.length !== 1 || dark[0]?.mains?.value !== 'on' || hasRunner(view)) return undefined;
  return dark.flatMap((device) => gapEvidence(device).concat(seen('mains-on', device, device.mains?.at ?? view.from)));
};

/** The one site that went dark, and nobody to compare it with. */
export const darkAlone: Condition = ({ view }) => {
  const [dark, ...others] = darkDevices(view);
  if (!dark || hasRunner(view)) return undefined;
  const single = others.length === 0 ? [seen('single-device', dark, view.from)] : [];
  return [...gapEvidence(dark), ...others.flatMap(gapEvidence), ...single];
};

/** Nothing has told yet, and other sites of the provider lost their line. */
export const silentWithLine: Condition = ({ view, neighbours }) => {
  const cut = neighbours.filter((one) => one.sharesProvider && one.sign === 'line');
  if (!isSilent(view) || cut.length === 0) return undefined;
  return [...silence(view), ...cut.map((one) => next('neighbour-line-down', one, 'provider'))];
};

/** Others on the feeder fell silent at the same moment, and none of the provider's other sites did. */
export const silentFeederOnly: Condition = ({ view, neighbours }) => {
  const silent = onFeeder(neighbours, 'silent').filter((one) => !one.sharesProvider);
  const up = neighbours.filter((one) => one.sharesProvider && !one.sharesFeeder && one.sign === 'up');
  if (!isSilent(view) || silent.length === 0 || up.length === 0) return undefined;
  return [
    ...silence(view),
    ...silent.map((one) => next('neighbour-silent', one, 'feeder')),
    ...up.map((one) => next('neighbour-up', one, 'provider')),
  ];
};

/** Others of the provider fell silent at the same moment, and others on the feeder ran on. */
export const silentProviderOnly: Condition = ({ view, neighbours }) => {
  const silent = neighbours.filter((one) => one.sharesProvider && !one.sharesFeeder && one.sign === 'silent');
  const up = onFeeder(neighbours, 'up').filter((one) => !one.sharesProvider);
  if (!isSilent(view) || silent.length === 0 || up.length === 0) return undefined;
  return [
    ...silence(view),
    ...silent.map((one) => next('neighbour-silent', one, 'provider')),
    ...up.map((one) => next('neighbour-up', one, 'feeder')),
  ];
};

/** One UPS on battery while everything runs on and the feeder is on: its own plug, or a test. */
export const ownPlug: Condition = ({ view, neighbours }) => {
  const off = lostMains(view);
  const powered = neighbours.filter((one) => one.sharesFeeder && one.isPowered);
  if (off.length !== 1 || !off.every((device) => device.ranOn) || powered.length === 0) return undefined;
  return [...mainsOff(view), ...powered.map((one) => next('neighbour-up', one, 'feeder'))];
};
