import * as v from 'valibot';
import { expect, test } from 'vitest';
import { agentId, rowId, runId, seq } from './ids.ts';

test.each([
  [agentId, `ag_${'0a'.repeat(16)}`, [`ag_${'0A'.repeat(16)}`, `ag_${'0a'.repeat(15)}`, `xx_${'0a'.repeat(16)}`, '']],
  [runId, 'boot-0001_A', ['short', 'x'.repeat(65), 'with blank', 'dấu-tiếng-việt']],
  [rowId, 'site_4f2k', ['Site_4f2k', 'site-4f2k', 'site_', 's_4f2k']],
])('an id has its form and no other', (schema, good, bad) => {
  expect(v.is(schema, good)).toBe(true);
  for (const text of bad) expect(v.is(schema, text), text).toBe(false);
  expect(v.is(schema, `${good}\n`)).toBe(false);
});

test('a sequence number is a whole number from 1', () => {
  expect(v.is(seq, 1)).toBe(true);
  expect(v.is(seq, Number.MAX_SAFE_INTEGER)).toBe(true);
  for (const wrong of [0, -1, 1.5, 2 ** 53, '1']) expect(v.is(seq, wrong)).toBe(false);
});
