import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullBucket, takeToken } from './token-bucket.ts';

const policy = { burst: 20, perSecond: 5 };

test('lets the burst through at once and not one more', () => {
  const bucket = fullBucket(policy, 0);
  const taken = Array.from({ length: 25 }, () => takeToken(bucket, policy, 0));
  expect(taken.filter(Boolean)).toHaveLength(20);
  expect(taken.indexOf(false)).toBe(20);
});

test('refills at the sustained rate and never above the burst', () => {
  const bucket = fullBucket(policy, 0);
  for (let i = 0; i < 20; i++) takeToken(bucket, policy, 0);
  expect(takeToken(bucket, policy, 199)).toBe(false);
  expect(takeToken(bucket, policy, 200)).toBe(true);
  takeToken(bucket, policy, 3_600_000);
  expect(bucket.tokens).toBe(19);
});

test('never lets through more than the burst and the refill of the time that passed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (gaps) => {
      const bucket = fullBucket(policy, 0);
      let now = 0;
      let passed = 0;
      for (const gap of gaps) {
        now += gap;
        if (takeToken(bucket, policy, now)) passed++;
      }
      expect(passed).toBeLessThanOrEqual(policy.burst + (now / 1_000) * policy.perSecond);
    }),
  );
});

test('a clock that steps back neither adds tokens nor stops the refill', () => {
  const bucket = fullBucket(policy, 10_000);
  for (let i = 0; i < 20; i++) takeToken(bucket, policy, 10_000);
  expect(takeToken(bucket, policy, 5_000)).toBe(false);
  expect(takeToken(bucket, policy, 5_200)).toBe(true);
});
