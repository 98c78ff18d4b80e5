import { expect, test } from 'vitest';
import { paperChanges } from './changes.ts';
import { at, changed, figuresFixture, outage, RESULTS } from './papers.fixtures.ts';

const was = figuresFixture();

test('the same figures have no changes', () => {
  expect(paperChanges(was, figuresFixture())).toEqual({ changes: [] });
});

test('rows that came, went, and are told otherwise, then the totals that moved', () => {
  const [first, second, third] = was.outages;
  if (!first || !second || !third) throw new Error('the fixture has three outages');
  const is = figuresFixture({
    outages: [
      { ...first, cause: 'device-fault', until: at('2026-04-14 08:50'), wholeMs: 50 * 60_000 },
      { ...third, isConfirmed: true },
      outage('SC-2026-0020', 'hq', '2026-06-20 09:00', 10),
    ],
    confirmed: { ...was.confirmed, count: 3 },
  });
  expect(
    paperChanges(was, is).changes.map(({ outageId, what, was: old, is: now }) => [outageId, what, old, now]),
  ).toEqual([
    ['SC-2026-0003', 'Nguyên nhân', 'mất điện lưới', 'hỏng thiết bị'],
    ['SC-2026-0003', 'Thời điểm khắc phục', '08:45 14/04/2026', '08:50 14/04/2026'],
    ['SC-2026-0003', 'Thời lượng', '45 phút', '50 phút'],
    [
      'SC-2026-0007',
      'Bỏ khỏi số liệu',
      '13:30 12/05/2026, 02 giờ 15 phút, lỗi đường truyền nhà mạng (đã xác nhận)',
      '-',
    ],
    ['SC-2026-0009', 'Xác nhận', 'chưa xác nhận', 'đã xác nhận'],
    ['SC-2026-0020', 'Bổ sung sự cố', '-', '09:00 20/06/2026, 10 phút, mất điện lưới (đã xác nhận)'],
    [null, 'Số sự cố đã xác nhận', '2', '3'],
  ]);
});

test('shares, houses and verdicts that moved', () => {
  const before = figuresFixture({ statements: RESULTS });
  const is = figuresFixture({
    sites: was.sites.map((site) =>
      site.siteId === 'hq' ? { ...site, open: { ...site.open, availability: null } } : site,
    ),
    houses: { ...was.houses, wifiLive: 2 },
    statements: RESULTS.map((one) => (one.statementId === 'C03' ? changed(one, { verdict: 'supported' }) : one)),
  });
  expect(paperChanges(before, is).changes).toEqual([
    { outageId: null, what: 'Nhà văn hóa có wifi hoạt động', was: '1/2', is: '2/2' },
    { outageId: null, what: 'Tỷ lệ sẵn sàng trong giờ: Trụ sở (mẫu)', was: '99,52%', is: 'chưa đủ số liệu' },
    { outageId: null, what: 'Kết quả đối chiếu: C03', was: 'Chưa phù hợp', is: 'Phù hợp' },
  ]);
});
