import type { EquipmentItem, EquipmentKind, LifeStage, LocalDate, StageChange } from '../model/index.ts';

/** A house is equipped when both of these are in use: the line, and the access point that gives it to people. */
export const HOUSE_NEEDS: readonly EquipmentKind[] = ['line', 'access-point'];

/** How far a stage is on the way into use; a pause lies before it, the end counts as nothing there. */
const PROGRESS: Record<LifeStage, number> = {
  retired: 0,
  'not-equipped': 0,
  requested: 1,
  funded: 2,
  installing: 3,
  suspended: 4,
  'in-use': 5,
};

/** The stage that holds at the end of a day; null before the item's first one. */
export function stageOn(item: Pick<EquipmentItem, 'stages'>, day: LocalDate): StageChange | null {
  return item.stages.findLast((change) => change.on <= day) ?? null;
}

/** Whether the item is in use at the end of a day. */
export function isInUse(item: Pick<EquipmentItem, 'stages'>, day: LocalDate): boolean {
  return stageOn(item, day)?.stage === 'in-use';
}

/** Stage of a site, since which day, and the document that says so. */
export interface SiteStage {
  stage: LifeStage;
  since: LocalDate | null;
  paper: string;
}

const NOTHING: SiteStage = { stage: 'not-equipped', since: null, paper: '' };

/**
 * Stage of a cultural house at the end of a day: that of the need which is behind the others, each need counting by the
 * item that is furthest. A house with only one of them in use is not equipped yet.
 */
export function houseStage(items: readonly EquipmentItem[], day: LocalDate): SiteStage {
  const needs = HOUSE_NEEDS.map((kind) =>
    furthest(
      items.filter((item) => item.kind === kind),
      day,
    ),
  );
  return needs.reduce((last, need) => (isBehind(need, last) ? need : last));
}

/** Stage of any other site: that of the item which is furthest. */
export function siteStage(items: readonly EquipmentItem[], day: LocalDate): SiteStage {
  return furthest(items, day);
}

function furthest(items: readonly EquipmentItem[], day: LocalDate): SiteStage {
  return items
    .map((item) => stageOn(item, day))
    .filter((change) => change !== null)
    .map(siteStageOf)
    .reduce((best, one) => (PROGRESS[one.stage] > PROGRESS[best.stage] ? one : best), NOTHING);
}

function siteStageOf({ stage, on, paper }: StageChange): SiteStage {
  return { stage: stage === 'retired' ? 'not-equipped' : stage, since: on, paper };
}

/** Less far; among equals the later day is the one that the house waited for. */
function isBehind(one: SiteStage, other: SiteStage): boolean {
  const difference = PROGRESS[one.stage] - PROGRESS[other.stage];
  return difference < 0 || (difference === 0 && (one.since ?? '') > (other.since ?? ''));
}
