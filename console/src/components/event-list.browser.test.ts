import { describe, expect, it } from 'vitest';
import { deep, deepAll, deepText, expectAccessible, mount } from '../testing/dom.ts';
import { MINUTE, NOW } from '../testing/rows.ts';
import { EventList } from './event-list.ts';

const stop = (index: number) => ({ at: NOW + index * MINUTE, event: 'stop', data: { reason: 'restart' } });

describe('ww-event-list', () => {
  it('shows the newest first, and more when asked', async () => {
    const list = await mount(new EventList(), { events: Array.from({ length: 25 }, (_, index) => stop(index)) });
    expect(deepText(deep(list, 'li'))).toBe('24/11/2026 11:06:00 Máy được khởi động lại');
    expect(deepAll(list, 'li')).toHaveLength(20);
    await expectAccessible(list);
    deep(list, 'button').click();
    await expect.poll(() => deepAll(list, 'li').length).toBe(25);
    expect(deepAll(list, 'button')).toEqual([]);
  });

  it('says so where nothing happened', async () => {
    const list = await mount(new EventList(), { events: [] });
    expect(deepText(list)).toBe('Không có diễn biến nào trong khoảng này.');
    await expectAccessible(list);
  });
});
