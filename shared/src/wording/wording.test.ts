import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountInWords,
  dateParts,
  documentCount,
  documentDate,
  documentDateTime,
  documentDuration,
  documentEnd,
  roman,
  tableDate,
  tableDateTime,
  upper,
  vnList,
  vnMoney,
  vnNumber,
  vnPercent,
  wholeMinutes,
} from './index.ts';

describe('amounts in words', () => {
  test.each([
    [0, 'Không đồng'],
    [15_000, 'Mười lăm nghìn đồng'],
    [21_000_000, 'Hai mươi mốt triệu đồng'],
    [105_000_000, 'Một trăm linh năm triệu đồng'],
    [1_004_021, 'Một triệu không trăm linh bốn nghìn không trăm hai mươi mốt đồng'],
    [1_005_000_000, 'Một tỷ không trăm linh năm triệu đồng'],
    [487_650_000, 'Bốn trăm tám mươi bảy triệu sáu trăm năm mươi nghìn đồng'],
    [1_245_325_000, 'Một tỷ hai trăm bốn mươi lăm triệu ba trăm hai mươi lăm nghìn đồng'],
    [30_000_000_000, 'Ba mươi tỷ đồng'],
    [1_000_000_000_000, 'Một nghìn tỷ đồng'],
    [9_007_199_254_740_991, /^Chín triệu không trăm linh bảy nghìn một trăm chín mươi chín tỷ /],
  ])('%d', (dong, words) => {
    expect(amountInWords(dong)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  });

  test('a four after tens is read as usual', () => {
    expect(amountInWords(24_000)).toMatch(/^Hai mươi (tư|bốn) nghìn đồng$/);
  });

  test('what is no amount is refused', () => {
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => amountInWords(wrong)).toThrow(RangeError);
  });

  test('different amounts have different words', () => {
    const amount = fc.nat(2_000_000_000);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(amountInWords(a) === amountInWords(b)).toBe(a === b);
      }),
    );
  });
});

describe('days and times', () => {
  test.each([
    ['2026-03-30', 'ngày 30 tháng 3 năm 2026'],
    ['2026-02-05', 'ngày 05 tháng 02 năm 2026'],
    ['2026-04-09', 'ngày 09 tháng 4 năm 2026'],
    ['2026-11-23', 'ngày 23 tháng 11 năm 2026'],
    ['2026-01-01', 'ngày 01 tháng 01 năm 2026'],
  ])('%s', (date, words) => {
    expect(documentDate(date)).toBe(words);
  });

  test('an instant is told on the clock of the ward', () => {
    const at = Date.parse('2026-03-30T00:30:00Z');
    expect(documentDateTime(at)).toBe('07 giờ 30 phút ngày 30 tháng 3 năm 2026');
    expect(tableDateTime(at)).toBe('07:30 30/03/2026');
    expect(tableDate('2026-03-30')).toBe('30/03/2026');
    expect(dateParts('2026-03-30')).toEqual({ year: 2026, month: 3, day: 30 });
  });

  test('the end of a period is the 24th hour of its last day', () => {
    expect(documentEnd(Date.parse('2026-03-31T17:00:00Z'))).toBe('24 giờ 00 phút ngày 31 tháng 3 năm 2026');
    expect(documentEnd(Date.parse('2026-03-31T09:15:00Z'))).toBe('16 giờ 15 phút ngày 31 tháng 3 năm 2026');
  });

  test.each([
    [0, '00 phút'],
    [1, '01 phút'],
    [45 * 60_000, '45 phút'],
    [135 * 60_000, '02 giờ 15 phút'],
    [59.6 * 60_000, '01 giờ 00 phút'],
    [125 * 3_600_000, '125 giờ 00 phút'],
  ])('%d ms last %s', (ms, words) => {
    expect(documentDuration(ms)).toBe(words);
  });

  test('minutes are rounded, but something is never nothing', () => {
    expect([0, 1, 90_000, 150_000].map(wholeMinutes)).toEqual([0, 1, 2, 3]);
  });
});

describe('numbers', () => {
  test('are written with dots for thousands and a comma', () => {
    expect(vnNumber(1_234_567.5)).toBe('1.234.567,5');
    expect(vnMoney(1_234_567)).toBe('1.234.567 đồng');
  });

  test.each([
    [0.9952, '99,52%'],
    [21_475 / 25_261, '85,01%'],
    [1, '100%'],
    [0.999_99, '99,99%'],
    [0, '0%'],
    [0.8, '80%'],
  ])('%d is %s', (share, words) => {
    expect(vnPercent(share)).toBe(words);
  });

  test('small counts get a zero', () => {
    expect([0, 3, 9, 10, 1_200].map(documentCount)).toEqual(['0', '03', '09', '10', '1.200']);
  });

  test('Roman numerals', () => {
    expect([1, 2, 3, 4, 5, 6, 9, 14, 39].map(roman)).toEqual(['I', 'II', 'III', 'IV', 'V', 'VI', 'IX', 'XIV', 'XXXIX']);
  });
});

describe('texts', () => {
  test('capitals keep their marks', () => {
    expect(upper('Phường Chí Linh, đặc khu')).toBe('PHƯỜNG CHÍ LINH, ĐẶC KHU');
  });

  test.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A và B'],
    [['A', 'B', 'C'], 'A, B và C'],
  ])('%j in a row', (things, words) => {
    expect(vnList(things)).toBe(words);
  });
});
