import { localDateOf } from '@wardwatch/shared/calendar';
import { describe, expect, it } from 'vitest';
import { NOW } from '../testing/rows.ts';
import { parsePeriodChoice, type PeriodName, periodInterval, writePeriodChoice } from './period.ts';

const read = (query: string) => parsePeriodChoice(new URLSearchParams(query), '7d');

function days(period: PeriodName, at = NOW): [string, string] {
  const { from, until } = periodInterval({ period, first: '2026-01-05', last: '2026-01-07' }, at);
  return [localDateOf(from), localDateOf(until - 1)];
}

describe('periods', () => {
  it.each<[PeriodName, string, string]>([
    ['today', '2026-11-24', '2026-11-24'],
    ['yesterday', '2026-11-23', '2026-11-23'],
    ['7d', '2026-11-18', '2026-11-24'],
    ['month', '2026-11-01', '2026-11-30'],
    ['quarter', '2026-10-01', '2026-12-31'],
    ['last-quarter', '2026-07-01', '2026-09-30'],
    ['year', '2026-01-01', '2026-12-31'],
    ['custom', '2026-01-05', '2026-01-07'],
  ])('%s is the days from %s to %s of the ward', (period, first, last) => {
    expect(days(period)).toEqual([first, last]);
  });

  it('turns the day at the midnight of the ward, and the quarter with the year', () => {
    expect(days('yesterday', Date.UTC(2026, 11, 31, 17))).toEqual(['2026-12-31', '2026-12-31']);
    expect(days('last-quarter', Date.UTC(2026, 11, 31, 17))).toEqual(['2026-10-01', '2026-12-31']);
  });

  it('are read from an address and written back', () => {
    for (const query of ['period=today', 'period=custom&first=2026-01-05&last=2026-01-05', '']) {
      const written = new URLSearchParams();
      writePeriodChoice(written, read(query), '7d');
      expect(written.toString()).toBe(query);
    }
  });

  it.each([
    'period=century',
    'period=custom&first=2026-02-30&last=2026-03-01',
    'period=custom&first=2026-02-02&last=2026-02-01',
  ])('is the usual one where an address says %s', (query) => {
    expect(read(query)).toEqual({ period: '7d', first: '', last: '' });
  });
});
