import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DownSampler } from './down-sample.ts';

describe('down-sampling', () => {
  const point = fc.record({ at: fc.nat({ max: 9_999 }), min: fc.nat(), mean: fc.nat(), max: fc.nat() });

  it('never gives more points than asked for, keeps the extremes, and stays in order', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), fc.integer({ min: 1, max: 20 }), (points, maxPoints) => {
        const sampler = new DownSampler({ from: 0, until: 10_000 }, maxPoints);
        for (const one of points) sampler.add(one);
        const series = sampler.series('cpu.used');
        expect(series.at.length).toBeLessThanOrEqual(maxPoints);
        expect(Math.min(...series.min)).toBe(Math.min(...points.map((one) => one.min)));
        expect(Math.max(...series.max)).toBe(Math.max(...points.map((one) => one.max)));
        expect(series.at).toEqual(series.at.toSorted((a, b) => a - b));
        for (const column of [series.min, series.mean, series.max]) expect(column).toHaveLength(series.at.length);
      }),
    );
  });
});
