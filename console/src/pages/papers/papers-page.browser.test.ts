import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { paperDetail, paperRow, reportHead } from '../../testing/paper-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './paper-page.ts';
import './papers-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set('GET /api/papers', good({ papers: [] }));
  network.answers.set('GET /api/reports', good({ reports: [reportHead()] }));
  network.answers.set('GET /api/prices', good({ prices: [] }));
  network.answers.set('POST /api/papers', good(paperDetail()));
  network.answers.set('GET /api/papers/VBN-2026-0001', good(paperDetail()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const made = (): unknown => network.requests.find(({ method }) => method === 'POST')?.body;

describe('ww-papers-page', () => {
  it('lists documents by where they stand, with number and day of the issued ones', async () => {
    const papers = [
      paperRow(),
      paperRow({ id: 'VBN-2026-0002', kind: 'quarter-report', status: 'submitted', period: '2026-q3-cutoff' }),
      paperRow({
        id: 'VBN-2026-0003',
        kind: 'minutes',
        about: 'SC-2026-0412',
        status: 'issued',
        number: 27,
        issuedOn: '2026-11-02',
      }),
    ];
    network.answers.set('GET /api/papers', good({ papers }));
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Tờ trình đề nghị kinh phí, quý IV năm 2026');
    const lists = deepText(deep(app, '.lists'));
    expect(lists).toMatch(/Dự thảo 1 .* Trình ký 1 .* Đã ban hành 1/);
    expect(lists).toContain('Báo cáo, quý III năm 2026 (chốt số liệu ngày 14)');
    expect(lists).toContain('Biên bản xác nhận sự cố SC-2026-0412');
    expect(lists).toContain('Số 27, ngày 02/11/2026');
    await expectAccessible(app);
  });

  it('says what to do where there is no document', async () => {
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Chưa có văn bản nào');
    await expectAccessible(app);
  });

  it('makes a report of a chosen period against no report, by keyboard', async () => {
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Lập văn bản');
    await userEvent.selectOptions(deep(app, 'ww-paper-maker >>> #period'), '2026-q3');
    await userEvent.selectOptions(deep(app, 'ww-paper-maker >>> #report'), '');
    await expectText(app, 'Báo cáo quý III năm 2026');
    deep(app, 'ww-paper-maker >>> #report').focus();
    await userEvent.tab();
    await userEvent.tab();
    expect(deep(app, 'ww-paper-maker >>> button:focus').textContent).toContain('Báo cáo quý III');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'TỜ TRÌNH');
    expect(made()).toEqual({ kind: 'quarter-report', period: '2026-q3', reportId: null });
    expect(location.pathname).toBe('/papers/VBN-2026-0001');
  });

  it('says that a draft was made, or that the one which was there is opened', async () => {
    network.answers.set('POST /api/papers', good(paperDetail({ createdAt: 5, changedAt: 5 })));
    const first = openApp(network, '/papers');
    await expectText(first.app, 'Tờ trình kinh phí quý IV năm 2026');
    await userEvent.click(deep(first.app, 'ww-paper-maker >>> button.primary'));
    await expectText(first.app, 'Đã lập dự thảo.');
    network.answers.set('POST /api/papers', good(paperDetail({ createdAt: 5, changedAt: 6 })));
    const second = openApp(network, '/papers');
    await expectText(second.app, 'Tờ trình kinh phí quý IV năm 2026');
    await userEvent.click(deep(second.app, 'ww-paper-maker >>> button.primary'));
    await expectText(second.app, 'đã mở văn bản đó.');
  });

  it('makes documents without the list of reports too', async () => {
    network.answers.set('GET /api/reports', refusal(503, 'store-unavailable'));
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Tờ trình kinh phí quý IV năm 2026');
    await userEvent.click(deep(app, 'ww-paper-maker >>> button.primary'));
    await expect.poll(made).toEqual({ kind: 'budget-request', period: '2026-q4', reportId: null });
  });

  it('says why a draft was not made, and stays', async () => {
    network.answers.set('POST /api/papers', refusal(503, 'store-unavailable'));
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Tờ trình kinh phí quý IV năm 2026');
    await userEvent.click(deep(app, 'ww-paper-maker >>> button.primary'));
    await expectText(app, 'Máy chủ tạm thời không ghi hoặc đọc được dữ liệu.');
    expect(location.pathname).toBe('/papers');
    await expectAccessible(app);
  });

  it('offers nothing to make to who may only look', async () => {
    const person = { id: 'person_2', name: 'xem', role: 'viewer' };
    network.answers.set('GET /api/session', good({ ...ADMIN, person }));
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Chưa có văn bản nào');
    expect(deepAll(app, 'ww-paper-maker')).toEqual([]);
  });

  it('says why the list does not come, and as of when it was seen while the server is not heard', async () => {
    network.answers.set('GET /api/papers', 'unreachable');
    const { app } = openApp(network, '/papers');
    await expectText(app, 'Không kết nối được với máy chủ.');
    await expectAccessible(app);
    network.answers.set('GET /api/papers', good({ papers: [paperRow()] }));
    await userEvent.click(deep(app, 'ww-papers-page >>> ww-failure >>> button'));
    await expectText(app, 'VBN-2026-0001');
  });

  it('fits a narrow screen', async () => {
    network.answers.set('GET /api/papers', good({ papers: [paperRow()] }));
    await page.viewport(320, 700);
    const { app } = openApp(network, '/papers');
    await expectText(app, 'VBN-2026-0001');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
