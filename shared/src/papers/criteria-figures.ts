import type { Judgement, SiteFigures } from '../api/index.ts';

/** Pieces that meet a criterion, of those that were looked at. */
export interface Pieces {
  have: number;
  need: number;
}

/** Judgements of a criterion at the sites, with their sites. */
export function judgementsOf(
  sites: readonly SiteFigures[],
  criterionId: string,
): { site: SiteFigures; judgement: Judgement }[] {
  return sites.flatMap((site) =>
    site.criteria.filter((one) => one.criterionId === criterionId).map((judgement) => ({ site, judgement })),
  );
}

/** Pieces over the sites; null where nothing was counted. */
export function piecesOf(sites: readonly SiteFigures[], criterionId: string): Pieces | null {
  const figures = judgementsOf(sites, criterionId).flatMap(({ judgement }) =>
    judgement.figure?.unit === 'pieces' ? [judgement.figure] : [],
  );
  if (figures.length === 0) return null;
  return figures.reduce<Pieces>((sum, { have, need }) => ({ have: sum.have + have, need: sum.need + need }), {
    have: 0,
    need: 0,
  });
}

/** The shortest runtime on battery that was measured, minutes, and where; null where none was. */
export function shortestRuntime(sites: readonly SiteFigures[]): { minutes: number; siteId: string } | null {
  const measured = judgementsOf(sites, 'RC-P2').flatMap(({ site, judgement }) =>
    judgement.basis === 'measured' && judgement.figure?.unit === 'minutes'
      ? [{ minutes: Math.floor(judgement.figure.have), siteId: site.siteId }]
      : [],
  );
  return measured.toSorted((a, b) => a.minutes - b.minutes)[0] ?? null;
}

/** Criteria that begin so, over the sites: met of those that count, and the ids that somewhere are not met. */
export function criteriaMet(
  sites: readonly SiteFigures[],
  prefix: string,
): { met: number; counted: number; notMet: string[] } {
  const list = sites
    .flatMap(({ criteria }) => criteria)
    .filter(({ criterionId, result }) => criterionId.startsWith(prefix) && result !== 'not-applicable');
  const lacking = list.filter(({ result }) => result === 'not-met' || result === 'partly');
  return {
    met: list.filter(({ result }) => result === 'met').length,
    counted: list.length,
    notMet: [...new Set(lacking.map(({ criterionId }) => criterionId))],
  };
}
