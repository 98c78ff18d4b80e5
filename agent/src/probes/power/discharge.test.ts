import { expect, test } from 'vitest';
import { type DischargeLook, type DischargeMemory, followDischarge } from './discharge.ts';

type Step = [
  seconds: number,
  mains: DischargeLook['mains'],
  charge: number | null,
  ups?: 'ok' | 'low',
  load?: number | null,
];

/** Events of a run of looks, by the second in which they are told. */
function follow(steps: readonly Step[]): [number, object][] {
  let memory: DischargeMemory = {};
  return steps.flatMap(([seconds, mains, charge, ups = 'ok', load = 20]) => {
    const next = followDischarge(memory, { mono: seconds * 1_000, mains, charge, ups, load });
    memory = next.memory;
    return next.event ? [[seconds, next.event] as [number, object]] : [];
  });
}

const told = (lastedS: number, chargeFrom: number, chargeTo: number, load: number | null, isOver: boolean) => ({
  kind: 'event',
  event: 'discharge',
  lastedMs: lastedS * 1_000,
  chargeFrom,
  chargeTo,
  load,
  isOver,
});

test('tells a discharge once when the battery runs low, and at its end', () => {
  const events = follow([
    [0, 'on', 100],
    [15, 'off', 98, 'ok', 20],
    [30, 'off', 60, 'ok', 40],
    [45, 'off', 20, 'low', 30],
    [60, 'off', 10, 'low', 30],
    [75, 'on', 11, 'low', 30],
    [90, 'on', 12, 'ok', 30],
  ]);
  expect(events).toEqual([
    [45, told(30, 98, 20, 30, false)],
    [75, told(45, 98, 10, 30, true)],
  ]);
});

test('begins with the charge of before, where the UPS tells none as it changes over', () => {
  const events = follow([
    [0, 'on', 97],
    [15, 'off', null],
    [30, 'off', 80],
    [45, 'on', 81],
  ]);
  expect(events).toEqual([[45, told(15, 97, 80, 20, true)]]);
});

test('a moment in which nothing can be told changes nothing', () => {
  const events = follow([
    [0, 'off', 90],
    [15, 'unknown', null],
    [30, 'off', 80],
    [45, 'unknown', null],
    [90, 'on', 70],
  ]);
  expect(events).toEqual([[90, told(30, 90, 80, 20, true)]]);
});

test('no load is none, and an overload counts as all that it can carry', () => {
  expect(
    follow([
      [0, 'off', 90, 'ok', null],
      [15, 'on', 90],
    ]),
  ).toEqual([[15, told(0, 90, 90, null, true)]]);
  expect(
    follow([
      [0, 'off', 90, 'ok', 140],
      [15, 'on', 90],
    ]),
  ).toEqual([[15, told(0, 90, 90, 100, true)]]);
});

test('a UPS that never tells its charge has no discharge, and mains that stay on have none', () => {
  expect(
    follow([
      [0, 'on', null],
      [15, 'off', null, 'low'],
      [30, 'on', null],
    ]),
  ).toEqual([]);
  expect(
    follow([
      [0, 'on', 100],
      [15, 'on', 80, 'low'],
      [30, 'on', 100],
    ]),
  ).toEqual([]);
});

test('a long silence ends one discharge and begins another', () => {
  const events = follow([
    [0, 'on', 100],
    [15, 'off', 98],
    [180, 'off', 80],
    [11_400, 'off', 75],
    [11_580, 'off', 60],
    [11_640, 'on', 60],
  ]);
  expect(events).toEqual([
    [11_400, told(165, 98, 80, 20, true)],
    [11_640, told(180, 75, 60, 20, true)],
  ]);
});

test('looks that come seldom are no silence', () => {
  const events = follow([
    [0, 'on', 100],
    [600, 'off', 98],
    [1_200, 'off', 80],
    [2_900, 'off', 40],
    [3_500, 'on', 41],
  ]);
  expect(events).toEqual([[3_500, told(2_300, 98, 40, 20, true)]]);
});

test('a battery that gained charge was charged in between; two percents are rounding', () => {
  const events = follow([
    [0, 'off', 80],
    [15, 'off', 60],
    [30, 'off', 62],
    [45, 'off', 95],
    [60, 'off', 90],
    [75, 'on', 90],
  ]);
  expect(events).toEqual([
    [45, told(30, 80, 62, 20, true)],
    [75, told(15, 95, 90, 20, true)],
  ]);
});

test('a discharge that was told as it ran low is not told again after a long silence', () => {
  const events = follow([
    [0, 'off', 80],
    [15, 'off', 20, 'low'],
    [7_200, 'off', 60],
    [7_215, 'on', 60],
  ]);
  expect(events).toEqual([
    [15, told(15, 80, 20, 20, false)],
    [7_215, told(0, 60, 60, 20, true)],
  ]);
});
