import { type Interval, intersect } from '@wardwatch/shared/lib';
import type { Happening, Pattern } from '../sim/ward-happenings.ts';
import { closed, shared, totalMs, without } from '../sim/spans.ts';
import type { SimSite } from '../sim/ward-sites.ts';
import type { TrueOutage, WardTruth } from '../sim/ward-truth.ts';
import type { Booked } from './semantics-oracles.ts';

/** What a wrongly booked time is put down to. */
export type Blame = Pattern | 'edges' | 'switched-off' | 'other';

/** How far what was booked for a site is from the truth. */
export interface SiteError {
  site: SimSite;
  trueMs: number;
  /** Outages of at least `LISTED_MS`, those closer together than `MERGE_MS` as one. */
  trueOutages: number;
  bookedMs: number;
  outages: number;
  missed: Map<Pattern, number>;
  wrong: Map<Blame, number>;
}

/** Shorter outages are in no ledger. */
export const LISTED_MS = 5 * 60_000;
/** Outages closer together are one. */
export const MERGE_MS = 2 * 60_000;
/** Wrong time this close to a true outage is late or early, not made up. */
const EDGE_MS = 3 * 60_000;

/** Compares what was booked for a site with the truth. */
export function compareSite(truth: WardTruth, site: SimSite, booked: Booked): SiteError {
  const own = truth.outages.filter((outage) => outage.site === site.key);
  const missed = new Map<Pattern, number>();
  for (const [pattern, outages] of Map.groupBy(own, (outage) => outage.pattern)) {
    missed.set(pattern, totalMs(without(outages, booked.down)));
  }
  return {
    site,
    trueMs: totalMs(own),
    trueOutages: listed(own).length,
    bookedMs: totalMs(booked.down),
    outages: booked.outages,
    missed,
    wrong: blame(truth, site, own, without(booked.down, own)),
  };
}

/** True outages as a ledger would list them. */
export function listed(outages: readonly TrueOutage[]): Interval[] {
  return closed(outages, MERGE_MS).filter(({ from, until }) => until - from >= LISTED_MS);
}

/** Puts wrongly booked time down to what went on: each moment to the first that applies. */
function blame(
  truth: WardTruth,
  site: SimSite,
  own: readonly TrueOutage[],
  wrong: readonly Interval[],
): Map<Blame, number> {
  const result = new Map<Blame, number>();
  let rest = [...wrong];
  const take = (name: Blame, spans: readonly Interval[]): void => {
    const part = totalMs(shared(rest, spans));
    if (part > 0) result.set(name, (result.get(name) ?? 0) + part);
    rest = without(rest, spans);
  };
  const main = site.devices[0]?.key;
  const around = (pattern: Pattern, afterMs: number): Interval[] =>
    truth.happenings.flatMap((one) =>
      one.pattern === pattern && concerns(one, main) ? [{ from: one.from, until: one.until + afterMs }] : [],
    );
  take('server-down', around('server-down', EDGE_MS));
  take('server-line', around('server-line', EDGE_MS));
  take('agent-restart', around('agent-restart', EDGE_MS));
  take('device-crash', around('device-crash', EDGE_MS));
  take(
    'edges',
    own.map(({ from, until }) => ({ from: from - EDGE_MS, until: until + EDGE_MS })),
  );
  const isSwitchedOff = site.devices.every((device) => device.duty !== 'always');
  const open = truth.worlds.get(site.key)?.open ?? [];
  if (isSwitchedOff) take('switched-off', without([truth.period], open));
  take('other', [truth.period]);
  return result;
}

function concerns({ targets }: Happening, deviceKey: string | undefined): boolean {
  return targets.length === 0 || (deviceKey !== undefined && targets.includes(deviceKey));
}

/** The true outage that has most in common with a span. */
export function truthOf(outages: readonly TrueOutage[], span: Interval): TrueOutage | undefined {
  const candidates = outages.map((outage) => {
    const part = intersect(outage, span);
    return { outage, ms: part ? part.until - part.from : 0 };
  });
  return candidates.filter(({ ms }) => ms > 0).sort((a, b) => b.ms - a.ms)[0]?.outage;
}

/** Time that was missed and wrongly booked, all sites together. */
export function sumErrors(errors: readonly SiteError[]): { missedMs: number; wrongMs: number } {
  const sum = (maps: readonly ReadonlyMap<string, number>[]): number =>
    maps.reduce((total, map) => total + [...map.values()].reduce((ms, one) => ms + one, 0), 0);
  return { missedMs: sum(errors.map((one) => one.missed)), wrongMs: sum(errors.map((one) => one.wrong)) };
}
