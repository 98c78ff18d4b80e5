import { parsePeriod, periodKey } from './periods.ts';
import { expect, it } from 'vitest';
import { previousPeriod } from './previous-period.ts';

it.each([
  ['2026-q1', '2025-q4'],
  ['2026-q3', '2026-q2'],
  ['2026-q1-cutoff', '2025-q4-cutoff'],
  ['2026-h1', '2025-h2'],
  ['2026-h2', '2026-h1'],
  ['2026-01', '2025-12'],
  ['2026-11', '2026-10'],
  ['2026', '2025'],
  // 273 days.
  ['2026-9m', '2025-04-03..2025-12-31'],
  ['2026-11-10..2026-11-20', '2026-10-30..2026-11-09'],
])('the period before %s is %s', (key, before) => {
  const period = parsePeriod(key);
  const previous = period && previousPeriod(period);
  expect(previous && periodKey(previous)).toBe(before);
});
