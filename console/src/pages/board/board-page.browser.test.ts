import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf, deviceRow, MINUTE, NOW, siteRow } from '../../testing/rows.ts';
import { good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';

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
    expect(deepAll(app, 'ww-board-page >>> h2').map((heading) => heading.textContent)).toEqual([
      'Nhà văn hóa tổ 2',
      'Nhà văn hóa tổ 1',
    ]);
    await expectAccessible(app);
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
