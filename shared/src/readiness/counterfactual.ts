import type { Counterfactual, OutageFigure } from '../api/index.ts';
import type { Cause } from '../model/index.ts';

const MINUTE_MS = 60_000;

/** UPS runtimes that are compared, in minutes. */
export const UPS_MINUTES: readonly number[] = [15, 30, 60, 120, 240];

/** Criterion that each remedy closes. */
const CRITERION: Record<Counterfactual['remedy'], string> = {
  ups: 'RC-P1',
  'backup-line': 'RC-N3',
  'spare-device': 'RC-N5',
  'watched-power': 'RC-P4',
};

/**
 * What would have avoided how much of the outages that an officer confirmed, most open hours first. A UPS of so many
 * minutes bridges a power cut that is no longer than that, and of a longer one nothing: the work stops all the same. A
 * backup line carries the site through faults of the provider's line. Answers with no outage are left out.
 */
export function counterfactuals(outages: readonly OutageFigure[]): Counterfactual[] {
  const confirmed = outages.filter(({ isConfirmed, until }) => isConfirmed && until !== null);
  const of = (...causes: Cause[]): OutageFigure[] => confirmed.filter(({ cause }) => causes.includes(cause));
  const cuts = of('mains-power');
  return [
    ...UPS_MINUTES.map((minutes) => {
      const bridged = cuts.filter(({ wholeMs }) => wholeMs <= minutes * MINUTE_MS);
      return remedy('ups', minutes, bridged);
    }).filter((one, index, list) => one.outageIds.length > (list[index - 1]?.outageIds.length ?? 0)),
    remedy('backup-line', null, of('internet-line', 'dns')),
    remedy('spare-device', null, of('device-fault', 'local-network')),
    remedy(
      'watched-power',
      null,
      cuts.filter(({ wholeMs }) => wholeMs > Math.max(...UPS_MINUTES) * MINUTE_MS),
    ),
  ]
    .filter(({ outageIds }) => outageIds.length > 0)
    .toSorted((a, b) => b.openMs - a.openMs || b.wholeMs - a.wholeMs);
}

function remedy(
  name: Counterfactual['remedy'],
  minutes: number | null,
  outages: readonly OutageFigure[],
): Counterfactual {
  const longestFirst = outages.toSorted((a, b) => b.openMs - a.openMs || b.wholeMs - a.wholeMs);
  return {
    remedy: name,
    criterionId: CRITERION[name],
    minutes,
    siteIds: [...new Set(longestFirst.flatMap(({ siteId }) => (siteId === null ? [] : [siteId])))],
    outageIds: longestFirst.map(({ id }) => id),
    openMs: longestFirst.reduce((sum, one) => sum + one.openMs, 0),
    wholeMs: longestFirst.reduce((sum, one) => sum + one.wholeMs, 0),
  };
}
