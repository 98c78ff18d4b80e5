import { parsePeriod } from '@wardwatch/shared/calendar';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { plantQuarterWard } from './quarter-ward.fixtures.ts';
import { wardFigures } from './ward-figures.ts';
import { at, type FiguresWard } from './ward.fixtures.ts';
import { wholeOutage } from './whole-outage.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let ward: FiguresWard;
beforeAll(async () => {
  ward = await plantQuarterWard();
});
afterAll(() => ward[Symbol.asyncDispose]());

it('an outage across a quarter’s end is told whole, where the quarter itself tells its part', async () => {
  const { store, clock } = ward;
  const period = parsePeriod('2026-q1');
  if (!period) throw new Error('no such period');
  const outcome = await wardFigures({ store, clock, keyFingerprint: () => Promise.resolve('') }, period, null);
  if (!outcome.ok) throw new Error(outcome.error);
  const part = outcome.figures.outages.find(({ until }) => until === null);
  if (!part) throw new Error('no outage goes on at the end of the quarter');
  const whole = await wholeOutage(store, part.id, clock.now());
  expect(whole).toMatchObject({ from: part.from, isConfirmed: true });
  expect(whole?.until).toBeGreaterThan(at('2026-04-01 00:00'));
  expect(whole?.wholeMs).toBe((whole?.until ?? 0) - (whole?.from ?? 0));
  expect(whole?.wholeMs).toBeGreaterThan(part.wholeMs);
  expect(await wholeOutage(store, 'SC-2026-9999', clock.now())).toBeUndefined();
});
