import type { CriterionCheck } from '../model/index.ts';
import type { SiteEvidence } from './evidence.ts';
import { isWithinMonths, NO_DATA, type Outcome } from './outcome.ts';
import { isInUse } from './stages.ts';

/**
 * Shortest runtime on battery that the site's devices have shown in real discharges, against a minimum. A site that
 * keeps equipment but no UPS has none at all.
 */
export function judgeRuntime(
  evidence: SiteEvidence,
  { minMinutes, maxAgeMonths }: Extract<CriterionCheck, { kind: 'ups-runtime' }>,
): Outcome {
  const shown = evidence.devices.flatMap(({ deviceId, battery }) =>
    battery && isWithinMonths(battery.at, evidence.asOf, maxAgeMonths) ? [{ deviceId, ...battery }] : [],
  );
  const shortest = shown.toSorted((a, b) => a.runtimeSeconds - b.runtimeSeconds)[0];
  if (!shortest) return hasNoUps(evidence) ? lacking(minMinutes) : NO_DATA;
  const have = shortest.runtimeSeconds / 60;
  return {
    ...NO_DATA,
    result: have >= minMinutes ? 'met' : 'not-met',
    basis: 'measured',
    at: shortest.at,
    figure: { have, need: minMinutes, unit: 'minutes' },
    deviceIds: [shortest.deviceId],
  };
}

function hasNoUps({ items, day, devices }: SiteEvidence): boolean {
  const inUse = items.filter((item) => isInUse(item, day));
  return inUse.length > 0 && !inUse.some(({ kind }) => kind === 'ups') && devices.every(({ ups }) => ups === null);
}

function lacking(minMinutes: number): Outcome {
  return {
    ...NO_DATA,
    result: 'not-met',
    basis: 'inventory',
    figure: { have: 0, need: minMinutes, unit: 'minutes' },
  };
}
