export { type BackoffPolicy, backoffMs } from './backoff.ts';
export { type AbortSignalLike, type Clock, pause } from './clock.ts';
export { FakeClock } from './fake-clock.ts';
export { type Interval, intersect, lengthMs } from './interval.ts';
export { keysOf } from './keys-of.ts';
export { KeyedBuckets } from './keyed-buckets.ts';
export { type LogFields, type Logger, silentLogger } from './logger.ts';
export { addRange, contiguousFrom, hasSeq, type SeqRange, type SeqRanges } from './seq-ranges.ts';
export { fullBucket, hasToken, takeToken, type TokenBucket, type TokenBucketPolicy } from './token-bucket.ts';
