import * as v from 'valibot';
import { expect, test } from 'vitest';
import { exchangeRequest, exchangeResponse } from './exchange.ts';
import { LIMITS } from './limits.ts';

test('a first exchange names no session and may carry no frame', () => {
  expect(v.is(exchangeRequest, { frames: [] })).toBe(true);
  expect(v.is(exchangeRequest, { session: 'session-01', frames: [{ t: 'heartbeat' }] })).toBe(true);
});

test.each([{}, { frames: 'x' }, { session: 'x', frames: [] }, { session: null, frames: [] }])(
  '%j is refused',
  (body) => {
    expect(v.is(exchangeRequest, body)).toBe(false);
  },
);

function heartbeats(count: number): object[] {
  return Array.from({ length: count }, () => ({ t: 'heartbeat' }));
}

test('one exchange carries at most its number of frames', () => {
  expect(v.is(exchangeRequest, { frames: heartbeats(LIMITS.exchangeFrames) })).toBe(true);
  expect(v.is(exchangeRequest, { frames: heartbeats(LIMITS.exchangeFrames + 1) })).toBe(false);
});

test('an answer names the session, or null once there is none', () => {
  expect(v.is(exchangeResponse, { session: 'session-01', frames: [] })).toBe(true);
  expect(v.is(exchangeResponse, { session: null, frames: [] })).toBe(true);
  expect(v.is(exchangeResponse, { frames: [] })).toBe(false);
});
