import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { identityRow, priceRow, referenceRow } from '../../testing/paper-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './identity-page.ts';
import './prices-page.ts';
import './references-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  const old = priceRow({
    id: 'B16',
    name: 'Máy tính để bàn',
    amount: 15_000_000,
    basis: 'Báo giá 3',
    on: '2025-10-01',
  });
  network.answers.set('GET /api/prices', good({ prices: [priceRow(), old] }));
  const over = referenceRow({ id: 'VB-0002', number: '13/QĐ-UBND', type: 'Quyết định', effectiveUntil: '2026-06-01' });
  const checked = { by: 'Nguyễn Văn A', on: '2026-11-01' };
  network.answers.set('GET /api/references', good({ references: [referenceRow(), { ...over, checked }] }));
  network.answers.set('GET /api/identity', good(identityRow()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const sent = (): unknown => network.requests.findLast(({ method }) => method === 'POST')?.body;

describe('ww-prices-page', () => {
  it('tells hints from prices, and prices that are old', async () => {
    const { app } = openApp(network, '/papers/prices');
    await expectText(app, 'Tham khảo: 2.500.000 đến 8.000.000 đồng');
    const rows = deepAll(app, '.records > li').map((one) => deepText(one));
    expect(rows[0]).toContain('Chưa có giá');
    expect(rows[1]).toContain('15.000.000 đồng/cái');
    expect(rows[1]).toContain('Giá đã cũ hơn 12 tháng');
    await expectAccessible(app);
  });

  it('takes a price only with its basis and day, by keyboard', async () => {
    network.answers.set('POST /api/prices', good(priceRow()));
    const { app } = openApp(network, '/papers/prices');
    await expectText(app, 'Chưa có giá');
    deep(app, 'button[aria-label="Sửa giá Bộ lưu điện (UPS) 1 kVA"]').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-price-form >>> #amount:focus').length).toBe(1);
    await userEvent.keyboard('3.250.000{Enter}');
    await expectText(app, 'Hãy ghi giá này dựa vào đâu.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-price-form >>> #basis'), 'Báo giá mẫu');
    await userEvent.fill(deep(app, 'ww-price-form >>> #on'), '2026-11-20');
    await userEvent.click(deep(app, 'ww-price-form >>> button.primary'));
    await expectText(app, 'Đã lưu giá.');
    const { hint: _, ...item } = priceRow({ amount: 3_250_000, basis: 'Báo giá mẫu', on: '2026-11-20' });
    expect(sent()).toEqual(item);
  });

  it('shows both where somebody else gave a price meanwhile', async () => {
    network.answers.set('POST /api/prices', refusal(409, 'revised'));
    const { app } = openApp(network, '/papers/prices');
    await expectText(app, 'Chưa có giá');
    await userEvent.click(deep(app, 'button[aria-label="Sửa giá Máy tính để bàn"]'));
    await expect.poll(() => deepAll(app, 'ww-price-form >>> #amount').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-price-form >>> #amount'), '14.000.000');
    const theirs = priceRow({ id: 'B16', name: 'Máy tính để bàn', amount: 13_000_000, revision: 5 });
    network.answers.set('GET /api/prices', good({ prices: [theirs] }));
    await userEvent.click(deep(app, 'ww-price-form >>> button.primary'));
    await expectText(app, 'Bản của bạn 14.000.000 Bản trên máy chủ 13.000.000');
    await expectAccessible(app);
    network.answers.set('POST /api/prices', good(priceRow()));
    await userEvent.click(deep(app, 'ww-two-versions >>> button.primary'));
    await expectText(app, 'Đã lưu giá.');
    expect(sent()).toMatchObject({ id: 'B16', amount: 14_000_000, revision: 5 });
  });
});

describe('ww-references-page', () => {
  it('says of each whether it was checked and is in force', async () => {
    const { app } = openApp(network, '/papers/references');
    await expectText(app, '13/QĐ-UBND');
    const rows = deepAll(app, '.records > li').map((one) => deepText(one));
    expect(rows[0]).toContain('Còn hiệu lực');
    expect(rows[0]).toContain('Chưa đối chiếu');
    expect(rows[1]).toContain('Không còn hiệu lực');
    expect(rows[1]).toContain('Đã đối chiếu: Nguyễn Văn A, 01/11/2026');
    await expectAccessible(app);
  });

  it('adds one, and asks for the other half of a check', async () => {
    network.answers.set('POST /api/references', good(referenceRow()));
    const { app } = openApp(network, '/papers/references');
    await expectText(app, 'Thêm văn bản');
    await userEvent.click(deep(app, 'ww-references-page >>> button.primary'));
    await expect.poll(() => deepAll(app, 'ww-reference-form >>> #type:focus').length).toBe(1);
    await userEvent.keyboard('Công văn');
    await userEvent.fill(deep(app, 'ww-reference-form >>> #issuer'), 'Sở Mẫu');
    await userEvent.fill(deep(app, 'ww-reference-form >>> #subject'), 'hướng dẫn mẫu');
    await userEvent.fill(deep(app, 'ww-reference-form >>> #checkedBy'), 'Trần Thị B');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy chọn ngày đối chiếu.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-reference-form >>> #checkedOn'), '2026-11-20');
    await userEvent.click(deep(app, 'ww-reference-form >>> button.primary'));
    await expectText(app, 'Đã lưu văn bản làm căn cứ.');
    expect(sent()).toMatchObject({
      type: 'Công văn',
      number: null,
      checked: { by: 'Trần Thị B', on: '2026-11-20' },
      citedIn: ['budget-request'],
      revision: 0,
    });
    expect(sent()).not.toHaveProperty('id');
  });

  it('says what to do where the register is empty, and why it does not come', async () => {
    network.answers.set('GET /api/references', good({ references: [] }));
    const { app } = openApp(network, '/papers/references');
    await expectText(app, 'Chưa có văn bản nào');
    await expectAccessible(app);
    network.answers.set('GET /api/references', 'unreachable');
    await expectText(openApp(network, '/papers/references').app, 'Không kết nối được với máy chủ.');
  });
});

describe('ww-identity-page', () => {
  it('saves what stands in every document, one addressee a line', async () => {
    network.answers.set('POST /api/identity', good(identityRow()));
    const { app } = openApp(network, '/papers/identity');
    await expectText(app, 'Thể thức ký');
    await expectAccessible(app);
    await userEvent.fill(deep(app, '#signer'), 'Lê Văn C');
    await userEvent.selectOptions(deep(app, '#signature'), 'committee');
    await userEvent.fill(deep(app, '#recipients'), 'Thường trực Đảng ủy\n\n Lãnh đạo phường ');
    await userEvent.fill(deep(app, '#requestTo'), '');
    await userEvent.click(deep(app, 'ww-identity-form >>> button.primary'));
    await expectText(app, 'Hãy ghi từ 1 đến 6 nơi.');
    await userEvent.fill(deep(app, '#requestTo'), 'Sở Tài chính');
    await userEvent.click(deep(app, 'ww-identity-form >>> button.primary'));
    await expectText(app, 'Đã lưu thông tin chung.');
    expect(sent()).toEqual(
      identityRow({
        signer: 'Lê Văn C',
        signature: 'committee',
        requestTo: ['Sở Tài chính'],
        recipients: ['Thường trực Đảng ủy', 'Lãnh đạo phường'],
      }),
    );
  });

  it('is only read by who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, '/papers/identity');
    await expectText(app, 'Thể thức ký');
    expect(deep(app, '#signer', HTMLInputElement).matches(':disabled')).toBe(true);
    expect(deepAll(app, 'ww-identity-form >>> button')).toEqual([]);
    await expectAccessible(app);
  });

  it('fits a narrow screen, as the registers do', async () => {
    await page.viewport(320, 700);
    for (const [path, words] of [
      ['/papers/identity', 'Thể thức ký'],
      ['/papers/prices', 'Chưa có giá'],
      ['/papers/references', '13/QĐ-UBND'],
    ] as const) {
      await expectText(openApp(network, path).app, words);
      expect(document.documentElement.scrollWidth, path).toBeLessThanOrEqual(320);
    }
    await page.viewport(1280, 800);
  });
});
