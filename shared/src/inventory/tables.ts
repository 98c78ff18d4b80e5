import type { ImportTable } from '../api/index.ts';
import type { Column } from './columns.ts';
import { EQUIPMENT_COLUMNS, equipmentLine } from './equipment-line.ts';
import type { KnownWard } from './known-ward.ts';
import { equipmentContext } from './plan-equipment.ts';
import type { PlainCell } from './sheet.ts';
import { SITE_COLUMNS, siteLine } from './site-line.ts';

/** Names of the sheets. */
export const SHEET_NAMES: Readonly<Record<ImportTable, string>> = { sites: 'Điểm', equipment: 'Thiết bị' };
/** Sheet that explains the others and is never read. */
export const GUIDE_SHEET = 'Hướng dẫn';

/** A table to be written. */
export interface OutTable {
  name: string;
  columns: readonly { head: string; width: number; isDay: boolean; isNeeded: boolean }[];
  rows: PlainCell[][];
}

const order = new Intl.Collator('vi', { numeric: true });

/** The table of the sites in use, those with a code first. */
export function sitesTable(known: KnownWard): OutTable {
  const profiles = new Map(known.profiles.map((profile) => [profile.siteId, profile]));
  const lines = known.sites
    .filter(({ archived }) => !archived)
    .map((site) => siteLine(site, profiles.get(site.id) ?? null))
    .toSorted(
      (a, b) =>
        Number(a.code === '') - Number(b.code === '') || order.compare(a.code, b.code) || order.compare(a.name, b.name),
    );
  return tableOf(SHEET_NAMES.sites, SITE_COLUMNS, lines, known);
}

/** The table of the equipment at sites in use, by site. */
export function equipmentTable(known: KnownWard): OutTable {
  const codes = new Map(known.profiles.map(({ siteId, code }) => [siteId, code]));
  const context = equipmentContext(known, known.sites, codes);
  const active = new Set(known.sites.filter(({ archived }) => !archived).map(({ id }) => id));
  const lines = known.items
    .filter(({ siteId }) => active.has(siteId))
    .map((item) => ({ line: equipmentLine(item), site: context.sites.label(item.siteId) }))
    .toSorted((a, b) => order.compare(a.site, b.site) || order.compare(a.line.id, b.line.id));
  return tableOf(
    SHEET_NAMES.equipment,
    EQUIPMENT_COLUMNS,
    lines.map(({ line }) => line),
    context,
  );
}

/** The explanation of the columns: a row each, with the words that a cell may hold. */
export function guideTable(known: KnownWard): OutTable {
  const words = [
    ...guideRows(SHEET_NAMES.sites, SITE_COLUMNS, { calendar: known.calendars.map(({ name }) => name) }),
    ...guideRows(SHEET_NAMES.equipment, EQUIPMENT_COLUMNS, { criterion: known.criteria }),
  ];
  const columns = ['Trang tính', 'Tên cột', 'Bắt buộc', 'Cách ghi'].map((head, index) => ({
    head,
    width: [14, 28, 10, 90][index] ?? 20,
    isDay: false,
    isNeeded: false,
  }));
  return { name: GUIDE_SHEET, columns, rows: words };
}

function guideRows<Line, Context>(
  sheet: string,
  columns: readonly Column<Line, Context>[],
  further: Readonly<Record<string, readonly string[]>>,
): PlainCell[][] {
  return columns.map(({ key, head, isNeeded, isDay, allowed }) => {
    const words = [...allowed, ...(further[key] ?? [])];
    const how = isDay ? 'Ngày/tháng/năm, ví dụ 30/3/2026' : words.join(' | ');
    return [sheet, head, isNeeded ? 'x' : '', HINTS[`${sheet}/${key}`] ?? how];
  });
}

/** What words alone do not tell. */
const HINTS: Readonly<Record<string, string>> = {
  'Điểm/code': 'Chữ hoa không dấu, số và gạch nối, ví dụ NVH-01; mỗi điểm một mã',
  'Điểm/downMbps': 'Số, ví dụ 150',
  'Điểm/monthlyFee': 'Số tiền gồm thuế GTGT, ví dụ 165.000',
  'Điểm/contactPhone': 'Ví dụ 0912 345 678',
  'Thiết bị/id': 'Để trống khi thêm mới; giữ nguyên khi sửa',
  'Thiết bị/siteId': 'Mã của điểm, ví dụ NVH-01',
  'Thiết bị/quantity': 'Số nguyên từ 1',
  'Thiết bị/device': 'Tên máy đang được giám sát tại điểm, nếu có',
};

function tableOf<Line, Context>(
  name: string,
  columns: readonly Column<Line, Context>[],
  lines: readonly Line[],
  context: Context,
): OutTable {
  return {
    name,
    columns: columns.map(({ head, width, isDay, isNeeded }) => ({ head, width, isDay, isNeeded })),
    rows: lines.map((line) => columns.map((column) => column.show(line, context))),
  };
}
