import { page, userEvent } from 'vitest/browser';
import { LIVE_CLOSE } from '@wardwatch/shared/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setLanguage } from './i18n/language.ts';
import { type OpenedApp, openApp } from './testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from './testing/dom.ts';
import { boardOf, deviceRow, NOW } from './testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from './testing/stand-in-network.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()], { revision: 4 }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
  setLanguage('vi');
});

async function openBoard(): Promise<OpenedApp> {
  const opened = openApp(network, '/');
  await expectText(opened.app, 'Máy văn thư');
  network.say({ t: 'tick', revision: 4, serverTime: NOW });
  return opened;
}

describe('ww-app', () => {
  it('shows what is asked for to whoever is signed in, with a title', async () => {
    const { app } = await openBoard();
    expect(document.title).toBe('Bảng điều khiển · Wardwatch');
    await expectAccessible(app);
  });

  it('shows a change within the same moment that the server tells it', async () => {
    const { app } = await openBoard();
    const devices = [deviceRow({ revision: 5, facts: { internet: { value: 'down', since: NOW } } })];
    network.say({ t: 'changes', revision: 5, serverTime: NOW, sites: [], devices });
    await expectText(app, 'Mất Internet');
  });

  it('says from when the figures are while the server is gone, and stops saying so when it is back', async () => {
    const { app, clock } = await openBoard();
    network.hangUp();
    await expectText(app, 'Mất kết nối với máy chủ, số liệu lúc 10:42.');
    await expectText(app, 'Tính đến 10:42');
    await expectAccessible(app);
    await expect.poll(() => clock.pending).toBeGreaterThan(1);
    clock.advance(1_000);
    await expect.poll(() => network.isListening).toBe(true);
    network.say({ t: 'tick', revision: 4, serverTime: NOW + 2_000 });
    await expect.poll(() => deepText(app)).not.toContain('Mất kết nối với máy chủ');
  });

  it('follows a link without loading anew, moves the focus to the heading, and goes back', async () => {
    const { app } = await openBoard();
    await userEvent.click(deep(app, 'ww-device-row >>> a'));
    await expect.poll(() => location.pathname).toBe('/devices/dev_1');
    await expect.poll(() => deepAll(app, 'ww-device-page >>> h1:focus').length).toBe(1);
    history.back();
    await expect.poll(() => deepAll(app, 'ww-board-page >>> h1:focus').length).toBe(1);
  });

  it('asks to sign in again over the open page when the session ends, and loses nothing that was typed', async () => {
    const { app } = openApp(network, '/enrol');
    await expectText(app, 'Chọn điểm và lấy mã');
    await userEvent.selectOptions(deep(app, '#site'), '+');
    await expect.poll(() => deepAll(app, '#site-name').length).toBe(1);
    await userEvent.fill(deep(app, '#site-name'), 'Nhà văn hóa tổ 9');
    network.hangUp(LIVE_CLOSE.signedOut);
    await expectText(app, 'Phiên đăng nhập đã hết.');
    await expect.poll(() => deepAll(app, 'ww-login-form >>> #name:focus').length).toBe(1);
    await expectAccessible(app);
    network.answers.set('POST /api/login', good(ADMIN.person));
    await userEvent.fill(deep(app, 'ww-login-form >>> #name'), 'quantri');
    await userEvent.fill(deep(app, 'ww-login-form >>> #password'), 'một câu dễ nhớ');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => deepAll(app, 'dialog[open]').length).toBe(0);
    expect(deep(app, '#site-name', HTMLInputElement).value).toBe('Nhà văn hóa tổ 9');
    await expect.poll(() => network.isListening).toBe(true);
  });

  it('changes language and theme at once and keeps both', async () => {
    const { app, kept } = await openBoard();
    await userEvent.click(deep(app, 'ww-app-header >>> summary'));
    expect(document.documentElement.lang).toBe('vi');
    await userEvent.selectOptions(deep(app, '#language'), 'en');
    await expectText(app, 'of 1 devices');
    expect(document.title).toBe('Dashboard · Wardwatch');
    expect(document.documentElement.lang).toBe('en');
    await userEvent.selectOptions(deep(app, '#theme'), 'dark');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(Object.fromEntries(kept)).toEqual({ language: 'en', theme: 'dark' });
    await expectAccessible(app);
  });

  it('signs out', async () => {
    const { app } = await openBoard();
    network.answers.set('POST /api/logout', { status: 204, body: undefined });
    network.answers.set('GET /api/session', good({ ...ADMIN, person: null }));
    // As the real server does: the live socket is closed before the request is answered.
    network.onRequest = ({ path }) => path === '/api/logout' && network.hangUp(LIVE_CLOSE.signedOut);
    await userEvent.click(deep(app, 'ww-app-header >>> summary'));
    await userEvent.click(deep(app, 'ww-app-header >>> .panel button'));
    await expect.poll(() => deepAll(app, 'ww-login-page').length).toBe(1);
    expect(network.isListening).toBe(false);
    expect(deepText(app)).not.toContain('Máy văn thư');
    expect(deepAll(app, 'dialog[open]')).toEqual([]);
  });

  it('says what to do where the server cannot be reached, and tries again when asked', async () => {
    network.answers.set('GET /api/session', 'unreachable');
    const { app } = openApp(network, '/');
    await expectText(app, 'Không kết nối được với máy chủ.');
    await expectAccessible(app);
    network.answers.set('GET /api/session', good(ADMIN));
    await userEvent.click(deep(app, 'ww-failure >>> button'));
    await expectText(app, 'Máy văn thư');
  });

  it('waits a little before it shows a spinner', async () => {
    network.answers.set('GET /api/session', 'silent');
    const { app, clock } = openApp(network, '/');
    await expect.poll(() => clock.pending).toBeGreaterThan(2);
    clock.advance(399);
    expect(deepAll(app, 'ww-spinner')).toEqual([]);
    clock.advance(1);
    await expect.poll(() => deepAll(app, 'ww-spinner').length).toBe(1);
    await expectAccessible(app);
  });

  it('says that there is no such page', async () => {
    const { app } = openApp(network, '/nowhere');
    await expectText(app, 'Không có trang này');
    await expectAccessible(app);
  });

  it('fits a small phone, and its skip link leads past the navigation', async () => {
    await page.viewport(320, 640);
    network.answers.set('GET /api/board', good(boardOf([deviceRow({ name: 'x'.repeat(120) })])));
    const { app } = openApp(network, '/');
    await expectText(app, 'x'.repeat(120));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await userEvent.keyboard('{Tab}{Enter}');
    expect(app.shadowRoot?.activeElement?.localName).toBe('main');
    await page.viewport(1280, 800);
  });

  it('refuses a sign-in with the reason in place', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: null }));
    network.answers.set('POST /api/login', refusal(401, 'credentials-wrong'));
    const { app } = openApp(network, '/');
    await expect.poll(() => deepAll(app, 'ww-login-form >>> button').length).toBe(1);
    await userEvent.click(deep(app, 'ww-login-form >>> button'));
    await expectText(app, 'Hãy nhập tên.');
    await expectAccessible(app);
    await userEvent.fill(deep(app, '#name'), 'quantri');
    await userEvent.fill(deep(app, '#password'), 'sai');
    await userEvent.keyboard('{Enter}');
    await expectText(app, 'Tên hoặc mật khẩu không đúng.');
    await expectAccessible(app);
  });
});
