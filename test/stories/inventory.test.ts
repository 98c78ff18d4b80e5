import type { ImportPreview, ImportResult, Inventory, ProfileRow } from '@wardwatch/shared/api';
import { IMPORT_TYPES } from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import type { EquipmentItem } from '@wardwatch/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { type BookCell, bookOf, ENCRYPTED, zipOf } from './inventory-files.ts';

/** A Tuesday at 08:00 in Việt Nam. */
const START = Date.UTC(2026, 8, 1, 1);
const SITE_HEADS = [
  'Mã điểm',
  'Tên điểm',
  'Loại điểm',
  'Số tổ dân phố',
  'Nhà mạng',
  'Cước hằng tháng (đồng)',
  'Đã trả cước đến ngày',
  'Chức vụ người liên hệ',
  'Người liên hệ',
  'Điện thoại',
];
const ITEM_HEADS = ['Mã điểm', 'Loại thiết bị', 'Tên thiết bị', 'Số lượng', 'Tình trạng', 'Từ ngày', 'Văn bản'];

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem({ clock: new FakeClock({ wall: START }) });
  admin = await system.admin();
}, 60_000);
afterAll(() => system[Symbol.asyncDispose]());

const send = (path: string, content: Uint8Array | string): Promise<Response> =>
  fetch(`${system.url}${path}`, {
    method: 'POST',
    headers: { cookie: admin.cookie, 'content-type': 'application/octet-stream' },
    body: typeof content === 'string' ? content : Buffer.from(content),
  });
const preview = async (content: Uint8Array | string): Promise<ImportPreview> => {
  const response = await send('/api/inventory/preview', content);
  expect(response.status).toBe(200);
  return (await response.json()) as ImportPreview;
};
const commit = async (content: Uint8Array | string): Promise<ImportResult> => {
  const { digest } = await preview(content);
  const response = await send(`/api/inventory/import?digest=${digest}`, content);
  expect([response.status, response.ok ? '' : await response.text()]).toEqual([200, '']);
  return (await response.json()) as ImportResult;
};
const refusal = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
const download = async (path: string): Promise<Buffer> => {
  const response = await fetch(`${system.url}${path}`, { headers: { cookie: admin.cookie } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};
const inventory = (): Promise<Inventory> => admin.call('GET', '/api/inventory');
/** Everything that an import could write. */
const everything = async (): Promise<string> => {
  const { store } = system.server;
  const { sites } = await store.fleet.changesSince(0);
  const kept = await Promise.all([store.records.all('profile'), store.records.all('equipment')]);
  return JSON.stringify([await store.revision(), sites, kept]);
};
const houses = (count: number): BookCell[][] =>
  Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const code = `NVH-${String(number).padStart(2, '0')}`;
    return [
      code,
      `Nhà văn hóa TDP số ${number}`,
      'Nhà văn hóa',
      number,
      'Nhà mạng A',
      '165.000',
      '31/12/2026',
      'Tổ trưởng',
      'Nguyễn Văn A',
      912_345_678,
    ];
  });

describe('an inventory that comes as a workbook', () => {
  it('is previewed, taken in one piece, and changes nothing when it comes again', async () => {
    const book = bookOf([
      { name: 'Điểm', rows: [SITE_HEADS, ...houses(30)] },
      {
        name: 'Thiết bị',
        rows: [
          ITEM_HEADS,
          ['NVH-01', 'Bộ phát wifi', 'Bộ phát sân khấu', 1, 'Đã đề xuất', '30/3/2026', 'Tờ trình 12/TTr-UBND'],
          ['NVH-01', 'Bộ phát wifi', 'Bộ phát sân khấu', 1, 'Đã đề xuất', { serial: 46_111 }, null],
          ['NVH-02', 'UPS', 'Bộ lưu điện', '2', 'đang sử dụng', '2026-06-15', null],
        ],
      },
    ]);
    const before = await everything();
    const looked = await preview(book);
    expect([looked.problems, looked.counts]).toEqual([[], { add: 33, update: 0, same: 0 }]);
    expect(await everything()).toBe(before);

    expect(await commit(book)).toEqual({ added: 33, updated: 0, same: 0 });
    const { profiles, items } = await inventory();
    expect(profiles).toHaveLength(30);
    expect(profiles.find(({ code }) => code === 'NVH-01')).toMatchObject({
      groupNumber: 1,
      contacts: [{ role: 'Tổ trưởng', name: 'Nguyễn Văn A', phone: '0912345678' }],
      subscriptions: [{ provider: 'Nhà mạng A', monthlyFee: 165_000, paidUntil: '2026-12-31', isBackup: false }],
    });
    expect(items.map(({ id, kind, quantity, stages }) => [id, kind, quantity, stages[0]?.on])).toEqual([
      ['TB-0001', 'access-point', 1, '2026-03-30'],
      ['TB-0002', 'access-point', 1, '2026-03-30'],
      ['TB-0003', 'ups', 2, '2026-06-15'],
    ]);
    const { sites } = await admin.board();
    expect(sites.filter(({ kind }) => kind === 'cultural-house')).toHaveLength(30);
    expect(sites.find(({ name }) => name === 'Nhà văn hóa TDP số 1')).toMatchObject({
      provider: 'Nhà mạng A',
      contact: 'Tổ trưởng Nguyễn Văn A, 0912345678',
      calendarId: 'nvh',
    });

    const after = await everything();
    expect(await commit(book)).toEqual({ added: 0, updated: 0, same: 33 });
    expect(await everything()).toBe(after);
  });

  it('goes out and comes in again without a change, as workbook and as CSV', async () => {
    const before = await everything();
    for (const path of ['export.xlsx', 'sites.csv', 'equipment.csv']) {
      const file = await download(`/api/inventory/${path}`);
      const { problems, counts } = await preview(file);
      expect([path, problems, counts.add, counts.update]).toEqual([path, [], 0, 0]);
      expect(counts.same).toBeGreaterThan(0);
      await commit(file);
    }
    expect(await everything()).toBe(before);
  });

  it('takes a table of two columns for a change of these alone, and empties what is empty', async () => {
    const table = 'Mã điểm;Cước hằng tháng\r\nnvh-03;"180.000 đồng"\r\nNVH-04;\r\n';
    const { changes } = await preview(table);
    expect(changes.map(({ key, change, columns }) => [key, change, columns])).toEqual([
      ['NVH-03', 'update', ['Cước hằng tháng']],
      ['NVH-04', 'update', ['Cước hằng tháng']],
    ]);
    await commit(table);
    const { profiles } = await inventory();
    const fee = (code: string) => profiles.find((one) => one.code === code)?.subscriptions[0]?.monthlyFee;
    expect([fee('NVH-03'), fee('NVH-04'), fee('NVH-05')]).toEqual([180_000, null, 165_000]);
    expect(profiles.find(({ code }) => code === 'NVH-04')?.contacts).toHaveLength(1);
  });

  it('writes the next stage behind the last one, and mends the last one where only its day is another', async () => {
    const line = (stage: string, day: string): string =>
      `Mã thiết bị,Mã điểm,Loại thiết bị,Tên thiết bị,Số lượng,Tình trạng,Từ ngày\r\nTB-0001,NVH-01,Wifi,Bộ phát sân khấu,1,${stage},${day}\r\n`;
    const stages = async () =>
      (await inventory()).items.find(({ id }) => id === 'TB-0001')?.stages.map(({ stage, on }) => [stage, on]);
    await commit(line('Đang lắp đặt', '2/6/2026'));
    await commit(line('Đang lắp đặt', '3/6/2026'));
    expect(await stages()).toEqual([
      ['requested', '2026-03-30'],
      ['installing', '2026-06-03'],
    ]);
    const early = await preview(line('Đang sử dụng', '1/1/2026'));
    expect(early.problems).toMatchObject([{ row: 2, column: 'Từ ngày', code: 'order-of-stages', isWarning: false }]);
  });

  it('gives codes to sites that the board has already', async () => {
    const site = await admin.call<{ id: string }>('POST', '/api/sites', {
      name: 'Trụ sở UBND phường Mẫu',
      kind: 'headquarters',
    });
    const sheet = (await download('/api/inventory/sites.csv')).toString('utf8');
    expect(sheet).toContain('\r\n,Trụ sở UBND phường Mẫu,Trụ sở UBND phường,');
    await commit(sheet.replace('\r\n,Trụ sở UBND phường Mẫu,', '\r\nTS-01,TRỤ SỞ UBND PHƯỜNG MẪU,'));
    const { profiles } = await inventory();
    expect(profiles.find(({ code }) => code === 'TS-01')?.siteId).toBe(site.id);
  });

  it('offers an empty workbook that explains itself and can be sent back', async () => {
    const { problems, counts } = await preview(await download('/api/inventory/template.xlsx'));
    expect([problems, counts]).toEqual([[], { add: 0, update: 0, same: 0 }]);
  });
});

describe('a file with mistakes', () => {
  it('lists the mistake of every row, and writes nothing of the rows that are right', async () => {
    const rows: BookCell[][] = [
      SITE_HEADS,
      ['NVH-01', 'Nhà văn hóa TDP số 1', 'Nhà văn hóa', 1],
      ['NVH-01', 'Nhà văn hóa hai lần', 'Nhà văn hóa', 1],
      ['nhà 7', 'Nhà văn hóa lạ', 'Nhà văn hóa', 7],
      ['NVH-77', null, 'Lâu đài', -7, null, { formula: 'SUM(A1:A2)', result: 5 }, '31/2/2026', null, null, 'số cũ'],
      ['NVH-78', 'Nhà văn hóa mới', 'Nhà văn hóa', 78],
    ];
    const book = bookOf([{ name: 'Điểm', rows }]);
    const before = await everything();
    const { problems, digest } = await preview(book);
    expect(problems.filter(({ isWarning }) => !isWarning).map(({ row, column, code }) => [row, column, code])).toEqual([
      [5, 'Cước hằng tháng (đồng)', 'formula'],
      [3, 'Mã điểm', 'code-twice'],
      [4, 'Mã điểm', 'bad-code'],
      [5, 'Tên điểm', 'empty'],
      [5, 'Loại điểm', 'not-one-of'],
      [5, 'Số tổ dân phố', 'negative'],
      [5, 'Đã trả cước đến ngày', 'not-a-date'],
      [5, 'Điện thoại', 'bad-phone'],
    ]);
    expect(await refusal(await send(`/api/inventory/import?digest=${digest}`, book))).toEqual([409, 'preview-stale']);
    expect(await everything()).toBe(before);
  });

  it('names heads that are merged, twice there or unknown, and finds the head below a title', async () => {
    const book = bookOf([
      {
        name: 'Điểm',
        rows: [
          ['DANH SÁCH NHÀ VĂN HÓA'],
          [],
          ['Mã điểm', 'Tên điểm', 'Loại điểm', 'Điện thoại', null, 'Tên', 'Diện tích'],
          ['NVH-01', 'Nhà văn hóa TDP số 1', 'Nhà văn hóa', '0912345678'],
        ],
        merged: ['A1:G1', 'D3:E3'],
      },
    ]);
    const { problems } = await preview(book);
    expect(problems.map(({ row, column, code, isWarning }) => [row, column, code, isWarning])).toEqual([
      [3, 'Tên', 'column-twice', false],
      [3, 'Diện tích', 'column-unknown', true],
      [3, 'Điện thoại', 'header-merged', false],
    ]);
  });

  it('reads a cell that is merged downwards in each of its rows', async () => {
    const rows = [
      ITEM_HEADS,
      ['NVH-09', 'Máy tính', 'Máy 1', 1, 'Đã đề xuất', '1/4/2026'],
      [null, 'Máy tính', 'Máy 2', 1, 'Đã đề xuất', '1/4/2026'],
    ];
    const { problems, counts } = await preview(bookOf([{ name: 'Thiết bị', rows, merged: ['A2:A3'] }]));
    expect([problems, counts]).toEqual([[], { add: 2, update: 0, same: 0 }]);
  });

  it('warns of a thirty-first house, and takes it all the same', async () => {
    const table = 'Mã điểm,Tên điểm,Loại điểm\r\nNVH-31,Nhà văn hóa TDP số 31,NVH\r\n';
    const { problems } = await preview(table);
    expect(problems).toMatchObject([{ code: 'more-houses', value: '31', expected: '30', isWarning: true }]);
    expect(await commit(table)).toMatchObject({ added: 1 });
  });

  it('does not take another file than the one that was previewed, nor one that the ward has moved away from', async () => {
    const table = (name: string): string => `Mã điểm,Tên điểm,Loại điểm\r\nNVH-31,${name},NVH\r\n`;
    const { digest } = await preview(table('Tên mới'));
    const before = await everything();
    const other = await send(`/api/inventory/import?digest=${digest}`, table('Tên khác'));
    expect(await refusal(other)).toEqual([409, 'preview-stale']);
    expect(await everything()).toBe(before);
  });

  it('knows a site by folded name and letters of either form', async () => {
    const decomposed = 'Mã điểm,Tên điểm,Loại điểm\r\nNVH-31,Nhà văn hoá TDP số 31,Nhà văn hoá\r\n'.normalize('NFD');
    const { changes } = await preview(decomposed);
    expect(changes).toMatchObject([
      { key: 'NVH-31', change: 'update', name: 'Nhà văn hoá TDP số 31'.normalize('NFC') },
    ]);
  });
});

describe('a file that is not what it says', () => {
  const good = { name: 'Điểm', rows: [SITE_HEADS] };
  const bomb = zipOf([{ name: 'xl/workbook.xml', content: new Uint8Array(120 * 1024 * 1024) }]);
  const cases: [string, Uint8Array, number, string][] = [
    ['nothing at all', Buffer.alloc(0), 422, 'file-empty'],
    ['a password', ENCRYPTED, 422, 'file-encrypted'],
    ['an old workbook', ENCRYPTED.subarray(0, 512), 422, 'file-unreadable'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 422, 'file-unreadable'],
    ['bytes without sense', Buffer.from([0x41, 0xff, 0x00, 0xd8]), 422, 'file-unreadable'],
    ['an archive that is no workbook', zipOf([{ name: 'a.txt', content: 'a' }]), 422, 'file-unreadable'],
    ['an archive that ends too early', bookOf([good]).subarray(0, 400), 422, 'file-unreadable'],
    ['a bomb', bomb, 422, 'archive-refused'],
    [
      'a bomb that states a small size',
      bookOf([good], [{ name: 'xl/sharedStrings.xml', content: new Uint8Array(30 * 1024 * 1024), states: 100 }]),
      422,
      'archive-refused',
    ],
    [
      'a row without end',
      bookOf([{ ...good, rows: [] }], [{ name: 'xl/worksheets/x.xml', content: 'x' }]),
      422,
      'file-empty',
    ],
    ['more than is taken', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 413, 'too-large'],
    ['fifty megabytes', Buffer.alloc(50 * 1024 * 1024, 'a'), 413, 'too-large'],
  ];

  it.each(cases)(
    'is refused with a reason: %s',
    async (_, content, status, code) => {
      const before = await everything();
      expect(await refusal(await send('/api/inventory/preview', content))).toEqual([status, code]);
      const digest = '0'.repeat(64);
      expect(await refusal(await send(`/api/inventory/import?digest=${digest}`, content))).toEqual([status, code]);
      expect(await everything()).toBe(before);
    },
    60_000,
  );

  it('says which columns it looks for where no table is one of ours', async () => {
    const { problems } = await preview('Họ,Tên riêng\r\nA,B\r\n');
    expect(problems).toMatchObject([{ row: null, code: 'column-missing' }]);
  });
});

describe('profiles and equipment by hand', () => {
  const item: Omit<EquipmentItem, 'id' | 'siteId'> = {
    kind: 'ups',
    name: 'Bộ lưu điện tủ mạng',
    quantity: 1,
    criterionId: 'RC-P1',
    stages: [{ stage: 'requested', on: '2026-03-30', paper: '' }],
    deviceId: null,
    specs: '',
    note: '',
  };
  const refused = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'not refused',
      (error: unknown) => String(error),
    );

  it('keeps the site in step with its first contact and subscription, and guards codes and revisions', async () => {
    const { profiles } = await inventory();
    const [one, other] = profiles;
    if (!one || !other) throw new Error('there are no profiles');
    const main = {
      provider: 'Nhà mạng B',
      plan: '',
      downMbps: null,
      monthlyFee: null,
      paidUntil: null,
      isBackup: false,
    };
    const saved = await admin.call<ProfileRow>('POST', '/api/profiles', {
      ...one,
      subscriptions: [main],
      contacts: [],
    });
    expect(saved.revision).toBeGreaterThan(one.revision);
    const site = (await admin.board()).sites.find(({ id }) => id === one.siteId);
    expect(site).toMatchObject({ provider: 'Nhà mạng B', contact: null });

    const before = await everything();
    expect(await refused(admin.call('POST', '/api/profiles', one))).toMatch(/409.*revised/s);
    expect(await refused(admin.call('POST', '/api/profiles', { ...saved, code: other.code }))).toMatch(
      /409.*key-taken/s,
    );
    expect(await refused(admin.call('POST', '/api/profiles', { ...saved, siteId: 'site_none' }))).toMatch(/404/);
    expect(await everything()).toBe(before);
  });

  it('numbers equipment, guards it, and removes only what was never in use', async () => {
    const siteId = (await inventory()).profiles[0]?.siteId ?? '';
    const saved = await admin.call<EquipmentItem & { revision: number }>('POST', '/api/equipment', {
      ...item,
      siteId,
      revision: 0,
    });
    expect(saved.id).toMatch(/^TB-\d{4}$/);
    const wrong = { ...saved, deviceId: 'device_none' };
    expect(await refused(admin.call('POST', '/api/equipment', wrong))).toMatch(/400.*deviceId/s);
    expect(await refused(admin.call('POST', '/api/equipment', { ...saved, criterionId: 'RC-Z9' }))).toMatch(
      /400.*criterionId/s,
    );
    expect(await refused(admin.call('POST', '/api/equipment', { ...saved, revision: 1 }))).toMatch(/409.*revised/s);
    const used = await admin.call<typeof saved>('POST', '/api/equipment', {
      ...saved,
      stages: [...saved.stages, { stage: 'in-use', on: '2026-08-01', paper: '' }],
    });
    expect(await refused(admin.call('POST', `/api/equipment/${saved.id}/remove`, { revision: used.revision }))).toMatch(
      /409/,
    );
    const added = await admin.call<typeof saved>('POST', '/api/equipment', { ...item, siteId, revision: 0 });
    await admin.call('POST', `/api/equipment/${added.id}/remove`, { revision: added.revision });
    expect((await inventory()).items.some(({ id }) => id === added.id)).toBe(false);
  });

  it('writes who did what into the audit log, and shows files to signed-in people alone', async () => {
    const actions = (await system.server.store.audit.latest(1_000)).map(({ action }) => action);
    for (const action of ['inventory.import', 'profile.save', 'equipment.save', 'equipment.remove']) {
      expect(actions).toContain(action);
    }
    for (const path of ['/api/inventory', '/api/inventory/export.xlsx', '/api/inventory/sites.csv']) {
      expect((await fetch(system.url + path)).status).toBe(401);
    }
    const { status, headers } = await fetch(`${system.url}/api/inventory/export.xlsx`, {
      headers: { cookie: admin.cookie },
    });
    expect([status, headers.get('content-type')]).toEqual([200, IMPORT_TYPES.xlsx]);
  });
});

describe('an inventory of a city', () => {
  it('comes in whole, 1,000 sites with 5,000 items, and goes out and in without a change', async () => {
    await using city = await startSystem({ clock: new FakeClock({ wall: START }) });
    const own = { system, admin };
    system = city;
    admin = await city.admin();
    try {
      const items = Array.from({ length: 5_000 }, (_, index): BookCell[] => [
        `NVH-${String((index % 1_000) + 1).padStart(2, '0')}`,
        'Máy tính',
        `Máy tính ${index}`,
        1,
        'Đã đề xuất',
        '30/3/2026',
        '',
      ]);
      const sites = houses(1_000).map((row) => row.with(3, null));
      const book = bookOf([
        { name: 'Điểm', rows: [SITE_HEADS, ...sites] },
        { name: 'Thiết bị', rows: [ITEM_HEADS, ...items] },
      ]);
      expect(await commit(book)).toEqual({ added: 6_000, updated: 0, same: 0 });
      expect((await preview(book)).counts).toEqual({ add: 0, update: 0, same: 6_000 });
      const back = await preview(await download('/api/inventory/export.xlsx'));
      expect([back.problems, back.counts]).toEqual([[], { add: 0, update: 0, same: 6_000 }]);
    } finally {
      ({ system, admin } = own);
    }
  }, 120_000);
});
