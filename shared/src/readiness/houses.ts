import type { HouseFigures, SiteFigures } from '../api/index.ts';

/** Cultural houses counted by their stage and their Wi-Fi; each house is in exactly one stage. */
export function houseFigures(sites: readonly Pick<SiteFigures, 'kind' | 'stage' | 'wifi'>[]): HouseFigures {
  const houses = sites.filter(({ kind }) => kind === 'cultural-house');
  const inStage = (...stages: SiteFigures['stage'][]): number =>
    houses.filter(({ stage }) => stages.includes(stage)).length;
  return {
    total: houses.length,
    equipped: inStage('in-use'),
    installing: inStage('installing'),
    funded: inStage('funded'),
    requested: inStage('requested'),
    suspended: inStage('suspended'),
    notEquipped: inStage('not-equipped', 'retired'),
    wifiLive: houses.filter(({ wifi }) => wifi === 'live').length,
    wifiNoData: houses.filter(({ wifi }) => wifi === 'no-data').length,
  };
}
