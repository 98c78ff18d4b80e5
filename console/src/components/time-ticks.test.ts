import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, NOW } from '../testing/rows.ts';
import { isMidnight, timeTicks } from './time-ticks.ts';

describe('timeTicks', () => {
  it('are round on the clock of the ward', () => {
    const ticks = timeTicks({ from: NOW - 24 * HOUR, until: NOW }, 8);
    expect(ticks).toHaveLength(8);
    expect(ticks.filter((at) => isMidnight(at))).toEqual([Date.UTC(2026, 10, 23, 17)]);
  });

  it('never exceed what fits and never leave the window', () => {
    for (const span of [7 * MINUTE, HOUR, 6 * HOUR, 168 * HOUR, 400 * 24 * HOUR]) {
      const window = { from: NOW - span, until: NOW };
      const ticks = timeTicks(window, 5);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.every((at) => at >= window.from && at < window.until)).toBe(true);
    }
  });
});
