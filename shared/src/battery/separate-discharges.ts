/** A real discharge of a UPS, as its event tells (`discharge` in the model) and when that was written. */
export interface RealDischarge {
  /** Instant of the event. */
  at: number;
  /** Milliseconds on battery until then. */
  lastedMs: number;
  /** Percent. */
  chargeFrom: number;
  chargeTo: number;
  /** Mean, percent of what the UPS can carry; null where it does not tell. */
  load: number | null;
}

/**
 * Each discharge once, in order of time: one that is told at low and again at its end is two events over the same time,
 * of which the longer one stays.
 */
export function separateDischarges(discharges: readonly RealDischarge[]): RealDischarge[] {
  const apart: RealDischarge[] = [];
  for (const one of discharges.toSorted((a, b) => b.lastedMs - a.lastedMs || a.at - b.at)) {
    if (!apart.some((other) => overlap(one, other))) apart.push(one);
  }
  return apart.toSorted((a, b) => a.at - b.at);
}

function overlap(a: RealDischarge, b: RealDischarge): boolean {
  return a.at - a.lastedMs < b.at && b.at - b.lastedMs < a.at;
}
