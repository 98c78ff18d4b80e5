import { userEvent } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { ledgerHealth } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow, HOUR, MINUTE, NOW, siteRow } from '../../testing/rows.ts';
import { good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { serviceRow } from '../../testing/watching-rows.ts';

const address = location.href;

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

describe('ww-board-page', () => {
  it('counts, and puts the site that needs a hand first', async () => {
    const sites = [siteRow(), siteRow({ id: 'site_2', name: 'Nhà văn hóa tổ 2' })];
    const gone = { connected: false, connectedSince: NOW - MINUTE, lastHeardAt: NOW - MINUTE, duty: 'always' as const };
    const devices = [
      deviceRow(),
      deviceRow({ id: 'dev_2', siteId: 'site_2', name: 'Máy mini', ...gone }),
      deviceRow({ id: 'dev_3', name: 'Mới', status: 'pending', connected: false }),
    ];
    const { app } = openApp(new StandInNetwork(boardOf(devices, { sites })), '/');
    await expectText(app, 'Máy mini');
    expect(deepText(deep(app, 'ww-counts'))).toContain('Đang kết nối 1 trên 2 thiết bị Mất kết nối 1');
    expect(deepAll(app, 'ww-board-site >>> h2').map((heading) => heading.textContent)).toEqual([
      'Nhà văn hóa tổ 2',
      'Nhà văn hóa tổ 1',
    ]);
    await expectAccessible(app);
  });

  it('says at the top that the server’s own machine waits, and approves it right there', async () => {
    const pending = deviceRow({ status: 'pending', connected: false, name: 'Máy chủ phường' });
    const network = new StandInNetwork(boardOf([pending], { sites: [siteRow({ hostsServer: true })] }));
    network.answers.set('POST /api/devices/dev_1/approve', good(pending));
    const { app } = openApp(network, '/');
    await expectText(app, '1 thiết bị chờ duyệt');
    expect(deepText(deep(app, 'ww-pending-notice'))).toContain('“Máy chủ phường” là máy đang chạy máy chủ này.');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-pending-notice >>> button'));
    await expect.poll(() => deepAll(app, 'ww-device-form >>> #attest').length).toBe(1);
    await userEvent.click(deep(app, 'ww-device-form >>> #attest'));
    await userEvent.click(deep(app, 'ww-device-form >>> button.primary'));
    await expectText(app, 'Đã duyệt thiết bị.');
    expect(network.requests.find(({ path }) => path.endsWith('/approve'))?.body).toMatchObject({ attestation: 1 });
  });

  it('shows a UPS and a service that want a look beside the usual facts', async () => {
    const since = NOW - MINUTE;
    const facts = { 'service:portal': { value: 'degraded', since }, ups: { value: 'replace', since } } as const;
    const network = new StandInNetwork(boardOf([deviceRow({ facts: { ...deviceRow().facts, ...facts } })]));
    network.answers.set(
      'GET /api/services',
      good({ services: [serviceRow({ id: 'portal', name: 'Cổng dịch vụ công' })] }),
    );
    network.answers.set('GET /api/watched', good({ watched: [] }));
    const { app } = openApp(network, '/');
    await expectText(app, 'Cổng dịch vụ công: chậm hoặc sắp hết hạn chứng thư');
    expect(deepText(deep(app, 'ww-device-row'))).toContain('Ắc quy UPS cần thay');
    await expectAccessible(app);
  });

  it('leads from what goes on, the longest first, to its proof and to whom to call', async () => {
    const since = { from: NOW - HOUR, cause: 'mains-power', confidence: 'probable' } as const;
    const state = { state: 'down', since: NOW - HOUR, reason: null, onBattery: false, degraded: false } as const;
    const sites = [
      siteRow({ state, running: [{ ...since, id: null, subject: 'power', from: NOW - 2 * MINUTE }] }),
      siteRow({ id: 'site_2', name: 'Nhà văn hóa tổ 2', running: [{ ...since, id: 'SC-2026-0007', subject: 'site' }] }),
    ];
    const { app } = openApp(new StandInNetwork(boardOf([deviceRow()], { sites })), '/');
    await expectText(app, 'Sự cố đang diễn ra');
    const list = deep(app, 'ww-running-list[placed]');
    expect(deepAll(list, 'li').map((line) => deepText(line))).toEqual([
      'Nhà văn hóa tổ 2 Kết nối của điểm 1 giờ , từ 09:42 SC-2026-0007 Mất điện lưới có khả năng Người trông nhà: 0900 000 001',
      'Nhà văn hóa tổ 1 Điện lưới 2 phút , từ 10:40 chưa đủ dài để vào sổ Mất điện lưới có khả năng Người trông nhà: 0900 000 001',
    ]);
    const links = deepAll(app, 'ww-board-page >>> a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining(['/ledger?period=yesterday&sort=longest', '/ledger/SC-2026-0007', '/sites/site_2']),
    );
    await expectAccessible(app);
  });

  it('says loudly that the ledger is no longer as it was written, and nothing of it otherwise', async () => {
    const network = new StandInNetwork(boardOf([deviceRow()]));
    network.answers.set('GET /api/ledger', good(ledgerHealth()));
    const { app, clock } = openApp(network, '/');
    await expectText(app, 'Máy văn thư');
    await expect.poll(() => network.requests.filter(({ path }) => path === '/api/ledger')).toHaveLength(1);
    expect(deepAll(app, 'ww-ledger-integrity >>> [role="alert"]')).toEqual([]);
    network.answers.set('GET /api/ledger', good(ledgerHealth({ broken: { place: 7, why: 'gap' } })));
    // It is asked for anew once the first answer was taken.
    await expect.poll(() => clock.pending).toBeGreaterThan(1);
    clock.advance(600_000);
    await expectText(app, 'Chuỗi sửa đổi bị phá vỡ tại mục 7: thiếu một lần sửa đổi.');
    expect(deep(app, 'ww-ledger-integrity >>> a').getAttribute('href')).toBe('/ledger');
    await expectAccessible(app);
  });

  it('shows how each site is, that it catches up, and its last 24 hours', async () => {
    const state = { state: 'unknown', since: NOW - HOUR, reason: 'blind', onBattery: false, degraded: false } as const;
    const network = new StandInNetwork(boardOf([deviceRow({ backlog: 5 })], { sites: [siteRow({ state })] }));
    const spans = [
      { siteId: 'site_1', subject: 'site', from: NOW - 24 * HOUR, until: NOW - HOUR, state: 'up', reason: null },
      { siteId: 'site_1', subject: 'site', from: NOW - HOUR, until: NOW, state: 'unknown', reason: 'blind' },
    ];
    network.answers.set('GET /api/spans', good({ from: NOW - 24 * HOUR, until: NOW, spans }));
    const { app, clock } = openApp(network, '/');
    await expect.poll(() => deepAll(app, 'ww-state-strip').length).toBe(1);
    expect(deepText(deep(app, 'ww-board-site'))).toContain(
      'Chưa có số liệu: máy chủ giám sát bị mù lúc đó từ 09:42 (1 giờ trước) Đang bù dữ liệu',
    );
    expect(deep(app, 'ww-state-strip >>> svg', SVGElement).getAttribute('aria-label')).toBe(
      '24 giờ qua: Đang kết nối 23 giờ; Chưa có số liệu 1 giờ',
    );
    await expectAccessible(app);
    const asked = (): number => network.requests.filter(({ path }) => path.startsWith('/api/spans')).length;
    for (const revision of [2, 3]) {
      network.say({ t: 'changes', revision, serverTime: NOW, sites: [siteRow({ state, revision })], devices: [] });
      await app.updateComplete;
    }
    expect(asked()).toBe(1);
    clock.advance(30_000);
    await expect.poll(asked).toBe(2);
  });

  it('says what to do where there is no device yet', async () => {
    const { app } = openApp(new StandInNetwork(boardOf([])), '/');
    await expectText(app, 'Đăng ký thiết bị đầu tiên');
    await expectAccessible(app);
  });

  it('says why nothing comes, and shows the board once it does', async () => {
    const network = new StandInNetwork();
    network.answers.set('GET /api/board', refusal(503, 'store-unavailable', { retryAfter: 5 }));
    const { app } = openApp(network, '/');
    await expectText(app, 'Máy chủ tạm thời không ghi hoặc đọc được dữ liệu.');
    await expectText(app, 'Thử lại sau 5 giây.');
    await expectAccessible(app);
    network.answers.set('GET /api/board', good(boardOf([deviceRow()])));
    deep(app, 'ww-failure >>> button').click();
    await expectText(app, 'Máy văn thư');
  });

  it('shows a spinner only to those who had to wait', async () => {
    const network = new StandInNetwork();
    network.answers.set('GET /api/board', 'silent');
    const { app, clock } = openApp(network, '/');
    await expect.poll(() => deepAll(app, 'ww-board-page >>> h1').length).toBe(1);
    expect(deepAll(app, 'ww-spinner')).toEqual([]);
    clock.advance(400);
    await expect.poll(() => deepAll(app, 'ww-spinner').length).toBe(1);
    await expectAccessible(app);
  });
});
