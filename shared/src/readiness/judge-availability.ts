import type { AvailabilityFigure } from '../api/index.ts';
import type { CauseAvailability, SiteEvidence } from './evidence.ts';
import { NO_DATA, type Outcome } from './outcome.ts';
import { HOUSE_NEEDS, isInUse } from './stages.ts';

/**
 * Share of opening hours against a minimum in percent. Where time down for an unknown cause could bring it under the
 * minimum, there is no data until somebody finds the cause. A high latency makes it "partly". A house without equipment has
 * no availability: what is asked for is missing there, as the inventory tells.
 */
export function judgeAvailability(
  evidence: SiteEvidence,
  measured: AvailabilityFigure & Partial<CauseAvailability>,
  minPercent: number,
  maxLatencyMs: number | null,
): Outcome {
  if (evidence.kind === 'cultural-house' && !isEquipped(evidence)) {
    return { ...NO_DATA, result: 'not-met', basis: 'inventory', at: evidence.asOf };
  }
  if (measured.availability === null) return NO_DATA;
  const have = measured.availability * 100;
  if (have >= minPercent && atWorst(measured) < minPercent) return NO_DATA;
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

/** The share in percent, had all of the doubtful time been of the causes that are asked for. */
function atWorst({ upMs, downMs, doubtMs = 0 }: AvailabilityFigure & Partial<CauseAvailability>): number {
  return (upMs / (upMs + downMs + doubtMs)) * 100;
}

function isEquipped({ items, day }: SiteEvidence): boolean {
  return HOUSE_NEEDS.every((kind) => items.some((item) => item.kind === kind && isInUse(item, day)));
}
