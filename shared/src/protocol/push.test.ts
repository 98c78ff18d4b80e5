import * as v from 'valibot';
import { expect, test } from 'vitest';
import { MAX_PUSH_CHANGES, pushKey, pushRequest } from './push.ts';

test('the barest push is its version alone', () => {
  expect(v.parse(pushRequest, { v: 1 })).toEqual({ v: 1 });
});

test('flags of small clients are read as such', () => {
  const push = { v: 1, wan: 0, changes: [{ up: 1, wan: 1, sent: 0 }] };
  expect(v.parse(pushRequest, push)).toEqual({ v: 1, wan: false, changes: [{ up: 1, wan: true, sent: false }] });
});

test('what is not known of a newer script is left out', () => {
  expect(v.parse(pushRequest, { v: 1, macs: ['00:00:5e:00:53:01'] })).toEqual({ v: 1 });
});

test.each([
  { v: 2 },
  { up: -1 },
  { up: '5' },
  { boots: 1.5 },
  { everyMs: 9_999 },
  { everyMs: 3_600_001 },
  { wan: 2 },
  { wan: 'up' },
  { family: 'ipx' },
  { clients: 10_001 },
  { signal: 1 },
  { load: -0.1 },
  { model: 'x'.repeat(81) },
  { key: 'short' },
  { changes: Array.from({ length: MAX_PUSH_CHANGES + 1 }, () => ({ up: 1 })) },
  { changes: [{ wan: true }] },
])('a push with %j is refused', (change) => {
  expect(v.is(pushRequest, { v: 1, ...change })).toBe(false);
});

test('a key has thirty-two letters and no others', () => {
  expect(v.is(pushKey, 'aB3_-'.padEnd(32, 'x'))).toBe(true);
  expect(v.is(pushKey, 'x'.repeat(31))).toBe(false);
  expect(v.is(pushKey, `${'x'.repeat(31)}/`)).toBe(false);
});
