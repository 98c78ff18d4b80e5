import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { calendarList } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './rules-page.ts';

const address = location.href;
let network: StandInNetwork;

const RULES = {
  graceMs: 60_000,
  mergeGapMs: 120_000,
  minListMs: 300_000,
  settleMs: 60_000,
  togetherMs: 120_000,
  probeMs: 15_000,
  hoursStartMs: 1_800_000,
  hoursEndMs: 900_000,
};

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set('GET /api/rules', good(RULES));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const posted = (): unknown[] => network.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('ww-rules-page', () => {
  it('is reached from the calendars, changes a figure in the unit that is wanted, and says what follows', async () => {
    network.answers.set('GET /api/calendars', good(calendarList()));
    network.answers.set('POST /api/rules', good({ ...RULES, minListMs: 90_000 }));
    const { app } = openApp(network, '/calendars');
    await expect.poll(() => deepAll(app, 'a[href="/rules"]').length).toBe(1);
    await userEvent.click(deep(app, 'a[href="/rules"]'));
    await expectText(app, 'Gián đoạn ngắn hơn mức này chỉ được đếm');
    expect(deep(app, '#minListMs', HTMLInputElement).value).toBe('5');
    await expectAccessible(app);
    await userEvent.fill(deep(app, '#minListMs'), '90');
    await userEvent.selectOptions(deep(app, 'select[name="minListMs-unit"]'), 'seconds');
    deep(app, '#minListMs').focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu. Các sự cố đang được xét lại.');
    expect(posted()).toEqual([{ ...RULES, minListMs: 90_000 }]);
  });

  it('marks what is out of bounds, leads to it, and sends nothing', async () => {
    const { app } = openApp(network, '/rules');
    await expectText(app, 'Chu kỳ kiểm tra của máy');
    await userEvent.fill(deep(app, '#graceMs'), '0');
    await userEvent.fill(deep(app, '#probeMs'), 'nhanh');
    await userEvent.click(deep(app, 'ww-rules-form >>> button'));
    await expectText(app, 'Hãy nhập từ 1 giây đến 1 giờ.');
    await expectText(app, 'Hãy nhập từ 1 giây đến 10 phút.');
    await expect.poll(() => deepAll(app, '#graceMs:focus').length).toBe(1);
    expect(posted()).toEqual([]);
    await expectAccessible(app);
  });

  it('keeps what is typed where the server refuses', async () => {
    network.answers.set('POST /api/rules', refusal(503, 'store-unavailable'));
    const { app } = openApp(network, '/rules');
    await expectText(app, 'Chu kỳ kiểm tra của máy');
    await userEvent.fill(deep(app, '#minListMs'), '7');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Máy chủ tạm thời không ghi hoặc đọc được dữ liệu.');
    expect(deep(app, '#minListMs', HTMLInputElement).value).toBe('7');
    await expectAccessible(app);
  });

  it('shows the values to a viewer, and why the values do not come', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { ...ADMIN.person, role: 'viewer' } }));
    const { app } = openApp(network, '/rules');
    await expectText(app, 'Thời lượng tối thiểu để vào sổ 5 phút');
    expect(deepText(app)).toContain('Chỉ quản trị viên được đổi các mức này.');
    expect(deepAll(app, 'ww-rules-form')).toEqual([]);
    await expectAccessible(app);
    network.answers.set('GET /api/rules', 'unreachable');
    const { app: failing } = openApp(network, '/rules');
    await expectText(failing, 'Không kết nối được với máy chủ.');
    await expectAccessible(failing);
  });

  it('fits a small phone', async () => {
    await page.viewport(320, 640);
    const { app } = openApp(network, '/rules');
    await expectText(app, 'Chu kỳ kiểm tra của máy');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
