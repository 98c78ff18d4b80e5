import { existsSync } from 'node:fs';

/** How the browser is started in tests: Debian's Chromium, without the requests it makes of its own accord. */
export const chromiumLaunch = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/**
 * Whether the browser is there. Says what is left out where it is not; with `CI=true` its absence is a failure, so
 * that a green run never means that the browser tests did not run.
 */
export function requireChromium(): boolean {
  if (existsSync(chromiumLaunch.executablePath)) return true;
  const message =
    `no browser at ${chromiumLaunch.executablePath}: the browser tests are left out. ` +
    'Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.';
  if (process.env['CI'] === 'true') throw new Error(message);
  console.warn(`skipped: ${message}`);
  return false;
}
