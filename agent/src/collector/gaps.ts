/** One look at the clocks. */
export interface Moment {
  /** Wall time, UTC milliseconds. */
  at: number;
  /** Milliseconds since boot, sleep included. */
  mono: number;
  /** Milliseconds awake since an arbitrary origin; undefined where the system does not tell. */
  awake: number | undefined;
}

/** Shorter sleeps are noise of the clocks, milliseconds. */
const SLEEP_MS = 2_000;
/** A wall clock that moves by more than this against the boot clock was stepped, milliseconds. */
const CLOCK_STEP_MS = 2_000;

/**
 * How long the machine slept between two looks, or undefined. Where the system does not tell awake time apart, a gap
 * far longer than the looks are apart is taken for sleep: whatever it was, nothing ran.
 *
 * @param gapMs a gap longer than this is sleep where nothing better is known.
 */
export function sleptMs(before: Moment, now: Moment, gapMs: number): number | undefined {
  const elapsed = now.mono - before.mono;
  if (before.awake !== undefined && now.awake !== undefined) {
    const slept = elapsed - (now.awake - before.awake);
    return slept > SLEEP_MS ? Math.round(slept) : undefined;
  }
  return elapsed > gapMs ? Math.round(elapsed) : undefined;
}

/** By how much the wall clock was stepped between two looks, forward positive; undefined where it was not. */
export function clockStepMs(before: Moment, now: Moment): number | undefined {
  const step = Math.round(now.at - before.at - (now.mono - before.mono));
  return Math.abs(step) > CLOCK_STEP_MS ? step : undefined;
}
