import { silentLogger } from '@wardwatch/shared/lib';
import { metricValues } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Figures, MAX_FIGURES } from './figures.ts';

function figures() {
  const dropped: unknown[] = [];
  const log = { ...silentLogger, warn: (_event: string, fields: object = {}) => void dropped.push(fields) };
  return { figures: new Figures(log, 0), dropped };
}

test('a figure that cannot be told costs no other, and is logged once', () => {
  const { figures: all, dropped } = figures();
  for (let round = 0; round < 2; round++) {
    all.add({ 'ups.runtime': 1e18, 'ups.load': Number.NaN, 'No Name': 1, 'ups.charge': 50 }, 1_000);
  }
  expect(all.latest(1_000)).toEqual({ 'ups.charge': 50 });
  const { parts } = all.close(60_000);
  expect(parts).toEqual([{ 'ups.charge': 50 }]);
  expect(v.is(metricValues, parts[0])).toBe(true);
  expect(all.dropped).toBe(6);
  expect(dropped).toEqual([{ metric: 'ups.runtime', value: '1000000000000000000' }]);
});

test('forgets the figures of what is no longer measured, and tells them anew when it is again', () => {
  const { figures: all } = figures();
  const both = { 'service.time:portal': 100, 'service.time:other': 100, 'watched.rtt:portal': 5 };
  all.add(both, 1_000);
  all.close(60_000);
  all.forget(['service:portal']);
  expect(all.latest(60_000)).toEqual({ 'service.time:other': 100, 'watched.rtt:portal': 5 });
  all.add(both, 61_000);
  expect(all.close(120_000).parts).toEqual([{ 'service.time:portal': 100 }]);
});

test('follows so many names and no more, until old ones are gone', () => {
  const { figures: all } = figures();
  const named = (from: number) =>
    Object.fromEntries(Array.from({ length: MAX_FIGURES }, (_, index) => [`disk.used:${from + index}`, 1]));
  all.add(named(0), 0);
  all.add({ 'cpu.used': 1 }, 1_000);
  expect(all.dropped).toBe(1);
  all.add({ 'cpu.used': 1 }, 901_000);
  expect(all.latest(901_000)).toEqual({ 'cpu.used': 1 });
});
