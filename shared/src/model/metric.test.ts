import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  MAX_METRIC_FIGURE,
  MAX_METRICS_PER_ENTRY,
  metricKind,
  metricName,
  METRICS,
  metricValue,
  metricValues,
  spread,
} from './metric.ts';

const figure = fc.double({ min: -MAX_METRIC_FIGURE, max: MAX_METRIC_FIGURE, noNaN: true });

test('three figures are a value exactly where minimum, mean and maximum are in order', () => {
  fc.assert(
    fc.property(figure, figure, figure, (min, mean, max) => {
      expect(v.is(metricValue, [min, mean, max])).toBe(min <= mean && mean <= max);
    }),
  );
});

const NO_VALUES = [
  Number.NaN,
  Infinity,
  -Infinity,
  MAX_METRIC_FIGURE * 2,
  '1',
  null,
  [1, 2],
  [1, 2, 3, 4],
  [1, null, 3],
];

test.each(NO_VALUES.map((value) => ({ value })))('value $value is refused', ({ value }) => {
  expect(v.is(metricValue, value)).toBe(false);
});

test('every accepted figure is stored as a whole number that is held exactly, also at the finest scale', () => {
  const finest = Math.max(...Object.values(METRICS).map((kind) => kind.scale), metricKind('something.new').scale);
  fc.assert(
    fc.property(figure, (value) => {
      expect(Number.isSafeInteger(Math.round(value * finest))).toBe(true);
    }),
  );
});

test.each(['cpu.used', 'disk.used:/data', 'disk.used:C:', 'disk.used:/mnt/dữ-liệu', 'future.metric2'])(
  'name %s is accepted',
  (name) => {
    expect(v.is(metricName, name)).toBe(true);
  },
);

test.each(['', 'CPU', '9x', ':x', 'a:', 'a:b c', 'a:\u0085', 'a:\u0000', `a:${'x'.repeat(65)}`, `a${'b'.repeat(80)}`])(
  'name %j is refused',
  (name) => {
    expect(v.is(metricName, name)).toBe(false);
  },
);

test('an instance has the unit and scale of its metric', () => {
  expect(metricKind('disk.used:/data')).toBe(METRICS['disk.used']);
  expect(metricKind('cpu.used')).toEqual({ unit: 'percent', scale: 10 });
});

test('a name from a newer agent is kept with two decimals', () => {
  expect(metricKind('fan.speed')).toEqual({ unit: 'count', scale: 100 });
});

test('a name that every object inherits finds no metric', () => {
  expect(v.is(metricName, 'constructor:x')).toBe(true);
  expect(metricKind('constructor:x')).toEqual({ unit: 'count', scale: 100 });
});

function many(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`m${i}`, i]));
}

test('an entry has at most its number of metrics', () => {
  expect(v.is(metricValues, many(MAX_METRICS_PER_ENTRY))).toBe(true);
  expect(v.is(metricValues, many(MAX_METRICS_PER_ENTRY + 1))).toBe(false);
});

test('a single number is its own minimum, mean and maximum', () => {
  expect(spread(4)).toEqual([4, 4, 4]);
  expect(spread([1, 2, 9])).toEqual([1, 2, 9]);
});
