import type { ProfileRow } from '@wardwatch/shared/api';
import { searchInventory } from '@wardwatch/shared/inventory';
import { EQUIPMENT_KINDS, type EquipmentKind, SITE_KINDS, type SiteKind } from '@wardwatch/shared/model';
import type { Messages } from '../../i18n/vi.ts';
import { HOUSE_STAGES, type HouseStage, type InventoryLine } from './inventory-lines.ts';

/** What of the inventory is shown. Kept in the address, so that it can be sent to somebody. Empty texts mean "all". */
export interface InventoryQuery {
  text: string;
  kind: SiteKind | '';
  stage: HouseStage | '';
  lacks: EquipmentKind | '';
}

/** Reads an address; what is missing or nonsense is "all". */
export function parseInventoryQuery(query: URLSearchParams): InventoryQuery {
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | '' =>
    values.find((value) => value === query.get(name)) ?? '';
  return {
    text: query.get('q') ?? '',
    kind: oneOf('kind', SITE_KINDS),
    stage: oneOf('stage', HOUSE_STAGES),
    lacks: oneOf('lacks', EQUIPMENT_KINDS),
  };
}

/** The address of a view; what is "all" is left out. */
export function inventoryAddress(view: Partial<InventoryQuery>): string {
  const query = new URLSearchParams();
  if (view.text) query.set('q', view.text);
  for (const name of ['kind', 'stage', 'lacks'] as const) if (view[name]) query.set(name, view[name]);
  return query.size === 0 ? '/inventory' : `/inventory?${query}`;
}

/** The address of what is kept of one site. */
export function siteInventoryAddress(siteId: string): string {
  return `/inventory/${encodeURIComponent(siteId)}`;
}

/** The lines that a view shows. Every word that was typed has to be somewhere, with or without its marks. */
export function matching(lines: readonly InventoryLine[], view: InventoryQuery, t: Messages): InventoryLine[] {
  const chosen = lines.filter(
    (line) =>
      (view.kind === '' || line.site.kind === view.kind) &&
      (view.stage === '' || line.stage.stage === view.stage) &&
      (view.lacks === '' || line.missing.some(({ kind }) => kind === view.lacks)),
  );
  return searchInventory(view.text, chosen, (line) => searchTexts(line, t));
}

function searchTexts({ site, profile, items }: InventoryLine, t: Messages): string[] {
  const { inventory, siteKinds } = t;
  return [
    site.name,
    siteKinds[site.kind],
    site.provider ?? '',
    site.feeder ?? '',
    ...(profile ? profileTexts(profile, t) : []),
    ...items.map(({ kind, name, specs, id }) => `${inventory.kinds[kind]} ${name} ${specs} ${id}`),
  ];
}

function profileTexts(profile: ProfileRow, t: Messages): string[] {
  const { code, address, note, groupNumber, contacts, subscriptions } = profile;
  return [
    code,
    address,
    note,
    groupNumber === null ? '' : t.inventory.group(String(groupNumber)),
    ...contacts.map(({ role, name }) => `${role} ${name}`),
    ...subscriptions.map(({ provider, plan }) => `${provider} ${plan}`),
  ];
}
