import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf } from '../../testing/rows.ts';
import { good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { serviceRow } from '../../testing/watching-rows.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './systems-page.ts';

const address = location.href;
let network: StandInNetwork;

const BOUND = { id: 'HT-14', serviceIds: ['cong-dich-vu-cong'], status: null, on: null, note: '', revision: 1 };

beforeEach(async () => {
  await page.viewport(1_280, 900);
  network = new StandInNetwork(boardOf([]));
  network.answers.set('GET /api/services', good({ services: [serviceRow()] }));
  network.answers.set('GET /api/watched', good({ watched: [] }));
  network.answers.set('GET /api/systems', good({ systems: [BOUND] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const posted = (): unknown => network.requests.find(({ method }) => method === 'POST')?.body;

describe('ww-systems-page', () => {
  it('shows all 25 systems, each watched, or by hand with the reason', async () => {
    const { app } = openApp(network, '/systems');
    await expectText(app, 'Kiểm tra từ các máy của phường: Cổng dịch vụ công');
    const items = deepAll(app, 'ww-systems-page >>> ol > li');
    expect(items.length).toBe(25);
    const how = /Kiểm tra từ|Máy và thiết bị|Theo danh mục|Ghi bằng tay\. .{8,}|Chỉ ghi tình trạng/;
    for (const item of items) expect(deepText(item)).toMatch(how);
    await expectAccessible(app);
  });

  it('binds a service to a system by keyboard', async () => {
    network.answers.set('POST /api/systems', good({}));
    const { app } = openApp(network, '/systems');
    await expectText(app, 'Cổng dịch vụ công');
    deep(app, 'ww-systems-page >>> #HT-11 button').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-system-form >>> input[name=serviceIds]:focus').length).toBe(1);
    await userEvent.keyboard(' ');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-system-form >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(posted()).toEqual({ ...BOUND, id: 'HT-11', revision: 0 });
  });

  it('asks of the dedicated network for its state and day alone, and says so', async () => {
    network.answers.set('POST /api/systems', good({}));
    const { app } = openApp(network, '/systems');
    await expectText(app, 'Cổng dịch vụ công');
    await userEvent.click(deep(app, 'ww-systems-page >>> #HT-05 button'));
    await expect.poll(() => deepAll(app, 'ww-system-form >>> #status').length).toBe(1);
    expect(deepText(deep(app, 'ww-system-form'))).toContain('Không nhập bất cứ thông tin nào khác về mạng này');
    expect(deepAll(app, 'ww-system-form >>> input').map(({ id }) => id)).toEqual(['on']);
    await userEvent.selectOptions(deep(app, 'ww-system-form >>> #status'), 'in-use');
    await userEvent.fill(deep(app, 'ww-system-form >>> #on'), '2027-01-01');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy chọn ngày không sau hôm nay.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-system-form >>> #on'), '2026-11-02');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(posted()).toEqual({
      id: 'HT-05',
      serviceIds: [],
      status: 'in-use',
      on: '2026-11-02',
      note: '',
      revision: 0,
    });
  });

  it('keeps what was typed where another was first, and saves on his revision', async () => {
    network.answers.set('POST /api/systems', refusal(409, 'revised'));
    const { app } = openApp(network, '/systems');
    await expectText(app, 'Cổng dịch vụ công');
    await userEvent.click(deep(app, 'ww-systems-page >>> #HT-14 button'));
    await expect.poll(() => deepAll(app, 'ww-system-form >>> #note').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-system-form >>> #note'), 'Của tôi');
    const systems = [{ ...BOUND, note: 'Của họ', revision: 2 }];
    network.answers.set('GET /api/systems', good({ systems }));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'vừa được người khác sửa');
    await expectText(app, 'Của họ');
    network.answers.set('POST /api/systems', good({}));
    await userEvent.click(deep(app, 'ww-system-form >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(network.requests.findLast(({ method }) => method === 'POST')?.body).toEqual({
      ...BOUND,
      note: 'Của tôi',
      revision: 2,
    });
  });

  it('fits on a phone, and says why the list does not come', async () => {
    await page.viewport(320, 700);
    const { app } = openApp(network, '/systems');
    await expectText(app, 'Cổng dịch vụ công');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    network.answers.set('GET /api/systems', 'unreachable');
    const second = openApp(network, '/systems');
    await expectText(second.app, 'Không kết nối được với máy chủ.');
    await expectAccessible(second.app);
  });
});
