/**
 * Jitter: the mean absolute difference of successive round trips, milliseconds; the idea of RFC 3550 § 6.4.1 without
 * its smoothing, since figures are averaged by the minute anyway. Undefined for fewer than two.
 */
export function jitterOf(roundTrips: readonly number[]): number | undefined {
  if (roundTrips.length < 2) return undefined;
  const steps = roundTrips.slice(1).map((ms, index) => Math.abs(ms - (roundTrips[index] ?? ms)));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

/** Jitter across runs that measure one round trip each: only trips to the same place, by the same way, are compared. */
export class Jitter {
  readonly #last = new Map<string, number>();

  /**
   * Notes a round trip; gives its difference to the one before.
   *
   * @param way where to and how; the caller has few of them.
   */
  step(way: string, ms: number): number | undefined {
    const before = this.#last.get(way);
    this.#last.set(way, ms);
    return before === undefined ? undefined : jitterOf([before, ms]);
  }

  /** Forgets the round trips: what comes after a failure is not compared with what was before it. */
  forget(): void {
    this.#last.clear();
  }
}
