import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { calendarList, ledgerRow, outageList, siteAvailability, siteSpans } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow, HOUR, NOW, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { serviceRow } from '../../testing/watching-rows.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './site-page.ts';

const address = location.href;
let network: StandInNetwork;

const down = siteRow({
  state: { state: 'down', since: NOW - HOUR, reason: 'powerless', onBattery: true, degraded: false },
  running: [{ id: 'SC-2026-0420', subject: 'site', from: NOW - HOUR, cause: 'mains-power', confidence: 'probable' }],
});

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()], { sites: [down] }));
  network.answers.set('GET /api/spans', good({ from: 0, until: NOW, spans: siteSpans() }));
  network.answers.set('GET /api/outages', good(outageList([ledgerRow()])));
  network.answers.set('GET /api/calendars', good(calendarList()));
  network.answers.set('GET /api/sites/site_1/availability', good(siteAvailability()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

describe('ww-site-page', () => {
  it('says how the place is, what goes on, and whom to call', async () => {
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, '90 ngày qua');
    const head = deepText(deep(app, 'ww-site-head'));
    expect(head).toContain('Mất kết nối: có dấu hiệu mất điện lưới từ 09:42 (1 giờ trước)');
    expect(head).toContain('Giờ mở cửa Nhà văn hóa');
    expect(deep(app, 'ww-site-head >>> a[href^="tel:"]', HTMLAnchorElement).getAttribute('href')).toBe(
      'tel:0900000001',
    );
    expect(deepText(deep(app, 'ww-running-list'))).toContain('1 giờ , từ 09:42 SC-2026-0420 Mất điện lưới có khả năng');
    await expectAccessible(app);
  });

  it('shows services as the machines of the site see them', async () => {
    const facts = { 'service:cong-dich-vu-cong': { value: 'down', since: NOW } } as const;
    const metrics = { 'service.certificate:cong-dich-vu-cong': { value: 9, at: NOW } };
    network.answers.set('GET /api/board', good(boardOf([deviceRow({ facts, metrics })], { sites: [down] })));
    network.answers.set('GET /api/services', good({ services: [serviceRow()] }));
    network.answers.set('GET /api/watched', good({ watched: [] }));
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, 'Cổng dịch vụ công chứng thư còn 9 ngày Không truy cập được');
    await expectAccessible(app);
  });

  it('draws a bar for every day, with words for each', async () => {
    const { app } = openApp(network, '/sites/site_1');
    await expect.poll(() => deepAll(app, 'ww-day-strip >>> li > svg[role="img"]').length).toBe(91);
    const words = deepAll(app, 'ww-day-strip >>> li > svg[role="img"]').map((bar) => bar.getAttribute('aria-label'));
    expect(words.some((one) => /Mất kết nối 5 giờ/.test(one ?? ''))).toBe(true);
    deep(app, 'ww-day-strip >>> summary').click();
    await expect.poll(() => deepAll(app, 'ww-day-strip >>> tbody tr').length).toBe(91);
  });

  it('shows availability only with enough coverage, up to now', async () => {
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, '99,52%');
    const figures = deepText(deep(app, 'ww-site-figures'));
    expect(figures).toContain('Trong giờ làm việc Chưa đủ số liệu (độ phủ 63,2%) Gián đoạn');
    expect(figures).toContain('Cả ngày (24/7) 99,52% độ phủ 98%');
    const asked = network.requests.find(({ path }) => path.includes('/availability'))?.path;
    expect(asked).toBe(`/api/sites/site_1/availability?from=${Date.UTC(2026, 8, 30, 17)}&until=${NOW - 2 * 60_000}`);
    await userEvent.selectOptions(deep(app, '#period'), 'month');
    await expect.poll(() => location.search).toBe('?period=month');
  });

  it('keeps the rest where one part does not come', async () => {
    network.answers.set('GET /api/spans', refusal(500, 'internal'));
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, 'Máy chủ gặp lỗi.');
    await expectText(app, '99,52%');
    await expectAccessible(app);
  });

  it('changes what the ledger needs to know, in a dialog', async () => {
    network.answers.set('PATCH /api/sites/site_1', good(down));
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, '90 ngày qua');
    await userEvent.click(deep(app, 'ww-site-head >>> button'));
    await expect.poll(() => deepAll(app, 'ww-site-dialog >>> #name:focus').length).toBe(1);
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-site-dialog >>> #name'), ' ');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Từ 1 đến 120 ký tự.');
    await userEvent.fill(deep(app, 'ww-site-dialog >>> #name'), 'Nhà văn hóa tổ 1 mới');
    await userEvent.fill(deep(app, 'ww-site-dialog >>> #feeder'), '');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(network.requests.find(({ method }) => method === 'PATCH')?.body).toEqual({
      name: 'Nhà văn hóa tổ 1 mới',
      contact: down.contact,
      provider: 'Nhà mạng A',
      feeder: null,
      calendarId: 'cultural-house',
      hostsServer: false,
      archived: false,
    });
  });

  it('offers no change to who may only look, and says that there is no such site', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, '90 ngày qua');
    expect(deepAll(app, 'ww-site-page >>> button')).toEqual([]);
    const { app: second } = openApp(network, '/sites/site_9');
    await expectText(second, 'Không có điểm này.');
    await expectAccessible(second);
  });

  it('fits a small phone', async () => {
    await page.viewport(320, 640);
    const { app } = openApp(network, '/sites/site_1');
    await expectText(app, '99,52%');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
