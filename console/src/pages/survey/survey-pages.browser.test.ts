import { SURVEY_ITEMS } from '@wardwatch/shared/model';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { inventoryOf, profileRow } from '../../testing/inventory-rows.ts';
import { boardOf, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './survey-page.ts';
import './survey-site-page.ts';

const address = location.href;
let network: StandInNetwork;

const sites = [
  siteRow({ name: 'Nhà văn hóa TDP số 1' }),
  siteRow({ id: 'site_2', name: 'Nhà văn hóa TDP số 2' }),
  siteRow({ id: 'site_3', name: 'Nhà văn hóa TDP số 3' }),
];
const done = {
  on: '2026-11-20',
  by: 'Trần Thị B',
  answers: Object.fromEntries(SURVEY_ITEMS.map((item) => [item, 'yes' as const])),
  note: '',
};

beforeEach(() => {
  network = new StandInNetwork(boardOf([], { sites }));
  const profiles = [profileRow(), profileRow({ siteId: 'site_2', code: 'NVH-02', groupNumber: 2, survey: done })];
  network.answers.set('GET /api/inventory', good(inventoryOf({ profiles })));
});

afterEach(async () => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
  await page.viewport(1280, 800);
});

const sent = (): unknown => network.requests.findLast(({ method }) => method === 'POST')?.body;

describe('ww-survey-page', () => {
  it('says which sites are done and leads to the next one', async () => {
    const { app } = openApp(network, '/survey');
    await expectText(app, 'Đã rà soát 1/3 điểm');
    const lines = deepAll(app, 'ww-survey-page >>> li').map((line) => deepText(line));
    expect(lines).toEqual([
      'Nhà văn hóa TDP số 1 Chưa rà soát',
      'Nhà văn hóa TDP số 2 Đã rà soát 20/11/2026, Trần Thị B',
      'Nhà văn hóa TDP số 3 Chưa rà soát',
    ]);
    expect(deep(app, 'ww-survey-page >>> a.primary', HTMLAnchorElement).pathname).toBe('/survey/site_1');
    await expectAccessible(app);
  });

  it('says that there is no site, or why the list does not come', async () => {
    network.answers.set('GET /api/board', good(boardOf([], { sites: [] })));
    const { app } = openApp(network, '/survey');
    await expectText(app, 'Chưa có điểm nào để rà soát');
    await expectAccessible(app);
    network.answers.set('GET /api/inventory', 'unreachable');
    const { app: second } = openApp(network, '/survey');
    await expectText(second, 'Không kết nối được với máy chủ.');
    await expectAccessible(second);
  });
});

describe('ww-survey-site-page', () => {
  it('is filled in with one thumb on a small phone, and goes to the next site that is not done', async () => {
    await page.viewport(320, 640);
    network.answers.set('POST /api/profiles', good(profileRow()));
    const { app } = openApp(network, '/survey/site_1');
    await expectText(app, 'Điện lưới có ổn định không?');
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    const heights = deepAll(app, '.answer').map((answer) => answer.getBoundingClientRect().height);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
    await expectAccessible(app);
    await userEvent.click(deep(app, 'input[name=fibre][value=no]'));
    await userEvent.click(deep(app, 'input[name=wifi][value=unclear]'));
    await expectText(app, 'Đã trả lời 2/9');
    await userEvent.fill(deep(app, 'ww-survey-form >>> #note'), 'Ổ cắm hỏng');
    await userEvent.click(deep(app, 'ww-survey-form >>> button.primary'));
    await expectText(app, 'Đã lưu rà soát của Nhà văn hóa TDP số 1.');
    expect(sent()).toEqual({
      ...profileRow(),
      survey: {
        on: '2026-11-24',
        by: 'quantri',
        answers: { fibre: 'no', wifi: 'unclear' },
        note: 'Ổ cắm hỏng',
      },
    });
    await expect.poll(() => location.pathname).toBe('/survey/site_3');
    await expect.poll(() => deepAll(app, 'ww-survey-form >>> input:checked').length).toBe(0);
    // A site without a profile gets one with the first survey; its code is suggested by its number.
    await expect.poll(() => deepAll(app, 'ww-survey-form >>> #code').length).toBe(1);
    expect(deep(app, 'ww-survey-form >>> #code', HTMLInputElement).value).toBe('NVH-03');
    expect(deep(app, 'ww-survey-form >>> #note', HTMLTextAreaElement).value).toBe('');
  });

  it('is answered by keyboard, marks what is missing, and keeps what was typed where the server is not there', async () => {
    const { app } = openApp(network, '/survey/site_1');
    await expectText(app, 'Điện lưới có ổn định không?');
    await userEvent.click(deep(app, 'ww-survey-form >>> button.primary'));
    await expectText(app, 'Hãy trả lời ít nhất một câu.');
    await expectAccessible(app);
    deep(app, 'input[name=stable-power][value=yes]').focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(deep(app, 'input[name=stable-power][value=no]', HTMLInputElement).checked).toBe(true);
    network.answers.set('POST /api/profiles', 'unreachable');
    deep(app, 'ww-survey-form >>> #name').focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Không kết nối được với máy chủ.');
    expect(deep(app, 'input[name=stable-power][value=no]', HTMLInputElement).checked).toBe(true);
    await expectAccessible(app);
  });

  it('shows what somebody else saved meanwhile, and saves the survey on top of it', async () => {
    network.answers.set('POST /api/profiles', refusal(409, 'revised'));
    const { app } = openApp(network, '/survey/site_1');
    await expectText(app, 'Điện lưới có ổn định không?');
    await userEvent.click(deep(app, 'input[name=ups][value=no]'));
    const theirs = profileRow({ address: 'Địa chỉ mới', revision: 12 });
    network.answers.set('GET /api/inventory', good(inventoryOf({ profiles: [theirs] })));
    await userEvent.click(deep(app, 'ww-survey-form >>> button.primary'));
    await expectText(app, 'Địa chỉ: Địa chỉ mới');
    expect(deep(app, 'input[name=ups][value=no]', HTMLInputElement).checked).toBe(true);
    await expectAccessible(app);
    network.answers.set('POST /api/profiles', good(theirs));
    await userEvent.click(deep(app, 'ww-survey-form >>> button.primary'));
    await expectText(app, 'Đã lưu rà soát');
    expect(sent()).toMatchObject({ address: 'Địa chỉ mới', revision: 12, survey: { answers: { ups: 'no' } } });
  });

  it('begins with what was found before, and is not for who may only look', async () => {
    const { app } = openApp(network, '/survey/site_2');
    await expectText(app, 'Đã trả lời 9/9');
    expect(deep(app, 'ww-survey-form >>> #name', HTMLInputElement).value).toBe('Trần Thị B');
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app: second } = openApp(network, '/survey/site_2');
    await expectText(second, 'Tài khoản này chỉ được xem.');
    expect(deepAll(second, 'ww-survey-form')).toEqual([]);
    await expectAccessible(second);
  });
});
