/** Bounds of a reconnect schedule, milliseconds. */
export interface BackoffPolicy {
  firstMs: number;
  maxMs: number;
}

/**
 * Full-jitter exponential back-off: a uniform draw from (0, min(max, first × 2^attempt)].
 * Full jitter keeps a whole ward that got its power back at once from arriving at once.
 *
 * @param attempt 0 for the first retry.
 * @param random a draw from [0, 1).
 */
export function backoffMs(policy: BackoffPolicy, attempt: number, random: number): number {
  const ceiling = Math.min(policy.maxMs, policy.firstMs * 2 ** Math.min(attempt, 30));
  return Math.max(1, Math.round(ceiling * (1 - random)));
}
