import type { Interval } from '../lib/index.ts';
import { LINE_SETTLES_MS } from './look-pace.ts';
import { connectivity, type Momentary } from './site-state.ts';
import type { DeviceNow, SiteNow } from './sweep.ts';

/**
 * An agent looks at a service once an hour at the least and says what changed. What still stands so long after the line
 * came back has been looked at again, although nothing was said.
 */
export const LOOKED_AGAIN_MS = 3_600_000 + 2 * LINE_SETTLES_MS;

/** What holds of a service in a part of a stretch; `waitsUntil` where time alone would change it. */
export interface ServicePart extends Interval {
  moment: Momentary;
  waitsUntil?: number;
}

const BEHIND: Momentary = { state: 'unknown', reason: 'behind' };

/**
 * A service as seen from the site over a stretch in which nothing changes: down where a device that looks at it says so,
 * has a line of its own, and nobody reaches it. One that answers slowly is up.
 *
 * What a device stated while its line was down, or in the first moments after, says nothing of the service until it is
 * stated again, or must have been looked at again.
 */
export function serviceSeen(now: SiteNow, fact: `service:${string}`, stretch: Interval): ServicePart[] {
  const watchers = now.devices.filter((device) => device.duty !== undefined && device.facts[fact] !== undefined);
  if (watchers.length === 0) return [{ ...stretch, moment: { state: 'not-equipped' } }];
  const running = watchers.filter((device) => device.life === 'running');
  if (running.some(({ facts }) => facts[fact] === 'up' || facts[fact] === 'degraded')) {
    return [{ ...stretch, moment: { state: 'up' } }];
  }
  const failing = running.filter(({ facts }) => facts[fact] === 'down');
  if (failing.length === 0) return [{ ...stretch, moment: { state: 'unknown', reason: 'no-statement' } }];
  const believedFrom = Math.min(...failing.map((device) => whenBelieved(device, fact)));
  const moment: Momentary = connectivity(now).state === 'up' ? { state: 'down' } : BEHIND;
  return cutAt(believedFrom, moment, stretch);
}

/** From when on the `down` that a device stated last is believed; Infinity while it has no line or resolves no names. */
function whenBelieved({ facts, statedAt }: DeviceNow, fact: `service:${string}`): number {
  if (facts.internet !== 'up' || facts.dns === 'down') return Infinity;
  const lineSince = Math.max(statedAt.internet ?? -Infinity, statedAt.dns ?? -Infinity);
  const isAfter = (statedAt[fact] ?? -Infinity) >= lineSince + LINE_SETTLES_MS;
  return isAfter ? -Infinity : lineSince + LOOKED_AGAIN_MS;
}

function cutAt(believedFrom: number, moment: Momentary, { from, until }: Interval): ServicePart[] {
  if (believedFrom <= from) return [{ from, until, moment }];
  if (believedFrom === Infinity) return [{ from, until, moment: BEHIND }];
  const waiting = { from, until: Math.min(believedFrom, until), moment: BEHIND, waitsUntil: believedFrom };
  return believedFrom >= until ? [waiting] : [waiting, { from: believedFrom, until, moment }];
}
