import { expect, test } from 'vitest';
import { hasRestarted, UPTIME_WRAP_MS } from './uptime.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  ['runs on', 10 * HOUR, MINUTE, 10 * HOUR + MINUTE, false],
  ['tells a little late', 10 * HOUR, MINUTE, 10 * HOUR + MINUTE - 3_000, false],
  ['has a clock that runs fast', 10 * HOUR, MINUTE, 10 * HOUR + 2 * MINUTE, false],
  ['started a moment ago', 10 * HOUR, MINUTE, 20_000, true],
  ['started while nobody looked, long ago', 10 * MINUTE, 2 * HOUR, HOUR, true],
  ['counted 497 days and begins anew', UPTIME_WRAP_MS - 30_000, MINUTE, 30_000, false],
  ['began anew and ran on while nobody looked', UPTIME_WRAP_MS - HOUR, 3 * HOUR, 2 * HOUR, false],
  ['started at the end of its 497 days', UPTIME_WRAP_MS - 30_000, HOUR, 10_000, true],
  ['started long before its 497 days', UPTIME_WRAP_MS / 2, MINUTE, 30_000, true],
])('a device that %s', (_device, uptimeMs, elapsed, nowMs, expected) => {
  expect(hasRestarted({ uptimeMs, mono: 5_000 }, { uptimeMs: nowMs, mono: 5_000 + elapsed })).toBe(expected);
});
