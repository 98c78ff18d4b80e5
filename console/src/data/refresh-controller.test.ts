import { FakeClock } from '@wardwatch/shared/lib';
import { describe, expect, it } from 'vitest';
import { RefreshController, type RefreshPolicy } from './refresh-controller.ts';

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

function setUp(policy: RefreshPolicy) {
  const clock = new FakeClock({ wall: 0 });
  const runs: number[] = [];
  const controller = new RefreshController(
    host,
    () => clock,
    () => runs.push(clock.mono()),
    policy,
  );
  return { clock, runs, controller };
}

describe('RefreshController', () => {
  it('runs by itself after the first time, again and again', () => {
    const { clock, runs, controller } = setUp({ everyMs: 100, atMostEveryMs: 10 });
    clock.advance(500);
    controller.ran();
    clock.advance(250);
    expect(runs).toEqual([600, 700]);
  });

  it('makes one run of many touches, and never runs more often than it may', () => {
    const { clock, runs, controller } = setUp({ everyMs: undefined, atMostEveryMs: 30 });
    controller.ran();
    for (let i = 0; i < 10; i++) {
      clock.advance(2);
      controller.touch();
    }
    clock.advance(100);
    expect(runs).toEqual([30]);
    controller.touch();
    clock.advance(0);
    expect(runs).toEqual([30, 120]);
  });

  it('leaves nothing behind with its element', () => {
    const { clock, controller } = setUp({ everyMs: 100, atMostEveryMs: 30 });
    controller.ran();
    controller.hostDisconnected();
    controller.touch();
    expect(clock.pending).toBe(0);
  });
});
