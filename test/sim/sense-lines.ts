import type { Interval } from '@wardwatch/shared/lib';
import type { Dated } from './story.ts';
import type { DeviceRun } from './device-runs.ts';
import type { DeviceWorld } from './device-sessions.ts';
import { shared, unite } from './spans.ts';
import type { SimDevice } from './ward-sites.ts';
import type { SiteWorld } from './ward-truth.ts';

const MINUTE_MS = 60_000;
/** A UPS says that it is low when so much of its battery is left. */
const LOW_SHARE = 0.2;
/** What a mini PC and a network box take of what a small UPS can carry, percent. */
const LOAD = 24;

/** What a device states of the services that it looks at, at the next look after each change. */
export function serviceLines(
  run: DeviceRun,
  { servicesDown }: SiteWorld,
  { watches }: SimDevice,
  { gatewayDown, lineDown }: DeviceWorld,
): Dated[] {
  return watches.flatMap((id, index) => {
    const failing = servicesDown.get(id) ?? [];
    // Each service has its own second of the minute.
    const onLook = (at: number): number => Math.ceil(at / MINUTE_MS) * MINUTE_MS + (index + 1) * 7_000;
    const bad = unite([...failing, ...gatewayDown, ...lineDown]);
    const isServiceAt = (at: number): boolean => failing.some((span) => span.from <= at && span.until > at);
    const stated = (at: number, isDown: boolean): Dated => ({
      at,
      body: {
        kind: 'fact',
        fact: `service:${id}`,
        value: isDown ? 'down' : 'up',
        ...(isDown && { detail: isServiceAt(at) ? 'status: 503' : 'connect' }),
      },
    });
    const edges = shared([run], bad).flatMap(({ from, until }) => [onLook(from), onLook(until)]);
    const looks = [run.from + 2_000, ...new Set(edges)].filter((at) => at >= run.from + 2_000 && at < run.until);
    const isBadAt = (at: number): boolean => bad.some((span) => span.from <= at && span.until > at);
    const seen = looks.sort((a, b) => a - b).map((at) => ({ at, isBad: isBadAt(at) }));
    const changes = seen.filter(({ isBad }, place) => isBad !== seen[place - 1]?.isBad);
    return changes.map(({ at, isBad }) => stated(at, isBad));
  });
}

/** What a UPS says of itself, and of each discharge at its end, or once as it runs low. */
export function upsLines(run: DeviceRun, { mainsOff }: SiteWorld, { upsMs }: SimDevice): Dated[] {
  if (upsMs === null) return [];
  const ups = (at: number, value: 'ok' | 'low'): Dated => ({ at, body: { kind: 'fact', fact: 'ups', value } });
  const lines: Dated[] = [ups(run.from + 1_000, 'ok')];
  for (const cut of shared([run], mainsOff)) {
    const lowAt = Math.round(cut.from + upsMs * (1 - LOW_SHARE));
    const isLow = lowAt < Math.min(cut.until, run.until);
    if (isLow) lines.push(ups(lowAt, 'low'), discharge(lowAt, cut, upsMs, false));
    if (cut.until >= run.until) continue;
    lines.push(discharge(cut.until, cut, upsMs, true), ...(isLow ? [ups(cut.until, 'ok')] : []));
  }
  return lines
    .filter(({ at }) => at > run.from && at < run.until)
    .map(({ at, body }) => ({ at: Math.round(at), body }));
}

function discharge(at: number, { from }: Interval, upsMs: number, isOver: boolean): Dated {
  const lastedMs = Math.round(at - from);
  const chargeTo = Math.max(0, Math.round(100 - (100 * lastedMs) / upsMs));
  return { at, body: { kind: 'event', event: 'discharge', lastedMs, chargeFrom: 100, chargeTo, load: LOAD, isOver } };
}
