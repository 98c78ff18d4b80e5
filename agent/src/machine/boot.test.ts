import { expect, test } from 'vitest';
import { currentBootId, isSameBoot, kernelBootId } from './boot.ts';

const MARK = { bootId: 'boot-aaaa', at: 1_790_000_100_000, mono: 100_000 };

test.each([
  ['a restart of the process', { at: 1_790_000_160_000, mono: 160_000 }, true],
  ['a night asleep', { at: 1_790_040_100_000, mono: 40_100_000 }, true],
  ['a small correction of the clock', { at: 1_790_000_190_000, mono: 160_000 }, true],
  ['a reboot: the uptime is smaller', { at: 1_790_000_160_000, mono: 20_000 }, false],
  ['a reboot after which the machine ran longer than before', { at: 1_790_000_900_000, mono: 200_000 }, false],
])('tells the boot after %s', (_case, now, same) => {
  expect(isSameBoot(MARK, now)).toBe(same);
  expect(currentBootId(undefined, MARK, now, () => 'boot-new1')).toBe(same ? 'boot-aaaa' : 'boot-new1');
});

test('believes the kernel before everything else', () => {
  expect(currentBootId('kernel-id', MARK, MARK, () => 'boot-new1')).toBe('kernel-id');
});

test.runIf(process.platform === 'linux')('reads the same id each time', () => {
  expect(kernelBootId()).toMatch(/^[A-Za-z0-9_-]{12}$/);
  expect(kernelBootId()).toBe(kernelBootId());
});
