import type { Evidence } from '../model/index.ts';
import { type Condition, EARLY_MS } from './cause-conditions.ts';
import { type Case, darkDevices, failing, gapEvidence, itself, MAX_WITNESSES, next, seen } from './cause-words.ts';
import type { StopCause } from './life.ts';
import { lostMains, type Neighbour } from './neighbours.ts';
import type { OutageView } from './view.ts';

// Conditions of what is not a site's own connectivity: names, the way to this server, services, devices.

/** Names did not resolve for a device that reached the Internet itself. */
export const dnsAlone: Condition = ({ view }) => {
  return view.devices.flatMap((device) => {
    if (device.dns?.value !== 'down' || device.internet?.value !== 'up') return [];
    return [seen('dns-down', device, device.dns.at), seen('internet-up', device, device.internet.at)];
  });
};

/** The Internet was reached and this server was not. */
export const hubAlone: Condition = ({ view }) => {
  return view.devices.flatMap((device) => {
    if (!device.ranOn || device.internet?.value !== 'up') return [];
    const lostAt = device.hub?.value === 'down' ? device.hub.at : view.from;
    return [seen('hub-down', device, lostAt), seen('internet-up', device, device.internet.at)];
  });
};

/** Other sites that are named as watching a service: enough for a reader to check. */
const MAX_NAMED_SITES = 8;

/** The first of the sites, in an order that does not depend on how they were read. */
function told(sites: readonly Neighbour[]): Neighbour[] {
  return sites.toSorted((a, b) => a.at - b.at || (a.siteId < b.siteId ? -1 : 1)).slice(0, MAX_NAMED_SITES);
}

/** Other sites reach the service. */
export const serviceHereOnly: Condition = ({ view, neighbours }) => {
  const up = neighbours.filter((one) => one.watchesService && one.sign === 'up');
  return up.length === 0 ? undefined : [...failing(view), ...told(up).map((one) => next('neighbour-service-up', one))];
};

/** Other sites reached the service before, and need not have looked at it since. */
export const serviceUnsure: Condition = ({ view, neighbours }) => {
  return neighbours.some((one) => one.watchesService && one.isUnsure) ? failing(view) : undefined;
};

/** All sites that watch the service see it fail, over the lines of two providers or more. */
export const serviceEverywhere: Condition = (one) => {
  return one.neighbours.some((other) => isFailing(other) && other.hasOtherProvider) ? failsWithOthers(one) : undefined;
};

/** The same over the line of one provider, or one that is not known: its way to the service may be what failed. */
export const serviceOneProvider: Condition = (one) => (isNameless(one.view) ? undefined : failsWithOthers(one));

function failsWithOthers({ view, neighbours }: Case): Evidence[] | undefined {
  const watchers = neighbours.filter((one) => one.watchesService && (one.sign !== 'unknown' || isFailing(one)));
  if (watchers.length === 0 || !watchers.every(isFailing)) return undefined;
  return [...failing(view), ...told(watchers).map((one) => next('neighbour-service-down', one))];
}

function isFailing(one: Neighbour): boolean {
  return one.watchesService && (one.sign === 'failing' || one.standing === 'failing');
}

/** No other site can tell, and this one sees it fail. */
export const serviceOneWatcher: Condition = ({ view }) => (isNameless(view) ? undefined : failing(view));

/** The service's name did not resolve: this may as well be the resolver of the site or its provider. */
function isNameless(view: OutageView): boolean {
  return failing(view).some(({ text = '' }) => /^\S+: dns\b/.test(text));
}

/** It ran on and did not see the gateway that others saw. */
export const deviceLan: Condition = ({ view }) => {
  const device = itself(view);
  if (!device?.ranOn || device.gateway?.value !== 'down') return undefined;
  return [seen('gateway-down', device, device.gateway.at), seen('ran-on', device, view.from)];
};

/** It said goodbye. */
export const deviceStopped: Condition = ({ view }) => {
  const device = itself(view);
  const life = device?.gap?.life;
  return device && (life === 'stopped' || life === 'asleep') ? gapEvidence(device) : undefined;
};

/** Its operating system says that it crashed. */
export const deviceCrashed: Condition = ({ view }) => ownStop(view, 'crash');

/** Somebody held its power button. */
export const deviceHeldButton: Condition = ({ view }) => ownStop(view, 'power-button');

function ownStop(view: OutageView, why: StopCause): Evidence[] | undefined {
  const device = itself(view);
  return device?.gap?.life === 'dark' && device.gap.boot?.why === why ? gapEvidence(device) : undefined;
}

/** It went dark in the moments in which a UPS of the site lost mains. */
export const deviceDarkWithMains: Condition = ({ view }) => {
  const device = itself(view);
  const off = lostMains(view).filter((one) => Math.abs((one.mains?.at ?? 0) - view.from) <= EARLY_MS);
  if (device?.gap?.life !== 'dark' || off.length === 0) return undefined;
  return [...off.map((one) => seen('mains-off', one, one.mains?.at ?? view.from)), ...gapEvidence(device)];
};

/** Its own UPS or battery had lost mains before it stopped without goodbye. */
export const deviceLostPower: Condition = ({ view }) => {
  const device = itself(view);
  if (!device || device.ranOn || !lostMains(view).includes(device)) return undefined;
  return [seen('mains-off', device, device.mains?.at ?? view.from), ...gapEvidence(device)];
};

/** It and others stopped without goodbye in the same moments, although some ran on. */
export const devicesDarkTogether: Condition = ({ view }) => {
  const dark = darkDevices(view);
  const device = itself(view);
  return device && dark.length >= 2 && dark.includes(device) ? dark.flatMap(gapEvidence) : undefined;
};

/** It stopped without goodbye while others ran on. */
export const deviceDark: Condition = ({ view }) => {
  const device = itself(view);
  if (device?.gap?.life !== 'dark') return undefined;
  const others = view.devices.filter((other) => other !== device && other.ranOn);
  return [...gapEvidence(device), ...others.slice(0, MAX_WITNESSES).map((other) => seen('ran-on', other, view.from))];
};
