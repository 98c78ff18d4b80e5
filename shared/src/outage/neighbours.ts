import type { DownSign } from '../model/index.ts';
import type { DeviceView, OutageView } from './view.ts';

/** What a site that shares something showed as an outage began here; from its own evidence alone. */
export interface Neighbour {
  siteId: string;
  sharesFeeder: boolean;
  sharesProvider: boolean;
  /** Both providers are known, and are not the same. */
  hasOtherProvider: boolean;
  /** How its own outage of the same moments began, or that it ran on. */
  sign: DownSign | 'up' | 'unknown';
  /** When its outage began; the moment of the question otherwise. */
  at: number;
  /** Its UPS saw mains on at that moment. */
  isPowered: boolean;
  /** Its UPS lost mains in the same moments. */
  isPowerless: boolean;
  /** When its UPS lost mains that is still off, unless that was long ago (`LOOK_BACK_MS`). */
  mainsLostAt: number | null;
  /** What its outage began with, where one stood already. */
  standing: DownSign | null;
  /** It watches the same service; its sign is of that service then: `up` only where it has looked since it began. */
  watchesService: boolean;
  /** It stated before that the service is up, and need not have looked again by the end of the outage. */
  isUnsure: boolean;
}

/** What an outage began with, as the site's own devices tell. */
export function signOf(view: OutageView): DownSign {
  if (view.subject === 'power') return 'powerless';
  if (view.subject.startsWith('device:')) return ownSign(view);
  if (view.subject !== 'site') return 'failing';
  if (lostMains(view).length > 0) return 'powerless';
  const running = view.devices.filter((device) => device.ranOn && device.internet?.value === 'down');
  if (running.some((device) => device.gateway?.value === 'up')) return 'line';
  if (running.some((device) => device.gateway?.value === 'down')) return 'lan';
  return view.devices.some(isUnreached) ? 'line' : deviceSign(view);
}

/** It ran on with a gateway and did not reach this server; whether it would have reached anything else it cannot tell. */
export function isUnreached({ ranOn, gateway, internet, dns, hub }: DeviceView): boolean {
  return ranOn && gateway?.value === 'up' && hub?.value === 'down' && internet === null && dns?.value !== 'up';
}

function ownSign(view: OutageView): DownSign {
  const device = view.devices.find((one) => isItself(view, one) === true);
  if (device?.ranOn === true && device.gateway?.value === 'down') return 'lan';
  return deviceSign(view);
}

function deviceSign(view: OutageView): DownSign {
  const bound = view.devices.filter((device) => device.gap && (isItself(view, device) ?? device.duty !== 'none'));
  if (bound.some((device) => device.gap?.life === 'dark' && device.isFresh)) return 'dark';
  const saidGoodbye = bound.every(({ gap }) => gap?.life === 'stopped' || gap?.life === 'asleep');
  if (bound.length > 0 && saidGoodbye) return 'stopped';
  return 'silent';
}

/** For an outage of one device: whether it is that one; undefined for any other outage. */
function isItself(view: OutageView, device: DeviceView): boolean | undefined {
  return view.subject.startsWith('device:') ? view.subject === `device:${device.deviceId}` : undefined;
}

/**
 * Devices that had lost mains as the outage began: they ran on, or stopped with it; one that has been gone for longer,
 * while others ran on, tells nothing of this moment. One that runs on while another of the site has mains speaks of its
 * own plug only; one that went dark has told why.
 */
export function lostMains(view: OutageView): OutageView['devices'] {
  const off = view.devices.filter(
    (device) => device.mains?.value === 'off' && device.duty !== 'none' && (device.ranOn || device.isFresh),
  );
  return off.filter((device) => {
    const since = device.mains?.at ?? 0;
    const contradicted = view.devices.some(
      (other) => other.mains?.value === 'on' && (other.ranOn || other.mains.at > since),
    );
    return (
      !contradicted || (device.gap !== null && device.gap.life !== 'stopped' && !view.devices.some((d) => d.ranOn))
    );
  });
}
