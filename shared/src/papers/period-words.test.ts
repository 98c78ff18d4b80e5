import { expect, test } from 'vitest';
import { nextPeriodEnd, nextPeriodWords, periodWords, periodYear } from './period-words.ts';

test.each([
  ['2026-q2', 'quý II năm 2026', 'quý III năm 2026', '2026-09-30'],
  ['2026-q4', 'quý IV năm 2026', 'quý I năm 2027', '2027-03-31'],
  ['2026-q1-cutoff', 'quý I năm 2026', 'quý II năm 2026', '2026-06-30'],
  ['2026-h1', '06 tháng đầu năm 2026', '06 tháng cuối năm 2026', '2026-12-31'],
  ['2026-h2', '06 tháng cuối năm 2026', '06 tháng đầu năm 2027', '2027-06-30'],
  ['2026-9m', '09 tháng đầu năm 2026', 'quý IV năm 2026', '2026-12-31'],
  ['2026', 'năm 2026', 'năm 2027', '2027-12-31'],
  ['2026-01', 'tháng 01 năm 2026', 'tháng 02 năm 2026', '2026-02-28'],
  ['2026-12', 'tháng 12 năm 2026', 'tháng 01 năm 2027', '2027-01-31'],
])('%s is %s, then comes %s', (key, words, next, end) => {
  expect(periodWords(key)).toBe(words);
  expect(nextPeriodWords(key)).toBe(next);
  expect(nextPeriodEnd(key, '2026-01-01')).toBe(end);
  expect(periodYear(key, 2000)).toBe(2026);
});

test('days of one’s own choice have no period after them: the work is due a quarter later', () => {
  const key = '2025-12-20..2026-01-10';
  expect(periodWords(key)).toBe('từ ngày 20 tháng 12 năm 2025 đến ngày 10 tháng 01 năm 2026');
  expect(nextPeriodWords(key)).toBe('kỳ tiếp theo');
  expect(nextPeriodEnd(key, '2026-01-11')).toBe('2026-04-11');
  expect(periodYear(key, 2000)).toBe(2026);
});
