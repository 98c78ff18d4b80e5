import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, expectAccessible, expectText } from '../../testing/dom.ts';
import { wardFigures } from '../../testing/figures-rows.ts';
import { reportDetail, reportHead } from '../../testing/report-rows.ts';
import { boardOf } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './report-page.ts';
import './reports-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([]));
  network.answers.set('GET /api/reports', good({ reports: [reportHead()] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

/** Puts a file into the field and sends the form. */
async function send(app: Element, name: string, content: string): Promise<void> {
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  deep(app, 'ww-load-form >>> #file', HTMLInputElement).files = files.files;
  await userEvent.click(deep(app, 'ww-load-form >>> button'));
}

describe('ww-reports-page', () => {
  it('lists reports with their number, date and period', async () => {
    const { app } = openApp(network, '/reports');
    await expectText(app, '12/BC-UBND · ngày 30/09/2026 · Quý III năm 2026');
    await expectText(app, '6/7 nội dung đã có vị trí');
    await expectAccessible(app);
  });

  it('loads a file and goes to the report', async () => {
    network.answers.set('POST /api/reports', good(reportDetail()));
    network.answers.set('GET /api/reports/BC-0001', good(reportDetail()));
    network.answers.set('GET /api/figures', good(wardFigures()));
    network.answers.set('GET /api/criteria', good({ criteria: [], declarations: [] }));
    const { app } = openApp(network, '/reports');
    await expectText(app, 'Tải báo cáo lên');
    await send(app, 'Báo cáo quý III.txt', 'I. NỘI DUNG');
    await expectText(app, 'Đã đọc báo cáo, tìm thấy 6/7 nội dung.');
    expect(location.pathname).toBe('/reports/BC-0001');
    const posted = network.requests.find(({ method }) => method === 'POST');
    expect(new URL(posted?.path ?? '', location.origin).searchParams.get('name')).toBe('Báo cáo quý III.txt');
  });

  it('refuses another type of file before it is sent, and leads back to the field', async () => {
    const { app } = openApp(network, '/reports');
    await expectText(app, 'Tải báo cáo lên');
    await send(app, 'bao-cao.pdf', '%PDF');
    await expectText(app, 'Chỉ nhận tệp .docx hoặc .txt.');
    await expectAccessible(app);
    expect(deep(app, 'ww-load-form >>> #file').matches(':focus')).toBe(true);
    expect(network.requests.some(({ method }) => method === 'POST')).toBe(false);
  });

  it.each([
    ['file-encrypted', 'Tệp được đặt mật khẩu.'],
    ['file-unreadable', 'Không đọc được tệp'],
    ['too-large', 'Tệp lớn hơn 20 MB.'],
    ['file-type-refused', 'Chỉ nhận tệp .docx hoặc .txt.'],
  ])('says in words why the server refuses a file: %s', async (code, words) => {
    network.answers.set('POST /api/reports', refusal(400, code));
    const { app } = openApp(network, '/reports');
    await expectText(app, 'Tải báo cáo lên');
    await send(app, 'bao-cao.docx', 'PK');
    await expectText(app, words);
    await expectAccessible(app);
  });

  it('says what to do first, and offers no loading to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    network.answers.set('GET /api/reports', good({ reports: [] }));
    const { app } = openApp(network, '/reports');
    await expectText(app, 'Chưa có báo cáo nào');
    expect(deepAll(app, 'ww-load-form')).toEqual([]);
    await expectAccessible(app);
  });
});
