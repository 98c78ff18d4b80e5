import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf, deviceRow, HOUR, NOW } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';

const address = location.href;
const from = NOW - 24 * HOUR;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  const segments = [
    { from, until: NOW - HOUR, value: 'up' },
    { from: NOW - HOUR, until: NOW, value: 'down' },
  ];
  const running = [{ from, until: NOW, value: 'yes' }];
  const at = [NOW - HOUR, NOW - HOUR + 60_000];
  const cpu = { name: 'cpu.used', unit: 'percent', at, min: [1, 2], mean: [10, 20], max: [30, 40] };
  const boot = { at: NOW - HOUR, event: 'boot', data: { bootedAt: NOW - HOUR, clean: true, lastAliveAt: null } };
  network.answers.set(
    'GET /api/devices/dev_1/facts',
    good({ from, until: NOW, running, facts: [{ fact: 'internet', segments }] }),
  );
  network.answers.set('GET /api/devices/dev_1/metrics', good({ from, until: NOW, series: [cpu] }));
  network.answers.set('GET /api/devices/dev_1/events', good({ events: [boot] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const asked = (): string[] => network.requests.map(({ path }) => path).filter((path) => path.includes('/facts'));

describe('ww-device-page', () => {
  it('shows the device, its bands, charts and events', async () => {
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Máy khởi động lúc 24/11/2026 09:42; lần dừng trước: đúng cách');
    expect(deepText(deep(app, 'ww-device-header'))).toContain('Thời gian hoạt động 5 giờ 3 phút');
    expect(deepAll(app, 'svg.band')).toHaveLength(2);
    expect(deepAll(app, 'canvas')).toHaveLength(1);
    await expectAccessible(app);
  });

  it('keeps the window in the address, and asks for what the address says', async () => {
    const { app } = openApp(network, `/devices/dev_1?range=6h&until=${NOW - 48 * HOUR}`);
    await expect.poll(asked).toEqual([`/api/devices/dev_1/facts?from=${NOW - 54 * HOUR}&until=${NOW - 48 * HOUR}`]);
    await userEvent.click(deep(app, 'ww-range-picker >>> button[aria-label="Khoảng trước"]'));
    expect(location.search).toBe(`?range=6h&until=${NOW - 54 * HOUR}`);
    await expect.poll(asked).toHaveLength(2);
  });

  it('says why the history does not come, and tries again when asked', async () => {
    network.answers.set('GET /api/devices/dev_1/metrics', refusal(500, 'internal'));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Máy chủ gặp lỗi.');
    await expectAccessible(app);
    network.answers.set('GET /api/devices/dev_1/metrics', good({ from, until: NOW, series: [] }));
    await userEvent.click(deep(app, 'ww-failure >>> button'));
    await expectText(app, 'Máy khởi động lúc');
  });

  it('says that there is no such device', async () => {
    const { app } = openApp(network, '/devices/dev_9');
    await expectText(app, 'Không có thiết bị này.');
    await expectAccessible(app);
  });

  it('changes the details in a dialog, and says that it did', async () => {
    network.answers.set('PATCH /api/devices/dev_1', good(deviceRow()));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Máy khởi động lúc');
    await userEvent.click(deep(app, 'ww-device-header >>> .actions button'));
    await expect.poll(() => deepAll(app, 'ww-device-form >>> #name').length).toBe(1);
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-device-form >>> #name'), 'Máy mới');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(network.requests.find(({ method }) => method === 'PATCH')?.body).toMatchObject({ name: 'Máy mới' });
    expect(deepAll(app, 'dialog[open]')).toEqual([]);
  });

  it('revokes only after a plain question', async () => {
    network.answers.set('POST /api/devices/dev_1/revoke', refusal(409, 'state-conflict'));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Máy khởi động lúc');
    await userEvent.click(deep(app, 'ww-device-header >>> button.danger'));
    await expectText(app, 'Phần mềm giám sát trên “Máy văn thư” sẽ không được gửi số liệu nữa.');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-device-dialogs >>> button.danger'));
    await expectText(app, 'Trạng thái vừa thay đổi');
    network.answers.set('POST /api/devices/dev_1/revoke', good(deviceRow({ status: 'revoked' })));
    await userEvent.click(deep(app, 'ww-device-dialogs >>> button.danger'));
    await expectText(app, 'Đã thu hồi thiết bị.');
  });

  it('offers no change to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Máy khởi động lúc');
    expect(deepAll(app, 'ww-device-header >>> button')).toEqual([]);
  });
});
