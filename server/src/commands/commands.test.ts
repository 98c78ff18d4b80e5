import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@wardwatch/shared/lib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE, SECOND, TestWard } from '../outage/engine.fixtures.ts';
import { verify } from '../seal/bundle.fixtures.ts';
import { loadSigningKey } from '../seal/signing-key.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import type { Command } from './arguments.ts';
import { runCommand } from './run.ts';

// Real databases and processes.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let folder: string;
let store: Store;
let ward: TestWard;
const file = (): string => join(folder, 'wardwatch.db');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-commands-'));
  store = await openStore({ file: file(), log: silentLogger });
  ward = new TestWard(store);
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A site whose line was cut for a quarter of an hour. */
async function anOutage(): Promise<string> {
  const siteId = await ward.site('Nhà văn hóa 01');
  const device = await ward.device(siteId);
  device.boots(true);
  device.says('gateway', 'up');
  device.says('internet', 'up');
  await device.connects();
  await device.runs(10 * MINUTE);
  await device.loses();
  device.says('internet', 'down');
  await device.runs(15 * MINUTE);
  device.says('internet', 'up');
  await device.connects();
  await device.delivers();
  await device.runs(5 * MINUTE);
  expect(await ward.rows()).toMatchObject([{ subject: 'site', status: 'closed' }]);
  return siteId;
}

async function run(command: Exclude<Command, { name: 'serve' }>): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runCommand(command, {
    config: { dataFolder: folder, databaseUrl: undefined, lostLedgerKeys: [] },
    clock: ward.clock,
    log: silentLogger,
    print: (line) => lines.push(line),
  });
  return { code, lines };
}

/** Runs the program as a person would. */
function main(...args: string[]): { code: number | null; text: string } {
  const script = fileURLToPath(new URL('../main.ts', import.meta.url));
  const env = { PATH: process.env['PATH'], WARDWATCH_DATA: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8' });
  return { code: status, text: stdout + stderr };
}

function raw(statement: string): void {
  const db = new DatabaseSync(file(), { timeout: 5_000 });
  db.exec(statement);
  db.close();
}

/** Folders that a command left behind. */
const left = (): string[] => readdirSync(folder).filter((name) => name.startsWith('copy-'));

describe('recompute --check', () => {
  it('finds nothing in a ledger that fits its journals, while the server holds the store', async () => {
    await anOutage();
    expect(await run({ name: 'recompute-check' })).toEqual({
      code: 0,
      lines: [expect.stringMatching(/^1 sites, 1 outages, \d+ spans: 0 differences$/)],
    });
    expect(left()).toEqual([]);
    expect(main('recompute', '--check')).toMatchObject({ code: 0 });
    expect(left()).toEqual([]);
  });

  it('names each difference and changes nothing', async () => {
    const siteId = await anOutage();
    raw("delete from site_spans where subject = 'site' and state = 'down'");
    const { code, lines } = await run({ name: 'recompute-check' });
    expect(code).toBe(5);
    expect(lines[0]).toMatch(new RegExp(`^span ${siteId} site 2026-09-01T01:10:\\S+ - only in the journals: `));
    expect(lines.at(-1)).toMatch(/: 1 differences$/);
    expect(await run({ name: 'recompute-check' })).toEqual({ code, lines });
  });

  it('says that news still wait, which may explain a difference', async () => {
    const siteId = await anOutage();
    await store.ledger.addNews(siteId, { from: 0, until: ward.clock.now() });
    expect((await run({ name: 'recompute-check' })).lines[0]).toBe(
      'news wait to be judged; what differs may be theirs',
    );
  });
});

describe('recompute', () => {
  it('is refused while a server holds the store', async () => {
    await expect(run({ name: 'recompute', force: true })).rejects.toMatchObject({ code: 'store-locked' });
    const { code, text } = main('recompute');
    expect([code, text]).toEqual([3, expect.stringContaining('is in use by another Wardwatch server')]);
  });

  it('is refused while a server seems alive, unless forced', async () => {
    await anOutage();
    await store[Symbol.asyncDispose]();
    expect(await run({ name: 'recompute', force: false })).toEqual({
      code: 3,
      lines: [expect.stringContaining('less than 45 s ago')],
    });
    expect(await run({ name: 'recompute', force: true })).toEqual({ code: 0, lines: ['0 revisions'] });
    ward.clock.advance(46 * SECOND);
    expect(await run({ name: 'recompute', force: false })).toMatchObject({ code: 0 });
  });

  it('puts right what differs, says what changed, and does not pass itself off as a server', async () => {
    await anOutage();
    const [row] = await ward.rows();
    await store[Symbol.asyncDispose]();
    // As rules of another version would have written it.
    raw("update outages set body = json_set(body, '$.suggested.rule', 'old'); delete from site_spans");
    ward.clock.advance(HOUR);
    const { code, lines } = await run({ name: 'recompute', force: false });
    expect(code).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/ SC-2026-0001 site revised: /));
    expect(lines.at(-1)).toMatch(/^\d+ revisions$/);
    store = await openStore({ file: file(), log: silentLogger });
    const again = await store.ledger.row('SC-2026-0001');
    expect(again).toMatchObject({ from: row?.from, until: row?.until, suggested: row?.suggested });
    const { alive } = await store.ledger.serverSpans({ from: 0, until: ward.clock.now() });
    expect(Math.max(...alive.map((span) => span.until))).toBe(ward.clock.now() - HOUR);
    expect((await run({ name: 'recompute-check' })).code).toBe(0);
  });
});

describe('export-evidence', () => {
  it('writes a bundle that is valid by itself, while the server holds the store', async () => {
    await anOutage();
    const out = join(folder, 'out');
    const { code, text } = main('export-evidence', out);
    expect(code).toBe(0);
    const fingerprint = /^fingerprint {2}([0-9a-f]{64})$/m.exec(text)?.[1] ?? '';
    const head = /^head {9}(\d+:[0-9a-f]{64})$/m.exec(text)?.[1] ?? '';
    expect(verify(out, ['--fingerprint', fingerprint, '--head', head])).toMatchObject({ code: 0, findings: [] });
    expect(left()).toEqual([]);
  });

  it('refuses a folder that holds anything', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'x');
    expect(await run({ name: 'export-evidence', folder })).toEqual({
      code: 1,
      lines: [`${folder} is not empty; name an empty or a new folder.`],
    });
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('x');
  });

  it('does not sign with another key than that of the seals', async () => {
    await anOutage();
    const { count, hash: head } = await store.ledger.head();
    const elsewhere = mkdtempSync(join(tmpdir(), 'wardwatch-commands-'));
    const other = await loadSigningKey({ folder: elsewhere, sealedBy: undefined, lostKeys: [] });
    rmSync(elsewhere, { recursive: true });
    if (!other.ok) throw new Error(other.message);
    const seal = { day: '2026-09-01', at: 1, count, head, signature: 'x', publicKey: other.key.publicKey };
    await store.ledger.addSeal(seal);
    const { code, lines } = await run({ name: 'export-evidence', folder: join(folder, 'out') });
    expect([code, lines]).toEqual([1, [expect.stringContaining('ledger-key.pem is missing')]]);
  });
});

describe('every command', () => {
  it('says where there is no store, and makes none', async () => {
    const config = { dataFolder: join(folder, 'none'), databaseUrl: undefined, lostLedgerKeys: [] };
    const context = { config, clock: ward.clock, log: silentLogger, print: () => undefined };
    for (const command of [
      { name: 'recompute-check' },
      { name: 'recompute', force: true },
      { name: 'export-evidence', folder: join(folder, 'out') },
    ] as const) {
      await expect(runCommand(command, context)).rejects.toThrow(/There is no store at .*Set WARDWATCH_DATA/);
    }
    expect(readdirSync(folder)).not.toContain('none');
  });

  it('that is not understood shows the usage', () => {
    const { code, text } = main('recompute', '--chek');
    expect([code, text]).toEqual([2, expect.stringContaining('recompute --check')]);
  });
});
