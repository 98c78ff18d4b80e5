import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatteryClaim, learnRuntime, MAX_LEARNED, MIN_DEPTH_PERCENT, MIN_LASTED_MS } from './learn-runtime.ts';
import type { RealDischarge } from './separate-discharges.ts';

const AT = 1_790_000_000_000;
const DAY_MS = 86_400_000;
const NO_CLAIM: BatteryClaim = { runtimeSeconds: null, charge: null, load: null, isReplaceAsked: false };

/** What a battery that lasts so long at full load does within a depth, at a load; one month after the other. */
function linear(day: number, fullLoadSeconds: number, depth: number, load: number): RealDischarge {
  const seconds = (fullLoadSeconds * depth) / load;
  return { at: AT + day * 30 * DAY_MS, lastedMs: seconds * 1_000, chargeFrom: 100, chargeTo: 100 - depth, load };
}

const depth = fc.integer({ min: MIN_DEPTH_PERCENT, max: 100 });
const load = fc.integer({ min: 1, max: 100 });

test('learns a linear battery exactly, whatever its loads and depths', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_200, max: 20_000 }),
      fc.array(fc.tuple(depth, load), { minLength: 1, maxLength: MAX_LEARNED }),
      (fullLoadSeconds, drawn) => {
        const discharges = drawn.map(([deep, at], day) => linear(day, fullLoadSeconds, deep, at));
        const learned = learnRuntime(discharges, NO_CLAIM);
        const expected = (fullLoadSeconds * 100) / (learned.atLoad ?? 0);
        expect(learned.discharges).toBe(drawn.length);
        expect((learned.runtimeSeconds ?? 0) / expected).toBeCloseTo(1, 6);
        expect(learned.lowSeconds).toBeLessThan(expected);
        expect(learned.highSeconds).toBeGreaterThan(expected);
        expect(learned.needsReplacement).toBe(false);
      },
    ),
  );
});

test('does not depend on the order, and counts a discharge that is told twice once', () => {
  const any = fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    lastedMs: fc.integer({ min: 0, max: DAY_MS / 2 }),
    chargeFrom: fc.integer({ min: 0, max: 100 }),
    chargeTo: fc.integer({ min: 0, max: 100 }),
    load: fc.option(fc.integer({ min: 0, max: 100 })),
  });
  const many = fc.uniqueArray(any, { selector: ({ day }) => day, maxLength: 12 });
  fc.assert(
    fc.property(many, fc.infiniteStream(fc.nat()), (drawn, order) => {
      const discharges = drawn.map(({ day, ...rest }) => ({ at: AT + day * DAY_MS, ...rest }));
      const keys = new Map(discharges.map((one) => [one, order.next().value]));
      const shuffled = discharges.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      const learned = learnRuntime(discharges, NO_CLAIM);
      expect(learnRuntime(shuffled, NO_CLAIM)).toEqual(learned);
      expect(learnRuntime([...shuffled, ...discharges], NO_CLAIM)).toEqual(learned);
    }),
  );
});

test('a discharge told at low and at its end is one', () => {
  const end = linear(0, 3_000, 80, 50);
  const low = { ...end, at: end.at - end.lastedMs * 0.4, lastedMs: end.lastedMs * 0.6, chargeTo: 52 };
  expect(learnRuntime([low, end], NO_CLAIM)).toEqual(learnRuntime([end], NO_CLAIM));
  expect(learnRuntime([low], NO_CLAIM)).toMatchObject({ discharges: 1, runtimeSeconds: 6_000 });
});

test.each<[string, Partial<RealDischarge>]>([
  ['a shallow one', { chargeTo: 91 }],
  ['a short one', { lastedMs: MIN_LASTED_MS - 1 }],
  ['one that gained charge', { chargeFrom: 20, chargeTo: 90 }],
])('%s teaches nothing', (_what, change) => {
  const learned = learnRuntime([{ ...linear(0, 3_000, 60, 50), ...change }], { ...NO_CLAIM, runtimeSeconds: 900 });
  expect(learned).toEqual({
    discharges: 0,
    lastDischargeAt: null,
    runtimeSeconds: null,
    lowSeconds: null,
    highSeconds: null,
    atLoad: null,
    claimedSeconds: 900,
    needsReplacement: false,
  });
});

test('the latest count: an old battery is not taken for the new one', () => {
  const old = Array.from({ length: MAX_LEARNED }, (_, day) => linear(day, 9_000, 50, 50));
  const latest = Array.from({ length: MAX_LEARNED }, (_, day) => linear(100 + day, 3_000, 50, 50));
  const learned = learnRuntime([...latest, ...old], NO_CLAIM);
  expect(learned).toMatchObject({ discharges: MAX_LEARNED, runtimeSeconds: 6_000, lastDischargeAt: latest.at(-1)?.at });
});

test('without a load the runtime is that of the loads that there were', () => {
  const one = { ...linear(0, 3_000, 50, 50), load: null };
  expect(learnRuntime([one, linear(1, 3_000, 50, 50)], NO_CLAIM)).toMatchObject({
    atLoad: null,
    runtimeSeconds: 6_000,
  });
});

const two = [linear(0, 3_000, 50, 50), linear(1, 3_000, 60, 50)];

test.each<[string, readonly RealDischarge[], Partial<BatteryClaim>, boolean]>([
  ['as the UPS itself asks', [], { isReplaceAsked: true }, true],
  ['when it lasts far shorter than claimed', two, { runtimeSeconds: 15_000, charge: 100, load: 50 }, true],
  ['not for a claim that is somewhat too high', two, { runtimeSeconds: 9_000, charge: 100, load: 50 }, false],
  ['not after a single discharge', two.slice(1), { runtimeSeconds: 15_000, charge: 100, load: 50 }, false],
  // At a tenth of the load it may well claim ten times as much.
  ['not for a claim at a small load', two, { runtimeSeconds: 60_000, charge: 100, load: 5 }, false],
  ['for a claim that is for half a charge', two, { runtimeSeconds: 8_000, charge: 50, load: 50 }, true],
  ['not without a claim', two, {}, false],
])('asks for another battery %s', (_when, discharges, claim, needsReplacement) => {
  expect(learnRuntime(discharges, { ...NO_CLAIM, ...claim }).needsReplacement).toBe(needsReplacement);
});

test.each([
  ['far too long, as one that was charged in between', 20],
  ['far too short', 0.05],
])('leaves out one among several that says %s', (_what, times) => {
  const usual = [0, 1, 2, 3].map((day) => linear(day, 3_000, 50, 50));
  const [one] = usual;
  if (!one) throw new Error('no discharge');
  const odd = { ...one, at: AT + 200 * DAY_MS, lastedMs: one.lastedMs * times };
  const learned = learnRuntime([...usual, odd], { ...NO_CLAIM, runtimeSeconds: 15_000, charge: 100, load: 50 });
  expect(learned).toEqual({ ...learnRuntime(usual, { ...NO_CLAIM, runtimeSeconds: 15_000, charge: 100, load: 50 }) });
  expect(learned).toMatchObject({ discharges: 4, runtimeSeconds: 6_000, needsReplacement: true });
});
