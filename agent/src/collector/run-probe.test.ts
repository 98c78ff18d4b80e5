import { FakeClock, pause, silentLogger } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import type { Probe, Reading } from '../probes/probe.ts';
import { ProbeRunner } from './run-probe.ts';
import { isDue } from './schedule.ts';

function runner(clock: FakeClock, run: Probe['run']): ProbeRunner {
  const probe: Probe = { name: 'test', timeoutMs: 3_000, facts: ['internet'], watchesNetwork: true, run };
  return new ProbeRunner(probe, { clock, log: silentLogger });
}

test('gives what the probe saw', async () => {
  const reading: Reading = { facts: { internet: { value: 'up' } } };
  expect(await runner(new FakeClock({ wall: 0 }), async () => reading).run()).toBe(reading);
});

test('a wedged probe becomes a hole in time, is not started twice, and works again when it is free', async () => {
  const clock = new FakeClock({ wall: 0 });
  let release: ((reading: Reading) => void) | undefined;
  const wedged = runner(clock, () => new Promise((resolve) => (release = resolve)));
  const first = wedged.run();
  await clock.advanceAsync(3_000);
  expect(await first).toEqual({ facts: { internet: { value: null, detail: 'took too long' } } });
  expect(await wedged.run()).toBeUndefined();
  expect(wedged.skipped).toBe(1);
  release?.({});
  await clock.advanceAsync(0);
  const second = wedged.run();
  release?.({ facts: { internet: { value: 'up' } } });
  expect(await second).toEqual({ facts: { internet: { value: 'up' } } });
  expect(clock.pending).toBe(0);
});

test('a probe that breaks is a hole, not an exception', async () => {
  const broken = runner(new FakeClock({ wall: 0 }), async () => {
    throw new Error('boom');
  });
  expect(await broken.run()).toEqual({ facts: { internet: { value: null, detail: 'the probe failed' } } });
});

test('what is abandoned counts for nothing, is no fault of the probe, and may begin anew', async () => {
  const clock = new FakeClock({ wall: 0 });
  const errors: string[] = [];
  const log = { ...silentLogger, error: (event: string) => void errors.push(event) };
  const probe: Probe = {
    name: 'pausing',
    timeoutMs: 3_000,
    facts: ['internet'],
    watchesNetwork: true,
    run: async (signal) => {
      await pause(clock, 1_000, signal);
      return { facts: { internet: { value: 'up' } } };
    },
  };
  const pausing = new ProbeRunner(probe, { clock, log });
  const first = pausing.run();
  const free = pausing.abandon();
  expect(await pausing.abandon()).toBe(false);
  expect([await first, await free, errors]).toEqual([undefined, true, []]);
  const second = pausing.run();
  await clock.advanceAsync(1_000);
  expect(await second).toEqual({ facts: { internet: { value: 'up' } } });
  const third = pausing.run();
  pausing.stop();
  expect([await third, await pausing.run(), errors]).toEqual([undefined, undefined, []]);
  expect(clock.pending).toBe(0);
});

test('a probe whose first run is put off is due then, and at its own interval after that', async () => {
  const clock = new FakeClock({ wall: 0, mono: 1_000_000 });
  const probe: Probe = {
    name: 'late',
    timeoutMs: 3_000,
    everyMs: 60_000,
    firstAfterMs: 20_000,
    facts: [],
    watchesNetwork: false,
    run: async () => ({}),
  };
  const late = new ProbeRunner(probe, { clock, log: silentLogger });
  const due = (): boolean => isDue(late.lastRunAt, 60_000, 1_000, clock.mono());
  const seen: boolean[] = [];
  for (const ms of [0, 19_000, 1_000]) {
    clock.advance(ms);
    seen.push(due());
  }
  await late.run();
  clock.advance(59_000);
  seen.push(due());
  clock.advance(1_000);
  seen.push(due());
  expect(seen).toEqual([false, false, true, false, true]);
});
