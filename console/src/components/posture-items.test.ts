import { describe, expect, it } from 'vitest';
import { locale } from '../i18n/language.ts';
import { NOW } from '../testing/rows.ts';
import { postureItems, postureTotals, readPosture } from './posture-items.ts';

const items = (data: Record<string, unknown>) => {
  const said = readPosture(data);
  if (!said) throw new Error('no posture');
  return postureItems(said, NOW, locale().messages, locale().format);
};

const line = (what: string, data: Record<string, unknown>) => {
  const found = items(data).find((item) => item.what === what);
  return found && [found.mark, found.seen];
};

describe('postureItems', () => {
  it('takes nothing for granted: what the machine does not tell is unknown', () => {
    expect(postureTotals(items({}))).toEqual({ good: 0, bad: 0, unknown: 12 });
    expect(line('Tường lửa của máy đang bật', { firewallOn: null })).toEqual(['unknown', 'máy không cho biết']);
  });

  it('judges ages: fresh signatures are good, old ones are not', () => {
    const what = 'Mẫu nhận diện virus';
    expect(line(what, { antivirusSignatureDays: 0 })).toEqual(['good', 'hôm nay']);
    expect(line(what, { antivirusSignatureDays: 7 })).toEqual(['good', '7 ngày trước']);
    expect(line(what, { antivirusSignatureDays: 12 })).toEqual(['bad', '12 ngày trước']);
  });

  it('judges the support of the system by the day on which the machine said so', () => {
    const what = 'Hệ điều hành còn được hỗ trợ';
    const osName = 'Windows 10 Pro 22H2';
    expect(line(what, { osName, osSupportEndsAt: Date.UTC(2025, 9, 14) })).toEqual([
      'bad',
      'Windows 10 Pro 22H2, hết hỗ trợ từ 14/10/2025',
    ]);
    expect(line(what, { osName, osSupportEndsAt: Date.UTC(2027, 9, 14) })?.[0]).toBe('good');
    expect(line(what, { osName })).toEqual(['unknown', 'Windows 10 Pro 22H2, chưa rõ ngày hết hỗ trợ']);
  });

  it('minds security updates that wait, not the others', () => {
    const what = 'Bản cập nhật';
    expect(line(what, { updatesPending: 4, securityUpdatesPending: 0 })?.[0]).toBe('good');
    expect(line(what, { updatesPending: 4, securityUpdatesPending: 2 })).toEqual([
      'bad',
      '4 bản chờ cài, trong đó 2 bản vá bảo mật',
    ]);
    expect(line(what, { updatesPending: 4 })).toEqual(['unknown', '4 bản chờ cài']);
    expect(line(what, { updatesPending: 0 })).toEqual(['good', 'không có bản nào chờ cài']);
  });

  it('tells memory and firmware without judging them', () => {
    expect(line('Bộ nhớ (RAM)', { memoryBytes: 8 * 1_024 ** 3 })).toEqual(['info', '8\u00a0GB']);
    expect(line('Phần sụn (firmware)', { firmwareDays: 900 })?.[0]).toBe('info');
  });

  it('is nothing where an event is no posture', () => {
    expect(readPosture({ updatesPending: 'many' })).toBeUndefined();
  });
});
