import readXlsxFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { paragraphsFixture, requestFixture } from './content.fixtures.ts';
import { paperXlsx } from './xlsx.ts';

const sheets = await readXlsxFile(Buffer.from((await paperXlsx(requestFixture())) ?? []));

it('has a sheet for each annex, under its label', () => {
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Phụ lục I', 'Phụ lục II', 'Phụ lục III']);
});

it('heads a sheet as the annex is headed', () => {
  const rows = sheets[2]?.data ?? [];
  expect(rows.slice(0, 5).map((row) => row.find((cell) => cell !== null))).toEqual([
    'Phụ lục III',
    'DỰ TOÁN KINH PHÍ',
    expect.stringContaining('Kèm theo Tờ trình'),
    'Đơn vị tính: đồng',
    'STT',
  ]);
});

it('writes numbers as numbers and everything else as text', () => {
  expect(sheets[2]?.data.slice(5)).toEqual([
    [null, 'A. Mua sắm một lần', null, null, 12_500_000],
    [1, 'Bộ lưu điện (UPS) 1 kVA', 2.5, 5_000_000, 12_500_000],
    [null, 'Tổng cộng', null, null, 12_500_000],
  ]);
  expect(sheets[0]?.data[4]?.slice(0, 7)).toEqual([
    1,
    'SC-2026-0001',
    'Nhà văn hóa TDP số 1 (mẫu)',
    '07:30 12/03/2026',
    '09:45 12/03/2026',
    '02 giờ 15 phút',
    135,
  ]);
});

it('never makes a formula of a text', async () => {
  const content = requestFixture();
  const [annex] = content.annexes;
  const evil = JSON.parse(JSON.stringify(annex).replaceAll('Đóng lại aptomat', '=HYPERLINK(1)')) as typeof annex;
  const file = await paperXlsx({ ...content, annexes: evil ? [evil] : [] });
  const [read] = await readXlsxFile(Buffer.from(file ?? []));
  expect(read?.data[4]?.[9]).toBe('=HYPERLINK(1), khởi động lại thiết bị');
});

it('gives the own tables of a document without annexes', async () => {
  const file = await paperXlsx({ ...requestFixture(), annexes: [] });
  const [sheet] = await readXlsxFile(Buffer.from(file ?? []));
  expect(sheet?.data.some((row) => row.includes(0.9952))).toBe(true);
});

it('is nothing for a document without a table', async () => {
  expect(await paperXlsx(paragraphsFixture())).toBeUndefined();
});
