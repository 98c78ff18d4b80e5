import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { criteriaSet, judgement, officeFigures, upsPrice, wardFigures } from '../../testing/figures-rows.ts';
import { boardOf, deviceRow, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './readiness-page.ts';

const address = location.href;
let network: StandInNetwork;

const DECLARATION = {
  siteId: 'site_1',
  criterionId: 'RC-H5',
  result: 'partly',
  on: '2026-05-04',
  proof: 'Biên bản 7',
  revision: 3,
};

beforeEach(async () => {
  await page.viewport(1_280, 900);
  const sites = [siteRow({ id: 'site_hq', name: 'Trụ sở UBND phường', kind: 'headquarters' })];
  network = new StandInNetwork(boardOf([deviceRow({ siteId: 'site_hq' })], { sites }));
  network.answers.set('GET /api/figures', good(wardFigures()));
  network.answers.set('GET /api/criteria', good({ criteria: criteriaSet(), declarations: [DECLARATION] }));
  network.answers.set('GET /api/prices', good({ prices: [upsPrice()] }));
  network.answers.set('GET /api/inventory', good({ profiles: [], items: [] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const cell = (site: string, criterion: string): string =>
  `ww-readiness-matrix >>> button.cell[data-cell="${site} ${criterion}"]`;
const posted = (): unknown => network.requests.find(({ method }) => method === 'POST')?.body;

describe('ww-readiness-page', () => {
  it('shows the score, the houses by stage, and each result with its word and its basis', async () => {
    const { app } = openApp(network, '/readiness');
    await expectText(app, '1/62 lượt tiêu chí đạt');
    const text = deepText(app);
    expect(text).toContain('0/30 điểm đã trang bị');
    expect(text).toContain('Đã đề xuất 30');
    expect(text).toContain('Số liệu tính đến 01/10/2026 00:00 · độ phủ giám sát trong giờ làm việc 93%');
    expect(deepText(deep(app, cell('site_hq', 'RC-N1')))).toBe(
      'Trụ sở UBND phường, Mạng nội bộ hoạt động ổn định: Đạt Đo được',
    );
    expect(deepText(deep(app, cell('site_hq', 'RC-P1')))).toContain('Chưa đạt Theo danh mục thiết bị');
    await expectAccessible(app);
  });

  it('opens the cell that an address names, as figures of documents do', async () => {
    const { app } = openApp(network, '/readiness?period=last-quarter&site=site_hq&criterion=RC-P1');
    await expectText(app, 'Theo danh mục thiết bị');
    expect(deep(app, 'ww-judgement-panel').checkVisibility()).toBe(true);
    expect(deepText(deep(app, 'ww-judgement-panel'))).toContain('Trụ sở UBND phường');
  });

  it('asks for the chosen period by the same key as other pages', async () => {
    const { app } = openApp(network, '/readiness?period=last-quarter');
    await expectText(app, 'lượt tiêu chí đạt');
    const asked = network.requests.filter(({ path }) => path.startsWith('/api/figures')).map(({ path }) => path);
    expect(asked).toEqual(['/api/figures?period=2026-q3']);
  });

  it('ranks what would have avoided outages, with the way to the rows, and gaps with their cost', async () => {
    const { app } = openApp(network, '/readiness');
    await expectText(app, 'Bộ lưu điện (UPS) đủ 60 phút');
    expect(deepText(deep(app, 'ww-avoided-list'))).toContain('tránh được 2 sự cố, 1 giờ 30 phút trong giờ làm việc');
    expect(deepAll(app, 'ww-avoided-list >>> a').map((one) => one.getAttribute('href'))).toContain(
      '/ledger/SC-2026-0007',
    );
    const gaps = deepText(deep(app, 'ww-gap-list'));
    expect(gaps).toMatch(/^Thiết bị mạng chính có bộ lưu điện \(bắt buộc\) 1 điểm chưa đạt/);
    expect(gaps).toContain('một lần 3.500.000 đồng');
    expect(gaps).toContain('Chưa có đơn giá trong bảng giá');
  });

  it('opens the proof of a cell by keyboard, and declares a result', async () => {
    network.answers.set('POST /api/declarations', good({}));
    const { app } = openApp(network, '/readiness');
    await expectText(app, 'lượt tiêu chí đạt');
    deep(app, cell('site_1', 'RC-H5')).focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Khai báo lại');
    await expectText(app, 'Đạt một phần, 04/05/2026 Minh chứng: Biên bản 7');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-declaration-form >>> input[value=met]'));
    await userEvent.fill(deep(app, 'ww-declaration-form >>> #on'), '2027-01-01');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy chọn ngày không sau hôm nay.');
    expect(posted()).toBeUndefined();
    await userEvent.fill(deep(app, 'ww-declaration-form >>> #on'), '2026-11-20');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã ghi khai báo.');
    expect(posted()).toEqual({ ...DECLARATION, result: 'met', on: '2026-11-20' });
  });

  it('keeps what was typed where another declared first, and declares on his revision', async () => {
    network.answers.set('POST /api/declarations', refusal(409, 'revised'));
    const { app } = openApp(network, '/readiness');
    await expectText(app, 'lượt tiêu chí đạt');
    await userEvent.click(deep(app, cell('site_1', 'RC-H5')));
    await expect.poll(() => deepAll(app, 'ww-declaration-form >>> #proof').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-declaration-form >>> #proof'), 'Của tôi');
    const theirs = { ...DECLARATION, proof: 'Của họ', revision: 4 };
    network.answers.set('GET /api/criteria', good({ criteria: criteriaSet(), declarations: [theirs] }));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'vừa được người khác sửa');
    await expect.poll(() => network.requests.filter(({ path }) => path === '/api/criteria').length).toBe(2);
    network.answers.set('POST /api/declarations', good({}));
    await userEvent.click(deep(app, 'ww-declaration-form >>> button.primary'));
    await expectText(app, 'Đã ghi khai báo.');
    expect(network.requests.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
      proof: 'Của tôi',
      revision: 4,
    });
  });

  it('shows a measured figure against its threshold, with devices and source', async () => {
    const { app } = openApp(network, '/readiness');
    await expectText(app, 'lượt tiêu chí đạt');
    await userEvent.click(deep(app, cell('site_hq', 'RC-N1')));
    await expectText(app, '99,8%, cần từ 99,5%');
    const panel = deep(app, 'ww-judgement-panel');
    expect(deepText(panel)).toContain('Máy văn thư');
    expect(deepText(panel)).toContain('Mức tham chiếu trong ngành');
    expect(deepAll(panel, 'a').map((one) => one.getAttribute('href'))).toContain(
      '/ledger?period=custom&first=2026-07-01&last=2026-09-30&site=site_hq&subject=site',
    );
  });

  it('is a list for each site where there is no room, without scrolling sideways', async () => {
    await page.viewport(320, 700);
    const { app } = openApp(network, '/readiness');
    await expectText(app, 'lượt tiêu chí đạt');
    expect(deepAll(app, 'ww-readiness-matrix >>> table')).toEqual([]);
    expect(deepAll(app, 'ww-readiness-matrix >>> details').length).toBe(31);
    await userEvent.click(deep(app, 'ww-readiness-matrix >>> summary'));
    await expectAccessible(app);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  });

  it('does not offer a declaration to who may only look, and says where a share is just below its threshold', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const below = judgement({ result: 'not-met', figure: { have: 99.496, need: 99.5, unit: '%' } });
    network.answers.set('GET /api/figures', good(wardFigures({ sites: [officeFigures({ criteria: [below] })] })));
    const { app } = openApp(network, '/readiness');
    await expectText(app, 'lượt tiêu chí đạt');
    await userEvent.click(deep(app, cell('site_hq', 'RC-N1')));
    await expectText(app, '99,49%, cần từ 99,5%');
    expect(deepAll(app, 'ww-declaration-form')).toEqual([]);
  });

  it('says what to do where there is no site, and why figures do not come', async () => {
    network.answers.set('GET /api/figures', good(wardFigures({ sites: [] })));
    const first = openApp(network, '/readiness');
    await expectText(first.app, 'Chưa có điểm nào để đánh giá');
    await expectAccessible(first.app);
    network.answers.set('GET /api/figures', refusal(503, 'store-unavailable'));
    const second = openApp(network, '/readiness');
    await expectText(second.app, 'Máy chủ tạm thời không ghi');
    await expectAccessible(second.app);
    network.answers.set('GET /api/figures', good(wardFigures()));
    await userEvent.click(deep(second.app, 'ww-readiness-page >>> ww-failure >>> button'));
    await expectText(second.app, 'lượt tiêu chí đạt');
  });
});
