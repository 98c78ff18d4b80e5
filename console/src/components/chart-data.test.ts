import { describe, expect, it } from 'vitest';
import { chartData, holeMs, seriesSummary, valueAt } from './chart-data.ts';

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
  it('breaks the line where values are missing for longer than a steady figure may be silent', () => {
    const { seconds, columns } = chartData([series('a', [0, 1, 2, 20, 21])]);
    expect(seconds).toEqual([0, 60, 120, 660, 1200, 1260]);
    expect(columns[1]).toEqual([10, 10, 10, null, 10, 10]);
  });

  it('draws on through a quarter of an hour in which a figure stood still', () => {
    expect(chartData([series('a', [0, 1, 16, 17])]).columns[1]).toEqual([10, 10, 10, 10]);
  });

  it('breaks the line where the device is not known to have run', () => {
    const silence = { from: 2 * MINUTE, until: 9 * MINUTE };
    expect(chartData([series('a', [0, 1, 10, 11])], [silence]).columns[1]).toEqual([10, 10, null, 10, 10]);
  });

  it('takes a moment between two proofs of life for no hole', () => {
    const moment = { from: 2 * MINUTE, until: 3 * MINUTE };
    expect(chartData([series('a', [0, 1, 4])], [moment]).columns[1]).toEqual([10, 10, 10]);
  });

  it('judges a hole by the usual step of the series', () => {
    expect(holeMs([0, 1, 2].map((minute) => minute * MINUTE))).toBe(16.5 * MINUTE);
    expect(holeMs([0, 10, 20].map((minute) => minute * MINUTE))).toBe(25 * MINUTE);
    expect(holeMs([])).toBe(16.5 * MINUTE);
  });

  it('lets the instants of one series not break another', () => {
    const { columns } = chartData([series('a', [0, 1, 2]), series('b', [0.5], 4)]);
    expect(columns[1]).toEqual([10, undefined, 10, 10]);
    expect(columns[4]).toEqual([undefined, 4, undefined, undefined]);
  });
});

describe('valueAt', () => {
  it('reads back to the last value of the same line, and not over a break', () => {
    expect(valueAt([1, undefined, undefined], 2)).toBe(1);
    expect(valueAt([1, null, undefined], 2)).toBeNull();
    expect(valueAt([undefined], 0)).toBeUndefined();
  });
});

describe('seriesSummary', () => {
  it('takes the extremes of the spans and the mean of their means', () => {
    expect(seriesSummary(series('a', [0, 1]))).toEqual({ low: 9, mean: 10, high: 12 });
    expect(seriesSummary(series('a', []))).toBeUndefined();
  });
});
