import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { criteriaSet, statementResult, wardFigures } from '../../testing/figures-rows.ts';
import { reportDetail } from '../../testing/report-rows.ts';
import { boardOf, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './report-page.ts';

const address = location.href;
let network: StandInNetwork;

const RESULTS = [
  statementResult({
    statementId: 'C01',
    verdict: 'insufficient',
    reason: 'coverage',
    gap: 'unknown',
    weight: 1,
    figures: {},
  }),
  statementResult(),
  statementResult({
    statementId: 'C08',
    verdict: 'insufficient',
    reason: 'not-due',
    weight: 40,
    figures: { part: 21_475, whole: 25_261, percent: 85.01, missing: 1_260, target: 90 },
    causes: [],
    siteIds: [],
    outageIds: [],
    indicatorId: 'CT-C08',
  }),
  statementResult({
    statementId: 'C18',
    verdict: 'supported',
    reason: 'gap-seen',
    weight: 90,
    figures: { part: 3, whole: 5, unknown: 0 },
    criterionIds: ['RC-P1'],
  }),
  statementResult({
    statementId: 'C19',
    verdict: 'supported',
    reason: 'gap-seen',
    weight: 95,
    figures: { n: 2, openMs: 7_200_000, part: 0, whole: 3 },
  }),
  statementResult({
    statementId: 'C25',
    verdict: 'insufficient',
    reason: 'no-target',
    gap: 'unknown',
    weight: 1,
    figures: { n: 0, part: 0, whole: 30, unknown: 0 },
    target: null,
    siteIds: [],
    outageIds: [],
  }),
];

beforeEach(async () => {
  await page.viewport(1_280, 900);
  network = new StandInNetwork(boardOf([], { sites: [siteRow({ id: 'site_hq', name: 'Trụ sở UBND phường' })] }));
  network.answers.set('GET /api/reports/BC-0001', good(reportDetail()));
  network.answers.set('GET /api/figures', good(wardFigures({ statements: RESULTS, reportId: 'BC-0001' })));
  network.answers.set('GET /api/criteria', good({ criteria: criteriaSet(), declarations: [] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const label = (id: string): string => `ww-report-text >>> #label-${id}`;
const posted = () => network.requests.find(({ method }) => method === 'POST');

async function open() {
  const { app } = openApp(network, '/reports/BC-0001');
  await expectText(app, 'Phù hợp với số liệu: 3/5');
  return app;
}

describe('ww-report-page', () => {
  it('opens the statement that an address names, as figures of documents do', async () => {
    const { app } = openApp(network, '/reports/BC-0001?statement=C19');
    await expectText(app, 'Dự phòng khi mất điện lưới chưa bảo đảm');
    expect(deepText(deep(app, '#statement'))).toBe('Dự phòng khi mất điện lưới chưa bảo đảm');
  });

  it('keeps the report’s own text, with each verdict in words and its figure behind its passage', async () => {
    const app = await open();
    const runs = deepAll(app, 'ww-report-text >>> [data-block="2"] [data-start]').map((one) => one.textContent);
    expect(runs.join('')).toBe(reportDetail().report.blocks[2]?.text);
    expect(deepText(deep(app, label('C03')))).toBe(
      'Phục vụ người dân, doanh nghiệp không gián đoạn: Chưa phù hợp với số liệu: 2 lần · 2 giờ · Còn thiếu',
    );
    expect(deepText(deep(app, label('C01')))).toContain('Chưa đủ số liệu');
    expect(deepText(deep(app, label('C08')))).toContain('85,01%');
    expect(network.requests.map(({ path }) => path)).toContain('/api/figures?period=2026-q3&report=BC-0001');
    await expectAccessible(app);
  });

  it('marks two statements on one passage, each with a label of its own', async () => {
    const app = await open();
    const runs = deepAll(app, 'ww-report-text >>> [data-block="5"] .run').map((one) => one.textContent);
    expect(runs).toEqual(['Điều kiện an toàn thông tin và ', 'nguồn điện dự phòng tại trụ sở còn hạn chế', '.']);
    expect(deepText(deep(app, label('C18')))).toContain('3/5 · Còn thiếu');
    expect(deepText(deep(app, label('C19')))).toContain('2 lần · 2 giờ · Còn thiếu');
  });

  it('opens the grounds of a statement by keyboard, down to sites and outages, and gives the focus back', async () => {
    const app = await open();
    deep(app, label('C03')).focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Mức tham chiếu Tỷ lệ sẵn sàng 99,61%, mức tham chiếu 99,5%.');
    const panel = deep(app, 'ww-statement-panel');
    const text = deepText(panel);
    expect(text).toContain('Số liệu đã xác nhận chưa đạt mức đã nêu.');
    expect(text).toContain('2 lần gián đoạn trong giờ làm việc, tổng 2 giờ. Ngoài ra 1 lần nghi ngờ, chưa tính.');
    expect(text).toContain('Không gián đoạn nghĩa là 0 lần; trong kỳ có 2 lần đã xác nhận.');
    expect(text).toContain('Mất điện lưới: 2 lần, 2 giờ');
    const links = deepAll(panel, 'a').map((one) => one.getAttribute('href'));
    expect(links).toContain('/sites/site_hq');
    expect(links).toContain('/ledger/SC-2026-0007');
    expect(deep(app, 'ww-report-page >>> #statement').matches(':focus')).toBe(true);
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-report-page >>> .panel button[aria-label="Đóng"]'));
    expect(deep(app, label('C03')).matches(':focus')).toBe(true);
  });

  it('lists gaps by weight, and leads from one to its grounds', async () => {
    const app = await open();
    const names = deepAll(app, 'ww-statement-lists >>> ol button.name').map((one) => deepText(one));
    expect(names).toEqual([
      'Phục vụ người dân, doanh nghiệp không gián đoạn',
      'Dự phòng khi mất điện lưới chưa bảo đảm',
      'An toàn thông tin chưa bảo đảm',
      'Tỷ lệ định danh điện tử',
    ]);
    await userEvent.click(deep(app, 'ww-statement-lists >>> ol button.name'));
    await expectText(app, 'Theo câu chữ của báo cáo');
  });

  it('accepts a place, and marks a statement as absent', async () => {
    network.answers.set('POST /api/reports/BC-0001/statements/C01', good({}));
    network.answers.set('POST /api/reports/BC-0001/statements/C20', good({}));
    const app = await open();
    await userEvent.click(deep(app, label('C01')));
    await expectText(app, 'độ chắc chắn 86%');
    await userEvent.click(deep(app, 'ww-statement-panel >>> button.primary'));
    await expectText(app, 'Đã ghi: đúng đoạn.');
    expect(posted()?.body).toEqual({
      passage: { block: 2, start: 0, end: 35 },
      state: 'accepted',
      target: null,
      dueOn: null,
      revision: 1,
    });
    await userEvent.click(
      deep(app, 'ww-statement-lists >>> button[aria-label="Báo cáo không nêu: Tường lửa đã đề xuất trang bị"]'),
    );
    await expectText(app, 'Đã ghi: báo cáo không nêu.');
    expect(network.requests.filter(({ method }) => method === 'POST')[1]?.body).toMatchObject({
      passage: null,
      state: 'absent',
    });
  });

  it('places a missing statement without a mouse: the paragraph, then its words', async () => {
    network.answers.set('POST /api/reports/BC-0001/statements/C20', good({}));
    const app = await open();
    deep(app, 'ww-statement-lists >>> button[aria-label="Chọn đoạn văn cho: Tường lửa đã đề xuất trang bị"]').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-place-form >>> #block:focus').length).toBe(1);
    await expectAccessible(app);
    await userEvent.selectOptions(deep(app, 'ww-place-form >>> #block'), '6');
    await userEvent.keyboard('{Tab}');
    expect(deep(app, 'ww-place-form >>> #first').matches(':focus')).toBe(true);
    await userEvent.selectOptions(deep(app, 'ww-place-form >>> #first'), '5');
    await userEvent.selectOptions(deep(app, 'ww-place-form >>> #last'), '2');
    await expectText(app, 'Chữ cuối phải bằng hoặc sau chữ đầu.');
    await expectAccessible(app);
    await userEvent.selectOptions(deep(app, 'ww-place-form >>> #first'), '2');
    await userEvent.selectOptions(deep(app, 'ww-place-form >>> #last'), '6');
    await expectText(app, 'lắp đặt wifi miễn phí');
    expect(deepText(deep(app, 'ww-place-form >>> blockquote'))).toBe('lắp đặt wifi miễn phí');
    deep(app, 'ww-place-form >>> button.primary').focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã đặt nội dung vào đoạn văn.');
    expect(posted()?.body).toMatchObject({ passage: { block: 6, start: 8, end: 29 }, state: 'placed' });
  });

  it('takes the passage that was selected in the text', async () => {
    const app = await open();
    await userEvent.click(
      deep(app, 'ww-statement-lists >>> button[aria-label="Chọn đoạn văn cho: Tường lửa đã đề xuất trang bị"]'),
    );
    await expect.poll(() => deepAll(app, 'ww-place-form >>> #block').length).toBe(1);
    const [, byMouse] = deepAll(app, 'ww-place-form >>> .actions button');
    if (byMouse) await userEvent.click(byMouse);
    await expectText(app, 'Bôi đen đoạn văn nói về “Tường lửa đã đề xuất trang bị”');
    await expectAccessible(app);
    const words = deep(app, 'ww-report-text >>> [data-block="2"] [data-start="37"]').firstChild;
    const text = [...(words?.parentElement?.childNodes ?? [])].find((node) => node instanceof Text && node.data !== '');
    if (!text) throw new Error('the run has no text');
    getSelection()?.setBaseAndExtent(text, 4, text, 13);
    await userEvent.click(deep(app, 'ww-report-page >>> .placing button.primary'));
    await expect.poll(() => deepAll(app, 'ww-place-form >>> blockquote').length).toBe(1);
    expect(deepText(deep(app, 'ww-place-form >>> blockquote'))).toBe('phục vụ');
  });

  it('asks for a number where the report gives none', async () => {
    network.answers.set('POST /api/reports/BC-0001/statements/C25', good({}));
    const app = await open();
    await userEvent.click(deep(app, label('C25')));
    await expectText(app, 'Báo cáo nêu “một số”: hãy ghi con số cụ thể.');
    await userEvent.fill(deep(app, 'ww-target-form >>> #target'), 'mười');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy nhập một số từ 0');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-target-form >>> #target'), '10');
    await userEvent.fill(deep(app, 'ww-target-form >>> #dueOn'), '2026-12-31');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu chỉ tiêu.');
    expect(posted()?.body).toMatchObject({ state: 'accepted', target: 10, dueOn: '2026-12-31', revision: 1 });
  });

  it('edits what the text does not tell, and says where another was first', async () => {
    network.answers.set('PATCH /api/reports/BC-0001', refusal(409, 'revised'));
    const app = await open();
    await userEvent.click(deep(app, 'ww-report-page >>> .tools button'));
    await expect.poll(() => deepAll(app, 'ww-report-form >>> #number:not([type=date])').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-report-form >>> #number'), '');
    const { report, ...rest } = reportDetail();
    const newest = { ...report, number: '13/BC-UBND', revision: 3 };
    network.answers.set('GET /api/reports/BC-0001', good({ ...rest, report: newest }));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'vừa được người khác sửa');
    await expectAccessible(app);
    expect(network.requests.find(({ method }) => method === 'PATCH')?.body).toEqual({
      title: 'Tiến độ thực hiện nhiệm vụ chuyển đổi số quý III',
      number: null,
      datedOn: '2026-09-30',
      period: '2026-q3',
      revision: 2,
    });
    await expectText(app, '13/BC-UBND');
    network.answers.set('PATCH /api/reports/BC-0001', good({}));
    await userEvent.click(deep(app, 'ww-report-form >>> button.primary'));
    await expect.poll(() => deepAll(app, 'ww-report-form').length).toBe(0);
    expect(network.requests.findLast(({ method }) => method === 'PATCH')?.body).toMatchObject({
      number: null,
      revision: 3,
    });
  });

  it('keeps a target that was typed where another was first, and saves on his revision', async () => {
    network.answers.set('POST /api/reports/BC-0001/statements/C25', refusal(409, 'revised'));
    const app = await open();
    await userEvent.click(deep(app, label('C25')));
    await userEvent.fill(deep(app, 'ww-target-form >>> #target'), '10');
    const detail = reportDetail();
    const statements = detail.statements.map((row) =>
      row.statementId === 'C25' ? { ...row, target: 7, revision: 5 } : row,
    );
    network.answers.set('GET /api/reports/BC-0001', good({ ...detail, statements }));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'vừa được người khác sửa');
    const loads = () => network.requests.filter(({ path }) => path.startsWith('/api/figures')).length;
    await expect.poll(loads).toBe(2);
    network.answers.set('POST /api/reports/BC-0001/statements/C25', good({}));
    await userEvent.click(deep(app, 'ww-target-form >>> .actions button'));
    await expectText(app, 'Đã lưu chỉ tiêu.');
    expect(network.requests.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
      target: 10,
      revision: 5,
    });
  });

  it('opens the grounds above the text where there is no room beside it', async () => {
    await page.viewport(320, 700);
    const app = await open();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await userEvent.click(deep(app, label('C03')));
    await expect.poll(() => deepAll(app, 'ww-dialog[open] ww-statement-panel, ww-statement-panel').length).toBe(1);
    await expectText(app, 'Theo câu chữ của báo cáo');
    await expectAccessible(app);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => deepAll(app, 'ww-statement-panel').length).toBe(0);
  });

  it('shows the text without verdicts while figures cannot be had, and no acts to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    network.answers.set('GET /api/figures', 'unreachable');
    const { app } = openApp(network, '/reports/BC-0001');
    await expectText(app, 'Không kết nối được với máy chủ.');
    await expectText(app, 'Chưa đối chiếu');
    await userEvent.click(deep(app, label('C03')));
    await expectText(app, 'Vị trí trong báo cáo');
    expect(deepAll(app, 'ww-statement-panel >>> .actions button')).toEqual([]);
    await expectAccessible(app);
  });
});
