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

const asked = { clean: true, how: 'windows-events', why: 'update' } as const;
const cut = { clean: false, how: 'wtmp' } as const;
const crashed = { clean: false, how: 'crash-dump', why: 'crash' } as const;
const asleep = { clean: null, how: 'windows-events', why: 'sleep-failed' } as const;

test.each([
  ['silence, and the system was shut down', null, asked, asked],
  ['silence, and the system was not', null, cut, cut],
  ['silence, and a crash', null, crashed, crashed],
  ['silence, and a sleep without waking', null, asleep, asleep],
  ['silence alone', null, undefined, { clean: false, how: 'journal' }],
  ['a stop of the agent alone, and a later crash', 'request', crashed, crashed],
  ['its own goodbye alone', 'shutdown', undefined, { clean: true, how: 'journal', why: 'shutdown' }],
  ['its own goodbye, and what it was for', 'shutdown', asked, { clean: true, how: 'journal', why: 'update' }],
  ['its own goodbye, against the system', 'restart', cut, { clean: true, how: 'journal', why: 'restart' }],
] as const)('a boot after %s', (_case, stop, evidence, expected) => {
  const begun = beginning({ ...MARK, bootId: 'boot-aaaa', stop }, NOW, evidence);
  expect(begun).toEqual({
    kind: 'event',
    event: 'boot',
    bootedAt: NOW.at - NOW.mono,
    lastAliveAt: MARK.at,
    ...expected,
  });
});

test('a restart within the boot asks nobody else', () => {
  expect(beginning(MARK, NOW, crashed)).toMatchObject({ event: 'start', clean: false });
});
