import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumLaunch } from './chromium.ts';
import { ADMIN } from './admin.ts';

/** Starts the browser; in the network namespace where one is named, through a starter script in `folder`. */
export async function startBrowser(namespace?: { name: string; folder: string }): Promise<Browser & AsyncDisposable> {
  if (!namespace) return chromium.launch(chromiumLaunch);
  const starter = join(namespace.folder, 'chromium.sh');
  await writeFile(starter, `#!/bin/sh\nexec ip netns exec ${namespace.name} ${chromiumLaunch.executablePath} "$@"\n`);
  await chmod(starter, 0o755);
  return chromium.launch({ ...chromiumLaunch, executablePath: starter });
}

/** Opens the set-up link, and makes the first administrator as a person would. Ends on the board. */
export async function setUpInBrowser(page: Page, setupUrl: string): Promise<void> {
  await page.goto(setupUrl);
  await page.getByLabel('Tên quản trị viên').fill(ADMIN.name);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  await page.getByRole('heading', { level: 1, name: 'Bảng điều khiển' }).waitFor();
}

/** Calls the API from within the page, with its session. */
export async function callFromPage<Result>(page: Page, path: string, body?: object): Promise<Result> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await page.evaluate(
    async ([url, json]) => {
      const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const response = await fetch(url, json === undefined ? {} : { ...post, body: json });
      if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    [path, text] as const,
  );
  // What the API answers is checked by its own tests; here the caller knows it.
  return answer as Result;
}
