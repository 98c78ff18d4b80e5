import { describe, expect, it } from 'vitest';
import { chartData, holeMs, seriesSummary } from './chart-data.ts';

const MINUTE = 60_000;

function series(name: string, minutes: number[], value = 10) {
  const at = minutes.map((minute) => minute * MINUTE);
  return {
    name,
    unit: 'ms',
    at,
    min: at.map(() => value - 1),
    mean: at.map(() => value),
    max: at.map(() => value + 2),
  };
}

describe('chartData', () => {
  it('breaks the line where values are missing for longer than usual', () => {
    const { seconds, columns } = chartData([series('a', [0, 1, 2, 10, 11])]);
    expect(seconds).toEqual([0, 60, 120, 360, 600, 660]);
    expect(columns[1]).toEqual([10, 10, 10, null, 10, 10]);
  });

  it('does not break the line at one missed value', () => {
    expect(chartData([series('a', [0, 1, 3, 4])]).columns[1]).toEqual([10, 10, 10, 10]);
  });

  it('judges a hole by the usual step of the series', () => {
    expect(holeMs([0, 1, 2].map((minute) => minute * MINUTE))).toBe(2.5 * MINUTE);
    expect(holeMs([0, 10, 20].map((minute) => minute * MINUTE))).toBe(25 * MINUTE);
    expect(holeMs([])).toBe(2.5 * MINUTE);
  });

  it('lets the instants of one series not break another', () => {
    const { columns } = chartData([series('a', [0, 1, 2]), series('b', [0.5], 4)]);
    expect(columns[1]).toEqual([10, undefined, 10, 10]);
    expect(columns[4]).toEqual([undefined, 4, undefined, undefined]);
  });
});

describe('seriesSummary', () => {
  it('takes the extremes of the spans and the mean of their means', () => {
    expect(seriesSummary(series('a', [0, 1]))).toEqual({ low: 9, mean: 10, high: 12 });
    expect(seriesSummary(series('a', []))).toBeUndefined();
  });
});
