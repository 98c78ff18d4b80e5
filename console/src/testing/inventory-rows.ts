import type { EquipmentRow, ImportPreview, Inventory, ProfileRow } from '@wardwatch/shared/api';

/** The usual subscription, paid for to the end of the year, with what a test changes. */
export function subscriptionOf(change: Partial<ProfileRow['subscriptions'][number]> = {}) {
  return {
    provider: 'Nhà mạng A',
    plan: 'Gói 300',
    downMbps: 300,
    monthlyFee: 210_000,
    paidUntil: '2026-12-31',
    isBackup: false,
    ...change,
  };
}

/** The profile of the usual cultural house, with what a test changes. */
export function profileRow(change: Partial<ProfileRow> = {}): ProfileRow {
  return {
    siteId: 'site_1',
    code: 'NVH-01',
    groupNumber: 1,
    address: 'Tổ dân phố số 1 (mẫu)',
    contacts: [{ role: 'Tổ trưởng', name: 'Ông mẫu 01', phone: '0900 000 001' }],
    subscriptions: [subscriptionOf()],
    survey: null,
    note: '',
    revision: 3,
    ...change,
  };
}

/** An access point that is in use, with what a test changes. */
export function equipmentRow(change: Partial<EquipmentRow> = {}): EquipmentRow {
  return {
    id: 'TB-0001',
    siteId: 'site_1',
    kind: 'access-point',
    name: 'Bộ phát wifi hội trường',
    quantity: 1,
    criterionId: null,
    stages: [
      { stage: 'requested', on: '2026-03-30', paper: 'Tờ trình số 12/TTr-UBND' },
      { stage: 'in-use', on: '2026-06-15', paper: '' },
    ],
    deviceId: null,
    specs: 'Wi-Fi 6',
    note: '',
    revision: 5,
    ...change,
  };
}

/** A UPS that was asked for, with what a test changes. */
export function upsRow(change: Partial<EquipmentRow> = {}): EquipmentRow {
  return equipmentRow({
    id: 'TB-0003',
    kind: 'ups',
    name: 'Bộ lưu điện 1 kVA',
    criterionId: 'RC-P1',
    specs: '',
    stages: [{ stage: 'requested', on: '2026-03-30', paper: 'Tờ trình số 12/TTr-UBND' }],
    ...change,
  });
}

/** What is kept: a house with a line and an access point in use, and a UPS on its way. */
export function inventoryOf(change: Partial<Inventory> = {}): Inventory {
  const line = equipmentRow({ id: 'TB-0002', kind: 'line', name: 'Đường truyền chính', specs: '300 Mbps' });
  return { profiles: [profileRow()], items: [equipmentRow(), line, upsRow()], ...change };
}

/** What a file would do, with what a test changes. */
export function importPreview(change: Partial<ImportPreview> = {}): ImportPreview {
  return {
    digest: 'd'.repeat(64),
    problems: [],
    moreProblems: 0,
    changes: [
      { table: 'sites', row: 2, key: 'NVH-01', name: 'Nhà văn hóa tổ 1', change: 'same', columns: [] },
      { table: 'sites', row: 3, key: 'NVH-02', name: 'Nhà văn hóa tổ 2', change: 'add', columns: [] },
      {
        table: 'equipment',
        row: 2,
        key: 'TB-0001',
        name: 'Bộ phát wifi hội trường',
        change: 'update',
        columns: ['Tình trạng', 'Từ ngày'],
      },
    ],
    counts: { add: 1, update: 1, same: 1 },
    ...change,
  };
}
