import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { deep, expectAccessible, mount } from '../testing/dom.ts';
import { Dialog } from './dialog.ts';

async function show(properties: Partial<Dialog> = {}) {
  const dialog = new Dialog();
  dialog.append(Object.assign(document.createElement('button'), { textContent: 'Lưu' }));
  let closed = 0;
  dialog.addEventListener('ww-close', () => (closed += 1));
  await mount(dialog, { open: true, heading: 'Sửa thông tin', ...properties });
  return { dialog, closed: () => closed };
}

describe('ww-dialog', () => {
  it('opens above the page with its name, and keeps the focus', async () => {
    const { dialog } = await show();
    expect(deep(dialog, 'dialog').matches(':modal')).toBe(true);
    expect(dialog.shadowRoot?.activeElement?.localName).toBe('button');
    await expectAccessible(dialog);
  });

  it('closes on Escape and says so once', async () => {
    const { dialog, closed } = await show();
    await userEvent.keyboard('{Escape}');
    await expect.poll(closed).toBe(1);
    expect(dialog.open).toBe(false);
  });

  it('stays where an answer is required, however often Escape is pressed', async () => {
    const { dialog, closed } = await show({ required: true });
    for (let press = 0; press < 3; press++) await userEvent.keyboard('{Escape}');
    await expect.poll(() => deep(dialog, 'dialog').matches(':modal')).toBe(true);
    expect(closed()).toBe(0);
  });
});
