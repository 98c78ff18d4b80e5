import { describe, expect, it } from 'vitest';
import { formatFor } from '../../i18n/format.ts';
import { vi } from '../../i18n/vi.ts';
import { equipmentRow, profileRow, subscriptionOf } from '../../testing/inventory-rows.ts';
import { itemNews, profileNews } from './news.ts';

const format = formatFor('vi-VN', vi.duration);

describe('what somebody else changed', () => {
  it('is told field by field, with what the server holds now', () => {
    const now = profileRow({ address: 'Địa chỉ mới', contacts: [], revision: 4 });
    expect(profileNews(profileRow(), now, vi, format)).toEqual([
      ['Địa chỉ', 'Địa chỉ mới'],
      ['Người liên hệ', 'Chưa ghi'],
    ]);
  });

  it('tells a survey that was made meanwhile, and a subscription in words', () => {
    const survey = {
      on: '2026-11-20',
      by: 'Trần Thị B',
      answers: { fibre: 'yes' as const, wifi: 'no' as const },
      note: '',
    };
    const subscriptions = [subscriptionOf({ isBackup: true })];
    expect(profileNews(profileRow(), profileRow({ survey, subscriptions }), vi, format)).toEqual([
      ['Thuê bao Internet', 'Nhà mạng A (dự phòng), Gói 300, 300 Mbps, 210.000 đồng/tháng, đã trả đến 31/12/2026'],
      ['Rà soát hiện trạng', '20/11/2026, Trần Thị B. Có, Không'],
    ]);
  });

  it('names devices, and says nothing where only the revision is another', () => {
    const names = { device: () => 'Máy mini', criterion: (id: string) => id };
    const now = equipmentRow({ deviceId: 'dev_1', quantity: 2 });
    expect(itemNews(equipmentRow(), now, names, vi, format)).toEqual([
      ['Số lượng', '2'],
      ['Thiết bị giám sát tương ứng', 'Máy mini'],
    ]);
    expect(itemNews(equipmentRow(), equipmentRow({ revision: 9 }), names, vi, format)).toEqual([]);
  });
});
