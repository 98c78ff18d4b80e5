import { describe, expect, it } from 'vitest';
import { decimalText, moneyText, readDecimal, readMoney } from './money.ts';

describe('readMoney', () => {
  it('reads whole đồng with and without groups', () => {
    expect(readMoney('1.234.567')).toBe(1_234_567);
    expect(readMoney('1234567')).toBe(1_234_567);
    expect(readMoney(' 1 234 567 đồng ')).toBe(1_234_567);
    expect(readMoney('1,234,567')).toBe(1_234_567);
    expect(readMoney('999')).toBe(999);
    expect(readMoney('0')).toBe(0);
  });

  it('refuses a minus', () => {
    expect(readMoney('-1')).toBeNaN();
    expect(readMoney('−1.000')).toBeNaN();
    expect(readMoney('(1.000)')).toBeNaN();
  });

  it('refuses what could mean two things', () => {
    for (const text of ['1.5', '1,5', '1.2345', '1.234,567', '12.34.567', '1.234.56', '', '5 triệu', '1e6']) {
      expect(readMoney(text), text).toBeNaN();
    }
  });

  it('reads what it writes', () => {
    for (const amount of [0, 7, 999, 1_000, 21_000_000, 1_000_000_000_000]) {
      expect(readMoney(moneyText(amount))).toBe(amount);
    }
    expect(moneyText(1_234_567)).toBe('1.234.567');
    expect(moneyText(null)).toBe('');
  });
});

describe('readDecimal', () => {
  it('reads a decimal comma as well as a dot, and nothing below zero', () => {
    expect(readDecimal('2,5')).toBe(2.5);
    expect(readDecimal('2.5')).toBe(2.5);
    expect(readDecimal('10')).toBe(10);
    expect(readDecimal('-2')).toBeNaN();
    expect(readDecimal('hai')).toBeNaN();
    expect(readDecimal(decimalText(0.25))).toBe(0.25);
  });
});
