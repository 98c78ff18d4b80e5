import { collectedFields } from '@wardwatch/shared/collects';
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { ADMIN, good, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './collects-page.ts';

const address = location.href;
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork();
  network.answers.set('GET /api/session', good({ ...ADMIN, person: null }));
  network.answers.set('GET /api/collects', good({ fields: collectedFields() }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

describe('ww-collects-page', () => {
  it('tells everybody, without signing in, what each field on the wire holds', async () => {
    const { app } = openApp(network, '/collects');
    await expectText(app, 'Phần mềm diệt virus có bật không.');
    expect(deepAll(app, 'ww-login-form')).toEqual([]);
    expect(deepAll(app, 'ww-collects-page >>> dt')).toHaveLength(collectedFields().length);
    expect(deepText(app)).not.toContain('chưa có lời giải thích');
    expect(deepText(deep(app, '[aria-labelledby=never]'))).toContain('không dò quét, không nghe lén');
    await expectAccessible(app);
  });

  it('names a field of a newer server rather than hiding it', async () => {
    const field = { path: 'entry.event.moon.phase', type: 'text', choices: ['new', 'full'], isOptional: true };
    network.answers.set('GET /api/collects', good({ fields: [field] }));
    const { app } = openApp(network, '/collects');
    await expectText(app, 'Trường mới, chưa có lời giải thích. Giá trị: new, full');
    expect(deepText(app)).toContain('entry.event.moon.phase');
  });

  it('says why it does not come, and is linked from every page', async () => {
    network.answers.set('GET /api/collects', 'unreachable');
    const { app } = openApp(network, '/');
    await expectText(app, 'Đăng nhập');
    await userEvent.click(deep(app, 'footer a'));
    await expectText(app, 'Không kết nối được với máy chủ.');
    expect(location.pathname).toBe('/collects');
    await expectAccessible(app);
  });
});
