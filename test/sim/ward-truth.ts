import { indexHolidays, DEFAULT_CALENDARS, HOLIDAY_SEED, openIntervals } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { Cause } from '@wardwatch/shared/model';
import { type Happening, happeningsIn, type Hit, type Pattern } from './ward-happenings.ts';
import { SIM_SERVICES, type SimDevice, type SimSite, wardSites } from './ward-sites.ts';
import { shared, unite, without } from './spans.ts';

/** One reason why a site had no connectivity for a time. */
export interface TruePart extends Interval {
  pattern: Pattern;
  cause: Cause;
}

/** A time in which a site really had no connectivity; what began it, and in `parts` all that kept it so. */
export interface TrueOutage extends TruePart {
  site: string;
  parts: readonly TruePart[];
}

/** What a device of a site can see at a moment. */
export interface SiteWorld {
  site: SimSite;
  mainsOff: readonly Interval[];
  /** No device sees the gateway: the network box hangs, has no power, or starts. */
  gatewayDown: readonly Interval[];
  /** The gateway is there, and nothing beyond it. */
  lineDown: readonly Interval[];
  burnt: readonly Interval[];
  open: readonly Interval[];
  /** When each service failed, wherever it is looked at from. */
  servicesDown: ReadonlyMap<string, readonly Interval[]>;
}

/** What really happened in a ward over a period. */
export interface WardTruth {
  seed: number;
  period: Interval;
  sites: readonly SimSite[];
  happenings: readonly Happening[];
  worlds: ReadonlyMap<string, SiteWorld>;
  /** When the server ran. */
  serverAlive: readonly Interval[];
  /** When it had no network of its own. */
  serverAlone: readonly Interval[];
  /** Per site in order and without overlap. A site where nothing is meant to be on at night has none then. */
  outages: readonly TrueOutage[];
}

/** A network box after mains came back. */
const BOX_BOOT_MS = 40_000;

/** Draws what happens in a ward over a period: the same for the same seed. */
export function wardTruth(options: { seed: number; period: Interval; sites?: readonly SimSite[] }): WardTruth {
  const { seed, period, sites = wardSites(options.seed) } = options;
  const happenings = happeningsIn({ seed, period, sites });
  const byTarget = groupByTarget(happenings);
  const servicesDown = new Map(SIM_SERVICES.map((id) => [id as string, spansOf(byTarget.get(id) ?? [], 'service')]));
  const worlds = new Map(
    sites.map((site) => [site.key, worldOf(site, byTarget.get(site.key) ?? [], { period, servicesDown })]),
  );
  return {
    seed,
    period,
    sites,
    happenings,
    worlds,
    serverAlive: without([period], spansOf(happenings, 'server')),
    serverAlone: shared(spansOf(happenings, 'server-line'), [period]),
    outages: [...worlds.values()].flatMap((world) => outagesOf(world, byTarget.get(world.site.key) ?? [])),
  };
}

/** When the happenings that take this away held. */
export function spansOf(happenings: readonly Happening[], hit: Hit): Interval[] {
  return unite(happenings.filter((one) => one.hit === hit).flatMap(spellsOf));
}

/** Happenings that hit a device by itself. */
export function happeningsOf({ happenings }: WardTruth, { key }: SimDevice): Happening[] {
  return happenings.filter((one) => one.targets.includes(key));
}

function groupByTarget(happenings: readonly Happening[]): Map<string, Happening[]> {
  const groups = new Map<string, Happening[]>();
  for (const one of happenings) {
    for (const target of one.targets) {
      const known = groups.get(target);
      if (known) known.push(one);
      else groups.set(target, [one]);
    }
  }
  return groups;
}

function spellsOf({ from, until, spells }: Happening): readonly Interval[] {
  return spells ?? [{ from, until }];
}

function worldOf(
  site: SimSite,
  happenings: readonly Happening[],
  { period, servicesDown }: Pick<SiteWorld, 'servicesDown'> & { period: Interval },
): SiteWorld {
  const mainsOff = spansOf(happenings, 'mains');
  const burnt = spansOf(happenings, 'burnt');
  const calendar = DEFAULT_CALENDARS.find(({ id }) => id === site.calendarId);
  return {
    site,
    mainsOff,
    gatewayDown: unite([...boxOff(site, mainsOff), ...burnt, ...spansOf(happenings, 'gateway')]),
    lineDown: spansOf(happenings, 'line'),
    burnt,
    servicesDown,
    open: calendar ? openIntervals(calendar, indexHolidays(HOLIDAY_SEED), period) : [period],
  };
}

/** From when the battery is empty until the box has started again. */
function boxOff(site: SimSite, mainsOff: readonly Interval[]): Interval[] {
  return mainsOff
    .filter(({ from, until }) => until - from > site.boxUpsMs)
    .map(({ from, until }) => ({ from: from + site.boxUpsMs, until: until + BOX_BOOT_MS }));
}

function outagesOf(world: SiteWorld, happenings: readonly Happening[]): TrueOutage[] {
  const { site } = world;
  const parts = happenings.flatMap((one) =>
    effectsOf(world, one).map(({ from, until }): TruePart => ({ from, until, pattern: one.pattern, cause: one.cause })),
  );
  parts.sort((a, b) => a.from - b.from);
  const outages: (TrueOutage & { parts: TruePart[] })[] = [];
  for (const part of parts) {
    const last = outages.at(-1);
    if (last && part.from <= last.until) {
      last.until = Math.max(last.until, part.until);
      last.parts.push(part);
    } else outages.push({ site: site.key, ...part, parts: [part] });
  }
  if (site.devices.some(({ duty }) => duty === 'always')) return outages;
  return outages.flatMap((outage) => partsOf(outage, world.open));
}

function partsOf(outage: TrueOutage, spans: readonly Interval[]): TrueOutage[] {
  return shared([outage], spans).map(({ from, until }) => Object.assign({}, outage, { from, until }));
}

function effectsOf({ site, mainsOff }: SiteWorld, one: Happening): Interval[] {
  switch (one.hit) {
    case 'mains':
      // Two cuts that overlap empty the battery together.
      return boxOff(site, mainsOff).filter(
        (off) => off.from < one.until && off.until > one.from && off.from >= one.from,
      );
    case 'line':
    case 'gateway':
    case 'burnt':
      return [...spellsOf(one)];
    case 'cable':
    case 'crash':
    case 'agent':
    case 'service':
    case 'server':
    case 'server-line':
      return [];
    default:
      return one.hit satisfies never;
  }
}
