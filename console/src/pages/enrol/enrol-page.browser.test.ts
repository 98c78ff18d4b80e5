import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, deepText, expectAccessible, expectText } from '../../testing/dom.ts';
import { boardOf, deviceRow, MINUTE, NOW, siteRow } from '../../testing/rows.ts';
import { ADMIN, good, refusal, StandInNetwork } from '../../testing/stand-in-network.ts';
import { downloadRow, pointRow, pointSecret } from '../../testing/watching-rows.ts';
// Loaded beforehand: how fast a page's file comes is not what these tests are about.
import './enrol-page.ts';

const address = location.href;
const pending = deviceRow({ id: 'dev_2', name: 'DESKTOP-2', status: 'pending', connected: false, revision: 2 });
let network: StandInNetwork;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  const code = { id: 'code_1', code: 'K7QF-2M9X', expiresAt: NOW + 15 * MINUTE, serverUrl: 'http://192.0.2.10:8148' };
  network.answers.set('POST /api/enrolment-codes', good(code));
  const windows = downloadRow({ platform: 'windows-x64', fileName: 'wardwatch-agent-0.1.0-windows-x64.zip' });
  network.answers.set('GET /api/downloads', good({ downloads: [downloadRow(), windows] }));
});

afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

async function getCode(app: Element): Promise<void> {
  await expectText(app, 'Chọn điểm và lấy mã');
  await userEvent.selectOptions(deep(app, '#site'), 'site_1');
  await userEvent.click(deep(app, 'ww-code-form >>> #attest'));
  await userEvent.click(deep(app, 'ww-code-form >>> button'));
  await expectText(app, 'K7QF-2M9X');
}

describe('ww-enrol-page', () => {
  it('asks for a site and for the confirmation in place, and sends nothing before', async () => {
    const { app } = openApp(network, '/enrol');
    await expectText(app, 'Chọn điểm và lấy mã');
    await expectAccessible(app);
    await userEvent.click(deep(app, 'ww-code-form >>> button'));
    await expectText(app, 'Hãy chọn một điểm hoặc thêm điểm mới.');
    await expectText(app, 'Chưa xác nhận thì không thể tiếp tục.');
    await expectAccessible(app);
    await userEvent.selectOptions(deep(app, '#site'), 'site_1');
    await userEvent.click(deep(app, 'ww-code-form >>> button'));
    await expect.poll(() => deepAll(app, 'ww-code-form >>> #attest:focus').length).toBe(1);
    expect(network.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('gives package and command for each system, by mouse or by keyboard, and counts down', async () => {
    const { app, clock } = openApp(network, '/enrol');
    await getCode(app);
    expect(network.requests.find(({ path }) => path === '/api/enrolment-codes')?.body).toEqual({
      siteId: 'site_1',
      preApproved: false,
      attestation: 1,
    });
    await expectText(app, 'Tải wardwatch-agent-0.1.0-windows-x64.zip (39,1 MB)');
    expect(deepText(app)).toContain('wardwatch-agent.cmd install');
    await expectAccessible(app);
    deep(app, '#system-tab-windows-x64').focus();
    await userEvent.keyboard('{ArrowRight}');
    await expectText(app, 'sudo ./wardwatch-agent install');
    expect(deep(app, '#system-tab-linux-x64').matches(':focus')).toBe(true);
    await userEvent.keyboard('{ArrowRight}');
    await expectText(app, 'npx pnpm package');
    await userEvent.keyboard('{ArrowRight}');
    await expectText(app, 'node wardwatch-agent.cjs enrol');
    clock.advance(5_000);
    await expectText(app, 'Còn hiệu lực 14 phút 55 giây.');
    network.say({ t: 'tick', revision: 1, serverTime: NOW + 16 * MINUTE });
    clock.advance(1_000);
    await expectText(app, 'Mã đã hết hạn.');
  });

  it('shows the device as it arrives, and approves it', async () => {
    const { app } = openApp(network, '/enrol');
    await getCode(app);
    await expectText(app, 'Đang chờ máy chạy lệnh…');
    network.say({ t: 'changes', revision: 2, serverTime: NOW, sites: [], devices: [pending] });
    await expectText(app, 'Đã nhận ra máy “DESKTOP-2”.');
    await expectAccessible(app);
    network.answers.set('POST /api/devices/dev_2/approve', good(pending));
    await userEvent.click(deep(app, 'button[aria-label="Duyệt DESKTOP-2"]'));
    await expect.poll(() => deepAll(app, 'ww-device-form >>> #name').length).toBe(1);
    await userEvent.fill(deep(app, 'ww-device-form >>> #name'), 'Máy quầy 1');
    await userEvent.click(deep(app, 'ww-device-form >>> #attest'));
    await userEvent.click(deep(app, 'ww-device-form >>> button.primary'));
    await expectText(app, 'Đã duyệt thiết bị.');
    const sent = network.requests.find(({ path }) => path.endsWith('/approve'));
    expect(sent?.body).toEqual({ name: 'Máy quầy 1', kind: 'computer', duty: 'hours', attestation: 1 });
  });

  it('makes a new site once, though the code fails at first', async () => {
    network.answers.set('POST /api/sites', good(siteRow({ id: 'site_9', name: 'Nhà văn hóa tổ 9' })));
    const code = network.answers.get('POST /api/enrolment-codes') ?? 'silent';
    network.answers.set('POST /api/enrolment-codes', refusal(503, 'store-unavailable'));
    const { app } = openApp(network, '/enrol');
    await expectText(app, 'Chọn điểm và lấy mã');
    await userEvent.selectOptions(deep(app, '#site'), '+');
    await expect.poll(() => deepAll(app, '#site-name').length).toBe(1);
    await userEvent.fill(deep(app, '#site-name'), 'Nhà văn hóa tổ 9');
    await userEvent.click(deep(app, 'ww-code-form >>> #attest'));
    await userEvent.click(deep(app, 'ww-code-form >>> button'));
    await expectText(app, 'Máy chủ tạm thời không ghi');
    network.answers.set('POST /api/enrolment-codes', code);
    await userEvent.click(deep(app, 'ww-code-form >>> button'));
    await expectText(app, 'K7QF-2M9X');
    expect(network.requests.filter(({ path }) => path === '/api/sites')).toHaveLength(1);
  });

  it('makes a Wi-Fi point, shows its key once, and the first signal as it comes', async () => {
    network.answers.set('POST /api/points', good(pointSecret()));
    const { app } = openApp(network, '/enrol');
    await expectText(app, 'Chọn điểm và lấy mã');
    deep(app, '#what-tab-machine').focus();
    await userEvent.keyboard('{ArrowRight}');
    await expectText(app, 'Thêm điểm wifi');
    await userEvent.click(deep(app, 'ww-point-form >>> button.primary'));
    await expectText(app, 'Điểm mới thì thêm ở thẻ Máy tính.');
    await expectAccessible(app);
    expect(network.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    await userEvent.selectOptions(deep(app, '#point-site'), 'site_1');
    await userEvent.fill(deep(app, 'ww-point-form >>> #name'), 'Wifi tổ 1');
    await userEvent.click(deep(app, 'ww-point-form >>> #attest'));
    await userEvent.click(deep(app, 'ww-point-form >>> button.primary'));
    await expectText(app, `KEY=${'k'.repeat(32)}`);
    expect(network.requests.find(({ path }) => path === '/api/points')?.body).toEqual({
      siteId: 'site_1',
      name: 'Wifi tổ 1',
      kind: 'router',
      duty: 'always',
      platform: 'openwrt',
      attestation: 1,
    });
    expect(deep(app, 'a[download="wardwatch-push.sh"]').getAttribute('href')).toMatch(/^blob:/);
    await expectText(app, 'Đang chờ tín hiệu đầu tiên…');
    await expectAccessible(app);
    deep(app, '#platform-tab-openwrt').focus();
    await userEvent.keyboard('{ArrowRight}');
    await expectText(app, '/import file-name=wardwatch-push.rsc');
    const heard = deviceRow({ id: pointRow().deviceId, name: 'Wifi tổ 1', kind: 'router', revision: 3 });
    network.say({ t: 'changes', revision: 3, serverTime: NOW, sites: [], devices: [heard] });
    await expectText(app, '“Wifi tổ 1” đã gửi tín hiệu đầu tiên.');
    await expectAccessible(app);
  });

  it('lists what waits for approval', async () => {
    network.answers.set('GET /api/board', good(boardOf([deviceRow(), pending])));
    const { app } = openApp(network, '/enrol');
    await expectText(app, 'Thiết bị chờ duyệt');
    await expectAccessible(app);
  });

  it('is not for who may only look', async () => {
    network.answers.set('GET /api/session', good({ ...ADMIN, person: { id: 'p', name: 'xem', role: 'viewer' } }));
    const { app } = openApp(network, '/enrol');
    await expectText(app, 'Tài khoản của bạn chỉ được xem.');
    expect(deepAll(app, 'ww-code-form')).toEqual([]);
  });
});
