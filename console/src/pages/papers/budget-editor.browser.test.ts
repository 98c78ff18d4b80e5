import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { budgetLine, paperDetail, paperRow, priceRow } from '../../testing/paper-rows.ts';
import { boardOf, deviceRow, siteRow } from '../../testing/rows.ts';
import { good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './paper-page.ts';

const address = location.href;
const PATH = '/papers/VBN-2026-0001?view=lines';
const GET = 'GET /api/papers/VBN-2026-0001';
const PATCH = 'PATCH /api/papers/VBN-2026-0001';
const bare = budgetLine({
  id: '4',
  name: 'Thuê bao Internet',
  kind: 'recurrent',
  unitPrice: 0,
  criteria: [],
  statements: [],
  outageIds: [],
});
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()], { sites: [siteRow()] }));
  network.answers.set(GET, good(paperDetail({ lines: [budgetLine(), bare] })));
  network.answers.set(PATCH, good(paperRow()));
  network.answers.set(
    'GET /api/prices',
    good({ prices: [priceRow({ id: 'B16', name: 'Máy tính để bàn', unit: 'bộ', amount: 15_000_000 })] }),
  );
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const saved = (): unknown[] => network.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);

describe('ww-budget-editor', () => {
  it('sums up in figures and words, and flags lines without proof or price', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'Bảy triệu một trăm năm mươi nghìn đồng');
    const rows = deepAll(app, 'ww-budget-editor >>> tbody tr').map((one) => deepText(one));
    expect(rows[0]).toContain('7.150.000');
    expect(rows[0]).not.toContain('Chưa có');
    expect(rows[1]).toContain('Chưa có minh chứng');
    expect(rows[1]).toContain('Chưa có đơn giá');
    await expectAccessible(app);
  });

  it('marks the line that a figure led to', async () => {
    const { app } = openApp(network, '/papers/VBN-2026-0001?line=4');
    await expectText(app, 'Thuê bao Internet');
    expect(deepText(deep(app, 'ww-budget-editor >>> tr.here'))).toContain('Thuê bao Internet');
  });

  it('adds a line of the price list under a number of its own', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thêm dòng');
    await userEvent.click(deep(app, 'ww-budget-editor >>> button.primary'));
    await expect.poll(() => deepAll(app, 'ww-line-form >>> #priceId:focus').length).toBe(1);
    await expectAccessible(app);
    await userEvent.selectOptions(deep(app, 'ww-line-form >>> #priceId'), 'B16');
    await expect.poll(() => deep(app, 'ww-line-form >>> #unitPrice', HTMLInputElement).value).toBe('15.000.000');
    await userEvent.fill(deep(app, 'ww-line-form >>> #quantity'), '2,5');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(saved()).toMatchObject([
      {
        lines: [
          { id: '1' },
          { id: '4' },
          { id: '5', priceId: 'B16', quantity: 2.5, unitPrice: 15_000_000, unit: 'bộ' },
        ],
      },
    ]);
  });

  it('refuses a price below zero and leads to the field', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thuê bao Internet');
    await userEvent.click(deep(app, 'button[aria-label="Sửa Thuê bao Internet"]'));
    await expect.poll(() => deepAll(app, 'ww-line-form >>> #unitPrice').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-line-form >>> #unitPrice'), '-190.000');
    await userEvent.click(deep(app, 'ww-line-form >>> button.primary'));
    await expectText(app, 'Đơn giá là số đồng, không âm');
    expect(deep(app, 'ww-line-form >>> #unitPrice').matches(':focus')).toBe(true);
    expect(saved()).toEqual([]);
    await expectAccessible(app);
  });

  it('shows both versions of a line that somebody else changed', async () => {
    network.answers.set(PATCH, refusal(409, 'revised'));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thuê bao Internet');
    await userEvent.click(deep(app, 'button[aria-label="Sửa Thuê bao Internet"]'));
    await expect.poll(() => deepAll(app, 'ww-line-form >>> #unitPrice').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-line-form >>> #unitPrice'), '190.000');
    network.answers.set(
      GET,
      good(paperDetail({ revision: 8, lines: [budgetLine(), { ...bare, unitPrice: 195_000 }] })),
    );
    await userEvent.click(deep(app, 'ww-line-form >>> button.primary'));
    await expectText(app, 'Bản của bạn 190.000 Bản trên máy chủ 195.000');
    await userEvent.click(deep(app, 'ww-two-versions >>> button:not(.primary)'));
    await expect.poll(() => deepAll(app, 'ww-two-versions').length).toBe(0);
    expect(saved()).toHaveLength(1);
    expect(deepAll(app, 'ww-line-form')).toEqual([]);
  });

  it('takes prices and suggestions anew', async () => {
    network.answers.set('POST /api/papers/VBN-2026-0001/renew', good(paperRow()));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thuê bao Internet');
    network.answers.set(GET, good(paperDetail({ revision: 4, lines: [budgetLine({ name: 'Dòng đề xuất mới' })] })));
    await userEvent.click(deep(app, 'ww-budget-editor >>> button.primary + button'));
    await expectText(app, 'Đã lấy lại đơn giá và đề xuất.');
    await expectText(app, 'Dòng đề xuất mới');
    expect(network.requests.find(({ method }) => method === 'POST')?.body).toEqual({ revision: 3 });
  });

  it('keeps the line of somebody else who added one at the same time', async () => {
    network.answers.set(PATCH, refusal(409, 'revised'));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thêm dòng');
    await userEvent.click(deep(app, 'ww-budget-editor >>> button.primary'));
    await expect.poll(() => deepAll(app, 'ww-line-form >>> #priceId:focus').length).toBe(1);
    await userEvent.selectOptions(deep(app, 'ww-line-form >>> #priceId'), 'B16');
    const theirs = budgetLine({ id: '5', name: 'Của họ' });
    network.answers.set(GET, good(paperDetail({ revision: 8, lines: [budgetLine(), bare, theirs] })));
    await userEvent.click(deep(app, 'ww-line-form >>> button.primary'));
    await expectText(app, 'Bản của bạn Máy tính để bàn');
    network.answers.set(PATCH, good(paperRow()));
    await userEvent.click(deep(app, 'ww-two-versions >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(saved()[1]).toMatchObject({
      revision: 8,
      lines: [{ id: '1' }, { id: '4' }, { id: '5', name: 'Của họ' }, { id: '6', name: 'Máy tính để bàn' }],
    });
  });

  it('asks before it deletes a line', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thuê bao Internet');
    await userEvent.click(deep(app, 'button[aria-label="Xóa Thuê bao Internet"]'));
    await expectText(app, 'Xóa dòng này khỏi dự toán?');
    await userEvent.click(deep(app, 'ww-budget-editor >>> button.danger'));
    await expectText(app, 'Đã xóa dòng.');
    expect(saved()).toMatchObject([{ lines: [{ id: '1' }] }]);
  });

  it('attaches a quotation to its line, and refuses a file that is too large', async () => {
    network.answers.set('POST /api/papers/VBN-2026-0001/quotations', good(paperRow()));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Báo giá');
    const input = deep(app, 'ww-budget-editor >>> input[type="file"]', HTMLInputElement);
    const large = new DataTransfer();
    large.items.add(new File([new Uint8Array(11 * 1_048_576)], 'to.pdf', { type: 'application/pdf' }));
    input.files = large.files;
    input.dispatchEvent(new Event('change'));
    await expectText(app, 'Tệp quá 10 MB.');
    await userEvent.upload(input, new File(['%PDF-1.7'], 'báo giá.pdf', { type: 'application/pdf' }));
    await expectText(app, 'Đã đính kèm báo giá.');
    const paths = network.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(paths).toEqual([
      `/api/papers/VBN-2026-0001/quotations?${new URLSearchParams({ line: '1', name: 'báo giá.pdf', revision: '3' })}`,
    ]);
  });

  it('says what to do where the budget has no line, and fits a narrow screen', async () => {
    await page.viewport(320, 700);
    const { app } = openApp(network, PATH);
    await expectText(app, 'Thuê bao Internet');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    network.answers.set(GET, good(paperDetail({ lines: [] })));
    const empty = openApp(network, PATH).app;
    await expectText(empty, 'Dự toán chưa có dòng nào');
    await expectAccessible(empty);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
