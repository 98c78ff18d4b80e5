import { describe, expect, it } from 'vitest';
import { HOUR, NOW } from '../../testing/rows.ts';
import { parseRange, rangeQuery, shifted, windowOf } from './time-range.ts';

describe('time range', () => {
  it('is read from an address as it was written', () => {
    const range = { name: '6h' as const, until: NOW };
    expect(parseRange(new URLSearchParams(rangeQuery(range)))).toEqual(range);
  });

  it('is the last 24 hours where the address says nothing or nonsense', () => {
    for (const query of ['', '?range=9y&until=yesterday', '?until=-5', '?until=']) {
      expect(parseRange(new URLSearchParams(query))).toEqual({ name: '24h', until: undefined });
    }
  });

  it('follows the clock by steps, and always reaches the present', () => {
    const range = { name: '1h' as const, until: undefined };
    expect(windowOf(range, NOW + 1)).toEqual(windowOf(range, NOW + 29_000));
    expect(windowOf(range, NOW + 1).until).toBeGreaterThan(NOW);
    expect(windowOf(range, NOW + 31_000)).not.toEqual(windowOf(range, NOW + 29_000));
  });

  it('goes back by its own length and forward until it follows the clock again', () => {
    const back = shifted({ name: '6h', until: undefined }, -1, NOW);
    expect(back.until).toBe(NOW - 6 * HOUR);
    expect(shifted(back, 1, NOW)).toEqual({ name: '6h', until: undefined });
  });
});
