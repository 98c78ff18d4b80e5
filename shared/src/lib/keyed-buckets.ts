import { fullBucket, type TokenBucket, type TokenBucketPolicy } from './token-bucket.ts';

/** Keys that are remembered; the one that was asked for longest ago is forgotten first, and starts anew. */
export const MAX_BUCKETS = 10_000;

/** One rate limit for each key, such as an address. */
export class KeyedBuckets {
  readonly #policy: TokenBucketPolicy;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(policy: TokenBucketPolicy) {
    this.#policy = policy;
  }

  /** The key's bucket. */
  of(key: string, nowMs: number): TokenBucket {
    const bucket = this.#buckets.get(key) ?? fullBucket(this.#policy, nowMs);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const oldest = this.#buckets.keys().next();
    if (this.#buckets.size > MAX_BUCKETS && !oldest.done) this.#buckets.delete(oldest.value);
    return bucket;
  }
}
