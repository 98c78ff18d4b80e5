import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { deep, expectAccessible, expectText, mount } from '../testing/dom.ts';
import { siteRow } from '../testing/rows.ts';
import { type DeviceDetails, DeviceForm } from './device-form.ts';

const details: DeviceDetails = { name: 'DESKTOP-1', kind: 'computer', duty: 'hours', siteId: 'site_2' };

async function show(properties: Partial<DeviceForm> = {}) {
  const sent: DeviceDetails[] = [];
  const form = new DeviceForm();
  form.addEventListener('ww-submit', (event) => event instanceof CustomEvent && sent.push(event.detail));
  const sites = [siteRow(), siteRow({ id: 'site_2', name: 'Nhà văn hóa tổ 2' })];
  await mount(form, { details, sites, submitLabel: 'Lưu', ...properties });
  return { form, sent };
}

describe('ww-device-form', () => {
  it('shows what is known and sends what the reader made of it', async () => {
    const { form, sent } = await show();
    await expectAccessible(form);
    await userEvent.fill(deep(form, '#name'), '  Máy văn thư ');
    await userEvent.selectOptions(deep(form, '#kind'), 'mini-pc');
    await userEvent.click(deep(form, 'input[type=radio]'));
    await userEvent.keyboard('{Enter}');
    expect(sent).toEqual([{ name: 'Máy văn thư', kind: 'mini-pc', duty: 'always', siteId: 'site_2' }]);
  });

  it('asks for a name in place and puts the focus there', async () => {
    const { form, sent } = await show();
    await userEvent.fill(deep(form, '#name'), '   ');
    await userEvent.click(deep(form, 'button.primary'));
    await expectText(form, 'Từ 1 đến 120 ký tự.');
    expect(form.shadowRoot?.activeElement?.id).toBe('name');
    expect(sent).toEqual([]);
    await expectAccessible(form);
  });

  it('does not send twice while the first is on its way', async () => {
    const { form, sent } = await show({ pending: true });
    deep(form, 'button.primary').click();
    expect(sent).toEqual([]);
  });

  it('shows why the server refused', async () => {
    const { form } = await show({ failure: 'Tên này đã được dùng.' });
    await expectText(form, 'Tên này đã được dùng.');
    await expectAccessible(form);
  });

  it('sends nothing without the confirmation where it is asked for, and leads to it', async () => {
    const { form, sent } = await show({ attested: true, sites: [] });
    await expectAccessible(form);
    await userEvent.click(deep(form, 'button.primary'));
    await expectText(form, 'Chưa xác nhận thì không thể tiếp tục.');
    expect(deep(form, '#attest').matches(':focus')).toBe(true);
    await expectAccessible(form);
    expect(sent).toEqual([]);
    await userEvent.keyboard(' ');
    await userEvent.click(deep(form, 'button.primary'));
    expect(sent).toEqual([{ name: 'DESKTOP-1', kind: 'computer', duty: 'hours', attestation: 1 }]);
  });
});
