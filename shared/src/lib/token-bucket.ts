/** A rate limit: `burst` at once, refilled at `perSecond`. */
export interface TokenBucketPolicy {
  burst: number;
  perSecond: number;
}

/** State of one bucket; a plain value, so that a caller may keep thousands. */
export interface TokenBucket {
  tokens: number;
  atMs: number;
}

/** A full bucket. */
export function fullBucket(policy: TokenBucketPolicy, nowMs: number): TokenBucket {
  return { tokens: policy.burst, atMs: nowMs };
}

/** Whether a token is there to be taken. */
export function hasToken(bucket: TokenBucket, policy: TokenBucketPolicy, nowMs: number): boolean {
  const elapsedMs = Math.max(0, nowMs - bucket.atMs);
  bucket.tokens = Math.min(policy.burst, bucket.tokens + (elapsedMs / 1000) * policy.perSecond);
  bucket.atMs = nowMs;
  return bucket.tokens >= 1;
}

/** Takes one token if there is one. Changes the bucket; says whether the call is within the limit. */
export function takeToken(bucket: TokenBucket, policy: TokenBucketPolicy, nowMs: number): boolean {
  if (!hasToken(bucket, policy, nowMs)) return false;
  bucket.tokens -= 1;
  return true;
}
