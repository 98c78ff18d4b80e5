import { expect, test } from 'vitest';
import { beginning, readMark } from './life-mark.ts';

const NOW = { bootId: 'boot-bbbb', at: 1_790_000_060_000, mono: 60_000 };
const MARK = { bootId: 'boot-bbbb', at: 1_790_000_030_000, mono: 30_000, stop: null };

test('a first run ever knows nothing of what was before', () => {
  expect(beginning(undefined, NOW)).toEqual({
    kind: 'event',
    event: 'boot',
    bootedAt: 1_790_000_000_000,
    clean: null,
    how: 'none',
    lastAliveAt: null,
  });
});

test.each([
  [null, false],
  ['request', true],
] as const)('a restart within the boot after %s says when it was last alive', (stop, clean) => {
  expect(beginning({ ...MARK, stop }, NOW)).toEqual({
    kind: 'event',
    event: 'start',
    clean,
    lastAliveAt: MARK.at,
    lastAliveMono: MARK.mono,
  });
});

test.each([
  [null, false],
  ['shutdown', true],
  ['restart', true],
  ['request', null],
] as const)('a boot after %s tells whether the machine was shut down: %s', (stop, clean) => {
  expect(beginning({ ...MARK, bootId: 'boot-aaaa', stop }, NOW)).toMatchObject({
    event: 'boot',
    clean,
    how: 'journal',
    lastAliveAt: MARK.at,
  });
});

test('never claims a boot before 1970', () => {
  expect(beginning(undefined, { ...NOW, at: 5_000 })).toMatchObject({ bootedAt: 0 });
});

test('takes a damaged mark for none', () => {
  expect(readMark({ ...MARK, mono: 'x' })).toBeUndefined();
  expect(readMark(MARK)).toEqual(MARK);
});
