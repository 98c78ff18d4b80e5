import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';

test('a full batch fits into a frame with room for its envelope', () => {
  expect(LIMITS.batchBytes).toBeLessThanOrEqual(LIMITS.frameBytes / 2);
});

test('the server gives an agent up after two missed heartbeats, and before three intervals are over', () => {
  expect(LIMITS.silenceMs).toBeGreaterThan(2 * LIMITS.heartbeatMs);
  expect(LIMITS.silenceMs).toBeLessThan(3 * LIMITS.heartbeatMs);
  expect(LIMITS.heartbeatAckMs).toBeLessThan(LIMITS.heartbeatMs);
});

test('an agent that sends all batches that it may, with its heartbeats, stays within the rate', () => {
  expect(LIMITS.credits + LIMITS.exchangeFrames).toBeLessThan(LIMITS.frameBurst);
});
