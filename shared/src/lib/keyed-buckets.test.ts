import { describe, expect, it } from 'vitest';
import { KeyedBuckets, MAX_BUCKETS } from './keyed-buckets.ts';
import { takeToken } from './token-bucket.ts';

const POLICY = { burst: 1, perSecond: 0 };

describe('KeyedBuckets', () => {
  it('limits each key by itself', () => {
    const buckets = new KeyedBuckets(POLICY);
    expect(takeToken(buckets.of('a', 0), POLICY, 0)).toBe(true);
    expect(takeToken(buckets.of('a', 0), POLICY, 0)).toBe(false);
    expect(takeToken(buckets.of('b', 0), POLICY, 0)).toBe(true);
  });

  it('forgets the key that was asked for longest ago, and no other', () => {
    const buckets = new KeyedBuckets(POLICY);
    takeToken(buckets.of('old', 0), POLICY, 0);
    takeToken(buckets.of('kept', 0), POLICY, 0);
    for (let i = 0; i < MAX_BUCKETS - 1; i++) buckets.of(`other-${i}`, 0);
    expect(takeToken(buckets.of('kept', 0), POLICY, 0)).toBe(false);
    expect(takeToken(buckets.of('old', 0), POLICY, 0)).toBe(true);
  });
});
