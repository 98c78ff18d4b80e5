import { expect, test } from 'vitest';
import { dueAfter } from './due.ts';

test.each([
  ['2026-q1', '2026-06-30'],
  ['2026-q1-cutoff', '2026-06-30'],
  ['2026-q3', '2026-12-31'],
  ['2026-q4', '2027-03-31'],
  ['2026-h1', '2026-09-30'],
])('an aim of the report of %s is due on %s', (period, due) => {
  expect(dueAfter('C24', period)).toBe(due);
});

test('a statement with a day of its own, or with none, is not moved, nor is one of no period', () => {
  expect(dueAfter('C21', '2026-q3')).toBeNull();
  expect(dueAfter('C03', '2026-q3')).toBeNull();
  expect(dueAfter('C24', 'soon')).toBeNull();
});
