import { type RealDischarge, separateDischarges } from './separate-discharges.ts';

export type { RealDischarge } from './separate-discharges.ts';

/** What a UPS says of itself now; null where it does not tell. */
export interface BatteryClaim {
  runtimeSeconds: number | null;
  /** Percent; the claim is for what is left in the battery. */
  charge: number | null;
  /** Percent of what the UPS can carry; the claim is for this load. */
  load: number | null;
  /** It says that its battery is to be replaced. */
  isReplaceAsked: boolean;
}

/** Runtime of a battery, learned from what it did. */
export interface LearnedBattery {
  /** Discharges that were learned from. */
  discharges: number;
  /** When the last of them ended, or was last told of. */
  lastDischargeAt: number | null;
  /** Seconds from full to empty at the load of `atLoad`; null until something was learned. */
  runtimeSeconds: number | null;
  /** The least and the most that one of them alone would say, with the charge wrong by a percent. */
  lowSeconds: number | null;
  highSeconds: number | null;
  /** Mean load in percent; null where one of them has none. */
  atLoad: number | null;
  claimedSeconds: number | null;
  needsReplacement: boolean;
}

/** A shorter discharge tells more of how charge is rounded than of the battery. */
export const MIN_LASTED_MS = 2 * 60_000;
/** Nor does a shallower one: the first percents go at another speed than the rest. */
export const MIN_DEPTH_PERCENT = 10;
/** A battery ages: the latest so many count. */
export const MAX_LEARNED = 8;
/** Charge comes in whole percents. */
const CHARGE_ERROR_PERCENT = 1;
/** One that promises so many times more or less than the middle one was not one discharge, or had another load. */
const ODD_TIMES = 4;
/** From so many on there is a middle one. */
const MIN_MIDDLE = 3;
/** One discharge may have been odd; from so many on they are believed against the UPS's own word. */
const MIN_SURE = 2;
/** A battery is worn out when the best of its discharges promises less than this share of what the UPS claims. */
const WORN_SHARE = 0.5;

/**
 * Learns how long a full battery lasts from the slope of its charge in real discharges, each weighed by its depth.
 * Loads are brought to their mean as if runtime fell in proportion to load: a deliberate simplification, good enough
 * among the loads of one UPS. One that says something far from what most say is left out. A discharge told twice, at low and at its end, counts once. The order does not matter.
 */
export function learnRuntime(discharges: readonly RealDischarge[], claim: BatteryClaim): LearnedBattery {
  const teaching = withoutOdd(separateDischarges(discharges).filter(teaches).slice(-MAX_LEARNED));
  const [last] = teaching.slice(-1);
  const claimedSeconds = claim.runtimeSeconds;
  if (!last) {
    const nothing = { runtimeSeconds: null, lowSeconds: null, highSeconds: null, atLoad: null };
    const rest = { claimedSeconds, needsReplacement: claim.isReplaceAsked };
    return { discharges: 0, lastDischargeAt: null, ...nothing, ...rest };
  }
  const atLoad = meanLoad(teaching);
  const slopes = teaching.map((one) => ({ seconds: secondsAt(one, atLoad), depth: one.chargeFrom - one.chargeTo }));
  const whole = slopes.reduce((sum, { seconds, depth }) => ({
    seconds: sum.seconds + seconds,
    depth: sum.depth + depth,
  }));
  const highSeconds = Math.max(...slopes.map((one) => fullSeconds(one, -CHARGE_ERROR_PERCENT)));
  return {
    discharges: teaching.length,
    lastDischargeAt: last.at,
    runtimeSeconds: fullSeconds(whole, 0),
    lowSeconds: Math.min(...slopes.map((one) => fullSeconds(one, CHARGE_ERROR_PERCENT))),
    highSeconds,
    atLoad,
    claimedSeconds,
    needsReplacement: claim.isReplaceAsked || (teaching.length >= MIN_SURE && isWorn(highSeconds, atLoad, claim)),
  };
}

function teaches({ lastedMs, chargeFrom, chargeTo }: RealDischarge): boolean {
  return lastedMs >= MIN_LASTED_MS && chargeFrom - chargeTo >= MIN_DEPTH_PERCENT;
}

/** Those that say about what the middle one says, each brought to the same load where all tell one. */
function withoutOdd(discharges: readonly RealDischarge[]): readonly RealDischarge[] {
  if (discharges.length < MIN_MIDDLE) return discharges;
  const atLoad = meanLoad(discharges);
  const said = (one: RealDischarge): number => secondsAt(one, atLoad) / (one.chargeFrom - one.chargeTo);
  const middle = discharges.map(said).toSorted((a, b) => a - b)[Math.floor((discharges.length - 1) / 2)] ?? 0;
  return discharges.filter((one) => said(one) <= middle * ODD_TIMES && said(one) * ODD_TIMES >= middle);
}

/** By time; null unless each of them tells a load that can be divided by. */
function meanLoad(discharges: readonly RealDischarge[]): number | null {
  let [load, time] = [0, 0];
  for (const one of discharges) {
    if (one.load === null || one.load <= 0) return null;
    load += one.load * one.lastedMs;
    time += one.lastedMs;
  }
  return load / time;
}

/** How long the discharge would have lasted at that load. */
function secondsAt({ lastedMs, load }: RealDischarge, atLoad: number | null): number {
  return (lastedMs / 1_000) * (atLoad === null || load === null ? 1 : load / atLoad);
}

function fullSeconds({ seconds, depth }: { seconds: number; depth: number }, error: number): number {
  return (100 * seconds) / (depth + error);
}

/** Compares like with like: a claim is for what is left, and for the load of now. */
function isWorn(highSeconds: number, atLoad: number | null, claim: BatteryClaim): boolean {
  const { runtimeSeconds, charge, load } = claim;
  if (runtimeSeconds === null || charge === null || charge <= 0) return false;
  const share = atLoad === null || load === null || load <= 0 ? 1 : load / atLoad;
  return highSeconds < WORN_SHARE * ((runtimeSeconds * 100) / charge) * share;
}
