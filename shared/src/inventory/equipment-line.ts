import type { EquipmentItem, EquipmentKind, LifeStage } from '../model/index.ts';
import { fold } from '../wording/index.ts';
import { type Column, column, type ColumnParts } from './columns.ts';
import type { KnownWard } from './known-ward.ts';
import { type CellRead, readDay, readNumber, readText, readWord } from './read-cell.ts';
import { textOf } from './sheet.ts';
import type { SitesByKey } from './sites-by-key.ts';
import { EQUIPMENT_KIND_WORDS, LIFE_STAGE_WORDS } from './words.ts';

/** A piece of equipment as one line of the table: it shows the stage that holds now. */
export interface EquipmentLine {
  /** Empty for a new one. */
  id: string;
  siteId: string;
  kind: EquipmentKind;
  name: string;
  quantity: number;
  stage: LifeStage;
  day: string;
  paper: string;
  /** Id, or empty. */
  criterion: string;
  specs: string;
  note: string;
  /** Id of the device that it is, or empty. */
  device: string;
}

/** What cells of the table are read and shown by. */
export interface EquipmentContext {
  sites: SitesByKey;
  /** By the site's id. */
  devices: ReadonlyMap<string, KnownWard['devices']>;
  criteria: readonly string[];
}

/** Columns of a stage: one change of it. */
export const STAGE_KEYS = ['stage', 'day', 'paper'] as const;

const item = <Key extends keyof EquipmentLine>(key: Key, parts: ColumnParts<EquipmentLine, Key, EquipmentContext>) =>
  column(key, parts);
const asItIs = <Value>(value: Value): Value => value;
const text = (maxLength: number) => ({
  empty: '',
  read: (cell: Parameters<typeof readText>[0]) => readText(cell, maxLength),
  show: asItIs<string>,
});

/** Columns of the table of equipment, in the order in which they are written. */
export const EQUIPMENT_COLUMNS: readonly Column<EquipmentLine, EquipmentContext>[] = [
  item('id', {
    head: 'Mã thiết bị',
    also: ['Mã TB', 'Id', 'Item id'],
    width: 12,
    empty: '',
    read: (cell) => ({ ok: true, value: textOf(cell).toUpperCase() }),
    show: asItIs,
  }),
  item('siteId', {
    head: 'Mã điểm',
    also: ['Điểm', 'Nơi đặt', 'Điểm lắp đặt', 'Site', 'Site code'],
    width: 14,
    read: (cell, { sites }) => sites.read(cell),
    show: (id, { sites }) => sites.label(id),
  }),
  item('kind', {
    head: 'Loại thiết bị',
    also: ['Loại', 'Nhóm thiết bị', 'Kind'],
    width: 24,
    allowed: Object.values(EQUIPMENT_KIND_WORDS.shown),
    read: (cell) => readWord(cell, EQUIPMENT_KIND_WORDS),
    show: (kind) => EQUIPMENT_KIND_WORDS.shown[kind],
  }),
  item('name', {
    head: 'Tên thiết bị',
    also: ['Tên', 'Tên gọi', 'Tên tài sản', 'Name'],
    width: 34,
    read: (cell) => readText(cell, 120),
    show: asItIs,
  }),
  item('quantity', {
    head: 'Số lượng',
    also: ['SL', 'Quantity'],
    width: 10,
    read: (cell) => readNumber(cell, { isWhole: true, min: 1, max: 10_000 }),
    show: asItIs,
  }),
  item('stage', {
    head: 'Tình trạng',
    also: ['Trạng thái', 'Giai đoạn', 'Stage'],
    width: 24,
    allowed: Object.values(LIFE_STAGE_WORDS.shown),
    read: (cell) => readWord(cell, LIFE_STAGE_WORDS),
    show: (stage) => LIFE_STAGE_WORDS.shown[stage],
  }),
  item('day', {
    head: 'Từ ngày',
    also: ['Ngày', 'Ngày tình trạng', 'Ngày đề xuất', 'Ngày đưa vào sử dụng', 'Day'],
    isDay: true,
    read: readDay,
    show: asItIs,
  }),
  item('paper', { head: 'Văn bản', also: ['Số văn bản', 'Căn cứ', 'Document'], width: 28, ...text(400) }),
  item('criterion', {
    head: 'Tiêu chí',
    also: ['Mã tiêu chí', 'Criterion'],
    width: 10,
    empty: '',
    read: (cell, { criteria }) => readCriterion(textOf(cell).toUpperCase(), criteria),
    show: asItIs,
  }),
  item('specs', {
    head: 'Thông số chính',
    also: ['Thông số', 'Thông số kỹ thuật', 'Cấu hình', 'Specs'],
    width: 34,
    ...text(400),
  }),
  item('note', { head: 'Ghi chú', also: ['Note'], width: 34, ...text(400) }),
  item('device', {
    head: 'Thiết bị giám sát',
    also: ['Tên thiết bị giám sát', 'Máy giám sát', 'Device'],
    width: 24,
    empty: '',
    read: (cell, context, line) => readDevice(textOf(cell), context, line.siteId),
    show: (id, context) => deviceLabel(id, context),
  }),
];

function readCriterion(id: string, criteria: readonly string[]): CellRead<string> {
  return criteria.includes(id)
    ? { ok: true, value: id }
    : { ok: false, code: 'not-one-of', expected: criteria.join(' | ') };
}

function readDevice(asked: string, { devices }: EquipmentContext, siteId: string | undefined): CellRead<string> {
  const there = siteId === undefined ? [] : (devices.get(siteId) ?? []);
  const named = there.filter(({ id, name }) => id === asked || fold(name) === fold(asked));
  const [found] = named;
  if (found && named.length === 1) return { ok: true, value: found.id };
  return { ok: false, code: 'device-unknown', expected: there.map(({ name }) => name).join(' | ') };
}

/** The device's name where the site has no other one of that name; else its id. */
function deviceLabel(id: string, { devices }: EquipmentContext): string {
  if (id === '') return '';
  for (const there of devices.values()) {
    const found = there.find((one) => one.id === id);
    if (found) return there.filter(({ name }) => fold(name) === fold(found.name)).length === 1 ? found.name : id;
  }
  return id;
}

/** A piece of equipment as the table has it. */
export function equipmentLine(known: EquipmentItem): EquipmentLine {
  const last = known.stages.at(-1);
  return {
    id: known.id,
    siteId: known.siteId,
    kind: known.kind,
    name: known.name,
    quantity: known.quantity,
    stage: last?.stage ?? 'not-equipped',
    day: last?.on ?? '',
    paper: last?.paper ?? '',
    criterion: known.criterionId ?? '',
    specs: known.specs,
    note: known.note,
    device: known.deviceId ?? '',
  };
}
