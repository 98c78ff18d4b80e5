import os from 'node:os';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootClock, systemClock } from './system-clock.ts';

test('never steps back, and stays within two seconds of the uptime, whatever the readings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ advanceMs: fc.nat(5_000), sleepMs: fc.oneof(fc.constant(0), fc.nat(100_000_000)) })),
      (steps) => {
        let awake = 0;
        let slept = 0;
        const clock = bootClock({ uptime: () => Math.floor((awake + slept) / 10) / 100, fine: () => awake });
        let last = clock();
        for (const step of steps) {
          awake += step.advanceMs;
          slept += step.sleepMs;
          const now = clock();
          expect(now).toBeGreaterThanOrEqual(last);
          expect(Math.abs(now - (awake + slept))).toBeLessThan(2_000);
          last = now;
        }
      },
    ),
  );
});

test('counts from the boot of this machine, in whole milliseconds', () => {
  const clock = systemClock();
  expect(Number.isInteger(clock.mono())).toBe(true);
  expect(Math.abs(clock.mono() - os.uptime() * 1_000)).toBeLessThan(1_500);
});
