import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { calendarList } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './calendars-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set('GET /api/calendars', good(calendarList()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const posted = (): unknown => network.requests.find(({ method }) => method === 'POST')?.body;

describe('ww-calendars-page', () => {
  it('shows the hours, and the days of a year with those that no notice confirms', async () => {
    const { app } = openApp(network, '/calendars');
    await expectText(app, 'Thứ Hai 07:30-11:30, 13:30-17:00');
    const days = deepAll(app, 'tbody tr').map((line) => deepText(line));
    expect(days).toEqual([
      '22/08/2026 Làm bù Làm bù cho ngày 31/8 Chưa có thông báo',
      '02/09/2026 Nghỉ lễ Quốc khánh Bộ luật Lao động',
    ]);
    await expectAccessible(app);
    await userEvent.selectOptions(deep(app, '#year'), '2027');
    await expectText(app, 'Tết Dương lịch');
  });

  it('changes the days of a year: one more, one less', async () => {
    network.answers.set('POST /api/holidays/2026', good({}));
    const { app } = openApp(network, '/calendars');
    await expectText(app, 'Sửa ngày nghỉ năm 2026');
    await userEvent.click(deep(app, 'ww-calendars-page >>> .tools button'));
    await expect.poll(() => deepAll(app, 'ww-holiday-form >>> fieldset').length).toBe(2);
    await expectAccessible(app);
    await userEvent.click(deep(app, 'button[aria-label="Bỏ Làm bù cho ngày 31/8"]'));
    await userEvent.click(deep(app, 'ww-holiday-form >>> .actions button'));
    await expect.poll(() => deepAll(app, 'input[aria-label="Ngày 2"]:focus').length).toBe(1);
    await userEvent.click(deep(app, 'ww-holiday-form >>> button.primary'));
    await expectText(app, 'Dòng 2: cần ngày trong năm đang sửa và tên');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'input[aria-label="Tên 2"]'), 'Tết Dương lịch');
    await userEvent.click(deep(app, 'ww-holiday-form >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(posted()).toEqual({
      days: [
        { date: '2026-01-01', kind: 'holiday', name: 'Tết Dương lịch', confirmed: false },
        { date: '2026-09-02', kind: 'holiday', name: 'Quốc khánh', confirmed: true, source: 'Bộ luật Lao động' },
      ],
    });
  });

  it('adds a version of the hours', async () => {
    network.answers.set('POST /api/calendars/cultural-house/versions', good({}));
    const { app } = openApp(network, '/calendars');
    await expectText(app, 'Thêm bản giờ mới');
    await userEvent.click(deep(app, 'button[aria-label="Thêm bản giờ mới cho “Nhà văn hóa”"]'));
    await expect.poll(() => deepAll(app, 'ww-week-form >>> #validFrom').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-week-form >>> #sat'), 'sáng');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Thứ Bảy: ghi như 07:30-11:30');
    await expectText(app, 'Hãy chọn một ngày.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-week-form >>> #validFrom'), '2027-01-01');
    await userEvent.fill(deep(app, 'ww-week-form >>> #sat'), '8:00-11:00');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(posted()).toMatchObject({
      validFrom: '2027-01-01',
      week: { sat: [{ from: '08:00', until: '11:00' }], sun: [] },
      seasons: [],
      observesHolidays: true,
    });
  });

  it('says why nothing comes, and offers no change to who may only look', async () => {
    network.answers.set('GET /api/calendars', refusal(500, 'internal'));
    const { app } = openApp(network, '/calendars');
    await expectText(app, 'Máy chủ gặp lỗi.');
    await expectAccessible(app);
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    network.answers.set('GET /api/calendars', good(calendarList()));
    const { app: second } = openApp(network, '/calendars');
    await expectText(second, 'Thứ Hai 07:30-11:30');
    expect(deepAll(second, 'ww-calendars-page >>> button')).toEqual([]);
  });
});
