export { type CauseAvailability, type DeviceEvidence, type SiteEvidence } from './evidence.ts';
export { DEFAULT_CRITERIA, MAIN_NETWORK } from './criteria.ts';
export { type Gap, type GapFigures, gapsOf } from './gaps.ts';
export { counterfactuals, UPS_MINUTES } from './counterfactual.ts';
export { houseFigures } from './houses.ts';
export { judgeSite } from './judge.ts';
export { scoreOf, sumScores } from './score.ts';
export { HOUSE_NEEDS, houseStage, isInUse, type SiteStage, siteStage, stageOn } from './stages.ts';
