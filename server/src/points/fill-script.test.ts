import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fillScripts, isScriptUrl } from './fill-script.ts';

const KEY = 'A-key_of-32-letters_0123456789AB';
const URL_GOOD = 'https://ward.example:8148/api/push';
const scripts = await fillScripts({ url: URL_GOOD, key: KEY, everyMs: 60_000 });

describe('fillScripts', () => {
  it('fills in key and address, and leaves nothing to fill in', () => {
    expect(Object.keys(scripts).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'curl',
      'mikrotik',
      'openwrt',
      'powershell',
    ]);
    for (const { text } of Object.values(scripts)) {
      expect(text.split(KEY)).toHaveLength(2);
      expect(text.split(URL_GOOD)).toHaveLength(2);
      expect(text).not.toMatch(/@[A-Z_]+@/);
    }
  });

  it('never puts the key into the address, and never switches the check of certificates off', () => {
    for (const { text } of Object.values(scripts)) {
      expect(text).not.toMatch(/api\/push[?#]/);
      expect(text).not.toMatch(/no-check-certificate|--insecure|-k |check-certificate=no|ServerCertificateValidation/);
    }
    // Lists of revoked certificates are fetched from the Internet, so that their absence would look like a cut.
    expect(scripts['mikrotik']?.text.match(/check-certificate=\S+/g)).toEqual(
      Array.from({ length: 2 }, () => 'check-certificate=yes-without-crl'),
    );
  });

  it('keeps the pace with which the point was entered', async () => {
    const { openwrt, mikrotik, powershell } = await fillScripts({ url: URL_GOOD, key: KEY, everyMs: 600_000 });
    expect(openwrt?.text).toContain("'*/10 * * * * /usr/bin/wardwatch-push'");
    expect(openwrt?.text).toContain('WARDWATCH_EVERY_MS:-600000}');
    expect(mikrotik?.text).toContain('interval=600s');
    expect(powershell?.text).toContain('/MO 10 ');
  });

  it('lies on Windows where only administrators write', () => {
    expect(scripts['powershell']?.text).toContain(String.raw`C:\Program Files\WardwatchPush`);
    expect(scripts['powershell']?.text).not.toMatch(/ProgramData/);
  });

  it.each([
    ['a quote in the address', { url: "https://ward.example/'; reboot; '", key: KEY }],
    ['a variable in the address', { url: 'https://ward.example/$HOME', key: KEY }],
    ['a query', { url: 'https://ward.example/api/push?key=x', key: KEY }],
    ['another scheme', { url: 'ftp://ward.example/', key: KEY }],
    ['a line break', { url: 'https://ward.example/\nreboot', key: KEY }],
    ['a short key', { url: URL_GOOD, key: 'short' }],
    ['a key with a quote', { url: URL_GOOD, key: `${KEY.slice(1)}"` }],
  ])('refuses %s', async (_what, secrets) => {
    await expect(fillScripts({ ...secrets, everyMs: 60_000 })).rejects.toThrow(/Invalid/);
  });

  it('knows an address that can stand in a script', () => {
    expect(isScriptUrl('http://[2001:db8::1]:8148/api/push')).toBe(true);
    expect(isScriptUrl('https://ward.example/`id`')).toBe(false);
  });

  it('marks the file for Windows PowerShell as UTF-8', () => {
    expect(scripts['powershell']?.text.codePointAt(0)).toBe(0xfeff);
  });

  for (const platform of ['openwrt', 'curl'] as const) {
    it(`is clean shell: ${platform}`, (context) => {
      const input = scripts[platform]?.text ?? '';
      const checked = spawnSync('shellcheck', ['--shell=sh', '-'], { input, encoding: 'utf8' });
      if (checked.error) context.skip('shellcheck is missing (Debian: package shellcheck)');
      expect(checked.stdout).toBe('');
    });
  }

  it('has balanced brackets and quotes in the script for RouterOS', () => {
    const text = scripts['mikrotik']?.text ?? '';
    const code = text.replaceAll(/^\s*#.*$/gm, '').replaceAll(/\\["\\]/g, '');
    expect((code.match(/"/g) ?? []).length % 2).toBe(0);
    const outside = code.replaceAll(/"[^"]*"/g, '');
    const count = (sign: string): number => outside.split(sign).length - 1;
    for (const [open, close] of ['{}', '[]', '()'])
      expect([open, count(open ?? '')]).toEqual([open, count(close ?? '')]);
  });
});
