import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf, deviceRow, HOUR, NOW } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { batteryReport, pointRow, pointSecret, watchedRow } from '../../testing/watching-rows.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './device-page.ts';

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
  network.answers.set('GET /api/devices/dev_1/state', good({ events: [] }));
  network.answers.set('GET /api/services', good({ services: [] }));
  network.answers.set('GET /api/watched', good({ watched: [watchedRow()] }));
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

  it('says how power, line and security are, and what is not known as not known', async () => {
    const since = NOW - HOUR;
    const facts = {
      mains: { value: 'off', since },
      ups: { value: 'lost', since },
      internet: { value: 'up', since },
    } as const;
    const metrics = { 'gateway.rtt': { value: 1.2, at: NOW }, 'gateway.loss': { value: 0, at: NOW } };
    network.answers.set('GET /api/board', good(boardOf([deviceRow({ facts, metrics })])));
    network.answers.set('GET /api/devices/dev_1/battery', good(batteryReport({ needsReplacement: true })));
    const data = { firewallOn: true, antivirusOn: null, antivirusSignatureDays: 12, osName: 'Windows 11 Pro' };
    const posture = { at: NOW - 2 * HOUR, event: 'posture', data };
    network.answers.set('GET /api/devices/dev_1/state', good({ events: [posture] }));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'An toàn máy');
    const power = deepText(deep(app, 'ww-device-power'));
    expect(power).toContain('Ắc quy cần được thay.');
    expect(power).toContain('Bộ lưu điện (UPS) Mất liên lạc với UPS từ 24/11/2026 09:42');
    expect(power).toContain('Thời gian lưu điện đo được 21 phút từ 18 phút đến 24 phút, qua 3 lần xả thật');
    expect(deepText(deep(app, 'ww-device-link'))).toContain('Tới thiết bị cổng trễ 1,2 ms mất gói 0%');
    const safety = deepText(deep(app, 'ww-device-posture'));
    expect(safety).toContain('1 mục đạt, 1 mục chưa đạt, 10 mục chưa rõ.');
    expect(safety).toContain('Mẫu nhận diện virus Chưa đạt: 12 ngày trước');
    expect(safety).toContain('Phần mềm diệt virus đang bật Chưa rõ: máy không cho biết');
    await expectAccessible(app);
  });

  it('keeps the history where the present state does not come, and tries again when asked', async () => {
    network.answers.set('GET /api/devices/dev_1/state', refusal(500, 'internal'));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Máy khởi động lúc');
    await expectText(app, 'Máy chủ gặp lỗi.');
    await expectAccessible(app);
    network.answers.set('GET /api/devices/dev_1/state', good({ events: [] }));
    await userEvent.click(deep(app, 'ww-failure >>> button'));
    await expectText(app, 'Máy chưa gửi thông tin này.');
  });

  it('lists what the machine watches, and adds to it with its address and a community that is never shown', async () => {
    network.answers.set('POST /api/watched', good({}));
    const facts = { 'watched:switch-tang-1': { value: 'down', since: NOW } } as const;
    network.answers.set('GET /api/board', good(boardOf([deviceRow({ facts })])));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Switch tầng 1 Bộ chuyển mạch · 192.0.2.20 (ping) · SNMP');
    expect(deepText(deep(app, 'ww-device-watched'))).toContain(
      'Máy “Máy văn thư” chỉ kiểm tra địa chỉ mà chính nó cho phép',
    );
    expect(deepText(deep(app, 'ww-device-header'))).toContain('Switch tầng 1: không trả lời');
    await userEvent.click(deep(app, 'button[aria-label="Sửa Switch tầng 1"]'));
    await expect.poll(() => deepAll(app, 'ww-watched-form >>> #name:focus').length).toBe(1);
    await expectAccessible(app);
    expect(deep(app, 'ww-watched-form >>> #community', HTMLInputElement).value).toBe('');
    await userEvent.fill(deep(app, 'ww-watched-form >>> #host'), 'http://x');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy ghi địa chỉ hoặc tên máy');
    await userEvent.fill(deep(app, 'ww-watched-form >>> #host'), '192.0.2.21');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Chuỗi đã lưu chỉ dùng cho địa chỉ và điểm cũ.');
    await userEvent.fill(deep(app, 'ww-watched-form >>> #community'), 'ward');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Máy sẽ nhận cấu hình mới trong ít phút.');
    expect(network.requests.find(({ method, path }) => method === 'POST' && path === '/api/watched')?.body).toEqual({
      id: 'switch-tang-1',
      watcherId: 'dev_1',
      name: 'Switch tầng 1',
      kind: 'switch',
      host: '192.0.2.21',
      port: null,
      snmpCommunity: 'ward',
      isUps: false,
      isActive: true,
    });
  });

  it('says that what a machine watched at another site is not watched any more', async () => {
    network.answers.set('GET /api/watched', good({ watched: [watchedRow({ isElsewhere: true })] }));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Không theo dõi: máy đã chuyển điểm');
    expect(deepText(deep(app, 'ww-device-watched'))).not.toContain('Có trả lời');
  });

  it('shows the heartbeat of a Wi-Fi point, and makes a new key after a plain question', async () => {
    const lastHeardAt = NOW - 20 * 60_000;
    const row = deviceRow({ kind: 'router', connected: false, lastHeardAt, facts: {}, metrics: {} });
    network.answers.set('GET /api/board', good(boardOf([row])));
    network.answers.set(
      'GET /api/points',
      good({ points: [pointRow({ deviceId: 'dev_1', lastPushAt: lastHeardAt, oldKeyUsedAt: NOW - 60_000 })] }),
    );
    network.answers.set('POST /api/points/dev_1/key', good(pointSecret()));
    const { app } = openApp(network, '/devices/dev_1');
    await expectText(app, 'Trễ: đã 20 phút không có tín hiệu.');
    const beat = deepText(deep(app, 'ww-device-point'));
    expect(beat).toContain('Vẫn có thiết bị gửi bằng khóa cũ');
    expect(beat).toContain('Chu kỳ gửi 1 phút Số lần khởi động lại đã thấy 2');
    expect(deepAll(app, 'ww-device-posture')).toEqual([]);
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-device-point >>> button'));
    await expectText(app, 'Khóa cũ ngừng dùng ngay.');
    await userEvent.click(deep(app, 'ww-device-point >>> button.danger'));
    await expectText(app, `KEY=${'k'.repeat(32)}`);
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
    for (const retry of deepAll(app, 'ww-failure >>> button')) await userEvent.click(retry);
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
    expect(deepAll(app, 'ww-device-state >>> button').filter((one) => !one.closest('dialog'))).toEqual([]);
  });
});
