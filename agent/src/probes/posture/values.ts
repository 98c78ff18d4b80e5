import type { Posture } from '@wardwatch/shared/model';

const DAY_MS = 86_400_000;
/** An earlier date is a system's way to say "never" (1601, 1970), or a clock that has lost its time. */
const FIRST_SENSIBLE_AT = Date.UTC(2000, 0, 1);
const MAX_DAYS = 100_000;

/** A posture of which nothing is known; readers fill in what their system tells. */
export const UNKNOWN_POSTURE: Posture = {
  osName: null,
  osSupportEndsAt: null,
  updatesPending: null,
  securityUpdatesPending: null,
  lastUpdateDays: null,
  rebootPending: null,
  antivirusOn: null,
  antivirusName: null,
  antivirusSignatureDays: null,
  firewallOn: null,
  diskEncrypted: null,
  disksHealthy: null,
  clockSynced: null,
  memoryBytes: null,
  firmwareDays: null,
};

/**
 * Whole days from a day to now, by the calendar in UTC, so that all ages of a machine grow at the same moment and a
 * posture changes once a day and not once an age. Null where the date or the clock makes no sense; a date of tomorrow
 * (another time zone) is today.
 */
export function daysSince(at: number | null | undefined, now: number): number | null {
  if (at === null || at === undefined || !(at >= FIRST_SENSIBLE_AT) || now < FIRST_SENSIBLE_AT) return null;
  const days = Math.floor(now / DAY_MS) - Math.floor(at / DAY_MS);
  return days >= -1 && days <= MAX_DAYS ? Math.max(0, days) : null;
}

/** A text that a system states, fit for an entry: one line, bounded; null where nothing is left of it. */
export function oneLine(text: string | undefined, maxLength: number): string | null {
  const line = (text ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, maxLength);
  return line === '' ? null : line;
}
