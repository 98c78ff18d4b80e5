import { FakeClock } from '@wardwatch/shared/lib';
import type { ImportPreview } from '@wardwatch/shared/api';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { type BookCell, bookOf } from '../stories/inventory-files.ts';
import { timed } from './ledger-ward.ts';
import type { BenchTable } from './table.ts';

const SIZES = [
  { sites: 33, items: 200 },
  { sites: 1_000, items: 5_000 },
];
const SITE_HEADS = [
  'Mã điểm',
  'Tên điểm',
  'Loại điểm',
  'Nhà mạng',
  'Lộ điện',
  'Chức vụ',
  'Người liên hệ',
  'Điện thoại',
];
const ITEM_HEADS = ['Mã điểm', 'Loại thiết bị', 'Tên thiết bị', 'Số lượng', 'Tình trạng', 'Từ ngày'];
/** A Tuesday at 08:00 in Việt Nam. */
const START = Date.UTC(2026, 8, 1, 1);

/** How long an inventory takes to come in and to go out. */
export async function run(): Promise<BenchTable[]> {
  const rows: (string | number)[][] = [];
  for (const size of SIZES) rows.push(await measure(size));
  return [
    {
      title: 'An inventory that comes in and goes out',
      about:
        'A workbook sent by HTTP to a server with an empty SQLite store. “Preview”: read and held against the store; “import”: the same, and written in one commit with sites, profiles and equipment; “again”: the same file, which changes nothing; “export”: the workbook of all of it. Target: 1,000 sites import under 5 s.',
      columns: ['sites', 'items', 'file KiB', 'preview, ms', 'import, ms', 'import again, ms', 'export, ms'],
      rows,
    },
  ];
}

async function measure({ sites, items }: (typeof SIZES)[number]): Promise<(string | number)[]> {
  await using system = await startSystem({ clock: new FakeClock({ wall: START }) });
  const admin = await system.admin();
  const file = bookOf([
    { name: 'Điểm', rows: [SITE_HEADS, ...Array.from({ length: sites }, (_, index) => siteRow(index))] },
    { name: 'Thiết bị', rows: [ITEM_HEADS, ...Array.from({ length: items }, (_, index) => itemRow(index, sites))] },
  ]);
  const [preview, previewMs] = await timed(() => send<ImportPreview>(system, admin, 'preview', file));
  const path = `import?digest=${preview.digest}`;
  const [, importMs] = await timed(() => send(system, admin, path, file));
  const [, againMs] = await timed(() => send(system, admin, path, file));
  const [, exportMs] = await timed(() => download(system, admin));
  return [sites, items, file.length / 1_024, previewMs, importMs, againMs, exportMs];
}

function siteRow(index: number): BookCell[] {
  const number = index + 1;
  const place = [
    `NVH-${number}`,
    `Nhà văn hóa số ${number}`,
    'Nhà văn hóa',
    `Nhà mạng ${index % 3}`,
    `Lộ ${index % 40}`,
  ];
  return [...place, 'Tổ trưởng', 'Nguyễn Văn A', '0912 345 678'];
}

function itemRow(index: number, sites: number): BookCell[] {
  return [`NVH-${(index % sites) + 1}`, 'Máy tính', `Máy tính ${index}`, 1, 'Đã đề xuất', '30/3/2026'];
}

async function send<Answer>(system: System, { cookie }: Admin, path: string, file: Buffer): Promise<Answer> {
  const body = new Uint8Array(file);
  const answer = await fetch(`${system.url}/api/inventory/${path}`, { method: 'POST', headers: { cookie }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as Answer;
}

async function download(system: System, { cookie }: Admin): Promise<ArrayBuffer> {
  return (await fetch(`${system.url}/api/inventory/export.xlsx`, { headers: { cookie } })).arrayBuffer();
}
