import type { EquipmentRow, Inventory, ProfileRow, SiteRow } from '@wardwatch/shared/api';
import { type EquipmentKind, type LifeStage, type LocalDate, SITE_KINDS } from '@wardwatch/shared/model';
import { HOUSE_NEEDS, houseStage, type SiteStage, siteStage, stageOn } from '@wardwatch/shared/readiness';

/** Something that a site lacks: an item on its way, or a need that no item stands for (`name` empty). */
export interface Missing {
  kind: EquipmentKind;
  name: string;
  stage: LifeStage;
}

/** A site with what is kept of it. */
export interface InventoryLine {
  site: SiteRow;
  profile: ProfileRow | undefined;
  items: readonly EquipmentRow[];
  stage: SiteStage;
  /** Items in use. */
  there: readonly EquipmentRow[];
  missing: readonly Missing[];
}

const byName = new Intl.Collator('vi', { numeric: true });

/** The sites in use with what is kept of them as it is on a day: offices first, houses in the order of their groups. */
export function inventoryLines(sites: Iterable<SiteRow>, inventory: Inventory, day: LocalDate): InventoryLine[] {
  const profiles = new Map(inventory.profiles.map((profile) => [profile.siteId, profile]));
  const items = Map.groupBy(inventory.items, ({ siteId }) => siteId);
  return [...sites]
    .filter(({ archived }) => !archived)
    .map((site) => lineOf(site, profiles.get(site.id), items.get(site.id) ?? [], day))
    .toSorted(compareLines);
}

/** One site with what is kept of it on a day. */
export function lineOf(
  site: SiteRow,
  profile: ProfileRow | undefined,
  items: readonly EquipmentRow[],
  day: LocalDate,
): InventoryLine {
  const isHouse = site.kind === 'cultural-house';
  const sorted = items.toSorted((a, b) => byName.compare(a.name, b.name));
  return {
    site,
    profile,
    items: sorted,
    stage: isHouse ? houseStage(items, day) : siteStage(items, day),
    there: sorted.filter((item) => stageNow(item, day) === 'in-use'),
    missing: missingOf(sorted, isHouse ? HOUSE_NEEDS : [], day),
  };
}

/** Whether anything can be said of what a site has and lacks: a house has its needs, an office only what is recorded. */
export function isRecorded({ items, missing }: InventoryLine): boolean {
  return items.length > 0 || missing.length > 0;
}

/** The stage of an item on a day; before its first one it is not there yet. */
export function stageNow(item: Pick<EquipmentRow, 'stages'>, day: LocalDate): LifeStage {
  return stageOn(item, day)?.stage ?? 'not-equipped';
}

function missingOf(items: readonly EquipmentRow[], needs: readonly EquipmentKind[], day: LocalDate): Missing[] {
  const staged = items.map((item) => ({ kind: item.kind, name: item.name, stage: stageNow(item, day) }));
  const alive = staged.filter(({ stage }) => stage !== 'retired');
  const unmet = needs.filter((need) => alive.every(({ kind }) => kind !== need));
  return [
    ...unmet.map((kind) => ({ kind, name: '', stage: 'not-equipped' as const })),
    ...alive.filter(({ stage }) => stage !== 'in-use'),
  ];
}

/** Below 0 where `a` comes before `b`. A house without a number comes after those that have one. */
function compareLines(a: InventoryLine, b: InventoryLine): number {
  return (
    SITE_KINDS.indexOf(a.site.kind) - SITE_KINDS.indexOf(b.site.kind) ||
    (a.profile?.groupNumber ?? 1_000) - (b.profile?.groupNumber ?? 1_000) ||
    byName.compare(a.site.name, b.site.name)
  );
}

/** Stages of a house in the order of the summary: each house is in exactly one. */
export const HOUSE_STAGES = ['in-use', 'installing', 'funded', 'requested', 'suspended', 'not-equipped'] as const;
export type HouseStage = (typeof HOUSE_STAGES)[number];

/** How many houses are in each stage, of how many. */
export function houseCounts(lines: readonly InventoryLine[]): { total: number; by: Record<HouseStage, number> } {
  const houses = lines.filter(({ site }) => site.kind === 'cultural-house');
  const count = (stage: HouseStage): number => houses.filter((line) => line.stage.stage === stage).length;
  return {
    total: houses.length,
    by: {
      'in-use': count('in-use'),
      installing: count('installing'),
      funded: count('funded'),
      requested: count('requested'),
      suspended: count('suspended'),
      'not-equipped': count('not-equipped'),
    },
  };
}

/** Kinds with how many pieces of them there are, in their usual order. */
export function countByKind(items: readonly EquipmentRow[]): [kind: EquipmentKind, pieces: number][] {
  const counts = new Map<EquipmentKind, number>();
  for (const { kind, quantity } of items) counts.set(kind, (counts.get(kind) ?? 0) + quantity);
  return [...counts];
}
