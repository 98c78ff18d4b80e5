import type { AvailabilityFigure } from '@wardwatch/shared/api';
import type { Cause } from '@wardwatch/shared/model';
import { type AvailabilitySums, MIN_COVERAGE } from '@wardwatch/shared/outage';
import type { CauseAvailability } from '@wardwatch/shared/readiness';

/** The sums that a figure is made of; those of several sites may be added up. */
export type Measured = Pick<AvailabilitySums, 'upMs' | 'downMs' | 'offMs' | 'unknownMs' | 'blips'>;

/** The figure of one site or service over the counted time. */
export function availabilityFigure({ upMs, downMs, offMs, unknownMs, blips }: Measured): AvailabilityFigure {
  const measurableMs = upMs + downMs + offMs + unknownMs;
  const coverage = measurableMs > 0 ? (upMs + downMs + offMs) / measurableMs : null;
  const isEnough = (coverage ?? 0) >= MIN_COVERAGE && upMs + downMs > 0;
  return { availability: isEnough ? upMs / (upMs + downMs) : null, coverage, upMs, downMs, blips };
}

/** The same as if only outages of the causes given had been: down time of others is left out, that of no known cause is in doubt. */
export function underCauses(sums: AvailabilitySums, causes: readonly Cause[]): CauseAvailability {
  const downMs = downUnder(sums, (cause) => causes.includes(cause));
  const doubtMs = downUnder(sums, (cause) => cause === 'undetermined');
  const { availability, coverage } = availabilityFigure(sums);
  const isFigure = availability !== null && sums.upMs + downMs > 0;
  return {
    availability: isFigure ? sums.upMs / (sums.upMs + downMs) : null,
    coverage,
    upMs: sums.upMs,
    downMs,
    blips: 0,
    doubtMs,
  };
}

function downUnder({ byCause }: AvailabilitySums, isMeant: (cause: Cause) => boolean): number {
  const meant = byCause.filter(({ cause }) => cause !== null && isMeant(cause));
  return meant.reduce((ms, { confirmedMs, suspectedMs }) => ms + confirmedMs + suspectedMs, 0);
}

/** Sums of several sites together. */
export function addedUp(list: readonly Measured[]): Measured {
  const sum = (of: (one: Measured) => number): number => list.reduce((total, one) => total + of(one), 0);
  return {
    upMs: sum(({ upMs }) => upMs),
    downMs: sum(({ downMs }) => downMs),
    offMs: sum(({ offMs }) => offMs),
    unknownMs: sum(({ unknownMs }) => unknownMs),
    blips: sum(({ blips }) => blips),
  };
}
