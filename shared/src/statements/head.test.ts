import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reportHead } from './head.ts';
import { outline } from './outline.ts';

const headOf = (text: string) => reportHead(outline(text));
const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8');

test('reads number, date, title and quarter', () => {
  expect(headOf(fixture('quarter-two'))).toEqual({
    number: '27/BC-UBND',
    datedOn: '2026-06-28',
    title: 'Kết quả chuyển đổi số, khoa học công nghệ và đổi mới sáng tạo quý II năm 2026',
    period: '2026-q2',
  });
  expect(headOf(fixture('other-author'))).toMatchObject({
    datedOn: '2026-10-05',
    title: 'Về việc triển khai nhiệm vụ KHCN, ĐMST, CĐS và Đề án 06 quý III/2026',
    period: '2026-q3',
  });
});

test('a draft has a blank number and no date', () => {
  expect(headOf(fixture('incomplete'))).toMatchObject({ number: null, datedOn: null, period: '2026-q4' });
});

test('reads number and date that stand beside one another, as a table gives them', () => {
  const text =
    'Số: 09/BC-UBND   Mẫu, ngày 02 tháng 01 năm 2027\n\nBÁO CÁO\nTiến độ quý 4/2026\n\nI. A\nb.\n\nII. C\nd.';
  expect(headOf(text)).toEqual({
    number: '09/BC-UBND',
    datedOn: '2027-01-02',
    title: 'Tiến độ quý 4/2026',
    period: '2026-q4',
  });
});

test('the quarter stands in the heading of the results where the title has none; that of the plan is the next one', () => {
  const text = 'BÁO CÁO\nTiến độ\n\nI. PHƯƠNG HƯỚNG QUÝ IV NĂM 2026\nLàm.\n\nII. KẾT QUẢ QUÝ III NĂM 2026\nXong.';
  expect(headOf(text).period).toBe('2026-q3');
});

test.each([
  ['30 tháng 3 năm 2026', '2026-q1'],
  ['05 tháng 4 năm 2026', '2026-q1'],
  ['25 tháng 4 năm 2026', '2026-q2'],
])('without a word of the quarter it is that of the date, some days late at most: %s', (date, period) => {
  expect(headOf(`Mẫu, ngày ${date}\n\nBÁO CÁO\nTiến độ`).period).toBe(period);
});

test('a text that tells nothing is answered with nothing, and dates of cited papers are not its own', () => {
  expect(headOf('Phường đã họp.')).toEqual({ number: null, datedOn: null, title: null, period: null });
  const basis = `BÁO CÁO\nTiến độ\n\nThực hiện công văn ban hành ngày 02 tháng 3 năm 2025 ${'về việc triển khai '.repeat(12)}.`;
  expect(headOf(basis).datedOn).toBeNull();
  expect(headOf('Mẫu, ngày 31 tháng 02 năm 2026').datedOn).toBeNull();
});
