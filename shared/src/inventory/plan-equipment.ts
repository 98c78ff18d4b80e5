import type { EquipmentRow, ImportChange } from '../api/index.ts';
import { type EquipmentItem, MAX_STAGES, type StageChange } from '../model/index.ts';
import { fold } from '../wording/index.ts';
import {
  EQUIPMENT_COLUMNS,
  type EquipmentContext,
  type EquipmentLine,
  equipmentLine,
  STAGE_KEYS,
} from './equipment-line.ts';
import { itemIds } from './item-ids.ts';
import type { KnownWard } from './known-ward.ts';
import type { ImportPlan } from './plan.ts';
import type { SitesPlanned } from './plan-sites.ts';
import type { Problems } from './problems.ts';
import { changedKeys, headsOf, type LineTable, readLine } from './read-line.ts';
import type { ReadTable, TableRow } from './read-table.ts';
import { readWord } from './read-cell.ts';
import { sitesByKey } from './sites-by-key.ts';
import { textOf } from './sheet.ts';
import { EQUIPMENT_KIND_WORDS } from './words.ts';

const DEFAULTS: Partial<EquipmentLine> = {
  id: '',
  quantity: 1,
  paper: '',
  criterion: '',
  specs: '',
  note: '',
  device: '',
};

/** What the table of equipment comes to. */
export interface EquipmentPlanned {
  plan: Pick<ImportPlan, 'items'>;
  changes: ImportChange[];
}

type Lines = LineTable<EquipmentLine, EquipmentContext>;

/** Plans what the table of equipment changes, at the sites as they are after the table of sites; without it, nothing. */
export function planEquipment(
  read: ReadTable | undefined,
  known: KnownWard,
  sites: Pick<SitesPlanned, 'sites' | 'codes'>,
  problems: Problems,
): EquipmentPlanned {
  const planned: EquipmentPlanned = { plan: { items: [] }, changes: [] };
  if (!read) return planned;
  const context = equipmentContext(known, [...sites.sites.values()], sites.codes);
  const missing = new Set<string>();
  const lines: Lines = { table: 'equipment', columns: EQUIPMENT_COLUMNS, read, context, problems, missing };
  const newId = itemIds(known.items.map(({ id }) => id));
  const matches = matchItems(lines, known.items);
  for (const row of read.rows) {
    const match = matches(row);
    if (match !== 'wrong') planRow(lines, row, match, newId, planned);
  }
  return planned;
}

/** What cells of the table are read and shown by. */
export function equipmentContext(
  known: KnownWard,
  sites: KnownWard['sites'],
  codes: ReadonlyMap<string, string>,
): EquipmentContext {
  return {
    sites: sitesByKey(sites, codes),
    devices: Map.groupBy(known.devices, ({ siteId }) => siteId),
    criteria: known.criteria,
  };
}

/**
 * Finds the item of a row: by its id; else one of the same site, kind and name that no other row of the file means,
 * in order of their ids. So a file of new equipment means the same items when it comes again.
 */
function matchItems(
  { read, context, problems }: Lines,
  items: readonly EquipmentRow[],
): (row: TableRow) => EquipmentRow | undefined | 'wrong' {
  const byId = new Map(items.map((item) => [item.id, item]));
  const seen = new Map<string, number>();
  const claimed = new Set(read.rows.map((row) => idOf(row)));
  const alike = Map.groupBy(
    items.filter(({ id }) => !claimed.has(id)),
    ({ siteId, kind, name }) => likeness(siteId, kind, name),
  );
  return (row) => {
    const id = idOf(row);
    if (id === '') {
      const site = context.sites.read(row.cells.get('siteId') ?? null);
      const kind = readWord(row.cells.get('kind') ?? null, EQUIPMENT_KIND_WORDS);
      if (!site.ok || !kind.ok) return undefined;
      return alike.get(likeness(site.value, kind.value, textOf(row.cells.get('name') ?? null)))?.shift();
    }
    const twin = seen.get(id);
    seen.set(id, twin ?? row.number);
    const found = byId.get(id);
    if (found && twin === undefined) return found;
    const problem = found
      ? { code: 'code-twice' as const, expected: String(twin) }
      : { code: 'id-unknown' as const, expected: '' };
    refuse(problems, read, row, 'id', problem);
    return 'wrong';
  };
}

function idOf(row: TableRow): string {
  return textOf(row.cells.get('id') ?? null).toUpperCase();
}

function likeness(siteId: string, kind: string, name: string): string {
  return `${siteId} ${kind} ${fold(name)}`;
}

function planRow(
  lines: Lines,
  row: TableRow,
  match: EquipmentRow | undefined,
  newId: () => string,
  planned: EquipmentPlanned,
): void {
  const { problems, read } = lines;
  const current = match && equipmentLine(match);
  const line = readLine(lines, withoutEmptyId(row), current, DEFAULTS);
  if (!line) return;
  const changed = current ? changedKeys(EQUIPMENT_COLUMNS, current, line) : new Set<string>();
  const staged = stagesOf(match, line, changed);
  if (!staged.ok) {
    refuse(problems, read, row, 'day', { code: staged.code, expected: staged.expected });
    return;
  }
  const change = current ? (changed.size === 0 ? 'same' : 'update') : 'add';
  const columns = headsOf(changed, EQUIPMENT_COLUMNS, read);
  const key = current ? current.id : '-';
  planned.changes.push({ table: 'equipment', row: row.number, key, name: line.name, change, columns });
  if (change === 'same') return;
  const item = itemOf(current?.id ?? newId(), line, staged.stages);
  planned.plan.items.push({ item, basedOn: match?.revision ?? 0 });
}

/** An item that was found without its id keeps it. */
function withoutEmptyId(row: TableRow): TableRow {
  if (idOf(row) !== '') return row;
  const cells = new Map(row.cells);
  cells.delete('id');
  return { ...row, cells };
}

type Staged =
  | { ok: true; stages: StageChange[] }
  | { ok: false; code: 'day-needed' | 'order-of-stages' | 'too-long'; expected: string };

/** A new stage is added to the history, with a day of its own; the same stage with another day or document mends the last change. */
function stagesOf(match: EquipmentRow | undefined, line: EquipmentLine, changed: ReadonlySet<string>): Staged {
  const before = match?.stages ?? [];
  if (match && !STAGE_KEYS.some((key) => changed.has(key))) return { ok: true, stages: before };
  if (match && changed.has('stage') && !changed.has('day')) return { ok: false, code: 'day-needed', expected: '' };
  const kept = match && !changed.has('stage') ? before.slice(0, -1) : before;
  const last = kept.at(-1);
  if (last && line.day < last.on) return { ok: false, code: 'order-of-stages', expected: `≥ ${last.on}` };
  if (kept.length >= MAX_STAGES) return { ok: false, code: 'too-long', expected: `≤ ${MAX_STAGES}` };
  return { ok: true, stages: [...kept, { stage: line.stage, on: line.day, paper: line.paper }] };
}

function itemOf(id: string, line: EquipmentLine, stages: StageChange[]): EquipmentItem {
  const { siteId, kind, name, quantity, criterion, specs, note, device } = line;
  const criterionId = criterion === '' ? null : criterion;
  return {
    id,
    siteId,
    kind,
    name,
    quantity,
    criterionId,
    stages,
    deviceId: device === '' ? null : device,
    specs,
    note,
  };
}

function refuse(
  problems: Problems,
  { heads }: ReadTable,
  row: TableRow,
  key: string,
  problem: Parameters<Problems['add']>[1],
): void {
  const column = heads.get(key) ?? EQUIPMENT_COLUMNS.find((one) => one.key === key)?.head ?? null;
  problems.add({ table: 'equipment', row: row.number, column, value: textOf(row.cells.get(key) ?? null) }, problem);
}
