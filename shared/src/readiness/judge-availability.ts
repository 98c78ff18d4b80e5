import type { AvailabilityFigure } from '../api/index.ts';
import type { SiteEvidence } from './evidence.ts';
import { NO_DATA, type Outcome } from './outcome.ts';
import { HOUSE_NEEDS, isInUse } from './stages.ts';

/**
 * Share of opening hours against a minimum in percent. A high latency makes it "partly". A house without equipment has
 * no availability: what is asked for is missing there, as the inventory tells.
 */
export function judgeAvailability(
  evidence: SiteEvidence,
  measured: AvailabilityFigure,
  minPercent: number,
  maxLatencyMs: number | null,
): Outcome {
  if (evidence.kind === 'cultural-house' && !isEquipped(evidence)) {
    return { ...NO_DATA, result: 'not-met', basis: 'inventory', at: evidence.asOf };
  }
  if (measured.availability === null) return NO_DATA;
  const have = measured.availability * 100;
  const isSlow = maxLatencyMs !== null && evidence.latencyMs !== null && evidence.latencyMs > maxLatencyMs;
  const isReached = have >= minPercent;
  return {
    ...NO_DATA,
    basis: 'measured',
    at: evidence.asOf,
    result: isReached ? (isSlow ? 'partly' : 'met') : 'not-met',
    figure:
      isReached && isSlow
        ? { have: evidence.latencyMs ?? 0, need: maxLatencyMs, unit: 'ms' }
        : { have, need: minPercent, unit: '%' },
    deviceIds: evidence.devices.map(({ deviceId }) => deviceId),
  };
}

function isEquipped({ items, day }: SiteEvidence): boolean {
  return HOUSE_NEEDS.every((kind) => items.some((item) => item.kind === kind && isInUse(item, day)));
}
