import { page } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { deep, deepAll, deepText, expectAccessible, mount } from '../testing/dom.ts';
import { deviceRow, MINUTE, NOW } from '../testing/rows.ts';
import { DeviceRow } from './device-row.ts';
import { deviceStatus } from './device-status.ts';

const show = (row: ReturnType<typeof deviceRow>): Promise<DeviceRow> =>
  mount(new DeviceRow(), { row, status: deviceStatus(row), now: NOW });

describe('ww-device-row', () => {
  it('shows state, since when, facts and figures of a connected device', async () => {
    const element = await show(deviceRow({ backlog: 1_234, cloneSuspected: true }));
    const text = deepText(element);
    expect(text).toContain('từ 05:42 (5 giờ trước)');
    expect(text).toContain('Có Internet');
    expect(text).toContain('Máy chạy từ 05:39');
    expect(text).toContain('Đang gửi bù 1.234 mục');
    expect(text).toContain('Nghi hai máy dùng chung một khóa');
    expect(text).toContain('95%');
    await expectAccessible(element);
  });

  it('marks the facts of a silent device as past and shows no figures of it', async () => {
    const facts = { mains: { value: 'off' as const, since: NOW - 9 * MINUTE } };
    const element = await show(deviceRow({ connected: false, lastHeardAt: NOW - 7 * MINUTE, facts }));
    expect(deepText(element)).toContain('Trước khi mất kết nối: Đang dùng ắc quy (pin)');
    expect(deepAll(element, 'ww-meter')).toEqual([]);
    await expectAccessible(element);
  });

  it('shows HTML in a name as text, and no name makes it wider than a small phone', async () => {
    await page.viewport(320, 600);
    const name = `<img src=x onerror="alert(1)"> 🏮 ${'x'.repeat(90)}`;
    const element = await show(deviceRow({ name }));
    expect(deep(element, 'h3').textContent).toBe(name);
    expect(deepAll(element, 'img')).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
