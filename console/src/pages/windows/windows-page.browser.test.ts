import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { plannedWindow } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow, HOUR, NOW } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './windows-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  const late = plannedWindow({
    id: 'win_2',
    scope: { kind: 'sites', siteIds: ['site_1'] },
    from: NOW - HOUR,
    until: NOW + HOUR,
    enteredAt: NOW - HOUR / 2,
    reason: 'Bảo trì mạng',
  });
  network.answers.set('GET /api/windows', good({ windows: [plannedWindow(), late] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

describe('ww-windows-page', () => {
  it('lists what is in force first, and flags what was declared late', async () => {
    const { app } = openApp(network, '/windows');
    await expectText(app, 'Bảo trì mạng');
    const [first, second] = deepAll(app, 'ww-windows-page >>> li').map((line) => deepText(line));
    expect(first).toContain('Bảo trì mạng Đang áp dụng Khai sau');
    expect(first).toContain('Nhà văn hóa tổ 1');
    expect(second).toContain('Sửa lưới điện Sắp tới');
    expect(second).toContain('25/11/2026 06:42 đến 10:42 Lộ điện: Lộ 471');
    await expectAccessible(app);
  });

  it('adds a notice by keyboard, and says at once that it comes late', async () => {
    network.answers.set('POST /api/windows', good({}));
    const { app } = openApp(network, '/windows');
    await expectText(app, 'Bảo trì mạng');
    deep(app, 'ww-windows-page >>> button.primary').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-window-form >>> #kind:focus').length).toBe(1);
    await userEvent.click(deep(app, 'ww-window-form >>> button.primary'));
    await expectText(app, 'Hãy chọn ít nhất một điểm.');
    await expectText(app, 'Hãy ghi lý do');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-window-form >>> input[name="siteIds"]'));
    await userEvent.fill(deep(app, 'ww-window-form >>> #from'), '2026-11-24T08:00');
    await expectText(app, 'khai sau, không phải báo trước');
    await userEvent.fill(deep(app, 'ww-window-form >>> #until'), '2026-11-24T11:00');
    await userEvent.fill(deep(app, 'ww-window-form >>> #reason'), 'Sửa điện');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu khung giờ.');
    expect(network.requests.find(({ method }) => method === 'POST')?.body).toMatchObject({
      kind: 'power-cut',
      scope: { kind: 'sites', siteIds: ['site_1'] },
      from: Date.UTC(2026, 10, 24, 1),
      until: Date.UTC(2026, 10, 24, 4),
      reason: 'Sửa điện',
    });
  });

  it('cancels only after a plain question', async () => {
    network.answers.set('POST /api/windows/win_2/cancel', refusal(409, 'state-conflict'));
    const { app } = openApp(network, '/windows');
    await expectText(app, 'Bảo trì mạng');
    await userEvent.click(deep(app, 'button[aria-label="Hủy khung giờ “Bảo trì mạng”"]'));
    await expectText(app, 'Phần đã qua vẫn được giữ.');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-windows-page >>> button.danger'));
    await expectText(app, 'Trạng thái vừa thay đổi');
    network.answers.set('POST /api/windows/win_2/cancel', good({}));
    await userEvent.click(deep(app, 'ww-windows-page >>> button.danger'));
    await expectText(app, 'Đã hủy khung giờ.');
  });

  it('says that there is none, why none comes, and offers nothing to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    network.answers.set('GET /api/windows', good({ windows: [] }));
    const { app } = openApp(network, '/windows');
    await expectText(app, 'Chưa có khung giờ nào');
    expect(deepAll(app, 'ww-windows-page >>> button')).toEqual([]);
    await expectAccessible(app);
    network.answers.set('GET /api/windows', 'unreachable');
    const { app: second } = openApp(network, '/windows');
    await expectText(second, 'Không kết nối được với máy chủ.');
    await expectAccessible(second);
  });
});
