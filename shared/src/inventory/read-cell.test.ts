import { describe, expect, it } from 'vitest';
import { readCode, readDay, readNumber, readPhone, readWord } from './read-cell.ts';
import { EQUIPMENT_KIND_WORDS, LIFE_STAGE_WORDS } from './words.ts';

const valueOf = <Value>(read: { ok: true; value: Value } | { ok: false; code: string }): Value | string =>
  read.ok ? read.value : read.code;
const WHOLE = { isWhole: true, min: 0, max: 1_000_000_000_000 };
const PART = { isWhole: false, min: 0, max: 100_000 };

describe('days', () => {
  it.each([
    ['2026-03-30', '2026-03-30'],
    ['30/3/2026', '2026-03-30'],
    ['30-03-2026', '2026-03-30'],
    ['30.3.2026', '2026-03-30'],
    ['ngày 05 tháng 02 năm 2026', '2026-02-05'],
    ['Ngày 5 tháng 2 năm 2026'.normalize('NFD'), '2026-02-05'],
    ['2026-03-30T00:00:00', '2026-03-30'],
    [46_111, '2026-03-30'],
    [46_111.75, '2026-03-30'],
    ['46111', '2026-03-30'],
    ['29/2/2028', '2028-02-29'],
  ])('reads %j as %s', (cell, day) => {
    expect(valueOf(readDay(cell))).toBe(day);
  });

  it.each(['30/2/2026', '3/30/2026', '30/3/26', '30/3', 'tháng 3', 12, 1e9, '2026'])('takes %j for no day', (cell) => {
    expect(valueOf(readDay(cell))).toBe('not-a-date');
  });
});

describe('numbers', () => {
  it.each([
    ['1.234.567', 1_234_567],
    ['1 234 567', 1_234_567],
    ['1\u00A0234\u00A0567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['165.000 đồng', 165_000],
    ['165.000đ/tháng', 165_000],
    ['165000 VND', 165_000],
    [165_000, 165_000],
    ['007', 7],
  ])('reads %j as the whole number %d', (cell, value) => {
    expect(valueOf(readNumber(cell, WHOLE))).toBe(value);
  });

  it.each([
    ['1.234,5', 1_234.5],
    ['0,5', 0.5],
    ['0.5', 0.5],
    ['150 Mbps', 150],
    ['1.000', 1_000],
  ])('reads %j as %d where a fraction is possible', (cell, value) => {
    expect(valueOf(readNumber(cell, PART))).toBe(value);
  });

  it('says of a number what is wrong with it', () => {
    expect(valueOf(readNumber('1,234', PART))).toBe('not-a-number');
    expect(valueOf(readNumber('1,5', WHOLE))).toBe('not-a-number');
    expect(valueOf(readNumber(1.5, WHOLE))).toBe('not-a-number');
    expect(valueOf(readNumber('khoảng 5', WHOLE))).toBe('not-a-number');
    expect(valueOf(readNumber('−5.000', WHOLE))).toBe('negative');
    expect(valueOf(readNumber(-1, PART))).toBe('negative');
    expect(valueOf(readNumber(100_001, PART))).toBe('not-a-number');
  });
});

it('puts back the nought that a spreadsheet took from a telephone number', () => {
  expect(valueOf(readPhone(912_345_678))).toBe('0912345678');
  expect(valueOf(readPhone('(0220) 3.882-123'))).toBe('0220 3.882 123');
  expect(valueOf(readPhone('+84 912 345 678'))).toBe('+84 912 345 678');
  expect(valueOf(readPhone('số của bác Ba'))).toBe('bad-phone');
});

it('reads words without regard to marks, case and the place of a tone mark', () => {
  expect(valueOf(readWord('BO LUU DIEN', EQUIPMENT_KIND_WORDS))).toBe('ups');
  expect(valueOf(readWord('access-point', EQUIPMENT_KIND_WORDS))).toBe('access-point');
  expect(valueOf(readWord('Đang sử dụng'.normalize('NFD'), LIFE_STAGE_WORDS))).toBe('in-use');
  expect(readWord('máy bay', EQUIPMENT_KIND_WORDS)).toMatchObject({ ok: false, code: 'not-one-of' });
});

it('writes codes in capitals, and takes none with blanks or marks', () => {
  expect(valueOf(readCode(' nvh-01 '))).toBe('NVH-01');
  expect(valueOf(readCode('NVH 01'))).toBe('bad-code');
  expect(valueOf(readCode('NVHĐ'))).toBe('bad-code');
});
