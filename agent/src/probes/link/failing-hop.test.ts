import { expect, test } from 'vitest';
import { failingHop } from './failing-hop.ts';

test.each([
  [false, undefined, 'gateway'],
  [false, false, 'gateway'],
  [true, false, 'provider'],
  [true, true, 'beyond the provider'],
  [false, true, 'beyond the provider'],
  [undefined, true, 'beyond the provider'],
  [true, undefined, 'beyond the gateway'],
  [undefined, false, undefined],
  [undefined, undefined, undefined],
])('gateway answers: %s, provider answers: %s → %s', (gateway, provider, expected) => {
  expect(failingHop({ gateway, provider })).toBe(expected);
});
