import { metricValues } from '@wardwatch/shared/model';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { addMetrics, closeWindow, type OpenWindow, type Told } from './aggregate.ts';

function windowOf(...readings: Record<string, number>[]): OpenWindow {
  return readings.reduce<OpenWindow>(addMetrics, new Map());
}

test('tells minimum, mean and maximum where they differ, one number where they do not', () => {
  const window = windowOf({ 'cpu.used': 2, 'internet.rtt': 20.04 }, { 'cpu.used': 10, 'internet.rtt': 20.3 });
  expect(closeWindow(window, new Map(), 0).parts[0]).toEqual({ 'cpu.used': [2, 6, 10], 'internet.rtt': 20.2 });
});

test('leaves a slow metric out until it moves by a step or a quarter of an hour has passed', () => {
  let told: Told = new Map();
  const sent: [number, unknown][] = [];
  const memory = [40, 40.2, 40.9, 41, 41.2, ...Array.from({ length: 20 }, () => 41.3)];
  for (const [minute, value] of memory.entries()) {
    const closed = closeWindow(windowOf({ 'memory.used': value }), told, minute * 60_000);
    told = closed.told;
    if (closed.parts[0]) sent.push([minute, closed.parts[0]['memory.used']]);
  }
  expect(sent).toEqual([
    [0, 40],
    [3, 41],
    [18, 41.3],
  ]);
});

test('tells a disk that fills by a tenth of a percent', () => {
  const first = closeWindow(windowOf({ 'disk.used:/': 50 }), new Map(), 0);
  expect(closeWindow(windowOf({ 'disk.used:/': 50.04 }), first.told, 1).parts).toEqual([]);
  expect(closeWindow(windowOf({ 'disk.used:/': 50.1 }), first.told, 1).parts).toEqual([{ 'disk.used:/': 50.1 }]);
});

test('leaves out what is no number', () => {
  expect(closeWindow(windowOf({ 'cpu.used': Number.NaN }), new Map(), 0).parts).toEqual([]);
});

test('more figures than one entry holds are told in several entries, and none is lost', () => {
  const all = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`service.time:s${index}`, index * 1_000]));
  const { parts } = closeWindow(windowOf(all), new Map(), 0);
  expect(parts.map((part) => Object.keys(part).length)).toEqual([64, 36]);
  expect(Object.assign({}, ...parts)).toEqual(all);
  for (const part of parts) expect(v.is(metricValues, part)).toBe(true);
});

test('always makes values that the protocol accepts, with every reading within minimum and maximum', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { minLength: 1, maxLength: 5 }),
      (readings) => {
        const { parts } = closeWindow(windowOf(...readings.map((ms) => ({ 'internet.rtt': ms }))), new Map(), 0);
        const [values = {}] = parts;
        expect(v.is(metricValues, values)).toBe(true);
      },
    ),
  );
});

test('a minute of an office computer takes about 150 bytes or less on average', () => {
  let told: Told = new Map();
  let bytes = 0;
  let noise = 7;
  const random = (): number => (noise = (noise * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let minute = 0; minute < 1_440; minute++) {
    const readings = Array.from({ length: 4 }, () => ({
      'cpu.used': random() < 0.3 ? 20 * random() : 3 + 2 * random(),
      'memory.used': 55 + 3 * Math.sin(minute / 100) + 0.2 * random(),
      'gateway.rtt': 0.3 + 0.5 * random(),
      'gateway.loss': 0,
      'dns.time': 8 + 10 * random() * random(),
      'battery.charge': 100,
    }));
    const once = {
      'internet.rtt': 18 + 4 * random(),
      'internet.loss': 0,
      'disk.used:/': 40 + minute / 2_000,
      'temperature.cpu': 45 + 3 * Math.sin(minute / 60) + 0.5 * random(),
    };
    const closed = closeWindow(windowOf(...readings, once), told, minute * 60_000);
    told = closed.told;
    const entry = {
      seq: 123_456,
      kind: 'metrics',
      at: 1_790_000_000_000,
      mono: 123_456_789,
      spanMs: 60_000,
      values: closed.parts[0] ?? {},
    };
    bytes += JSON.stringify(entry).length + 1;
  }
  expect(bytes / 1_440).toBeLessThan(150);
});
