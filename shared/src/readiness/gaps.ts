import type { Counterfactual, SiteFigures } from '../api/index.ts';
import type { Criterion } from '../model/index.ts';

/** A criterion that is not met somewhere: the sites, and what meeting it would have avoided. */
export interface Gap {
  criterionId: string;
  isMandatory: boolean;
  /** Sites at which it is not met, partly met, or nothing is known of it. */
  notMet: string[];
  partly: string[];
  unknown: string[];
  /** Confirmed down time in opening hours that the remedy of this criterion would have avoided. */
  avoidableOpenMs: number;
  /** Outages that show it. */
  outageIds: string[];
}

/** What gaps are read from; a `WardFigures` fits. */
export interface GapFigures {
  sites: readonly Pick<SiteFigures, 'siteId' | 'criteria'>[];
  counterfactuals: readonly Counterfactual[];
}

/** Gaps of a ward, the weightiest first: hours that would have been saved, then mandatory ones, then by sites. */
export function gapsOf(figures: GapFigures, criteria: readonly Criterion[]): Gap[] {
  return criteria
    .filter(({ isActive }) => isActive)
    .map(({ id, isMandatory }) => gapOf(id, isMandatory, figures))
    .filter((gap) => gap.notMet.length + gap.partly.length + gap.unknown.length > 0)
    .toSorted(
      (a, b) =>
        b.avoidableOpenMs - a.avoidableOpenMs ||
        Number(b.isMandatory) - Number(a.isMandatory) ||
        b.notMet.length + b.partly.length - (a.notMet.length + a.partly.length) ||
        a.criterionId.localeCompare(b.criterionId),
    );
}

function gapOf(id: string, isMandatory: boolean, figures: GapFigures): Gap {
  const sitesWith = (result: string): string[] =>
    figures.sites
      .filter(({ criteria }) => criteria.some((one) => one.criterionId === id && one.result === result))
      .map(({ siteId }) => siteId);
  const remedy = bestRemedy(id, figures.counterfactuals);
  return {
    criterionId: id,
    isMandatory,
    notMet: sitesWith('not-met'),
    partly: sitesWith('partly'),
    unknown: sitesWith('no-data'),
    avoidableOpenMs: remedy?.openMs ?? 0,
    outageIds: remedy?.outageIds ?? [],
  };
}

/** The remedy of a criterion that avoids most: for a UPS, the longest runtime that still adds something. */
function bestRemedy(id: string, list: readonly Counterfactual[]): Counterfactual | undefined {
  return list.filter(({ criterionId }) => criterionId === id).toSorted((a, b) => b.openMs - a.openMs)[0];
}
