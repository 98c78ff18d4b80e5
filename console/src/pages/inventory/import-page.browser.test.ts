import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { importPreview } from '../../testing/inventory-rows.ts';
import { boardOf } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './import-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([]));
  network.answers.set('POST /api/inventory/preview', good(importPreview()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const file = (name = 'hien-trang.xlsx'): File => new File(['x'], name);

async function chosen(name?: string): Promise<ReturnType<typeof openApp>> {
  const opened = openApp(network, '/inventory/import');
  await expectText(opened.app, 'Tệp để nhập');
  await userEvent.upload(deep(opened.app, 'ww-import-page >>> #file'), file(name));
  return opened;
}

const posted = (path: string): number =>
  network.requests.filter((one) => one.method === 'POST' && one.path.startsWith(path)).length;

describe('ww-import-page', () => {
  it('shows what would change, writes only when told, and says what came of it', async () => {
    network.answers.set('POST /api/inventory/import', good({ added: 1, updated: 1, same: 1 }));
    const { app } = await chosen();
    await expectText(app, 'Thêm mới 1, cập nhật 1, giữ nguyên 1 dòng.');
    const changes = deepAll(app, 'ww-import-preview >>> tbody tr').map((row) => deepText(row));
    expect(changes).toEqual([
      'Thêm mới Điểm Dòng 3 NVH-02 Nhà văn hóa tổ 2 –',
      'Cập nhật Trang thiết bị Dòng 2 TB-0001 Bộ phát wifi hội trường Tình trạng, Từ ngày',
    ]);
    await expectAccessible(app);
    expect(posted('/api/inventory/import')).toBe(0);
    deep(app, 'ww-import-page >>> button[aria-describedby=commit-hint]').focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã nhập xong');
    expect(network.requests.at(-1)?.path).toBe(`/api/inventory/import?digest=${'d'.repeat(64)}`);
    await expectText(app, 'Đã thêm 1, cập nhật 1, giữ nguyên 1 dòng.');
    await expectAccessible(app);
  });

  it('lists every problem with its place, mistakes first, and does not write while there is one', async () => {
    const problems = [
      { table: 'sites', row: 33, column: null, code: 'more-houses', value: '31', expected: '', isWarning: true },
      {
        table: 'equipment',
        row: 7,
        column: 'Từ ngày',
        code: 'not-a-date',
        value: '31/2/2026',
        expected: '',
        isWarning: false,
      },
      {
        table: 'sites',
        row: null,
        column: 'Mã điểm',
        code: 'column-missing',
        value: '',
        expected: 'Mã điểm',
        isWarning: false,
      },
    ] as const;
    network.answers.set(
      'POST /api/inventory/preview',
      good(importPreview({ problems: [...problems], moreProblems: 12 })),
    );
    const { app } = await chosen();
    await expectText(app, '2 lỗi cần sửa trong tệp');
    const [first, second, third] = deepAll(app, 'ww-import-preview >>> tbody tr').map((row) => deepText(row));
    expect(first).toBe('Lỗi Trang thiết bị Dòng 7 Từ ngày Không đọc được ngày. 31/2/2026 –');
    expect(second).toBe('Lỗi Điểm Cả bảng Mã điểm Thiếu cột bắt buộc. – Mã điểm');
    expect(third).toContain('Lưu ý Điểm Dòng 33');
    await expectText(app, 'và 12 mục nữa');
    await expectAccessible(app);
    const commit = deep(app, 'ww-import-page >>> button[aria-describedby=commit-hint]');
    expect(commit.getAttribute('aria-disabled')).toBe('true');
    commit.click();
    expect(posted('/api/inventory/import')).toBe(0);
    await expectText(app, 'Chưa ghi được vì tệp còn lỗi.');
  });

  it('lets warnings pass, and has nothing to write where nothing changes', async () => {
    const warning = {
      table: 'sites',
      row: 33,
      column: null,
      code: 'more-houses',
      value: '31',
      expected: '',
      isWarning: true,
    } as const;
    network.answers.set(
      'POST /api/inventory/preview',
      good(importPreview({ problems: [warning], counts: { add: 0, update: 0, same: 3 }, changes: [] })),
    );
    const { app } = await chosen('diem.csv');
    await expectText(app, '1 điểm cần lưu ý');
    await expectText(app, 'Tệp giống hệt những gì đang lưu');
    expect(deepAll(app, 'button[aria-describedby=commit-hint]')).toEqual([]);
    await expectAccessible(app);
    network.answers.set(
      'POST /api/inventory/preview',
      good(importPreview({ counts: { add: 0, update: 0, same: 0 }, changes: [] })),
    );
    await userEvent.click(deep(app, 'ww-import-page >>> form button'));
    await expectText(app, 'Tệp chưa có dòng dữ liệu nào');
  });

  it('refuses other files before anything is sent, and says why the server refused one', async () => {
    const { app } = await chosen('hien-trang.xls');
    await expectText(app, 'cần lưu lại thành .xlsx');
    expect(deep(app, 'ww-import-page >>> #file').matches(':focus')).toBe(true);
    expect(posted('/api/inventory')).toBe(0);
    await expectAccessible(app);
    network.answers.set('POST /api/inventory/preview', refusal(422, 'file-encrypted'));
    await userEvent.upload(deep(app, 'ww-import-page >>> #file'), file());
    await expectText(app, 'Tệp được đặt mật khẩu.');
    await expectAccessible(app);
  });

  it('says that it is under way and how long, and can be stopped', async () => {
    network.answers.set('POST /api/inventory/preview', 'silent');
    const { app, clock } = await chosen();
    await expectText(app, 'Đang gửi và kiểm tra “hien-trang.xlsx”');
    await expectAccessible(app);
    clock.advance(5_000);
    clock.advance(5_000);
    await expectText(app, 'Đã 10 giây.');
    await userEvent.click(deep(app, 'ww-import-page >>> section[aria-busy] button'));
    await expectText(app, 'Tệp để nhập');
    expect(deepAll(app, 'progress')).toEqual([]);
  });

  it('asks to check again where the data changed since, and keeps the file', async () => {
    network.answers.set('POST /api/inventory/import', refusal(409, 'preview-stale'));
    const { app } = await chosen();
    await expectText(app, 'Thêm mới 1');
    await userEvent.click(deep(app, 'ww-import-page >>> button[aria-describedby=commit-hint]'));
    await expectText(app, 'Hãy xem trước lại rồi nhập.');
    await expectAccessible(app);
    network.answers.set('POST /api/inventory/import', good({ added: 1, updated: 1, same: 1 }));
    await userEvent.click(deep(app, 'ww-import-page >>> form button'));
    await expect.poll(() => posted('/api/inventory/preview')).toBe(2);
  });

  it('is not for who may only look, and fits a small phone', async () => {
    await page.viewport(320, 640);
    const { app } = await chosen();
    await expectText(app, 'Thêm mới 1');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app: second } = openApp(network, '/inventory/import');
    await expectText(second, 'chỉ được xem');
    expect(deepAll(second, 'input[type=file]')).toEqual([]);
    await expectAccessible(second);
    await page.viewport(1280, 800);
  });
});
