import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bundleAgent, licences, listContents } from './build.ts';

test('BUNDLE.txt lists what the bundle holds; `pnpm --filter @wardwatch/agent build` renews it', async () => {
  const chunk = await bundleAgent(false);
  expect(listContents(chunk)).toBe(await readFile(new URL('BUNDLE.txt', import.meta.url), 'utf8'));
  expect(Object.keys(chunk.modules).filter((id) => id.includes('koffi'))).toEqual([]);
  const texts = await licences(chunk);
  for (const name of ['valibot', 'ws', 'net-snmp']) {
    expect(texts).toMatch(new RegExp(`^${name}\\n\\n[^]*?without restriction`, 'm'));
  }
});
