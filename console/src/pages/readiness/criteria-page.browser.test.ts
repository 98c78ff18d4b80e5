import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, expectAccessible, expectText } from '../../testing/dom.ts';
import { criteriaSet, criterionRow } from '../../testing/figures-rows.ts';
import { boardOf } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './criteria-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([]));
  network.answers.set('GET /api/criteria', good({ criteria: criteriaSet(), declarations: [] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const posted = (): unknown => network.requests.find(({ method }) => method === 'POST')?.body;

describe('ww-criteria-page', () => {
  it('changes a threshold by keyboard, with the revision that was seen', async () => {
    network.answers.set('POST /api/criteria', good({}));
    const { app } = openApp(network, '/readiness/criteria');
    await expectText(app, 'Tỷ lệ tối thiểu trong giờ làm việc (%): 99,5');
    await expectAccessible(app);
    deep(app, 'ww-criteria-page >>> button[aria-label="Sửa Mạng nội bộ hoạt động ổn định"]').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-criterion-form >>> #minPercent').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-criterion-form >>> #minPercent'), '120');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Hãy nhập một số trong phạm vi cho phép.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-criterion-form >>> #minPercent'), '99');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu tiêu chí.');
    expect(posted()).toEqual({ ...criterionRow(), check: { kind: 'lan-availability', minPercent: 99 } });
  });

  it('says that another changed it first, and keeps what was typed', async () => {
    network.answers.set('POST /api/criteria', refusal(409, 'revised'));
    const { app } = openApp(network, '/readiness/criteria');
    await expectText(app, 'Mạng nội bộ hoạt động ổn định');
    await userEvent.click(deep(app, 'ww-criteria-page >>> button[aria-label="Sửa Mạng nội bộ hoạt động ổn định"]'));
    await expect.poll(() => deepAll(app, 'ww-criterion-form >>> #name').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-criterion-form >>> #name'), 'Mạng nội bộ');
    const newest = criterionRow({ name: 'Của họ', revision: 9 });
    network.answers.set('GET /api/criteria', good({ criteria: [newest], declarations: [] }));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'vừa được người khác sửa');
    expect(deep(app, 'ww-criterion-form >>> #name', HTMLInputElement).value).toBe('Mạng nội bộ');
    await expectText(app, 'Của họ');
    network.answers.set('POST /api/criteria', good({}));
    await userEvent.click(deep(app, 'ww-criterion-form >>> button.primary'));
    await expectText(app, 'Đã lưu tiêu chí.');
    expect(network.requests.findLast(({ method }) => method === 'POST')?.body).toEqual({
      ...newest,
      name: 'Mạng nội bộ',
    });
  });

  it('offers no change to who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, '/readiness/criteria');
    await expectText(app, 'Mạng nội bộ hoạt động ổn định');
    expect(deepAll(app, 'ww-criteria-page >>> li button')).toEqual([]);
  });
});
