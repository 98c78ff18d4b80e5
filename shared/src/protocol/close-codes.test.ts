import { expect, test } from 'vitest';
import { afterClose, CLOSE, CLOSE_REASONS } from './close-codes.ts';

test('every reason has a code of its own in the range for applications', () => {
  const codes = CLOSE_REASONS.map((reason) => CLOSE[reason].code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => code >= 4_000 && code <= 4_999)).toBe(true);
});

test('a code tells what its reason asks for', () => {
  for (const reason of CLOSE_REASONS) expect(afterClose(CLOSE[reason].code)).toBe(CLOSE[reason].after);
});

test('only a revoked key stops an agent from connecting', () => {
  expect(CLOSE_REASONS.filter((reason) => CLOSE[reason].after === 'stop')).toEqual(['revoked']);
});

test.each([1000, 1001, 1006, 1009, 1011, 4999, 0])('code %i is a line that broke: retry', (code) => {
  expect(afterClose(code)).toBe('retry');
});
