import type { MetricSeries } from '@wardwatch/shared/api';
import { expect, it } from 'vitest';
import type { WithStore } from './store-place.fixtures.ts';
import type { AcceptedEntry, Store } from './store.ts';
import { batch, enrolled, HOUR_MS, metrics, MINUTE_MS, T0, type TestAgent } from './store.fixtures.ts';

const WINDOW = { from: T0, until: T0 + 3 * HOUR_MS };

/** One entry a minute from `from` on: a ramp of CPU with its spread, and every third minute a temperature. */
function minutes(from: number, count: number): AcceptedEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const minute = from + index;
    const cpu = minute / 10;
    const values = { 'cpu.used': [cpu - 1, cpu, cpu + 2] as [number, number, number] };
    const warm = minute % 3 === 0 ? { 'temperature.cpu': 40 + (minute % 7) } : {};
    return metrics(minute + 1, T0 + minute * MINUTE_MS, { ...values, ...warm });
  });
}

/** Metrics: as rows, as chunks, and how nobody can tell from outside. */
export function samplesContract(shared: () => Store, withStore: WithStore): void {
  const read = (agent: TestAgent, points = 1_000): Promise<MetricSeries[]> =>
    shared().journal.metrics(agent.deviceId, WINDOW, points);
  // The others of the shared store are folded first, so that the count is this test's.
  const settle = async (): Promise<void> => {
    while ((await shared().journal.compact(T0 + 100 * HOUR_MS, 1_000)) > 0);
  };

  it('gives a series for each metric, with unit and spread', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([batch(agent, minutes(0, 4))]);
    expect(await read(agent)).toEqual([
      {
        name: 'cpu.used',
        unit: 'percent',
        at: [0, 1, 2, 3].map((minute) => T0 + minute * MINUTE_MS),
        min: [-1, -0.9, -0.8, -0.7],
        mean: [0, 0.1, 0.2, 0.3],
        max: [2, 2.1, 2.2, 2.3],
      },
      {
        name: 'temperature.cpu',
        unit: 'celsius',
        at: [T0, T0 + 3 * MINUTE_MS],
        min: [40, 43],
        mean: [40, 43],
        max: [40, 43],
      },
    ]);
  });

  it('answers the same before and after folding, and folds each hour once', async () => {
    await settle();
    const agent = await enrolled(shared());
    await shared().journal.commit([batch(agent, minutes(0, 150))]);
    const before = await read(agent);
    // The third hour is not over.
    expect(await shared().journal.compact(T0 + 2 * HOUR_MS + 30 * MINUTE_MS, 1)).toBe(1);
    expect(await read(agent)).toEqual(before);
    expect(await shared().journal.compact(T0 + 2 * HOUR_MS + 30 * MINUTE_MS, 100)).toBe(1);
    expect(await shared().journal.compact(T0 + 2 * HOUR_MS + 30 * MINUTE_MS, 100)).toBe(0);
    expect(await read(agent)).toEqual(before);
    expect((await shared().journal.counts(agent.agentId)).metricsEntries).toBe(150);
  });

  it('merges samples that come after their hour was folded, before and after they are folded too', async () => {
    await settle();
    const all = minutes(0, 120);
    const [whole, late] = [await enrolled(shared()), await enrolled(shared())];
    await shared().journal.commit([batch(whole, all)]);
    await shared().journal.commit([batch(late, all.slice(0, 20)), batch(late, all.slice(50, 120))]);
    await settle();
    await shared().journal.commit([batch(late, all.slice(20, 50))]);
    const expected = await read(whole);
    expect(await read(late)).toEqual(expected);
    expect(await shared().journal.compact(T0 + 100 * HOUR_MS, 10)).toBe(1);
    expect(await read(late)).toEqual(expected);
    expect((await shared().journal.counts(late.agentId)).metricsEntries).toBe(120);
  });

  it('joins neighbours by minimum, mean and maximum where a reader wants fewer points', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([batch(agent, minutes(0, 180))]);
    await settle();
    const [cpu] = await read(agent, 3);
    expect(cpu?.at).toEqual([59, 119, 179].map((minute) => T0 + minute * MINUTE_MS));
    expect(cpu?.min).toEqual([-1, 5, 11]);
    expect(cpu?.max).toEqual([7.9, 13.9, 19.9]);
    expect(cpu?.mean.map((mean) => Math.round(mean * 100) / 100)).toEqual([2.95, 8.95, 14.95]);
    const [exact] = await read(agent, 180);
    expect(exact?.at).toHaveLength(180);
  });

  it('keeps to the window, to the millisecond', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([batch(agent, minutes(0, 70))]);
    await settle();
    const window = { from: T0 + 5 * MINUTE_MS, until: T0 + 65 * MINUTE_MS };
    const [cpu] = await shared().journal.metrics(agent.deviceId, window, 1_000);
    expect([cpu?.at[0], cpu?.at.at(-1)]).toEqual([window.from, window.until - MINUTE_MS]);
    expect(await shared().journal.metrics('dev_none', window, 10)).toEqual([]);
  });

  it('reads more hours than one page holds', async () => {
    const agent = await enrolled(shared());
    const hours = Array.from({ length: 120 }, (_, hour) =>
      metrics(hour + 1, T0 + hour * HOUR_MS, { 'cpu.used': hour }),
    );
    await shared().journal.commit([batch(agent, hours)]);
    while ((await shared().journal.compact(T0 + 110 * HOUR_MS, 1_000)) > 0);
    const [cpu] = await shared().journal.metrics(agent.deviceId, { from: T0, until: T0 + 120 * HOUR_MS }, 1_000);
    expect(cpu?.mean).toEqual(Array.from({ length: 120 }, (_, hour) => hour));
  });

  it(
    'leaves the revision as it is when it folds',
    withStore(async (store) => {
      const agent = await enrolled(store);
      await store.journal.commit([batch(agent, minutes(0, 60))]);
      const revision = await store.revision();
      expect(await store.journal.compact(T0 + HOUR_MS, 10)).toBe(1);
      expect(await store.revision()).toBe(revision);
    }),
  );
}
