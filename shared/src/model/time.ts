import * as v from 'valibot';

/** Milliseconds of a year, for range checks only. */
const YEAR_MS = 366 * 24 * 3600 * 1000;

/**
 * A UTC instant in milliseconds, as a machine may claim it. Deliberately wide (1970 to about 2286): a wrong clock is
 * evidence to be corrected, not a reason to lose an entry.
 */
export const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(9_999_999_999_999));

/** Milliseconds since the machine booted. */
export const monotonic = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100 * YEAR_MS));

/** A length of time in milliseconds, at most a year. */
export const durationMs = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(YEAR_MS));
