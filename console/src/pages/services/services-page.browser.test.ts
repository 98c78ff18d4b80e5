import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf, deviceRow, NOW, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { serviceRow } from '../../testing/watching-rows.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './services-page.ts';

const address = location.href;
let network: StandInNetwork;

const sees = (value: 'up' | 'down') => ({ 'service:cong-dich-vu-cong': { value, since: NOW } });

beforeEach(() => {
  const sites = [siteRow(), siteRow({ id: 'site_2', name: 'Nhà văn hóa tổ 2' })];
  const devices = [
    deviceRow({ facts: sees('up') }),
    deviceRow({ id: 'dev_2', siteId: 'site_2', name: 'Máy mini', facts: sees('down') }),
  ];
  network = new StandInNetwork(boardOf(devices, { sites }));
  network.answers.set('GET /api/services', good({ services: [serviceRow()] }));
  network.answers.set('GET /api/watched', good({ watched: [] }));
  network.answers.set('GET /api/speed-test', good({ speed: null }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const sent = (path: string): unknown =>
  network.requests.find((one) => one.method === 'POST' && one.path === path)?.body;

describe('ww-services-page', () => {
  it('says at how many sites a service works, and suggests the others by name', async () => {
    const { app } = openApp(network, '/services');
    await expectText(app, 'Không truy cập được: 1 điểm Thông: 1 điểm');
    const list = deepText(deep(app, 'ul.services'));
    expect(list).toContain('Cổng dịch vụ công https://portal.example/');
    expect(list).toContain('Trang web (HTTP, HTTPS) · mỗi 1 phút · Mọi điểm');
    expect(deepAll(app, '.suggestions button').map((one) => deepText(one))).not.toContain('Cổng dịch vụ công');
    await expectAccessible(app);
  });

  it('adds a suggested service by keyboard, with an id of its own, and tells the whole console', async () => {
    network.answers.set('POST /api/services', good({}));
    const { app } = openApp(network, '/services');
    await expectText(app, 'Chữ ký số');
    deep(app, 'button[aria-label="Thêm Chữ ký số"]').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-service-form >>> #name:focus').length).toBe(1);
    await userEvent.selectOptions(deep(app, 'ww-service-form >>> #kind'), 'tls');
    await expect.poll(() => deepAll(app, 'ww-service-form >>> #host').length).toBe(1);
    await userEvent.click(deep(app, 'ww-service-form >>> button.primary'));
    await expectText(app, 'Hãy ghi tên máy hoặc địa chỉ');
    expect(deep(app, 'ww-service-form >>> #host').matches(':focus')).toBe(true);
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-service-form >>> #host'), 'sign.example');
    const loaded = network.requests.filter(({ path }) => path === '/api/watched').length;
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(sent('/api/services')).toEqual({
      id: 'chu-ky-so',
      name: 'Chữ ký số',
      check: { kind: 'tls', id: 'chu-ky-so', host: 'sign.example', port: 443, everyMs: 60_000, slowMs: 5_000 },
      isActive: true,
      siteIds: null,
    });
    await expect
      .poll(() => network.requests.filter(({ path }) => path === '/api/watched').length)
      .toBeGreaterThan(loaded);
  });

  it('says that a private address is not taken, and keeps what was typed', async () => {
    network.answers.set('POST /api/services', refusal(400, 'bad-request', { fields: { 'check.url': 'private' } }));
    const { app } = openApp(network, '/services');
    await expectText(app, 'Cổng dịch vụ công');
    await userEvent.click(deep(app, 'button[aria-label="Sửa Cổng dịch vụ công"]'));
    await expect.poll(() => deepAll(app, 'ww-service-form >>> #url').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-service-form >>> #url'), 'http://192.168.1.1/');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Máy chủ không nhận địa chỉ nội bộ');
    await expectAccessible(app);
    expect(deep(app, 'ww-service-form >>> #url', HTMLInputElement).value).toBe('http://192.168.1.1/');
  });

  it('stops a service, and says why it could not', async () => {
    network.answers.set('POST /api/services', refusal(503, 'store-unavailable'));
    const { app } = openApp(network, '/services');
    await expectText(app, 'Cổng dịch vụ công');
    await userEvent.click(deep(app, 'button[aria-label="Ngừng theo dõi Cổng dịch vụ công"]'));
    await expectText(app, 'Máy chủ tạm thời không ghi');
    expect(sent('/api/services')).toMatchObject({ id: 'cong-dich-vu-cong', isActive: false });
  });

  it('sets the measurement of speed', async () => {
    network.answers.set('POST /api/speed-test', good({ speed: null }));
    const { app } = openApp(network, '/services');
    await expectText(app, 'Đo tốc độ mỗi ngày');
    await userEvent.click(deep(app, 'ww-speed-setting >>> input[name=enabled]'));
    await expect.poll(() => deepAll(app, 'ww-speed-setting >>> #amount').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-speed-setting >>> #amount'), '99');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy nhập từ 0,1 đến 50 MB.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-speed-setting >>> #amount'), '2,5');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu cách đo tốc độ.');
    expect(sent('/api/speed-test')).toEqual({ speed: { bytes: 2_500_000, fromMinute: 60, untilMinute: 240 } });
  });

  it('offers no change to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    network.answers.set('GET /api/services', good({ services: [] }));
    const { app } = openApp(network, '/services');
    await expectText(app, 'Chưa theo dõi dịch vụ nào');
    await expectText(app, 'Không đo');
    expect(deepAll(app, 'ww-services-page >>> button').filter((one) => !one.closest('dialog'))).toEqual([]);
    await expectAccessible(app);
  });

  it('says why the list does not come, and tries again when asked', async () => {
    network.answers.set('GET /api/services', 'unreachable');
    const { app } = openApp(network, '/services');
    await expectText(app, 'Không kết nối được với máy chủ.');
    await expectAccessible(app);
    network.answers.set('GET /api/services', good({ services: [serviceRow()] }));
    await userEvent.click(deep(app, 'ww-services-page >>> ww-failure >>> button'));
    await expectText(app, 'https://portal.example/');
  });
});
