import type { MetricSeries } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { expect, it } from 'vitest';
import { LatencyMemory } from './latency.ts';

const HOUR = 3_600_000;
const DAY: Interval = { from: 0, until: 24 * HOUR };

/** A journal that says how often it was asked. */
function counted(mean: number | null) {
  const asked: Interval[] = [];
  const series = (value: number): MetricSeries => ({
    name: 'internet.rtt',
    unit: 'ms',
    at: [1],
    min: [value],
    mean: [value],
    max: [value],
  });
  const metrics = (_device: string, window: Interval): Promise<MetricSeries[]> => {
    asked.push(window);
    return Promise.resolve(mean === null ? [] : [series(mean)]);
  };
  return { asked, memory: new LatencyMemory({ metrics }) };
}

it('reads the latency of a period once in ten minutes', async () => {
  const { asked, memory } = counted(12);
  expect(await memory.mean('dev_1', DAY, 0)).toBe(12);
  expect(await memory.mean('dev_1', { ...DAY, until: DAY.until + 50_000 }, 9 * 60_000)).toBe(12);
  expect(asked).toEqual([DAY]);
  expect(await memory.mean('dev_1', DAY, 10 * 60_000)).toBe(12);
  expect(await memory.mean('dev_2', DAY, 10 * 60_000)).toBe(12);
  expect(asked).toHaveLength(3);
});

it('remembers that nothing was measured, and forgets the oldest of too many', async () => {
  const { asked, memory } = counted(null);
  for (let device = 0; device < 65; device += 1) expect(await memory.mean(`dev_${device}`, DAY, 0)).toBeNull();
  await memory.mean('dev_64', DAY, 0);
  expect(asked).toHaveLength(65);
  await memory.mean('dev_0', DAY, 0);
  expect(asked).toHaveLength(66);
});

it('has nothing to say of less than an hour', async () => {
  const { asked, memory } = counted(12);
  expect(await memory.mean('dev_1', { from: 0, until: HOUR - 1 }, 0)).toBeNull();
  expect(asked).toEqual([]);
});
