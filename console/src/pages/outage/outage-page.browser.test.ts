import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedApp, openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { calendarList, ledgerRow, outageDetail, outageList } from '../../testing/ledger-rows.ts';
import { paperDetail } from '../../testing/paper-rows.ts';
import { boardOf, deviceRow, NOW, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import '../papers/paper-page.ts';
import './outage-page.ts';

const address = location.href;
const ACTIONS = 'POST /api/outages/SC-2026-0412/actions';
const DETAIL = 'GET /api/outages/SC-2026-0412';
let network: StandInNetwork;

beforeEach(() => {
  const sites = [siteRow(), siteRow({ id: 'site_2', name: 'Nhà văn hóa tổ 2' })];
  network = new StandInNetwork(boardOf([deviceRow()], { sites }));
  network.answers.set(DETAIL, good(outageDetail()));
  network.answers.set('GET /api/calendars', good(calendarList()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

async function open(): Promise<OpenedApp> {
  const opened = openApp(network, '/ledger/SC-2026-0412');
  await expectText(opened.app, 'SC-2026-0412 · Nhà văn hóa tổ 1');
  return opened;
}

/** Presses a button of the page by its words, as a keyboard does. */
async function press(app: Element, words: string): Promise<void> {
  const button = deepAll(app, 'button').find((one) => one.textContent?.trim() === words && one.checkVisibility());
  if (!(button instanceof HTMLElement)) throw new Error(`no button says ${words}`);
  button.focus();
  await userEvent.keyboard('{Enter}');
}

const sent = (): unknown[] => network.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('ww-outage-page', () => {
  it('shows when, how long, why, and by which proof', async () => {
    const { app } = await open();
    const head = deepText(deep(app, 'ww-outage-head'));
    expect(head).toContain('24/11/2026, trong khoảng 07:11:45–07:12:00');
    await expectText(app, 'theo lịch “Nhà văn hóa”, bản 1');
    const cause = deepText(deep(app, 'ww-outage-cause'));
    expect(cause).toContain('Lúc 24/11/2026 07:12:00, “Máy văn thư” dừng đột ngột, đến 08:02:00 mới khởi động lại.');
    expect(cause).toContain('“Nhà văn hóa tổ 2” cũng mất điện lưới (chung lộ điện).');
    expect(cause).toContain('Quy tắc áp dụng: Máy dừng đột ngột cùng lúc các điểm khác chung lộ điện mất điện.');
    await expectAccessible(app);
  });

  it('says by name who decided, that somebody is gone, and that it was the system', async () => {
    const by = (id: string, text: string) => ({ by: id, at: NOW, text });
    const row = ledgerRow({ notes: [by('person_2', 'một'), by('person_9', 'hai')] });
    network.answers.set(DETAIL, good(outageDetail(row)));
    network.answers.set('GET /api/people', good({ people: [{ id: 'person_2', name: 'canbo', role: 'admin' }] }));
    const { app } = await open();
    await expectText(app, 'một canbo, 24/11/2026 10:42');
    await expectText(app, 'hai người dùng đã xóa, 24/11/2026 10:42');
    await expectText(app, 'Mở dòng Hệ thống, 24/11/2026');
    expect(network.requests.filter(({ path }) => path === '/api/people')).toHaveLength(1);
  });

  it('draws what was seen to scale, the site on top, the outage marked in every band', async () => {
    const { app } = await open();
    const labels = deepAll(app, 'svg.band').map((band) => band.getAttribute('aria-label')?.split(':')[0]);
    expect(labels).toEqual(['Trạng thái của điểm', 'Máy văn thư', 'Máy văn thư', 'Máy văn thư']);
    const marks = deepAll(app, 'svg.band >>> .mark').map((mark) => Number.parseFloat(mark.getAttribute('x') ?? ''));
    expect(marks).toHaveLength(4);
    for (const x of marks) expect(x).toBeCloseTo(100 / 3);
    expect(deep(app, 'svg.band', SVGElement).getAttribute('aria-label')).toContain('Mất kết nối 50 phút');
  });

  it('tells each revision in words: who, when, why, and what changed', async () => {
    const { app } = await open();
    const [newest] = deepAll(app, 'ww-outage-record >>> details');
    expect(deepText(newest ?? app)).toContain('Kết thúc Hệ thống, 24/11/2026 08:02 bằng chứng đến muộn');
    deep(app, 'ww-outage-record >>> summary').click();
    expect(deepText(newest ?? app)).toContain('Tình trạng: Đã khắc phục.');
    await expectAccessible(app);
  });

  it('confirms another cause with a note, by keyboard alone', async () => {
    network.answers.set(ACTIONS, good({}));
    const { app } = await open();
    await press(app, 'Xác nhận nguyên nhân');
    await expect.poll(() => deepAll(app, '#cause:focus').length).toBe(1);
    await expectAccessible(app);
    await userEvent.keyboard('{ArrowDown}{Tab}');
    await userEvent.keyboard('Nhà mạng đã báo');
    await userEvent.keyboard('{Tab}{Enter}');
    await expectText(app, 'Đã ghi vào sổ.');
    expect(sent()).toEqual([{ action: 'confirm', basedOn: 2, cause: 'internet-line', note: 'Nhà mạng đã báo' }]);
    expect(deepAll(app, 'dialog[open]')).toEqual([]);
    await expect.poll(() => network.requests.filter(({ path }) => path.endsWith('/SC-2026-0412')).length).toBe(2);
  });

  it('loses nothing that was typed where the row was revised meanwhile, says what is new, and sends again', async () => {
    const row = ledgerRow({ revisionNumber: 5, ticket: 'PA-7781' });
    network.answers.set(ACTIONS, refusal(409, 'row-revised', { row }));
    const { app } = await open();
    await press(app, 'Loại khỏi số liệu');
    await userEvent.fill(deep(app, '#reason'), 'Thử thiết bị');
    await press(app, 'Hủy');
    await press(app, 'Loại khỏi số liệu');
    await userEvent.fill(deep(app, '#reason'), 'Thử thiết bị mới');
    await userEvent.keyboard('{Tab}{Enter}');
    await expectText(app, 'Dòng này đã được sửa đổi trong lúc bạn nhập.');
    await expectText(app, 'Số phiếu báo hỏng: PA-7781.');
    expect(deep(app, '#reason', HTMLTextAreaElement).value).toBe('Thử thiết bị mới');
    await expectAccessible(app);
    network.answers.set(ACTIONS, good({}));
    await press(app, 'Gửi lại theo bản mới');
    await expectText(app, 'Đã ghi vào sổ.');
    expect(sent()).toEqual([
      { action: 'exclude', basedOn: 2, reason: 'Thử thiết bị mới' },
      { action: 'exclude', basedOn: 5, reason: 'Thử thiết bị mới' },
    ]);
  });

  it('asks for the row where the refusal does not bring it', async () => {
    network.answers.set(ACTIONS, refusal(409, 'row-revised'));
    const { app } = await open();
    await press(app, 'Thêm ghi chú');
    await userEvent.fill(deep(app, '#note'), 'Đã gọi');
    network.answers.set(DETAIL, good(outageDetail(ledgerRow({ revisionNumber: 8, interruptions: 3 }))));
    await userEvent.keyboard('{Tab}{Enter}');
    await expectText(app, 'Số lần có lại rồi mất tiếp: 3.');
  });

  it('marks what is missing, and sends nothing', async () => {
    const { app } = await open();
    await press(app, 'Tách sự cố');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy chọn một thời điểm nằm trong sự cố.');
    await expect.poll(() => deepAll(app, '#at:focus').length).toBe(1);
    await expectAccessible(app);
    expect(sent()).toEqual([]);
  });

  it('merges rows of the same site and subject only', async () => {
    const others = [
      ledgerRow({ id: 'SC-2026-0401' }),
      ledgerRow({ id: 'SC-2026-0402', subject: 'power' }),
      ledgerRow({ id: 'SC-2026-0403', status: 'withdrawn' }),
      ledgerRow(),
    ];
    network.answers.set('GET /api/outages', good(outageList(others)));
    network.answers.set(ACTIONS, good({}));
    const { app } = await open();
    await press(app, 'Gộp sự cố');
    await expect.poll(() => deepAll(app, 'input[name="ids"]').length).toBe(1);
    await expectAccessible(app);
    await userEvent.click(deep(app, 'input[name="ids"]'));
    await userEvent.fill(deep(app, '#reason'), 'Cùng một lần mất điện');
    await userEvent.keyboard('{Tab}{Enter}');
    await expectText(app, 'Đã ghi vào sổ.');
    expect(sent()).toEqual([{ action: 'merge', basedOn: 2, ids: ['SC-2026-0401'], reason: 'Cùng một lần mất điện' }]);
  });

  it('checks a file before it sends it', async () => {
    network.answers.set('POST /api/outages/SC-2026-0412/attachments', good({}));
    const { app } = await open();
    await press(app, 'Đính kèm tài liệu');
    await expectAccessible(app);
    const input = deep(app, '#file', HTMLInputElement);
    await userEvent.upload(input, new File(['<p>'], 'trang.html', { type: 'text/html' }));
    await press(app.shadowRoot?.querySelector('main') ?? app, 'Hủy');
    await press(app, 'Đính kèm tài liệu');
    await userEvent.upload(deep(app, '#file'), new File(['<p>'], 'trang.html', { type: 'text/html' }));
    deep(app, 'ww-outage-dialogs >>> button.primary').click();
    await expectText(app, 'Loại tệp này không được nhận.');
    expect(sent()).toEqual([]);
    await userEvent.upload(deep(app, '#file'), new File(['x'], 'anh.png', { type: 'image/png' }));
    deep(app, 'ww-outage-dialogs >>> button.primary').click();
    await expectText(app, 'Đã ghi vào sổ.');
    expect(network.requests.at(-2)?.path).toBe('/api/outages/SC-2026-0412/attachments?name=anh.png&basedOn=2');
  });

  it('warns where new evidence speaks against what was confirmed', async () => {
    const row = ledgerRow({
      confirmed: { cause: 'planned', by: 'person_1', at: NOW, note: '' },
      disagreement: { at: NOW, what: 'cause' },
    });
    network.answers.set(DETAIL, good(outageDetail(row, { together: [row, ledgerRow({ id: 'SC-2026-0399' })] })));
    const { app } = await open();
    await expectText(app, 'quantri xác nhận lúc 24/11/2026 10:42');
    await expectText(app, 'bằng chứng mới gợi ý nguyên nhân khác');
    expect(deepAll(app, 'ww-outage-table >>> tbody th').map((cell) => cell.textContent)).toEqual(['SC-2026-0399']);
    await expectAccessible(app);
  });

  it('offers nothing to do to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = await open();
    await expectText(app, 'Quy tắc áp dụng:');
    expect(deepAll(app, 'ww-outage-page >>> button')).toEqual([]);
  });

  it('says that there is no such outage, and why one does not come', async () => {
    network.answers.set(DETAIL, refusal(404, 'not-found'));
    const { app } = openApp(network, '/ledger/SC-2026-0412');
    await expectText(app, 'Không có sự cố này trong sổ.');
    await expectAccessible(app);
    network.answers.set(DETAIL, 'unreachable');
    const { app: second } = openApp(network, '/ledger/SC-2026-0412');
    await expectText(second, 'Không kết nối được với máy chủ.');
    await expectAccessible(second);
  });

  it('fits a small phone', async () => {
    await page.viewport(320, 640);
    await open();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });

  it('makes minutes of the outage in the quarter in which it began, and opens them', async () => {
    const minutes = paperDetail({ id: 'VBN-2026-0005', kind: 'minutes', about: 'SC-2026-0412', lines: [] });
    network.answers.set('POST /api/papers', refusal(503, 'store-unavailable'));
    const { app } = await open();
    await press(app, 'Lập biên bản');
    await expectText(app, 'Máy chủ tạm thời không ghi hoặc đọc được dữ liệu.');
    network.answers.set('POST /api/papers', good(minutes));
    network.answers.set('GET /api/papers/VBN-2026-0005', good(minutes));
    await press(app, 'Lập biên bản');
    await expectText(app, 'Biên bản xác nhận sự cố SC-2026-0412');
    expect(sent().at(-1)).toEqual({ kind: 'minutes', period: '2026-q4', about: 'SC-2026-0412' });
  });
});
