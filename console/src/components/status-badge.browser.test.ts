import { describe, expect, it } from 'vitest';
import { deepText, expectAccessible, mount } from '../testing/dom.ts';
import { deviceRow, NOW } from '../testing/rows.ts';
import { deviceStatus } from './device-status.ts';
import { StatusBadge } from './status-badge.ts';

const gone = { connected: false, connectedSince: NOW, lastHeardAt: NOW };
const bad = { value: 'down' as const, since: NOW };

describe('ww-status-badge', () => {
  it.each([
    ['Đang kết nối', deviceRow()],
    ['Mất kết nối', deviceRow({ ...gone, duty: 'always' })],
    ['Mất Internet', deviceRow({ facts: { internet: bad } })],
    ['Đang dùng ắc quy (pin)', deviceRow({ facts: { mains: { value: 'off', since: NOW } } })],
    ['Ắc quy UPS cần thay', deviceRow({ facts: { ups: { value: 'replace', since: NOW } } })],
    ['Chờ duyệt', deviceRow({ status: 'pending' })],
    ['Đã thu hồi', deviceRow({ status: 'revoked' })],
    ['Chưa kết nối lần nào', deviceRow({ ...gone, connectedSince: null, lastHeardAt: null })],
  ])('says “%s” in words and can be read in both themes', async (words, row) => {
    const badge = await mount(new StatusBadge(), { status: deviceStatus(row) });
    expect(deepText(badge)).toBe(words);
    await expectAccessible(badge);
  });

  it('has its own shape for each kind of state', async () => {
    const rows = [deviceRow(), deviceRow(gone), deviceRow({ facts: { dns: bad } }), deviceRow({ status: 'pending' })];
    const shapes = new Set<string>();
    for (const row of rows) {
      const badge = await mount(new StatusBadge(), { status: deviceStatus(row) });
      shapes.add(badge.shadowRoot?.querySelector('svg')?.innerHTML.replaceAll(/<!--.*?-->/g, '') ?? '');
    }
    expect(shapes.size).toBe(rows.length);
  });
});
