import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/language.ts';
import { batteryReport } from '../../testing/watching-rows.ts';
import { deviceRow, HOUR, NOW } from '../../testing/rows.ts';
import { powerFigures } from './power-figures.ts';

const since = NOW - HOUR;
const said = (
  ...args: Parameters<typeof powerFigures> extends [infer R, infer B, infer L, ...unknown[]] ? [R, B, L] : never
) => powerFigures(...args, locale().messages, locale().format);
const lines = (found: ReturnType<typeof powerFigures>) =>
  Object.fromEntries((found?.figures ?? []).map(({ term, value }) => [term, value]));

describe('powerFigures', () => {
  it('is nothing for a machine whose power nobody ever told', () => {
    expect(said(deviceRow({ facts: {}, metrics: {} }), undefined, new Map())).toBeUndefined();
  });

  it('tells what the UPS claims from what was learned', () => {
    const row = deviceRow({
      facts: { mains: { value: 'off', since }, ups: { value: 'low', since } },
      metrics: { 'ups.charge': { value: 31, at: NOW }, 'ups.runtime': { value: 1_680, at: NOW } },
    });
    const found = said(row, batteryReport(), new Map());
    expect(lines(found)).toMatchObject({
      'Điện lưới': 'Đang dùng ắc quy (pin)',
      'Bộ lưu điện (UPS)': 'UPS sắp cạn',
      'Mức ắc quy (pin)': '31%',
      'Thời gian lưu điện do UPS báo': '28 phút',
      'Thời gian lưu điện đo được': '21 phút',
    });
    expect(found?.figures.find(({ term }) => term.endsWith('đo được'))?.beside).toBe(
      'từ 18 phút đến 24 phút, qua 3 lần xả thật, ở mức tải 24%',
    );
  });

  it('says what needs a hand, and that several UPSs answer', () => {
    const data = { source: 'nut', model: 'Kiểu 1500', batteryDate: null, count: 2 };
    const latest = new Map([['power-source', { at: NOW, event: 'power-source', data }]]);
    const found = said(deviceRow(), batteryReport({ needsReplacement: true, runtimeSeconds: null }), latest);
    expect(found?.notes).toEqual(['Ắc quy cần được thay.', 'Có 2 UPS trả lời; chỉ theo dõi cái đầu tiên.']);
    expect(lines(found)).toMatchObject({
      'Kiểu UPS': 'Kiểu 1500',
      'Đọc từ': 'UPS qua NUT',
      'Thời gian lưu điện đo được': 'Chưa đủ lần xả thật để biết',
    });
  });

  it('says nothing of learning where there is no UPS', () => {
    const nothing = batteryReport({ discharges: 0, runtimeSeconds: null, lastDischargeAt: null });
    const row = deviceRow({ facts: { mains: { value: 'on', since } }, metrics: {} });
    expect(lines(said(row, { ...nothing, claimedSeconds: null }, new Map()))).toEqual({
      'Điện lưới': 'Đang dùng điện lưới',
    });
  });

  it('says that there is nothing to read', () => {
    const data = { source: 'none', model: null, batteryDate: null, count: 0 };
    const latest = new Map([['power-source', { at: NOW, event: 'power-source', data }]]);
    expect(said(deviceRow({ facts: {}, metrics: {} }), undefined, latest)?.notes).toEqual([
      'Máy này không đọc được nguồn điện: không có UPS và không có pin.',
    ]);
  });
});
