import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { ledgerHealth, ledgerRow, outageDetail, outageList } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow, HOUR, MINUTE, NOW } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './ledger-page.ts';

const address = location.href;
let network: StandInNetwork;

const running = ledgerRow({ id: 'SC-2026-0413', from: NOW - HOUR, until: null, end: null, status: 'ongoing' });
const merged = ledgerRow({ id: 'SC-2026-0410', status: 'merged', mergedInto: 'SC-2026-0412' });

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set('GET /api/outages', good(outageList([running, ledgerRow()])));
  network.answers.set('GET /api/ledger', good(ledgerHealth()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const asked = (): string[] =>
  network.requests.map(({ path }) => path).filter((path) => path.startsWith('/api/outages?'));
const ids = (app: Element): (string | null)[] =>
  deepAll(app, 'ww-outage-table >>> tbody th').map((cell) => cell.textContent);

describe('ww-ledger-page', () => {
  it('shows the rows with their cause and how sure it is, and the sums of all that match', async () => {
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'SC-2026-0412');
    const text = deepText(deep(app, 'ww-outage-table'));
    expect(text).toContain('SC-2026-0412 Nhà văn hóa tổ 1 Kết nối của điểm 24/11/2026 07:12 50 phút');
    expect(text).toContain('Mất điện lưới có khả năng 32 phút');
    expect(text).toContain('đang diễn ra, 1 giờ');
    expect(deepText(deep(app, 'ww-ledger-totals'))).toContain('Số lần gián đoạn 2');
    await expectAccessible(app);
  });

  it('asks for what was merged or withdrawn only when wanted', async () => {
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'SC-2026-0412');
    expect(asked()).toEqual([expect.not.stringContaining('all=')]);
    network.answers.set('GET /api/outages', good(outageList([running, ledgerRow(), merged])));
    await userEvent.click(deep(app, 'ww-ledger-filters >>> input[type="checkbox"]'));
    await expect.poll(() => ids(app)).toEqual(['SC-2026-0413', 'SC-2026-0412', 'SC-2026-0410']);
    expect(asked().at(-1)).toContain('&all=1&');
    expect(location.search).toBe('?all=1');
  });

  it('filters by keyboard, keeps the choice in the address, and opens a row', async () => {
    network.answers.set('GET /api/outages/SC-2026-0412', good(outageDetail()));
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'SC-2026-0412');
    deep(app, 'ww-ledger-filters >>> #cause').focus();
    // In the order of the list: the third choice.
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(() => location.search).toBe('?cause=mains-power');
    await expect.poll(() => asked().at(-1)).toContain('&cause=mains-power&');
    deep(app, 'ww-outage-table >>> a[href$="0412"]').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => location.pathname).toBe('/ledger/SC-2026-0412');
    await expect.poll(() => deepAll(app, 'ww-outage-page >>> h1:focus').length).toBe(1);
  });

  it('has the longest put first by the server, page by page, and keeps its order', async () => {
    const rows = [running, ledgerRow(), ledgerRow({ id: 'SC-2026-0414', from: NOW - 6 * MINUTE })];
    network.answers.set('GET /api/outages', good(outageList(rows, { total: 120 })));
    const { app } = openApp(network, '/ledger?sort=longest&page=1');
    await expect.poll(() => ids(app)).toEqual(['SC-2026-0413', 'SC-2026-0412', 'SC-2026-0414']);
    expect(asked()).toEqual([expect.stringContaining('&sort=longest&limit=50&offset=50')]);
    await expectText(app, '51–100 trong 120 dòng');
  });

  it('says that the chain holds, when it was sealed and with which key, and offers the evidence', async () => {
    const { app } = openApp(network, '/ledger');
    await expectText(app, '1.402 lần sửa đổi, chuỗi sửa đổi toàn vẹn, niêm phong gần nhất ngày 23/11/2026.');
    await expectText(app, 'Dấu vân tay khóa: 0123 4567 89ab cdef…');
    await userEvent.click(deep(app, 'ww-ledger-integrity >>> summary'));
    expect(deepText(deep(app, 'ww-ledger-integrity >>> code')).replaceAll(' ', '')).toBe('0123456789abcdef'.repeat(4));
    expect(deepAll(app, 'a[href="/api/ledger/evidence.zip"][download]')).toHaveLength(1);
    await expectAccessible(app);
  });

  it('is loud where the chain is broken; a viewer is not offered the evidence', async () => {
    const broken = { place: 1_044, why: 'hash' };
    network.answers.set('GET /api/ledger', good(ledgerHealth({ broken, lastSeal: null })));
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { ...ADMIN.person, role: 'viewer' } }));
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'Chuỗi sửa đổi bị phá vỡ tại mục 1.044: nội dung khác với lúc được ghi.');
    expect(deepAll(app, 'ww-ledger-integrity >>> [role="alert"] svg')).toHaveLength(1);
    expect(deepText(app)).not.toContain('chuỗi sửa đổi toàn vẹn');
    expect(deepAll(app, 'a[href="/api/ledger/evidence.zip"]')).toEqual([]);
    await expectAccessible(app);
  });

  it('takes days of one’s own, and marks those that make no period', async () => {
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'SC-2026-0412');
    await userEvent.selectOptions(deep(app, '#period'), 'custom');
    await expect.poll(() => location.search).toBe('?period=custom&first=2026-11-18&last=2026-11-24');
    await expect.poll(() => deepAll(app, '#first').length).toBe(1);
    await userEvent.fill(deep(app, '#first'), '2026-11-30');
    await userEvent.tab();
    await expectText(app, 'Ngày cuối phải bằng hoặc sau ngày đầu');
    await expectAccessible(app);
    await userEvent.fill(deep(app, '#last'), '2026-12-01');
    await userEvent.tab();
    await expect.poll(() => location.search).toBe('?period=custom&first=2026-11-30&last=2026-12-01');
  });

  it('offers the same rows as a file', async () => {
    const { app } = openApp(network, '/ledger?period=yesterday&site=site_1');
    await expectText(app, 'Tải CSV');
    const href = deep(app, 'a[href^="/api/outages.csv"]', HTMLAnchorElement).getAttribute('href') ?? '';
    expect(asked()[0]).toContain(href.replace('/api/outages.csv?', ''));
  });

  it('turns pages', async () => {
    network.answers.set('GET /api/outages', good(outageList([ledgerRow()], { total: 120 })));
    const { app } = openApp(network, '/ledger');
    await expectText(app, '1–50 trong 120 dòng');
    await userEvent.click(deep(app, '.pages button:last-child'));
    await expect.poll(() => asked().at(-1)).toContain('offset=50');
    await expectText(app, '51–100 trong 120 dòng');
    await expectAccessible(app);
  });

  it('says that there was none, that it waits, and why nothing comes', async () => {
    network.answers.set('GET /api/outages', good(outageList([])));
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'Không có sự cố nào');
    await expectAccessible(app);
    network.answers.set('GET /api/outages', refusal(503, 'store-unavailable'));
    await userEvent.selectOptions(deep(app, '#period'), 'year');
    await expectText(app, 'Máy chủ tạm thời không ghi hoặc đọc được dữ liệu.');
    await expectAccessible(app);
    network.answers.set('GET /api/outages', 'silent');
    const { app: waiting, clock } = openApp(network, '/ledger');
    await expect.poll(asked).toHaveLength(3);
    clock.advance(400);
    await expect.poll(() => deepAll(waiting, 'ww-spinner').length).toBe(1);
    await expectAccessible(waiting);
  });

  it('fits a small phone', async () => {
    await page.viewport(320, 640);
    const { app } = openApp(network, '/ledger');
    await expectText(app, 'SC-2026-0412');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await expectAccessible(app);
    await page.viewport(1280, 800);
  });
});
