import { DAY_MS } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import { type Chance, chanceFor } from './chance.ts';
import { shared, unite, without } from './spans.ts';
import type { SimDevice } from './ward-sites.ts';
import { happeningsOf, type SiteWorld, spansOf, type WardTruth } from './ward-truth.ts';

/** A time in which the agent on a device ran without a break. */
export interface DeviceRun extends Interval {
  bootId: string;
  bootedAt: number;
  begins: 'boot' | 'start' | 'resume';
  ends: 'stopped' | 'dark' | 'killed' | 'asleep' | 'open';
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** When a device's agent ran, in order; what broke the runs shows in how they end and begin. */
export function deviceRuns(truth: WardTruth, world: SiteWorld, device: SimDevice): DeviceRun[] {
  const chance = chanceFor(truth.seed, `runs ${device.key}`);
  const own = happeningsOf(truth, device);
  const wanted = wantedSpans(truth.period, world, device, chance);
  const powerless = unite([...withoutPower(world, device, chance), ...spansOf(own, 'crash')]);
  const sleeps = device.kind === 'laptop' ? middles(wanted, chance) : [];
  const runs: DeviceRun[] = [];
  for (const [boot, powered] of without(wanted, powerless).entries()) {
    const bootId = `boot-${String(boot + 1).padStart(6, '0')}`;
    const from = powered.from + Math.round(chance.between(30, 55)) * 1_000;
    if (powered.until - from < MINUTE_MS) continue;
    const bootedAt = powered.from + 1_000;
    const ends = endOf(powered.until, wanted, truth.period, chance);
    const pauses = [...spansOf(own, 'agent').map(pause('killed')), ...sleeps.map(pause('asleep'))];
    runs.push(...splitRun({ from, until: powered.until, bootId, bootedAt, begins: 'boot', ends }, pauses));
  }
  return runs;
}

type Pause = Interval & { ends: 'killed' | 'asleep' };

function pause(ends: Pause['ends']): (span: Interval) => Pause {
  return (span) => ({ ...span, ends });
}

function splitRun(run: DeviceRun, pauses: readonly Pause[]): DeviceRun[] {
  const inside = pauses
    .filter((one) => one.from > run.from + MINUTE_MS && one.until < run.until - MINUTE_MS)
    .sort((a, b) => a.from - b.from);
  const parts: DeviceRun[] = [];
  let { from, begins } = run;
  for (const one of inside) {
    if (one.from <= from) continue;
    parts.push({ ...run, from, begins, until: one.from, ends: one.ends });
    from = one.until;
    begins = one.ends === 'killed' ? 'start' : 'resume';
  }
  return [...parts, { ...run, from, begins }];
}

function endOf(until: number, wanted: readonly Interval[], period: Interval, chance: Chance): DeviceRun['ends'] {
  if (until >= period.until) return 'open';
  const isWish = wanted.some((span) => span.until === until);
  // Some pull the plug, or press the button until it is dark.
  return isWish && chance.is(0.92) ? 'stopped' : 'dark';
}

/** Without mains beyond what its battery gives, until it has been started again. A laptop runs on. */
function withoutPower(world: SiteWorld, device: SimDevice, chance: Chance): Interval[] {
  if (device.kind === 'laptop') return [];
  const upsMs = device.upsMs ?? 0;
  const byHand = device.duty === 'hours';
  const startMs = (): number => Math.round(byHand ? chance.between(1, 12) * MINUTE_MS : chance.between(2, 6) * 1_000);
  const cuts = world.mainsOff.filter(({ from, until }) => until - from > upsMs);
  return [
    ...cuts.map(({ from, until }) => ({ from: from + upsMs, until: until + startMs() })),
    ...(device.duty === 'always' ? world.burnt : []),
  ];
}

/** When people, or nobody, want the device to be on. */
function wantedSpans(period: Interval, { open }: SiteWorld, device: SimDevice, chance: Chance): Interval[] {
  if (device.duty === 'always') return [period];
  const days = [...Map.groupBy(open, (span) => Math.floor(span.from / DAY_MS)).values()];
  // The only computer of a place is on every day.
  const presence = device.duty === 'none' ? 0.6 : device.key.startsWith('tt/') ? 1 : 0.95;
  const spans = days.flatMap((day): Interval[] => {
    const [first, last] = [day[0], day.at(-1)];
    if (!first || !last || !chance.is(presence)) return [];
    const from = Math.round(first.from + chance.between(-25, 15) * MINUTE_MS);
    return [{ from, until: Math.round(last.until + chance.between(-10, 60) * MINUTE_MS) }];
  });
  return shared(spans, [period]);
}

/** A lid closed over lunch. */
function middles(wanted: readonly Interval[], chance: Chance): Interval[] {
  return wanted.flatMap(({ from, until }) => {
    const start = Math.round(from + chance.between(3, 4) * HOUR_MS);
    const end = Math.round(start + chance.between(30, 100) * MINUTE_MS);
    return end < until ? [{ from: start, until: end }] : [];
  });
}
