import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, NOW } from '../../testing/rows.ts';
import { bytesUsed, newestOfEach } from './device-present.ts';

describe('bytesUsed', () => {
  it('adds up the figures of each minute', () => {
    expect(bytesUsed({ at: [NOW - 2 * MINUTE, NOW - MINUTE], mean: [600, 400] }, NOW)).toBe(1_000);
  });

  it('takes a figure that was not stated again for as before, and a longer silence for none', () => {
    expect(bytesUsed({ at: [NOW - 10 * MINUTE], mean: [100] }, NOW)).toBe(1_000);
    expect(bytesUsed({ at: [NOW - 5 * HOUR], mean: [100] }, NOW)).toBe(1_500);
  });
});

describe('newestOfEach', () => {
  it('keeps the newest of a kind, whatever the order', () => {
    const old = { at: NOW - HOUR, event: 'posture', data: {} };
    const young = { at: NOW, event: 'posture', data: { firewallOn: true } };
    const boot = { at: NOW - 2 * HOUR, event: 'boot', data: {} };
    const newest = newestOfEach([young, boot, old]);
    expect(newest.get('posture')).toBe(young);
    expect([...newest.keys()].toSorted()).toEqual(['boot', 'posture']);
  });
});
