import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/language.ts';
import { availability } from '../../testing/ledger-rows.ts';
import { availabilityWords, causeShares } from './figure-words.ts';

const { messages, format } = locale();
const words = (share: number | null, coverage: number | null) =>
  availabilityWords({ availability: share, coverage }, messages, format);

describe('availabilityWords', () => {
  it('never shows a figure without its coverage', () => {
    expect(words(0.99523, 0.98)).toEqual({ figure: '99,52%', beside: 'độ phủ 98%' });
  });

  it('shows no figure where too little was seen, whatever the server says', () => {
    expect(words(null, 0.632)).toEqual({ figure: '', beside: 'Chưa đủ số liệu (độ phủ 63,2%)' });
    expect(words(0.99, 0.7999)).toEqual({ figure: '', beside: 'Chưa đủ số liệu (độ phủ 79,99%)' });
    expect(words(null, 1).figure).toBe('');
    expect(words(null, null).beside).toContain('Không có thời gian nào');
  });
});

describe('causeShares', () => {
  it('keeps what was confirmed apart, and names what is in no row of the ledger', () => {
    expect(causeShares(availability(), messages, format)).toMatchObject([
      { label: 'Mất điện lưới', value: '6 giờ', beside: '4 giờ đã xác nhận · 2 giờ nghi ngờ' },
      { label: 'Ngắn, không vào sổ', value: '12 phút', beside: '' },
    ]);
  });
});
