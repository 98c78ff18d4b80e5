import type { EquipmentItem, EquipmentKind } from '../model/index.ts';
import { startOfDay } from '../calendar/index.ts';
import type { SiteEvidence } from './evidence.ts';
import { isWithinMonths, NO_DATA, type Outcome } from './outcome.ts';
import { isInUse, stageOn } from './stages.ts';

/**
 * Equipment of one of the kinds is in use; being installed or suspended is "partly". A site of which nothing at all was
 * entered, and that nobody surveyed, gives no data: what is not written down is not known to be missing.
 */
export function judgeEquipment(evidence: SiteEvidence, kinds: readonly EquipmentKind[]): Outcome {
  const items = evidence.items.filter((item) => kinds.includes(item.kind));
  const inUse = items.filter((item) => isInUse(item, evidence.day));
  if (inUse.length > 0) return inventoryOutcome('met', inUse, evidence);
  const underWay = items.filter((item) =>
    ['installing', 'suspended'].includes(stageOn(item, evidence.day)?.stage ?? ''),
  );
  if (underWay.length > 0) return inventoryOutcome('partly', underWay, evidence);
  return isWrittenDown(evidence) ? inventoryOutcome('not-met', items, evidence) : NO_DATA;
}

/**
 * Pieces of main network equipment that stand behind a UPS: one in use carries those of its site. A UPS that the agent
 * reports as lost or worn out makes it "partly".
 */
export function judgeUpsCover(evidence: SiteEvidence, kinds: readonly EquipmentKind[]): Outcome {
  const inUse = (list: readonly EquipmentItem[]): EquipmentItem[] => list.filter((item) => isInUse(item, evidence.day));
  const main = inUse(evidence.items.filter(({ kind }) => kinds.includes(kind)));
  const need = main.reduce((sum, { quantity }) => sum + quantity, 0);
  if (need === 0) return NO_DATA;
  const ups = inUse(evidence.items.filter(({ kind }) => kind === 'ups'));
  const have = ups.length > 0 ? need : 0;
  const ailing = evidence.devices.filter((device) => device.ups === 'lost' || device.ups === 'replace');
  const isMeasured = evidence.devices.some((device) => device.ups !== null);
  const result = have < need ? 'not-met' : ailing.length > 0 ? 'partly' : 'met';
  return {
    ...inventoryOutcome(result, have < need ? main : ups, evidence),
    basis: isMeasured ? 'measured' : 'inventory',
    figure: { have, need, unit: 'pieces' },
    deviceIds: ailing.map(({ deviceId }) => deviceId),
  };
}

/** The survey of a site is young enough. */
export function judgeSurvey({ surveyOn, asOf }: SiteEvidence, maxAgeMonths: number): Outcome {
  if (surveyOn === null) return { ...NO_DATA, result: 'not-met', basis: 'inventory' };
  const at = startOfDay(surveyOn);
  const result = isWithinMonths(at, asOf, maxAgeMonths) ? 'met' : 'not-met';
  return { ...NO_DATA, result, basis: 'inventory', at };
}

function inventoryOutcome(result: Outcome['result'], items: readonly EquipmentItem[], { day }: SiteEvidence): Outcome {
  const days = items.map((item) => stageOn(item, day)?.on).filter((on) => on !== undefined);
  const newest = days.toSorted().at(-1);
  return {
    ...NO_DATA,
    result,
    basis: 'inventory',
    at: newest === undefined ? null : startOfDay(newest),
    itemIds: items.map(({ id }) => id),
  };
}

function isWrittenDown({ items, surveyOn }: SiteEvidence): boolean {
  return surveyOn !== null || items.length > 0;
}
