import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set('GET /api/session', good({ ...ADMIN, person: null, setupNeeded: true }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

async function fill(app: Element, name: string, password: string): Promise<void> {
  await expect.poll(() => deepAll(app, '#password').length).toBe(1);
  await userEvent.fill(deep(app, '#name'), name);
  await userEvent.fill(deep(app, '#password'), password);
  await userEvent.keyboard('{Enter}');
}

describe('ww-setup-page', () => {
  it('makes the first administrator and goes on to the board', async () => {
    const { app } = openApp(network, '/setup', 'a-token-of-twenty-letters');
    network.answers.set('POST /api/setup', good(ADMIN.person));
    await expectText(app, 'Thiết lập lần đầu');
    await expectAccessible(app);
    await expect.poll(() => deepAll(app, '#password').length).toBe(1);
    network.answers.set('GET /api/session', good(ADMIN));
    await fill(app, 'quantri', 'một câu dễ nhớ');
    await expectText(app, 'Máy văn thư');
    expect(location.pathname).toBe('/');
    const sent = network.requests.find(({ path }) => path === '/api/setup');
    expect(sent?.body).toEqual({ token: 'a-token-of-twenty-letters', name: 'quantri', password: 'một câu dễ nhớ' });
  });

  it('shows a short password in place, counts its letters, and sends nothing', async () => {
    const { app } = openApp(network, '/setup', 'a-token-of-twenty-letters');
    await fill(app, 'quantri', 'ngắn');
    await expectText(app, 'Mật khẩu cần ít nhất 10 ký tự.');
    await expectText(app, 'Đã nhập 4 ký tự.');
    await expectAccessible(app);
    expect(network.requests.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('shows the password on demand', async () => {
    const { app } = openApp(network, '/setup', 'a-token-of-twenty-letters');
    await expect.poll(() => deepAll(app, '#password').length).toBe(1);
    await userEvent.click(deep(app, 'input[type=checkbox]'));
    expect(deep(app, '#password', HTMLInputElement).type).toBe('text');
  });

  it('says which link is wanted where the token is wrong or missing', async () => {
    const first = openApp(network, '/setup', 'a-token-of-twenty-letters');
    network.answers.set('POST /api/setup', refusal(403, 'setup-token-wrong'));
    await fill(first.app, 'quantri', 'một câu dễ nhớ');
    await expectText(first.app, 'Liên kết thiết lập không đúng hoặc đã cũ.');
    const second = openApp(network, '/');
    await expectText(second.app, 'Cần liên kết thiết lập');
    await expectAccessible(second.app);
  });
});
