import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/language.ts';
import { HOUR } from '../../testing/rows.ts';
import { causeBars, siteBars } from './total-bars.ts';

const { messages, format } = locale();
const total = (count: number, hours: number) => ({ count, wholeMs: hours * HOUR, openMs: 0 });

describe('causeBars', () => {
  it('joins what was confirmed and what is suspected of one cause, the longest first', () => {
    const bars = causeBars(
      [
        { cause: 'dns', confirmed: false, ...total(1, 1) },
        { cause: 'mains-power', confirmed: false, ...total(2, 3) },
        { cause: 'mains-power', confirmed: true, ...total(1, 2) },
      ],
      messages,
      format,
    );
    expect(bars).toMatchObject([
      { label: 'Mất điện lưới', value: '5 giờ', sureMs: 2 * HOUR, unsureMs: 3 * HOUR },
      { label: 'Lỗi phân giải tên miền', beside: '1 lần · 1 giờ nghi ngờ' },
    ]);
    expect(bars[0]?.beside).toBe('3 lần · 2 giờ đã xác nhận · 3 giờ nghi ngờ');
  });
});

describe('siteBars', () => {
  it('leads to the rows of each site; what is of no site leads nowhere', () => {
    const names = {
      device: () => undefined,
      site: (id: string) => `Điểm ${id}`,
      service: () => undefined,
      watched: () => undefined,
      person: (id: string) => id,
    };
    const bars = siteBars(
      [
        { siteId: null, ...total(1, 1) },
        { siteId: 'a', ...total(1, 2) },
      ],
      names,
      (id) => `/${id}`,
      messages,
      format,
    );
    expect(bars.map(({ label, href }) => [label, href])).toEqual([
      ['Điểm a', '/a'],
      ['Không thuộc điểm nào', null],
    ]);
  });
});
