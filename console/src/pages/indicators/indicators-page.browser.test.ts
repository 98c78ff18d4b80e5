import type { IndicatorRow } from '@wardwatch/shared/api';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './indicators-page.ts';

const address = location.href;
let network: StandInNetwork;

const ROW: IndicatorRow = {
  id: 'CT-C08',
  name: 'Tỷ lệ định danh điện tử',
  owner: 'Công an phường',
  values: [
    { on: '2025-12-31', part: 20_100, whole: 25_102, note: '' },
    { on: '2026-03-30', part: 21_475, whole: 25_261, note: 'Báo cáo quý I' },
  ],
  revision: 2,
};

beforeEach(async () => {
  await page.viewport(1_280, 900);
  network = new StandInNetwork(boardOf([]));
  network.answers.set('GET /api/indicators', good({ indicators: [ROW] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

describe('ww-indicators-page', () => {
  it('shows the last figure with its share and owner, the history behind it, and what has no figure yet', async () => {
    const { app } = openApp(network, '/indicators');
    await expectText(app, '21.475/25.261 (85,01%) ngày 30/03/2026');
    const item = deep(app, 'ww-indicators-page >>> #CT-C08');
    expect(deepText(item)).toContain('Công an phường');
    expect(deepText(item)).toContain('20.100/25.102 (80,07%)');
    expect(deepText(deep(app, 'ww-indicators-page >>> #CT-C30'))).toContain('Chưa có số liệu');
    await userEvent.click(deep(item, 'summary'));
    await expectAccessible(app);
  });

  it('adds a value by keyboard, and shows its share while one types', async () => {
    network.answers.set('POST /api/indicators', good({}));
    const { app } = openApp(network, '/indicators');
    await expectText(app, '21.475/25.261');
    deep(app, 'ww-indicators-page >>> button[aria-label="Thêm số liệu: Tỷ lệ định danh điện tử"]').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-indicator-form >>> #part:focus').length).toBe(1);
    await userEvent.keyboard('30.000{Enter}');
    await expectText(app, 'Hãy nhập một số từ 0, không quá tổng số');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-indicator-form >>> #part'), '22.735');
    await expectText(app, 'Tỷ lệ: 90%');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu số liệu.');
    expect(network.requests.find(({ method }) => method === 'POST')?.body).toEqual({
      ...ROW,
      values: [...ROW.values, { on: '2026-11-24', part: 22_735, whole: 25_261, note: '' }],
    });
  });

  it('keeps what was typed where another was first, and adds it to what he saved', async () => {
    network.answers.set('POST /api/indicators', refusal(409, 'revised'));
    const { app } = openApp(network, '/indicators');
    await expectText(app, '21.475/25.261');
    await userEvent.click(
      deep(app, 'ww-indicators-page >>> button[aria-label="Thêm số liệu: Tỷ lệ định danh điện tử"]'),
    );
    await expect.poll(() => deepAll(app, 'ww-indicator-form >>> #part:focus').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-indicator-form >>> #part'), '22.735');
    await userEvent.fill(deep(app, 'ww-indicator-form >>> #owner'), 'Tổ công nghệ');
    const theirs = { on: '2026-11-20', part: 22_000, whole: 25_300, note: '' };
    const newest = { ...ROW, owner: 'Văn phòng', values: [...ROW.values, theirs], revision: 3 };
    network.answers.set('GET /api/indicators', good({ indicators: [newest] }));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'vừa được người khác sửa');
    await expectText(app, '22.000/25.300');
    network.answers.set('POST /api/indicators', good({}));
    await userEvent.click(deep(app, 'ww-indicator-form >>> button.primary'));
    await expectText(app, 'Đã lưu số liệu.');
    expect(network.requests.findLast(({ method }) => method === 'POST')?.body).toEqual({
      ...newest,
      owner: 'Tổ công nghệ',
      values: [...newest.values, { on: '2026-11-24', part: 22_735, whole: 25_261, note: '' }],
    });
  });

  it('fits on a phone, and offers no change to who may only look', async () => {
    await page.viewport(320, 700);
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, '/indicators');
    await expectText(app, '21.475/25.261');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(deepAll(app, 'ww-indicators-page >>> li button')).toEqual([]);
    await expectAccessible(app);
  });

  it('says why the list does not come', async () => {
    network.answers.set('GET /api/indicators', 'unreachable');
    const { app } = openApp(network, '/indicators');
    await expectText(app, 'Không kết nối được với máy chủ.');
    await expectAccessible(app);
  });
});
