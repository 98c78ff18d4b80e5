import * as v from 'valibot';
import { expect, test } from 'vitest';
import { snapshot } from './snapshot.ts';

const good = {
  at: 1_790_000_000_000,
  mono: 5_000,
  bootedAt: 1_789_999_995_000,
  facts: [{ fact: 'mains', value: 'on', since: 1_789_999_996_000 }],
  metrics: { 'cpu.used': 3 },
};

test('a snapshot of facts and metrics is accepted, also an empty one', () => {
  expect(v.parse(snapshot, good)).toEqual(good);
  expect(v.is(snapshot, { ...good, facts: [], metrics: {} })).toBe(true);
});

test.each([
  ['a fact with the value of another', { facts: [{ fact: 'mains', value: 'up', since: 1 }] }],
  ['an unknown fact', { facts: [{ fact: 'coffee', value: 'up', since: 1 }] }],
  ['more than 64 facts', { facts: Array.from({ length: 65 }, () => good.facts[0]) }],
  ['a metric out of order', { metrics: { 'cpu.used': [3, 2, 1] } }],
  ['no boot time', { bootedAt: undefined }],
])('a snapshot with %s is refused', (_name, change) => {
  expect(v.is(snapshot, { ...good, ...change })).toBe(false);
});
