import os from 'node:os';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootClock, systemClock } from './system-clock.ts';

test('never steps back, and stays within two seconds of the uptime, whatever the readings', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          advanceMs: fc.nat(5_000),
          sleepMs: fc.oneof(fc.constant(0), fc.nat(100_000_000)),
          // A person or a time server sets the wall clock; never by just what a sleep took.
          wallStepMs: fc.oneof(fc.constant(0), fc.integer({ min: -40, max: 40 }), fc.constant(-25_200_000)),
        }),
      ),
      (steps) => {
        let awake = 0;
        let slept = 0;
        let stepped = 0;
        const clock = bootClock({
          uptime: () => Math.floor((awake + slept) / 10) / 100,
          fine: () => awake,
          wall: () => 1_000_000_000 + awake + slept + stepped,
        });
        let last = clock();
        for (const step of steps) {
          awake += step.advanceMs;
          slept += step.sleepMs;
          stepped += step.wallStepMs;
          const now = clock();
          expect(now).toBeGreaterThanOrEqual(last);
          expect(Math.abs(now - (awake + slept))).toBeLessThan(2_000);
          last = now;
        }
      },
    ),
  );
});

test('asks the system for its uptime only now and then, and at once after a sleep', () => {
  let [awake, slept, asked] = [0, 0, 0];
  const uptime = (): number => {
    asked += 1;
    return (awake + slept) / 1_000;
  };
  const clock = bootClock({ uptime, fine: () => awake, wall: () => 5_000_000 + awake + slept });
  const atStart = asked;
  for (let second = 0; second < 60; second += 1) {
    awake += 1_000;
    expect(clock()).toBe(awake);
  }
  expect(asked - atStart).toBe(6);
  slept += 3_600_000;
  expect(clock()).toBe(3_660_000);
});

test('counts from the boot of this machine, in whole milliseconds', () => {
  const clock = systemClock();
  expect(Number.isInteger(clock.mono())).toBe(true);
  expect(Math.abs(clock.mono() - os.uptime() * 1_000)).toBeLessThan(1_500);
});
