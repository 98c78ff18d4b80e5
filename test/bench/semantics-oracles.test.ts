import { describe, expect, it } from 'vitest';
import { beatCounting, flips } from './semantics-oracles.ts';

const MINUTE = 60_000;
const every = (from: number, until: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((until - from) / MINUTE)) }, (_, index) => from + index * MINUTE);
const minutes = (from: number, until: number) => ({ from: from * MINUTE, until: until * MINUTE });

describe('oracles of other semantics', () => {
  it('count beats from one interval after the last push to the next push', () => {
    const at = [...every(0, 60 * MINUTE), ...every(90 * MINUTE, 120 * MINUTE)];
    const { down, outages } = beatCounting({ at, alive: [minutes(0, 120)], period: minutes(0, 120) });
    expect(outages).toBe(1);
    expect(down).toEqual([{ from: 60 * MINUTE + 1_000, until: 90 * MINUTE }]);
  });

  it('count nothing while the counter itself is down', () => {
    const at = [...every(0, 60 * MINUTE), ...every(90 * MINUTE, 120 * MINUTE)];
    const alive = [minutes(0, 60), minutes(90, 120)];
    expect(beatCounting({ at, alive, period: minutes(0, 120) })).toEqual({ down: [], outages: 0 });
  });

  it('flip two minutes after the last ping, also for the time in which the flipper was down', () => {
    const at = [...every(0, 60 * MINUTE), ...every(90 * MINUTE, 120 * MINUTE)];
    const booked = flips({ at, alive: [minutes(0, 60), minutes(90, 120)], period: minutes(0, 120) });
    expect(booked).toEqual({ down: [minutes(61, 90)], outages: 1 });
  });
});
