import type { MetricSeries } from '@wardwatch/shared/api';
import { METRICS } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, locale, setLanguage } from '../../i18n/language.ts';
import { NOW } from '../../testing/rows.ts';
import { chartGroups } from './chart-groups.ts';

const names = { service: (id: string) => (id === 'portal' ? 'Cổng dịch vụ công' : undefined), watched: () => 'Switch' };
const series = (name: string, mean = 1): MetricSeries => ({
  name,
  unit: 'count',
  at: [NOW],
  min: [mean],
  mean: [mean],
  max: [mean],
});
const groups = (found: MetricSeries[], kind: 'computer' | 'router' = 'computer') =>
  chartGroups(found, kind, names, locale().messages).map(({ heading, names: called }) => [heading, called]);

describe('chartGroups', () => {
  it('keeps what every machine measures, and shows the rest where it was measured', () => {
    expect(groups([]).map(([heading]) => heading)).toEqual(['Độ trễ', 'Tỷ lệ mất gói', 'CPU', 'Bộ nhớ', 'Ổ đĩa']);
    expect(groups([series('wifi.clients')], 'router')).toEqual([
      ['Số thiết bị đang nối wifi', ['Thiết bị đang nối wifi']],
    ]);
  });

  it('calls services and watched devices by name', () => {
    const found = groups([series('service.time:portal'), series('watched.in:sw'), series('service.time:old', 9)]);
    expect(found).toContainEqual(['Thời gian trả lời của dịch vụ', ['old', 'Cổng dịch vụ công']]);
    expect(found).toContainEqual(['Lưu lượng của thiết bị được theo dõi', ['Nhận của Switch']]);
  });

  it('has a name for every metric in every language', () => {
    for (const language of LANGUAGES) {
      setLanguage(language);
      expect(Object.keys(locale().messages.metrics).toSorted()).toEqual(Object.keys(METRICS).toSorted());
    }
    setLanguage('vi');
  });
});
