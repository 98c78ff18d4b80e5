import { expect, it } from 'vitest';
import { writtenNumber } from './written-number.ts';

it.each([
  ['1.234.567', 1_234_567, 0, false],
  ['0', 0, 0, false],
  ['2,5', 2.5, 1, false],
  ['1.234,50', 1234.5, 2, false],
  ['99,52%', 0.9952, 2, true],
  ['100%', 1, 0, true],
  ['-12', -12, 0, false],
])('reads %s as the number that it is', (text, value, decimals, isPercent) => {
  expect(writtenNumber(text)).toEqual({ value, decimals, isPercent });
});

it.each(['', '-', '03', '1.23', '12.3456', '1,', 'SC-2026-0001', '02 giờ 15 phút', '12/03/2026', '=1+1'])(
  'leaves "%s" a text',
  (text) => {
    expect(writtenNumber(text)).toBeUndefined();
  },
);
