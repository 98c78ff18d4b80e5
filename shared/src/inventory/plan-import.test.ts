import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EquipmentRow, ProfileRow } from '../api/index.ts';
import type { KnownWard } from './known-ward.ts';
import { type ImportPlanned, planImport } from './plan-import.ts';
import type { SheetCell } from './sheet.ts';
import { equipmentTable, type OutTable, sitesTable } from './tables.ts';

const profile = (siteId: string, code: string, more: Partial<ProfileRow> = {}): ProfileRow => ({
  siteId,
  code,
  groupNumber: null,
  address: '',
  contacts: [],
  subscriptions: [],
  survey: null,
  note: '',
  revision: 5,
  ...more,
});
const item = (id: string, siteId: string, more: Partial<EquipmentRow> = {}): EquipmentRow => ({
  id,
  siteId,
  kind: 'ups',
  name: 'Bộ lưu điện',
  quantity: 1,
  criterionId: null,
  stages: [{ stage: 'requested', on: '2026-03-30', paper: '' }],
  deviceId: null,
  specs: '',
  note: '',
  revision: 6,
  ...more,
});
const site = (id: string, name: string) =>
  ({ id, name, kind: 'cultural-house', archived: false, provider: null, feeder: null, calendarId: 'nvh' }) as const;
const WARD: KnownWard = {
  sites: [site('s1', 'Nhà văn hóa số 1'), site('s2', 'Nhà văn hóa số 2'), { ...site('s3', 'Nhà cũ'), archived: true }],
  profiles: [profile('s1', 'NVH-01'), profile('s3', 'NVH-03')],
  items: [item('TB-0001', 's1'), item('TB-0004', 's1')],
  devices: [
    { id: 'd1', siteId: 's1', name: 'Máy tính mini' },
    { id: 'd2', siteId: 's2', name: 'Máy tính mini' },
  ],
  calendars: [
    { id: 'nvh', name: 'Giờ nhà văn hóa' },
    { id: 'hq', name: 'Giờ trụ sở' },
  ],
  criteria: ['RC-P1'],
};
const plan = (rows: SheetCell[][], known = WARD): ImportPlanned =>
  planImport([{ name: '', rows, merged: [] }], known, () => 'new');
const sheetOf = ({ name, columns, rows }: OutTable) => ({
  name,
  rows: [columns.map(({ head }) => head), ...rows],
  merged: [],
});
const codesOf = ({ problems }: ImportPlanned): string[] => problems.map(({ row, code }) => `${row} ${code}`);

const SITES = ['Mã điểm', 'Tên điểm', 'Loại điểm', 'Nhà mạng', 'Người liên hệ', 'Chức vụ', 'Điện thoại'];
const ITEMS = [
  'Mã thiết bị',
  'Mã điểm',
  'Loại thiết bị',
  'Tên thiết bị',
  'Số lượng',
  'Tình trạng',
  'Từ ngày',
  'Thiết bị giám sát',
];

describe('sites', () => {
  it('are known by their code, and by their name as long as they have none', () => {
    const { plan: planned } = plan([
      SITES,
      ['NVH-01', 'Nhà văn hóa số 1', 'NVH', 'Nhà mạng A'],
      ['NVH-02', 'NHÀ VĂN HOÁ SỐ 2', 'NVH'],
      ['NVH-04', 'Nhà văn hóa số 4', 'NVH'],
    ]);
    expect(planned?.sites).toEqual([
      { change: 'update', id: 's1', settings: { provider: 'Nhà mạng A' } },
      { change: 'update', id: 's2', settings: { name: 'NHÀ VĂN HOÁ SỐ 2' } },
      {
        change: 'add',
        id: 'new',
        name: 'Nhà văn hóa số 4',
        kind: 'cultural-house',
        settings: { name: 'Nhà văn hóa số 4', feeder: null },
      },
    ]);
    expect(planned?.profiles.map(({ profile: { siteId, code }, basedOn }) => [siteId, code, basedOn])).toEqual([
      ['s1', 'NVH-01', 5],
      ['s2', 'NVH-02', 0],
      ['new', 'NVH-04', 0],
    ]);
  });

  it('keep backup lines, further contacts and the survey, of which the table does not speak', () => {
    const contact = { role: 'Tổ trưởng', name: 'Nguyễn Văn A', phone: '0912 345 678' };
    const line = { provider: 'A', plan: '', downMbps: 100, monthlyFee: null, paidUntil: null, isBackup: false };
    const full = profile('s1', 'NVH-01', {
      contacts: [contact, { ...contact, name: 'Trần Thị B' }],
      subscriptions: [{ ...line, isBackup: true }, line],
      survey: { on: '2026-04-01', by: 'Nguyễn Văn A', answers: { wifi: 'no' }, note: '' },
    });
    const rows = [
      ['Mã điểm', 'Nhà mạng', 'Điện thoại'],
      ['NVH-01', 'B', '0987 654 321'],
    ];
    const { plan: planned } = plan(rows, { ...WARD, profiles: [full] });
    expect(planned?.profiles[0]?.profile).toEqual({
      ...full,
      revision: undefined,
      contacts: [{ ...contact, phone: '0987 654 321' }, full.contacts[1]],
      subscriptions: [full.subscriptions[0], { ...line, provider: 'B' }],
    });
    expect(planned?.sites).toEqual([
      { change: 'update', id: 's1', settings: { provider: 'B', contact: 'Tổ trưởng Nguyễn Văn A, 0987 654 321' } },
    ]);
  });

  it('do not change their kind, take the code of an archived one, or have half a contact', () => {
    const planned = plan([
      SITES,
      ['NVH-01', 'Nhà văn hóa số 1', 'Trụ sở'],
      ['NVH-03', 'Nhà khác', 'NVH'],
      ['NVH-05', 'Nhà văn hóa số 5', 'NVH', null, null, null, '0912 345 678'],
    ]);
    expect(codesOf(planned)).toEqual(['2 not-one-of', '3 code-taken', '4 empty', '4 empty']);
    expect(planned.plan).toBeNull();
  });

  it('need a code, a name and a kind to be new', () => {
    expect(
      codesOf(
        plan([
          ['Mã điểm', 'Địa chỉ'],
          ['NVH-09', 'Phường Mẫu'],
          ['NVH-10', ''],
        ]),
      ),
    ).toEqual(['null column-missing', 'null column-missing']);
    expect(codesOf(plan([SITES, [null, 'Nhà lạ', 'NVH']]))).toEqual(['2 empty']);
  });
});

describe('equipment', () => {
  it('is known by its id, else by site, kind and name, each piece once', () => {
    const rows = [
      ITEMS,
      [null, 'NVH-01', 'UPS', 'bộ lưu điện', 1, 'Đã đề xuất', '2026-03-30', null],
      ['TB-0001', 'NVH-01', 'UPS', 'Bộ lưu điện', 2, 'Đã đề xuất', '2026-03-30', null],
      [null, 'NVH-01', 'UPS', 'Bộ lưu điện', 1, 'Đã đề xuất', '2026-03-30', null],
    ];
    const { changes, plan: planned } = plan(rows);
    expect(changes.map(({ key, change, columns }) => [key, change, columns])).toEqual([
      ['TB-0004', 'update', ['Tên thiết bị']],
      ['TB-0001', 'update', ['Số lượng']],
      ['-', 'add', []],
    ]);
    expect(planned?.items.map(({ item: { id }, basedOn }) => [id, basedOn])).toEqual([
      ['TB-0004', 6],
      ['TB-0001', 6],
      ['TB-0005', 0],
    ]);
  });

  it('stands at sites of the same file too, and is a device of its own site alone', () => {
    const rows = [ITEMS, [null, 'NVH-09', 'Wifi', 'Bộ phát', 1, 'Đề xuất', '1/4/2026', null]];
    const sites = [SITES, ['NVH-09', 'Nhà văn hóa số 9', 'NVH']];
    const both = planImport(
      [
        { name: 'Thiết bị', rows, merged: [] },
        { name: 'Điểm', rows: sites, merged: [] },
      ],
      WARD,
      () => 'new',
    );
    expect(both.plan?.items[0]?.item.siteId).toBe('new');
    const device = (siteKey: string, name: string) =>
      plan([ITEMS, [null, siteKey, 'Mini PC', 'Máy', 1, 'Đang sử dụng', '1/4/2026', name]]);
    expect(device('NVH-01', 'máy tính MINI').plan?.items[0]?.item.deviceId).toBe('d1');
    expect(device('Nhà văn hóa số 2', 'Máy tính mini').plan?.items[0]?.item.deviceId).toBe('d2');
    expect(codesOf(device('NVH-01', 'd2'))).toEqual(['2 device-unknown']);
    expect(codesOf(device('NVH-03', ''))).toEqual(['2 site-unknown']);
  });

  it('says of an id that is not there, or there twice', () => {
    const row = (id: string) => [id, 'NVH-01', 'UPS', 'Bộ lưu điện', 1, 'Đã đề xuất', '2026-03-30', null];
    expect(codesOf(plan([ITEMS, row('TB-0009'), row('TB-0001'), row('TB-0001')]))).toEqual([
      '2 id-unknown',
      '4 code-twice',
    ]);
  });
});

describe('a file that was written here', () => {
  it('changes nothing, whatever was kept', () => {
    const text = fc
      .string({ unit: fc.constantFrom('a', 'Đ', 'ữ', '=', "'", '"', ';', ' ', '1', '-'), maxLength: 6 })
      .map((one) => one.trim());
    const name = text.map((one) => `T${one}`);
    const day = fc.constantFrom('2026-01-31', '2027-12-01');
    const amount = fc.option(fc.integer({ min: 0, max: 9_999_999 }));
    const profiles = fc.record({
      address: text,
      note: text,
      groupNumber: fc.option(fc.integer({ min: 1, max: 999 })),
      provider: name,
      downMbps: fc.option(fc.double({ min: 0, max: 1_000, noNaN: true })),
      monthlyFee: amount,
      paidUntil: fc.option(day),
    });
    const items = fc.array(
      fc.record({
        name,
        specs: text,
        note: text,
        criterionId: fc.constantFrom(null, 'RC-P1', 'RC-Z9'),
        deviceId: fc.constantFrom(null, 'd1', 'd2', 'd9'),
        on: day,
        paper: text,
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(profiles, name, items, (parts, siteName, kept) => {
        const { provider, downMbps, monthlyFee, paidUntil, ...own } = parts;
        const line = { provider, plan: own.note, downMbps, monthlyFee, paidUntil, isBackup: false };
        const known: KnownWard = {
          ...WARD,
          sites: [{ ...site('s1', siteName), feeder: own.address || null }, site('s2', siteName), site('s4', 'NVH-01')],
          profiles: [profile('s1', 'NVH-01', { ...own, subscriptions: [line] })],
          items: kept.map(({ on, paper, ...one }, index) =>
            item(`TB-000${index}`, index % 2 ? 's1' : 's4', { ...one, stages: [{ stage: 'in-use', on, paper }] }),
          ),
        };
        const { problems, changes } = planImport(
          [sheetOf(sitesTable(known)), sheetOf(equipmentTable(known))],
          known,
          () => 'new',
        );
        expect([problems, changes.filter(({ change }) => change !== 'same')]).toEqual([[], []]);
        expect(changes).toHaveLength(3 + kept.length);
      }),
    );
  });
});

describe('what a file must not do by oversight', () => {
  it('a stage that changes without its day is a problem of the day', () => {
    const staged = (day: string | null) =>
      plan([ITEMS, ['TB-0001', 'NVH-01', 'Bộ lưu điện (UPS)', 'Bộ lưu điện', 1, 'Đang sử dụng', day]]);
    const [problem] = staged('30/3/2026').problems;
    expect(problem).toMatchObject({ row: 2, column: 'Từ ngày', code: 'day-needed', isWarning: false });
    expect(staged('2/4/2026').problems.map(({ code }) => code)).not.toContain('day-needed');
  });

  it('a site in use is not added again under another code', () => {
    const read = plan([SITES, ['NVH-09', 'NHÀ VĂN HOÁ SỐ 1', 'NVH']]);
    expect(read.problems).toMatchObject([{ row: 2, column: 'Mã điểm', code: 'same-place', expected: 'NVH-01' }]);
    const grouped = { ...WARD, profiles: [profile('s1', 'NVH-01', { groupNumber: 7 })] };
    const head = ['Mã điểm', 'Tên điểm', 'Loại điểm', 'Tổ dân phố'];
    expect(codesOf(plan([head, ['NVH-09', 'Nhà mới', 'NVH', 7]], grouped))).toContain('2 same-place');
    expect(codesOf(plan([head, ['NVH-09', 'Nhà mới', 'NVH', 8]], grouped))).not.toContain('2 same-place');
  });

  it('merged areas that lie over each other are a problem, and are filled once', () => {
    const area = (top: number, bottom: number) => ({ top, bottom, left: 2, right: 2 });
    const rows: SheetCell[][] = [SITES, ['NVH-04', 'Nhà 4', 'NVH'], ['NVH-05', 'Nhà 5'], ['NVH-06', 'Nhà 6']];
    const read = (...merged: ReturnType<typeof area>[]) =>
      codesOf(planImport([{ name: '', rows, merged }], WARD, () => 'new'));
    expect(read(area(1, 3))).toEqual([]);
    expect(read(area(1, 3), area(2, 3))).toEqual(['3 header-merged']);
  });
});
