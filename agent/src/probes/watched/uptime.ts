/** An uptime as a device told it, and when on our own clock. Milliseconds. */
export interface SeenUptime {
  uptimeMs: number;
  mono: number;
}

/** sysUpTime counts hundredths of a second in 32 bits: it begins anew after 497 days without any restart. */
export const UPTIME_WRAP_MS = 2 ** 32 * 10;
/** Two clocks never agree: what is told late, and what they drift apart. */
const SLACK_MS = 5_000;
const SLACK_SHARE = 0.01;

/** Whether a device started again between two looks: its uptime is behind what it would be by now, and did not merely wrap. */
export function hasRestarted(before: SeenUptime, now: SeenUptime): boolean {
  const elapsed = now.mono - before.mono;
  const slack = SLACK_MS + SLACK_SHARE * elapsed;
  const expected = before.uptimeMs + elapsed;
  if (now.uptimeMs + slack >= expected) return false;
  const mayHaveWrapped = expected + slack >= UPTIME_WRAP_MS;
  return !(mayHaveWrapped && Math.abs(expected - UPTIME_WRAP_MS - now.uptimeMs) <= slack);
}
