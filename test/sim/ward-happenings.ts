import { DAY_MS, startOfDay, localDateOf, ZONE_OFFSET_MS } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { Cause } from '@wardwatch/shared/model';
import { type Chance, chanceFor } from './chance.ts';
import { SIM_SERVICES, type SimSite } from './ward-sites.ts';

/** What happens in the simulated ward. */
export const PATTERNS = [
  'planned-cut',
  'fault-cut',
  'storm',
  'provider-cut',
  'provider-maintenance',
  'hang',
  'lan-fault',
  'breaker-night',
  'unpaid',
  'flapping',
  'device-crash',
  'agent-restart',
  'service-down',
  'server-down',
  'server-line',
] as const;
export type Pattern = (typeof PATTERNS)[number];

/** What a happening takes away from the sites or devices that it hits. */
export type Hit =
  | 'mains'
  | 'line'
  /** The network box hangs: no device of the site sees its gateway. */
  | 'gateway'
  /** Single devices lose the gateway. */
  | 'cable'
  /** Devices and network box are without life, whatever the mains does. */
  | 'burnt'
  | 'crash'
  | 'agent'
  /** Services, wherever they are looked at from. */
  | 'service'
  | 'server'
  | 'server-line';

/** Something that really happened. */
export interface Happening extends Interval {
  pattern: Pattern;
  cause: Cause;
  hit: Hit;
  /** Keys of sites; of devices for `cable`, `crash` and `agent`; of services; empty for the server. */
  targets: readonly string[];
  /** Where it came and went: the spells in which it held. Otherwise all of it. */
  spells?: readonly Interval[];
  /** As it was announced beforehand. */
  notice?: Interval;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const YEAR_MS = 365 * DAY_MS;

interface Drawing {
  seed: number;
  period: Interval;
  sites: readonly SimSite[];
}

/** Everything that happens over a period, in order of its start; parts outside the period are cut off. */
export function happeningsIn(drawing: Drawing): Happening[] {
  const all = [
    ...ofFeeders(drawing),
    ...storms(drawing),
    ...ofProviders(drawing),
    ...ofHouses(drawing),
    ...ofDevices(drawing),
    ...ofServices(drawing),
    ...ofServer(drawing),
  ];
  const { period } = drawing;
  return all.flatMap((one) => cutTo(one, period)).sort((a, b) => a.from - b.from || a.pattern.localeCompare(b.pattern));
}

/** Makes happenings that have something in common. */
function like<const Base extends Partial<Happening>>(base: Base): (rest: Omit<Happening, keyof Base>) => Happening {
  // Together they are whole; the compiler does not put an `Omit` and its rest together again.
  return (rest) => ({ ...rest, ...base }) as unknown as Happening;
}

function cutTo(one: Happening, period: Interval): Happening[] {
  const cut = ({ from, until }: Interval): Interval => {
    return { from: Math.round(Math.max(from, period.from)), until: Math.round(Math.min(until, period.until)) };
  };
  const whole = { ...one, ...cut(one), ...(one.spells && { spells: one.spells.map(cut).filter(isSpan) }) };
  return isSpan(whole) ? [whole] : [];
}

function isSpan({ from, until }: Interval): boolean {
  return from < until;
}

/** Starts of something that happens so often a year, at an hour of the day and in months that suit it. */
function starts(
  { period }: Drawing,
  chance: Chance,
  perYear: number,
  hours: readonly (readonly [number, number])[] = [[0, 24]],
  months?: readonly number[],
): number[] {
  const share = months ? 12 / months.length : 1;
  const count = chance.times(perYear * share * ((period.until - period.from) / YEAR_MS));
  return Array.from({ length: count }, () => {
    const day = startOfDay(localDateOf(chance.between(period.from, period.until)));
    const [low, high] = hours[Math.floor(chance.next() * hours.length)] ?? [0, 24];
    return day + chance.between(low, high) * HOUR_MS;
  }).filter((at) => !months || months.includes(new Date(at + ZONE_OFFSET_MS).getUTCMonth() + 1));
}

/** Cuts of a feeder; an unplanned one may hit one house's branch alone. */
function ofFeeders(drawing: Drawing): Happening[] {
  return [...Map.groupBy(drawing.sites, (site) => site.feeder)].flatMap(([feeder, sites]) => {
    const chance = chanceFor(drawing.seed, `feeder ${feeder}`);
    const all = sites.map((site) => site.key);
    const planned = starts(drawing, chance, 1.5, [[5, 8]], [3, 4, 5, 6, 7, 8]).map((at): Happening => {
      const notice = {
        from: roundTo(at, 15 * MINUTE_MS),
        until: roundTo(at + chance.between(2, 6) * HOUR_MS, HOUR_MS / 2),
      };
      const from = notice.from + chance.between(0, 8) * MINUTE_MS;
      const until = notice.until + chance.between(-30, 10) * MINUTE_MS;
      return { pattern: 'planned-cut', cause: 'planned', hit: 'mains', targets: all, from, until, notice };
    });
    const faults = starts(drawing, chance, 3.5, [
      [12, 14],
      [19, 22],
    ]).map((from): Happening => {
      const targets = chance.is(0.7) ? all : [pick(chance, all)];
      const until = from + chance.around(35, 180) * MINUTE_MS;
      return { pattern: 'fault-cut', cause: 'mains-power', hit: 'mains', targets, from, until };
    });
    return planned.concat(faults);
  });
}

/** The whole ward without mains for hours or days; here and there equipment burns. */
function storms(drawing: Drawing): Happening[] {
  const chance = chanceFor(drawing.seed, 'storms');
  return starts(drawing, chance, 2, [[0, 24]], [6, 7, 8, 9, 10]).flatMap((at) => {
    const longest = chance.between(6, 72) * HOUR_MS;
    const make = like({ pattern: 'storm', cause: 'mains-power' });
    const cuts = [...Map.groupBy(drawing.sites, (site) => site.feeder).values()].map((sites): Happening => {
      const from = at + chance.between(0, 90) * MINUTE_MS;
      const targets = sites.map((site) => site.key);
      return make({ hit: 'mains', targets, from, until: from + longest * chance.between(0.2, 1) });
    });
    const burnt = drawing.sites.filter((site) => site.kind === 'cultural-house' && chance.is(0.05));
    return cuts.concat(
      burnt.map(({ key }): Happening => {
        const from = (cuts.find((cut) => cut.targets.includes(key))?.from ?? at) + 1;
        return make({ hit: 'burnt', targets: [key], from, until: from + longest + chance.between(1, 6) * DAY_MS });
      }),
    );
  });
}

function ofProviders(drawing: Drawing): Happening[] {
  return [...Map.groupBy(drawing.sites, (site) => site.provider)].flatMap(([provider, sites]) => {
    const chance = chanceFor(drawing.seed, `provider ${provider}`);
    const all = sites.map((site) => site.key);
    const make = like({ cause: 'internet-line', hit: 'line' });
    // A cable serves some of the provider's sites: three cuts a third each are one for every site.
    const cuts = starts(drawing, chance, 4.5).map((from): Happening => {
      const targets = all.filter(() => chance.is(1 / 3));
      return make({ pattern: 'provider-cut', targets, from, until: from + chance.around(180, 1_440) * MINUTE_MS });
    });
    const maintenance = starts(drawing, chance, 3, [[0, 4]]).map((from): Happening => {
      return make({
        pattern: 'provider-maintenance',
        targets: all,
        from,
        until: from + chance.between(10, 90) * MINUTE_MS,
      });
    });
    return cuts.filter((cut) => cut.targets.length > 0).concat(maintenance);
  });
}

function ofHouses(drawing: Drawing): Happening[] {
  return drawing.sites.flatMap((site) => {
    const chance = chanceFor(drawing.seed, `site ${site.key}`);
    const make = like({ targets: [site.key] });
    const flapping = starts(drawing, chance, 2).map((from) => flappingFrom(from, chance, [site.key]));
    if (site.kind !== 'cultural-house') return flapping;
    const hangs = starts(drawing, chance, 6).map((from): Happening => {
      const until = from + Math.min(48 * HOUR_MS, 5 * MINUTE_MS + chance.around(60, 1_200) * MINUTE_MS);
      return make({ pattern: 'hang', cause: 'local-network', hit: 'gateway', from, until });
    });
    const breakers = starts(drawing, chance, 18, [[21, 22]]).map((from): Happening => {
      const morning = startOfDay(localDateOf(from)) + DAY_MS + chance.between(5.5, 7) * HOUR_MS;
      return make({ pattern: 'breaker-night', cause: 'device-off', hit: 'mains', from, until: morning });
    });
    const unpaid = starts(drawing, chance, 1.5, [[0, 1]]).map((from): Happening => {
      const until = from + chance.between(3, 15) * DAY_MS;
      return make({ pattern: 'unpaid', cause: 'internet-line', hit: 'line', from, until });
    });
    return flapping.concat(hangs, breakers, unpaid);
  });
}

/** A line that comes and goes every 20 seconds or so. */
function flappingFrom(from: number, chance: Chance, targets: readonly string[]): Happening {
  const until = from + chance.between(10, 60) * MINUTE_MS;
  const spells: Interval[] = [];
  for (let at = from; at < until; at += 2 * 20 * SECOND_MS) {
    spells.push({ from: at, until: Math.min(until, at + chance.between(16, 24) * SECOND_MS) });
  }
  return { pattern: 'flapping', cause: 'internet-line', hit: 'line', targets, from, until, spells };
}

function ofDevices(drawing: Drawing): Happening[] {
  return drawing.sites.flatMap((site) => {
    const chance = chanceFor(drawing.seed, `devices ${site.key}`);
    const faults =
      site.devices.length < 5
        ? []
        : starts(drawing, chance, 3, [
            [8, 10],
            [13.5, 16],
          ]).map((from): Happening => {
            const targets = site.devices.filter(({ duty }) => duty === 'hours' && chance.is(0.4)).map(({ key }) => key);
            const until = from + chance.between(10, 120) * MINUTE_MS;
            return { pattern: 'lan-fault', cause: 'local-network', hit: 'cable', targets, from, until };
          });
    const single = site.devices.flatMap(({ key }) => [
      ...starts(drawing, chance, 6).map((from): Happening => {
        const until = from + chance.between(10, 150) * SECOND_MS;
        return { pattern: 'agent-restart', cause: 'monitoring', hit: 'agent', targets: [key], from, until };
      }),
      ...starts(drawing, chance, 2).map((from): Happening => {
        const until = from + chance.between(2, 12) * MINUTE_MS;
        return { pattern: 'device-crash', cause: 'device-fault', hit: 'crash', targets: [key], from, until };
      }),
    ]);
    return [...faults.filter((fault) => fault.targets.length > 0), ...single];
  });
}

/** A service of the higher level fails for everybody: in office hours under load, and at night for maintenance. */
function ofServices(drawing: Drawing): Happening[] {
  return SIM_SERVICES.flatMap((service) => {
    const chance = chanceFor(drawing.seed, `service ${service}`);
    const make = like({ pattern: 'service-down', cause: 'upstream-service', hit: 'service', targets: [service] });
    const hours = [
      [8, 11],
      [14, 16],
      [22, 24],
    ] as const;
    return starts(drawing, chance, 18, hours).map((from) =>
      make({ from, until: from + chance.around(35, 240) * MINUTE_MS }),
    );
  });
}

/** Times in which this server did not run, or ran without its own line. */
function ofServer(drawing: Drawing): Happening[] {
  const chance = chanceFor(drawing.seed, 'server');
  const make = like({ cause: 'monitoring', targets: [] });
  return [
    ...starts(drawing, chance, 8).map((from): Happening => {
      return make({ pattern: 'server-down', hit: 'server', from, until: from + chance.around(60, 240) * MINUTE_MS });
    }),
    ...starts(drawing, chance, 6).map((from): Happening => {
      return make({
        pattern: 'server-line',
        hit: 'server-line',
        from,
        until: from + chance.around(25, 120) * MINUTE_MS,
      });
    }),
  ];
}

function pick(chance: Chance, keys: readonly string[]): string {
  return keys[Math.floor(chance.next() * keys.length)] ?? '';
}

function roundTo(at: number, step: number): number {
  return Math.round(at / step) * step;
}
