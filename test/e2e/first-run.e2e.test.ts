import { expect, it } from 'vitest';
import { expectAccessible } from '../kit/axe.ts';
import { setUpInBrowser, startBrowser } from '../kit/browser.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { enrolFolder, runAgent } from '../kit/real-agent.ts';
import { startSystem } from '../kit/system.ts';

it('leads from the link in the terminal to this machine live on the board, and to its history', async () => {
  await using system = await startSystem();
  await using folder = await temporaryFolder();
  await enrolFolder(folder.path, system.url, await system.code());
  await using _agent = runAgent(folder.path);

  await using browser = await startBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(system.url)) outside.push(request.url());
  });
  await setUpInBrowser(page, (system.server.setupUrl ?? '').replace('localhost', '127.0.0.1'));
  expect(page.url()).not.toContain('token');
  await page.getByText('Đang kết nối').first().waitFor();
  await expectAccessible(page);

  const [device] = (await (await system.admin()).board()).devices;
  await page.getByRole('link', { name: device?.name ?? '?' }).click();
  await page.getByRole('heading', { level: 1, name: device?.name ?? '?' }).waitFor();
  await page.getByRole('heading', { name: 'Kết nối và nguồn điện' }).waitFor();
  await expectAccessible(page);
  expect(outside).toEqual([]);
});

it('takes a revoked device off the board at once, without a reload', async () => {
  await using system = await startSystem();
  await using folder = await temporaryFolder();
  await enrolFolder(folder.path, system.url, await system.code());
  await using _agent = runAgent(folder.path);
  await using browser = await startBrowser();
  const page = await browser.newPage();
  await setUpInBrowser(page, (system.server.setupUrl ?? '').replace('localhost', '127.0.0.1'));
  await page.getByText('Đang kết nối').first().waitFor();
  const admin = await system.admin();
  const [device] = (await admin.board()).devices;
  await admin.call('POST', `/api/devices/${device?.id}/revoke`);
  await page.getByRole('link', { name: device?.name ?? '?' }).waitFor({ state: 'detached' });
});
