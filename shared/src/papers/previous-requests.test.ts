import { expect, test } from 'vitest';
import { previousRequests } from './previous-requests.ts';
import { draftOf } from './draft.ts';
import { budgetLine, figuresFixture, item, judgement, paper, paperInput, site } from './papers.fixtures.ts';

const asked = paper('budget-request', {
  id: 'VBN-2026-0003',
  status: 'issued',
  number: 31,
  issuedOn: '2026-05-01',
  lines: [
    budgetLine('1'),
    budgetLine('2', { name: 'Tường lửa', unitPrice: 20_000_000, criteria: ['RC-S1'] }),
    budgetLine('3', { name: 'Máy tính', criteria: [] }),
  ],
});

function told(
  ups: 'met' | 'not-met' | 'no-data',
  items = [item('TB-0001', 'hq', 'firewall', 'Tường lửa', 'in-use', '2026-06-01')],
) {
  const sites = [site('hq', 'Trụ sở', { criteria: [judgement('RC-P1', ups), judgement('RC-S1', 'met')] })];
  const figures = figuresFixture({ sites });
  const draft = draftOf(paperInput('budget-request', { issued: [asked], items, figures }));
  return previousRequests(draft).map((runs) => runs.map(({ text }) => text).join(''));
}

test('an earlier request is told by its lines whose gaps are open, with their sum alone', () => {
  expect(told('not-met')).toEqual([
    '- Tờ trình số 31/TTr-UBND ngày 01 tháng 5 năm 2026: còn 01 nội dung chưa đáp ứng (Bộ lưu điện (UPS) 2 kVA), đề nghị 9.900.000 đồng, đến nay 62 ngày.',
  ]);
});

test.each(['met', 'no-data'] as const)('an earlier request whose gaps are %s is not told', (ups) => {
  expect(told(ups)).toEqual(['Chưa có nội dung nào đã đề xuất trước đó còn chờ bố trí.']);
});

test('a line whose equipment is paid for waits no more', () => {
  expect(told('not-met', [item('TB-0002', 'hq', 'ups', 'Bộ lưu điện', 'funded', '2026-06-01')])).toEqual([
    'Chưa có nội dung nào đã đề xuất trước đó còn chờ bố trí.',
  ]);
});

test('a line whose equipment is still only asked for waits, whatever its criterion says', () => {
  const [first] = told('no-data', [item('TB-0002', 'hq', 'ups', 'Bộ lưu điện', 'requested', '2026-05-02')]);
  expect(first).toContain('còn 01 nội dung chưa đáp ứng (Bộ lưu điện (UPS) 2 kVA)');
});
