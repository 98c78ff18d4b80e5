import type { SpeedTest } from '@wardwatch/shared/model';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** Asia/Ho_Chi_Minh: UTC+7, without summer time. */
const ZONE_MS = 7 * 3_600_000;
/** Between two measurements at least, also when the hours are moved meanwhile. */
const LEAST_MS = 20 * 3_600_000;

/**
 * Whether the speed is to be measured now: within the hours, not yet in these hours, and past this machine's own place
 * in them.
 *
 * @param now wall time, milliseconds.
 * @param lastAt when it was measured last; one in the future is of a clock that was wrong, and does not count.
 * @param place of this machine within the hours, from 0 to 1, so that not all measure at once.
 */
export function isSpeedDue(
  now: number,
  lastAt: number | undefined,
  hours: Pick<SpeedTest, 'fromMinute' | 'untilMinute'>,
  place: number,
): boolean {
  const minute = Math.floor((now + ZONE_MS) / MINUTE_MS) % DAY_MINUTES;
  const into = around(minute - hours.fromMinute);
  // From and until alike: the whole day.
  const length = around(hours.untilMinute - hours.fromMinute) || DAY_MINUTES;
  if (into >= length || into < Math.floor(place * length)) return false;
  return lastAt === undefined || lastAt > now || now - lastAt >= LEAST_MS;
}

function around(minutes: number): number {
  return (minutes + DAY_MINUTES) % DAY_MINUTES;
}
