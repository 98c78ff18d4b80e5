import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { equipmentRow, inventoryOf, profileRow, subscriptionOf, upsRow } from '../../testing/inventory-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './inventory-site-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow({ name: 'Máy mini' })]));
  network.answers.set('GET /api/inventory', good(inventoryOf()));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

const sent = (path: string): unknown =>
  network.requests.findLast((one) => one.method === 'POST' && one.path === path)?.body;

async function opened(): Promise<Element> {
  const { app } = openApp(network, '/inventory/site_1');
  await expectText(app, 'NVH-01');
  return app;
}

describe('the profile of a site', () => {
  it('shows what is kept, with a number to call and the survey that is still to do', async () => {
    const app = await opened();
    const profile = deepText(deep(app, 'ww-site-profile'));
    expect(profile).toContain('Nhà mạng A, Gói 300, 300 Mbps, 210.000 đồng/tháng, đã trả đến 31/12/2026');
    expect(profile).toContain('Chưa rà soát');
    expect(deep(app, 'ww-site-profile >>> a[href^="tel:"]', HTMLAnchorElement).href).toBe('tel:0900000001');
    await expectAccessible(app);
  });

  it('warns of a subscription that is paid for no more', async () => {
    const subscriptions = [subscriptionOf({ paidUntil: '2026-10-31' })];
    network.answers.set('GET /api/inventory', good(inventoryOf({ profiles: [profileRow({ subscriptions })] })));
    await expectText(await opened(), 'Đã quá hạn trả');
  });

  it('is changed by keyboard, with a contact more', async () => {
    network.answers.set('POST /api/profiles', good(profileRow({ revision: 4 })));
    const app = await opened();
    deep(app, 'ww-site-profile >>> button').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-profile-form >>> #code:focus').length).toBe(1);
    await expectAccessible(app);
    deep(app, 'ww-profile-form >>> #add-contact').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-profile-form >>> fieldset:nth-of-type(2) input:focus').length).toBe(1);
    await userEvent.keyboard('Người giữ chìa khóa{Tab}Bà mẫu 01{Tab}số{Enter}');
    await expectText(app, 'Hãy ghi số điện thoại');
    await expectAccessible(app);
    await userEvent.keyboard('{Control>}a{/Control}0900 000 009{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(sent('/api/profiles')).toEqual({
      ...profileRow(),
      contacts: [...profileRow().contacts, { role: 'Người giữ chìa khóa', name: 'Bà mẫu 01', phone: '0900 000 009' }],
    });
    expect(deep(app, 'ww-site-profile >>> button').matches(':focus')).toBe(true);
  });

  it('keeps what was typed where somebody else saved first, shows what they saved, and saves over it when told', async () => {
    network.answers.set('POST /api/profiles', refusal(409, 'revised'));
    const app = await opened();
    await userEvent.click(deep(app, 'ww-site-profile >>> button'));
    await expect.poll(() => deepAll(app, 'ww-profile-form >>> #address').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-profile-form >>> #address'), 'Địa chỉ của tôi');
    const survey = { on: '2026-11-20', by: 'Trần Thị B', answers: { fibre: 'yes' as const }, note: '' };
    const theirs = profileRow({ address: 'Địa chỉ của người khác', survey, revision: 8 });
    network.answers.set('GET /api/inventory', good(inventoryOf({ profiles: [theirs] })));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Người khác vừa lưu mục này.');
    const notice = deepText(deep(app, 'ww-profile-form >>> .revised'));
    expect(notice).toContain('Địa chỉ: Địa chỉ của người khác');
    expect(notice).toContain('Rà soát hiện trạng: 20/11/2026, Trần Thị B');
    expect(deep(app, 'ww-profile-form >>> #address', HTMLInputElement).value).toBe('Địa chỉ của tôi');
    await expectAccessible(app);
    network.answers.set('POST /api/profiles', good(theirs));
    await userEvent.click(deep(app, 'ww-profile-form >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(sent('/api/profiles')).toMatchObject({ address: 'Địa chỉ của tôi', survey, revision: 8 });
  });

  it('says at the field that another site has the code', async () => {
    network.answers.set('GET /api/inventory', good({ profiles: [], items: [] }));
    network.answers.set('POST /api/profiles', refusal(409, 'key-taken'));
    const { app } = openApp(network, '/inventory/site_1');
    await expectText(app, 'Chưa có hồ sơ. Mã của điểm');
    await userEvent.click(deep(app, 'ww-site-profile >>> button'));
    await userEvent.click(deep(app, 'ww-profile-form >>> button.primary'));
    await expectText(app, 'Hãy ghi mã');
    await userEvent.fill(deep(app, 'ww-profile-form >>> #code'), 'nvh-02');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Mã này đang dùng cho điểm khác.');
    expect(sent('/api/profiles')).toMatchObject({ code: 'NVH-02', revision: 0 });
    await expectAccessible(app);
  });
});

describe('the equipment of a site', () => {
  const button = (app: Element, label: string): HTMLElement => deep(app, `button[aria-label="${label}"]`);

  it('shows each piece with its life, where it stands now, and its criterion', async () => {
    const app = await opened();
    const items = deepAll(app, 'ww-equipment-list >>> .items > li').map((item) => deepText(item));
    expect(items[0]).toContain('Bộ lưu điện 1 kVA Đã đề xuất TB-0003 · Bộ lưu điện (UPS) RC-P1: ');
    expect(items[1]).toContain('30/03/2026: Đã đề xuất Tờ trình số 12/TTr-UBND 15/06/2026: Đang sử dụng');
    expect(deepText(deep(app, 'ww-equipment-list >>> [aria-current=step]'))).toBe(
      '30/03/2026: Đã đề xuất Tờ trình số 12/TTr-UBND',
    );
    // What was in use is retired, never deleted.
    expect(deepAll(app, 'button[aria-label="Xóa Bộ phát wifi hội trường"]')).toEqual([]);
    await expectAccessible(app);
  });

  it('gets a new stage in few presses: the next one, from today', async () => {
    network.answers.set('POST /api/equipment', good(equipmentRow()));
    const app = await opened();
    button(app, 'Ghi tình trạng mới của Bộ lưu điện 1 kVA').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'ww-stage-form >>> select:focus').length).toBe(1);
    await expectAccessible(app);
    await userEvent.fill(deep(app, 'ww-stage-form >>> #paper-0'), 'Quyết định số 45/QĐ-UBND');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(sent('/api/equipment')).toMatchObject({
      id: 'TB-0003',
      revision: 5,
      stages: [{ stage: 'requested' }, { stage: 'funded', on: '2026-11-24', paper: 'Quyết định số 45/QĐ-UBND' }],
    });
  });

  it('takes a new piece, linked to a monitored device of the site', async () => {
    network.answers.set('POST /api/equipment', good(equipmentRow()));
    const app = await opened();
    await userEvent.click(deep(app, 'ww-equipment-list >>> button.primary'));
    await expect.poll(() => deepAll(app, 'ww-item-form >>> #kind:focus').length).toBe(1);
    await userEvent.selectOptions(deep(app, 'ww-item-form >>> #kind'), 'mini-pc');
    await userEvent.click(deep(app, 'ww-item-form >>> button.primary'));
    await expectText(app, 'Hãy ghi tên gọi');
    expect(deep(app, 'ww-item-form >>> #name').matches(':focus')).toBe(true);
    await expectAccessible(app);
    await userEvent.keyboard('Máy mini trực');
    await userEvent.selectOptions(deep(app, 'ww-item-form >>> #deviceId'), 'dev_1');
    deep(app, 'ww-item-form >>> #name').focus();
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Đã lưu.');
    expect(sent('/api/equipment')).toEqual({
      siteId: 'site_1',
      kind: 'mini-pc',
      name: 'Máy mini trực',
      quantity: 1,
      criterionId: null,
      deviceId: 'dev_1',
      specs: '',
      note: '',
      stages: [{ stage: 'in-use', on: '2026-11-24', paper: '' }],
      revision: 0,
    });
  });

  it('keeps what was typed of a piece that somebody else changed, and of one that somebody else deleted', async () => {
    network.answers.set('POST /api/equipment', refusal(409, 'revised'));
    const app = await opened();
    await userEvent.click(button(app, 'Sửa Bộ lưu điện 1 kVA'));
    await expect.poll(() => deepAll(app, 'ww-item-form >>> #specs').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-item-form >>> #specs'), '1 kVA online');
    const items = [equipmentRow(), upsRow({ quantity: 2, revision: 9 })];
    network.answers.set('GET /api/inventory', good(inventoryOf({ items })));
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Số lượng: 2');
    await expectAccessible(app);
    network.answers.set('GET /api/inventory', good(inventoryOf({ items: [] })));
    await userEvent.click(deep(app, 'ww-item-form >>> button.primary'));
    expect(sent('/api/equipment')).toMatchObject({ id: 'TB-0003', specs: '1 kVA online', revision: 9 });
    await expectText(app, 'Mục này vừa bị người khác xóa.');
    network.answers.set('POST /api/equipment', good(equipmentRow()));
    await userEvent.click(deep(app, 'ww-item-form >>> button.primary'));
    await expectText(app, 'Đã lưu.');
    expect(sent('/api/equipment')).toMatchObject({ specs: '1 kVA online', revision: 0 });
    expect(sent('/api/equipment')).not.toHaveProperty('id');
  });

  it('deletes what was entered by mistake only after a plain question', async () => {
    network.answers.set('POST /api/equipment/TB-0003/remove', refusal(409, 'state-conflict'));
    const app = await opened();
    await userEvent.click(button(app, 'Xóa Bộ lưu điện 1 kVA'));
    await expectText(app, 'Chỉ xóa khi đã nhập nhầm');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-equipment-dialogs >>> button.danger'));
    await expectText(app, 'Trạng thái vừa thay đổi');
    network.answers.set('POST /api/equipment/TB-0003/remove', good({}));
    await userEvent.click(deep(app, 'ww-equipment-dialogs >>> button.danger'));
    await expectText(app, 'Đã xóa.');
    expect(sent('/api/equipment/TB-0003/remove')).toEqual({ revision: 5 });
  });
});

describe('ww-inventory-site-page', () => {
  it('offers no change to who may only look, and says what is not recorded yet', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    network.answers.set('GET /api/inventory', good({ profiles: [], items: [] }));
    const { app } = openApp(network, '/inventory/site_1');
    await expectText(app, 'Chưa ghi trang thiết bị nào ở điểm này.');
    expect(deepAll(app, 'ww-inventory-site-page >>> button')).toEqual([]);
    await expectAccessible(app);
  });

  it('says that there is no such site, or why nothing comes', async () => {
    const { app } = openApp(network, '/inventory/site_9');
    await expectText(app, 'Không có điểm này.');
    await expectAccessible(app);
    network.answers.set('GET /api/inventory', refusal(503, 'store-unavailable'));
    const { app: second } = openApp(network, '/inventory/site_1');
    await expectText(second, 'Máy chủ tạm thời không ghi');
    await expectAccessible(second);
  });

  it('fits a small phone, its forms too', async () => {
    await page.viewport(320, 640);
    const app = await opened();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await userEvent.click(deep(app, 'ww-site-profile >>> button'));
    await expect.poll(() => deepAll(app, 'ww-profile-form >>> #code').length).toBe(1);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1280, 800);
  });
});
