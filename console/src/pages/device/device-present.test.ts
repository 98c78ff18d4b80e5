import { describe, expect, it } from 'vitest';
import { HOUR, NOW } from '../../testing/rows.ts';
import { bytesUsed, newestOfEach } from './device-present.ts';

describe('bytesUsed', () => {
  it('adds up what the line carried', () => {
    expect(bytesUsed({ mean: [600, 400] })).toBe(1_000);
    expect(bytesUsed({ mean: [] })).toBe(0);
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
