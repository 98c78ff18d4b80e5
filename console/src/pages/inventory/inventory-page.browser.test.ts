import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { equipmentRow, inventoryOf, profileRow } from '../../testing/inventory-rows.ts';
import { boardOf, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './inventory-page.ts';

const address = location.href;
let network: StandInNetwork;

const sites = [
  siteRow({ id: 'site_2', name: 'Nhà văn hóa TDP số 2' }),
  siteRow({ id: 'site_1', name: 'Nhà văn hóa TDP số 1' }),
  siteRow({ id: 'site_3', name: 'Trụ sở', kind: 'headquarters' }),
];

beforeEach(() => {
  network = new StandInNetwork(boardOf([], { sites }));
  const kept = inventoryOf();
  const profiles = [...kept.profiles, profileRow({ siteId: 'site_2', code: 'NVH-02', groupNumber: 2 })];
  const paused = equipmentRow({
    id: 'TB-0009',
    siteId: 'site_2',
    stages: [{ stage: 'suspended', on: '2026-11-01', paper: '' }],
  });
  network.answers.set('GET /api/inventory', good({ profiles, items: [...kept.items, paused] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const rows = (app: Element): string[] => deepAll(app, 'ww-inventory-table >>> tbody tr').map((row) => deepText(row));

describe('ww-inventory-page', () => {
  it('shows offices and houses in order, what is there, what lacks, and how many houses are equipped', async () => {
    const { app } = openApp(network, '/inventory');
    await expectText(app, 'NVH-02');
    const [office, first, second] = rows(app);
    expect(office).toBe('Trụ sở Chưa có hồ sơ · Trụ sở UBND phường Chưa ghi Chưa ghi Chưa ghi');
    expect(first).toMatch(/Nhà văn hóa TDP số 1 NVH-01.* Đang sử dụng từ 15\/06\/2026/);
    expect(first).toMatch(/Đường truyền Internet.*Bộ lưu điện \(UPS\) \(đã đề xuất\)/);
    expect(second).toContain('Đường truyền Internet (chưa trang bị)');
    expect(second).toContain('Bộ phát wifi (tạm ngừng sử dụng)');
    expect(deepText(deep(app, 'ww-counts'))).toContain('Đang sử dụng 1 trên 2 nhà');
    await expectAccessible(app);
  });

  it('searches while one types, without marks, and puts the search into the address', async () => {
    const { app } = openApp(network, '/inventory');
    await expectText(app, 'NVH-02');
    deep(app, '#search').focus();
    await userEvent.keyboard('tru so ubnd');
    await expectText(app, '1/3 điểm');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => location.search).toBe('?q=tru+so+ubnd');
    await userEvent.keyboard('xyz');
    await expectText(app, 'Không có điểm phù hợp');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-empty a'));
    await expectText(app, '3/3 điểm');
    expect(deep(app, '#search', HTMLInputElement).value).toBe('');
    await userEvent.selectOptions(deep(app, '#lacks'), 'ups');
    await expectText(app, '1/3 điểm');
  });

  it('leads to files, import and survey', async () => {
    const { app } = openApp(network, '/inventory');
    await expectText(app, 'NVH-02');
    const links = deepAll(app, 'ww-inventory-page >>> a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining([
        '/inventory/import',
        '/survey',
        '/inventory/site_1',
        '/api/inventory/template.xlsx',
        '/api/inventory/export.xlsx',
        '/api/inventory/sites.csv',
        '/api/inventory/equipment.csv',
      ]),
    );
  });

  it('says what to do first where nothing is kept yet, and where there is no site', async () => {
    network.answers.set('GET /api/inventory', good({ profiles: [], items: [] }));
    const { app } = openApp(network, '/inventory');
    await expectText(app, 'Việc đầu tiên: rà soát hiện trạng');
    await expectAccessible(app);
    network.answers.set('GET /api/board', good(boardOf([], { sites: [] })));
    const { app: second } = openApp(network, '/inventory');
    await expectText(second, 'Chưa có điểm nào');
    await expectAccessible(second);
  });

  it('says why the list does not come, tries again when asked, and offers no import to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const answer = network.answers.get('GET /api/inventory') ?? good({});
    network.answers.set('GET /api/inventory', 'unreachable');
    const { app } = openApp(network, '/inventory');
    await expectText(app, 'Không kết nối được với máy chủ.');
    await expectAccessible(app);
    network.answers.set('GET /api/inventory', answer);
    await userEvent.click(deep(app, 'ww-inventory-page >>> ww-failure >>> button'));
    await expectText(app, 'NVH-02');
    expect(deepAll(app, 'a[href="/inventory/import"]')).toEqual([]);
  });

  it('waits without a word, then with a spinner, and says as of when once the server is not heard', async () => {
    network.answers.set('GET /api/inventory', 'silent');
    const { app, clock } = openApp(network, '/inventory');
    await expectText(app, 'Trang thiết bị');
    await expect.poll(() => network.requests.some(({ path }) => path === '/api/inventory')).toBe(true);
    expect(deepAll(app, 'ww-spinner')).toEqual([]);
    clock.advance(500);
    await expectText(app, 'Đang tải…');
    await expectAccessible(app);
  });

  it('fits a small phone', async () => {
    await page.viewport(320, 640);
    const { app } = openApp(network, '/inventory');
    await expectText(app, 'NVH-02');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await expectAccessible(app);
    await page.viewport(1280, 800);
  });
});
