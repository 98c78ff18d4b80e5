import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { budgetLine, paperDetail, paperRow } from '../../testing/paper-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { drafts } from './paper-drafts.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './paper-page.ts';
import './papers-page.ts';

const address = location.href;
const PATH = '/papers/VBN-2026-0001';
const GET = 'GET /api/papers/VBN-2026-0001';
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set(GET, good(paperDetail()));
  network.answers.set('GET /api/papers', good({ papers: [paperRow()] }));
  network.answers.set('GET /api/prices', good({ prices: [] }));
});

afterEach(() => {
  drafts.forget('VBN-2026-0001', 'impact');
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const sent = (method: string, path: string): unknown[] =>
  network.requests.filter((one) => one.method === method && one.path === path).map(({ body }) => body);

async function openEditor(app: Element, text: string): Promise<HTMLElement> {
  await userEvent.click(deep(app, 'button[aria-label="Sửa: Ảnh hưởng nếu chưa đầu tư"]'));
  await expect.poll(() => deepAll(app, 'ww-slot-editor >>> textarea:focus').length).toBe(1);
  const area = deep(app, 'ww-slot-editor >>> textarea');
  await userEvent.fill(area, text);
  return area;
}

describe('ww-paper-page', () => {
  it('shows the document as it is printed, with a way from its figures to their rows', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    const sheet = deepText(deep(app, 'article.sheet'));
    expect(sheet).toContain('ỦY BAN NHÂN DÂN PHƯỜNG MẪU');
    expect(sheet).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(sheet).toContain('KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A');
    const traces = deepAll(app, 'ww-paper-sheet >>> a.trace').map((one) => one.getAttribute('href'));
    expect(traces).toContain('/ledger?period=quarter');
    expect(traces).toContain('/ledger/SC-2026-0412');
    expect(deepAll(app, 'ww-paper-page >>> .actions a').map((one) => one.getAttribute('href'))).toEqual(
      ['docx', 'pdf', 'xlsx'].map((file) => `/api/papers/VBN-2026-0001/${file}`),
    );
    await expectAccessible(app);
  });

  it('makes no link of an address that is not the console’s', async () => {
    const runs = ['https://elsewhere.example/', '//elsewhere.example/', 'javascript:alert(1)'].map((trace) => ({
      text: 'x',
      trace,
    }));
    network.answers.set(GET, good(paperDetail({}, { blocks: [{ kind: 'paragraph', runs }], annexes: [] })));
    const { app } = openApp(network, PATH);
    await expectText(app, 'xxx');
    expect(deepAll(app, 'ww-paper-sheet >>> a')).toEqual([]);
  });

  it('says what to look at before it goes out, each with the way there', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'Còn sự cố chưa xác nhận nguyên nhân (2)');
    expect(deepAll(app, 'ww-paper-warnings >>> a').map((one) => one.getAttribute('href'))).toEqual([
      '/ledger?period=custom&first=2026-10-01&last=2026-12-31',
      '/papers/identity',
    ]);
  });

  it('edits a text in place, by keyboard, and sends the whole with its revision', async () => {
    network.answers.set('PATCH /api/papers/VBN-2026-0001', good(paperRow()));
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    await openEditor(app, 'Đoạn một.\nĐoạn hai.');
    await expectAccessible(app);
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(sent('PATCH', '/api/papers/VBN-2026-0001')).toEqual([
      { texts: { impact: 'Đoạn một.\nĐoạn hai.' }, lines: [budgetLine()], revision: 3 },
    ]);
    await expect.poll(() => deepAll(app, 'ww-slot-editor').length).toBe(0);
  });

  it('lets an own text follow the figures again', async () => {
    network.answers.set(GET, good(paperDetail({ texts: { impact: 'Của tôi.', subject: 'Trích yếu của tôi' } })));
    network.answers.set('PATCH /api/papers/VBN-2026-0001', good(paperRow()));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Do cán bộ viết');
    await userEvent.click(deep(app, 'button[aria-label="Sửa: Ảnh hưởng nếu chưa đầu tư"]'));
    await expectText(app, 'Theo số liệu');
    expect(deep(app, 'ww-slot-editor >>> textarea', HTMLTextAreaElement).value).toBe('Của tôi.');
    await userEvent.click(deep(app, 'ww-slot-editor >>> .actions button:nth-of-type(2)'));
    await expectText(app, 'Đoạn này lại theo số liệu.');
    expect(sent('PATCH', '/api/papers/VBN-2026-0001')).toMatchObject([{ texts: { subject: 'Trích yếu của tôi' } }]);
  });

  it('removes a draft once the reader confirmed it, and goes back to the list', async () => {
    network.answers.set('POST /api/papers/VBN-2026-0001/discard', { status: 204, body: null });
    const { app } = openApp(network, PATH);
    await expectText(app, 'Bỏ dự thảo');
    const ask = deepAll(app, 'ww-paper-page >>> .actions button').find((one) => deepText(one) === 'Bỏ dự thảo');
    if (ask) await userEvent.click(ask);
    await expectText(app, 'Bỏ dự thảo này?');
    await expectAccessible(app);
    expect(sent('POST', '/api/papers/VBN-2026-0001/discard')).toEqual([]);
    await userEvent.click(deep(app, 'ww-discard-question >>> button.danger'));
    await expectText(app, 'Đã bỏ dự thảo.');
    expect(sent('POST', '/api/papers/VBN-2026-0001/discard')).toEqual([{ revision: 3 }]);
    expect(location.pathname).toBe('/papers');
  });

  it('keeps what was typed while the reader looks elsewhere', async () => {
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    await openEditor(app, 'Chưa xong');
    const leaving = new Event('beforeunload', { cancelable: true });
    dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await userEvent.click(deep(app, 'ww-paper-page >>> nav a'));
    await expectText(app, 'Lập văn bản');
    await userEvent.click(deep(app, `a[href="${PATH}"]`));
    await expectText(app, 'Chưa lưu');
    await userEvent.click(deep(app, 'button[aria-label="Sửa: Ảnh hưởng nếu chưa đầu tư"]'));
    await expect.poll(() => deepAll(app, 'ww-slot-editor >>> textarea').length).toBe(1);
    expect(deep(app, 'ww-slot-editor >>> textarea', HTMLTextAreaElement).value).toBe('Chưa xong');
  });

  it('shows both where somebody else was faster, and saves the chosen one on top of theirs', async () => {
    network.answers.set('PATCH /api/papers/VBN-2026-0001', refusal(409, 'revised'));
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    await openEditor(app, 'Bản tôi viết');
    network.answers.set(GET, good(paperDetail({ revision: 7, texts: { impact: 'Bản người khác', goal: 'Mục tiêu' } })));
    await userEvent.click(deep(app, 'ww-slot-editor >>> button.primary'));
    await expectText(app, 'Văn bản vừa được người khác sửa');
    const shown = deepText(deep(app, 'ww-two-versions'));
    expect(shown).toContain('Bản của bạn Bản tôi viết');
    expect(shown).toContain('Bản trên máy chủ Bản người khác');
    await expectAccessible(app);
    network.answers.set('PATCH /api/papers/VBN-2026-0001', good(paperRow()));
    await userEvent.click(deep(app, 'ww-two-versions >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(sent('PATCH', '/api/papers/VBN-2026-0001').at(-1)).toMatchObject({
      texts: { impact: 'Bản tôi viết', goal: 'Mục tiêu' },
      revision: 7,
    });
  });

  it('keeps the text where the server refuses, and says why', async () => {
    network.answers.set('PATCH /api/papers/VBN-2026-0001', refusal(503, 'store-unavailable'));
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    await openEditor(app, 'Không được mất');
    await userEvent.click(deep(app, 'ww-slot-editor >>> button.primary'));
    await expectText(app, 'Máy chủ tạm thời không ghi');
    expect(deep(app, 'ww-slot-editor >>> textarea', HTMLTextAreaElement).value).toBe('Không được mất');
  });

  it('submits, and issues with the number and the day of the clerk', async () => {
    network.answers.set('POST /api/papers/VBN-2026-0001/status', good(paperRow()));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Trình ký');
    network.answers.set(GET, good(paperDetail({ status: 'submitted', revision: 4 })));
    const press = (words: string): Promise<void> => {
      const button = deepAll(app, 'ww-paper-page >>> .actions button').find((one) => one.textContent.includes(words));
      if (!button) throw new Error(`no button ${words}`);
      return userEvent.click(button);
    };
    await press('Trình ký');
    await expectText(app, 'Đã chuyển sang trình ký.');
    await expect.poll(() => deepAll(app, 'ww-paper-sheet >>> button').length).toBe(0);
    await press('Ban hành');
    await expectText(app, 'Ban hành và khóa số liệu');
    await userEvent.click(deep(app, 'ww-issue-form >>> button.primary'));
    await expectText(app, 'Hãy nhập số từ 1 đến 99999.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-issue-form >>> #number'), '27');
    network.answers.set('POST /api/papers/VBN-2026-0001/status', refusal(409, 'number-taken'));
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-issue-form >>> ww-failure').length).toBe(1);
    network.answers.set('POST /api/papers/VBN-2026-0001/status', good(paperRow()));
    await userEvent.click(deep(app, 'ww-issue-form >>> button.primary'));
    await expectText(app, 'Đã ban hành và khóa số liệu.');
    expect(sent('POST', '/api/papers/VBN-2026-0001/status')).toEqual([
      { status: 'submitted', revision: 3 },
      { status: 'issued', number: 27, issuedOn: '2026-11-24', revision: 4 },
      { status: 'issued', number: 27, issuedOn: '2026-11-24', revision: 4 },
    ]);
  });

  it('shows an issued document as locked, what the ledger says since, and makes a correction of it', async () => {
    const issued = { status: 'issued', number: 27, issuedOn: '2026-11-02', snapshotHash: 'a1'.repeat(32) } as const;
    network.answers.set(GET, good(paperDetail(issued)));
    const changes = [{ outageId: 'SC-2026-0412', what: 'Nguyên nhân', was: 'Mất điện lưới', is: 'Lỗi đường truyền' }];
    network.answers.set('GET /api/papers/VBN-2026-0001/changes', good({ changes }));
    network.answers.set('POST /api/papers', good(paperDetail({ id: 'VBN-2026-0009', kind: 'correction' })));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Số liệu đã khóa');
    await expectText(app, 'Sổ sự cố đã thay đổi sau khi ban hành');
    const text = deepText(app);
    expect(text).toContain('Số 27, ngày 02/11/2026');
    expect(text).toContain('a1'.repeat(32));
    expect(deepAll(app, 'ww-paper-sheet >>> button')).toEqual([]);
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-paper-changes >>> button.primary'));
    await expect.poll(() => location.pathname).toBe('/papers/VBN-2026-0009');
    expect(sent('POST', '/api/papers')).toEqual([
      { kind: 'correction', period: '2026-q4', reportId: null, about: 'VBN-2026-0001' },
    ]);
  });

  it('copies one paragraph of those to paste', async () => {
    const blocks = [{ kind: 'paragraph' as const, runs: [{ text: 'Tỷ lệ sẵn sàng đạt ' }, { text: '99,52%' }] }];
    const content = { issuer: [], numberLine: null, placeDate: null, type: null, addressees: [], bases: [], blocks };
    const rest = { signature: [], recipients: [], annexes: [], warnings: [], subject: '' };
    network.answers.set(GET, good(paperDetail({ kind: 'paragraphs', lines: [] }, { ...content, ...rest })));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Sao chép đoạn');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-paper-sheet >>> .tools button'));
    await expectText(app, 'Đã sao chép.');
  });

  it('says that a document is not there, and why one does not come', async () => {
    network.answers.set(GET, refusal(404, 'not-found'));
    const { app } = openApp(network, PATH);
    await expectText(app, 'Không có văn bản này.');
    network.answers.set(GET, 'unreachable');
    const again = openApp(network, PATH).app;
    await expectText(again, 'Không kết nối được với máy chủ.');
    await expectAccessible(again);
  });

  it('offers no change to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    expect(deepAll(app, 'ww-paper-sheet >>> button, ww-paper-page >>> .actions button')).toEqual([]);
  });

  it('flows as plain text on a narrow screen; only tables scroll', async () => {
    await page.viewport(320, 700);
    const { app } = openApp(network, PATH);
    await expectText(app, 'TỜ TRÌNH');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
