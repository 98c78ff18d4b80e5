import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { OutageDetail, OutageList, SiteAvailability, SiteSpans } from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../kit/folder.ts';
import { seededSite } from '../kit/seeded-site.ts';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';

/** A Tuesday at 08:00 in Việt Nam. */
const START = Date.UTC(2026, 8, 1, 1);
const MINUTE = 60_000;
/** The smallest picture in the PNG format. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const clock = new FakeClock({ wall: START });
let system: System;
let admin: Admin;
let house: Awaited<ReturnType<typeof seededSite>>;
let other: Awaited<ReturnType<typeof seededSite>>;

beforeAll(async () => {
  system = await startSystem({ clock });
  admin = await system.admin();
  const { store } = system.server;
  house = await seededSite(store, clock, {
    name: 'Nhà văn hóa TDP số 1',
    minutes: 180,
    faults: [
      { from: 10, until: 40, fact: 'internet' },
      { from: 60, until: 70, fact: 'internet' },
      { from: 75, until: 85, fact: 'internet' },
      { from: 100, until: 112, fact: 'dns' },
    ],
  });
  other = await seededSite(store, clock, {
    name: '=Nhà "văn hóa", TDP số 2',
    minutes: 30,
    faults: [{ from: 5, until: 15, fact: 'internet' }],
  });
  await until(
    'everything is judged',
    async () => {
      clock.advance(1_000);
      const all = await rows();
      return (
        all.length === 5 &&
        all.every(({ status, suggested }) => status === 'closed' && suggested.rule !== 'site-nothing-tells')
      );
    },
    60_000,
  );
}, 120_000);
afterAll(() => system[Symbol.asyncDispose]());

const list = (query = ''): Promise<OutageList> => admin.call('GET', `/api/outages?${query}`);
/** Rows of the ledger, oldest first. */
const rows = async (query = ''): Promise<LedgerRow[]> => (await list(query)).rows.toReversed();
const detail = (id: string): Promise<OutageDetail> => admin.call('GET', `/api/outages/${id}`);
const act = (row: LedgerRow, action: object): Promise<LedgerRow> =>
  admin.call('POST', `/api/outages/${row.id}/actions`, { basedOn: row.revisionNumber, ...action });
const attach = (row: LedgerRow, content: Uint8Array, name = 'anh.png'): Promise<Response> =>
  fetch(
    `${system.url}/api/outages/${row.id}/attachments?name=${encodeURIComponent(name)}&basedOn=${row.revisionNumber}`,
    { method: 'POST', headers: { cookie: admin.cookie, 'content-type': 'image/png' }, body: Buffer.from(content) },
  );
const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : 'not refused';
};
const rowAt = async (minute: number): Promise<LedgerRow> => {
  const row = (await rows()).find((one) => one.from === house.at(minute));
  if (!row) throw new Error(`no row begins at minute ${minute}`);
  return row;
};

describe('reading the ledger', () => {
  it('lists what happened, with totals by cause and site around the clock and in opening hours', async () => {
    const all = await list();
    expect(all.rows.toReversed().map(({ subject, from, suggested }) => [subject, from, suggested.cause])).toEqual([
      ['site', house.at(10), 'internet-line'],
      ['site', house.at(60), 'internet-line'],
      ['site', house.at(75), 'internet-line'],
      ['dns', house.at(100), 'dns'],
      ['site', other.at(5), 'internet-line'],
    ]);
    expect(all.totals.all).toEqual({ count: 4, wholeMs: 60 * MINUTE, openMs: 60 * MINUTE });
    expect(all.totals.byCause).toEqual([
      { cause: 'internet-line', confirmed: false, count: 4, wholeMs: 60 * MINUTE, openMs: 60 * MINUTE },
    ]);
    expect(all.totals.bySite.map((site) => [site.siteId, site.wholeMs])).toEqual([
      [house.siteId, 50 * MINUTE],
      [other.siteId, 10 * MINUTE],
    ]);
  });

  it('filters, and counts only the part of an outage that lies in the period', async () => {
    const part = await list(`from=${house.at(20)}&until=${house.at(30)}`);
    expect(part.rows).toHaveLength(1);
    expect(part.totals.all).toEqual({ count: 1, wholeMs: 10 * MINUTE, openMs: 10 * MINUTE });
    expect(await rows(`site=${other.siteId}`)).toHaveLength(1);
    expect(await rows('cause=dns')).toHaveLength(1);
    expect(await rows('subject=dns&status=closed')).toHaveLength(1);
    expect(await refusal(list('cause=ghosts'))).toContain('400');
  });

  it('shows what each device saw around an outage, and how the row came about', async () => {
    const [row] = await rows();
    const { devices, site, revisions, window } = await detail(row?.id ?? '');
    expect(window).toEqual({ from: house.at(-5), until: house.at(55) });
    expect(devices.map(({ name, facts }) => [name, facts.map(({ fact }) => fact)])).toEqual([
      ['Máy mẫu', ['gateway', 'internet', 'dns']],
    ]);
    expect(site.map(({ value }) => value)).toEqual(['not-equipped', 'up', 'down', 'up']);
    expect(revisions[0]).toMatchObject({ by: 'engine', action: 'opened' });
    expect(revisions.map((one) => one.row.revisionNumber)).toEqual(revisions.map((_, index) => index + 1));
  });

  it('gives timelines, and availability with coverage in both calendars', async () => {
    const { spans } = await admin.call<SiteSpans>('GET', `/api/spans?from=${house.began}&until=${house.at(180)}`);
    expect(spans.filter((span) => span.siteId === house.siteId).map(({ state }) => state)).toEqual([
      'up',
      'down',
      'up',
      'down',
      'up',
      'down',
      'up',
    ]);
    const period = `from=${house.began}&until=${house.at(180)}`;
    const figures = await admin.call<SiteAvailability>('GET', `/api/sites/${house.siteId}/availability?${period}`);
    expect(figures.whole).toMatchObject({ upMs: 130 * MINUTE, downMs: 50 * MINUTE, coverage: 1, outages: 3 });
    expect(figures.whole.availability).toBeCloseTo(130 / 180, 10);
    expect(figures.open).toMatchObject({ calendar: 'nvh', calendarVersion: 1, downMs: 50 * MINUTE });
  });

  it('gives the rows as a table that a spreadsheet reads and cannot run', async () => {
    const response = await fetch(`${system.url}/api/outages.csv`, { headers: { cookie: admin.cookie } });
    expect(response.headers.get('content-type')).toContain('text/csv');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines[1]).toContain(`"'=Nhà ""văn hóa"", TDP số 2"`);
    expect(lines[1]).toContain('2026-09-01 11:05:00');
  });
});

describe('what an officer decides', () => {
  it('confirms a cause, and tells the second of two writers what the first one did', async () => {
    const row = await rowAt(10);
    const confirmed = await act(row, { action: 'confirm', cause: 'internet-line', note: 'Nhà mạng đã xác nhận' });
    const revisionNumber = row.revisionNumber + 1;
    expect(confirmed).toMatchObject({ confirmed: { cause: 'internet-line', at: clock.now() }, revisionNumber });
    const late = await fetch(`${system.url}/api/outages/${row.id}/actions`, {
      method: 'POST',
      headers: { cookie: admin.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'note', basedOn: row.revisionNumber, text: 'muộn' }),
    });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ error: { code: 'row-revised', row: { revisionNumber } } });
    const noted = await act(confirmed, { action: 'note', text: 'muộn' });
    expect(noted.notes).toMatchObject([{ text: 'muộn' }]);
    expect((await list()).totals.byCause).toContainEqual({
      cause: 'internet-line',
      confirmed: true,
      count: 1,
      wholeMs: 30 * MINUTE,
      openMs: 30 * MINUTE,
    });
  });

  it('leaves a row out of the figures with a reason, and takes it in again', async () => {
    const row = await rowAt(10);
    const excluded = await act(row, { action: 'exclude', reason: 'Diễn tập' });
    expect((await list()).totals.all.count).toBe(3);
    const period = `from=${house.began}&until=${house.at(180)}`;
    const figures = await admin.call<SiteAvailability>('GET', `/api/sites/${house.siteId}/availability?${period}`);
    expect(figures.whole).toMatchObject({ downMs: 20 * MINUTE, excludedMs: 30 * MINUTE });
    expect(await refusal(act(excluded, { action: 'exclude', reason: 'lần nữa' }))).toContain('409');
    await act(excluded, { action: 'include', reason: 'Không phải diễn tập' });
    expect((await list()).totals.all.count).toBe(4);
  });

  it('merges rows of one site and subject, and refuses a row with itself or with another place', async () => {
    const [first, second] = [await rowAt(60), await rowAt(75)];
    const elsewhere = (await rows()).find((row) => row.siteId === other.siteId);
    expect(await refusal(act(first, { action: 'merge', ids: [first.id], reason: 'x' }))).toContain('with itself');
    expect(await refusal(act(first, { action: 'merge', ids: [elsewhere?.id], reason: 'x' }))).toContain('same site');
    const merged = await act(first, { action: 'merge', ids: [second.id], reason: 'Cùng một lần đứt cáp' });
    expect(merged).toMatchObject({
      from: house.at(60),
      until: house.at(85),
      interruptions: 1,
      minutes: { wholeMs: 20 * MINUTE },
      merged: [second.id],
    });
    expect((await detail(second.id)).row).toMatchObject({ status: 'merged', mergedInto: first.id });
    expect((await list()).totals.all).toMatchObject({ count: 3, wholeMs: 60 * MINUTE });
  });

  it('splits a row in two whose minutes add up', async () => {
    const row = await rowAt(100);
    expect(await refusal(act(row, { action: 'split', at: house.at(112), reason: 'x' }))).toContain('within');
    const first = await act(row, { action: 'split', at: house.at(104), reason: 'Hai sự cố' });
    expect(first).toMatchObject({ from: house.at(100), until: house.at(104), minutes: { wholeMs: 4 * MINUTE } });
    const parts = await rows('subject=dns');
    expect(parts.map((part) => part.minutes.wholeMs)).toEqual([4 * MINUTE, 8 * MINUTE]);
  });

  it('keeps files once, by what they are and not by what they are called', async () => {
    const row = await rowAt(10);
    const text = await attach(row, Buffer.from('<html>'), 'anh.png');
    expect([text.status, await text.json()]).toMatchObject([415, { error: { code: 'file-type-refused' } }]);
    const large = await attach(row, Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]));
    expect(large.status).toBe(413);
    const attached = await attach(row, PNG, 'Biên bản ngày 1-9.png');
    expect(attached.status).toBe(200);
    const kept = (await attached.json()) as LedgerRow;
    expect(kept.attachments).toMatchObject([{ name: 'Biên bản ngày 1-9.png', type: 'image/png', bytes: PNG.length }]);
    const file = await fetch(`${system.url}/api/attachments/${kept.attachments[0]?.hash}`, {
      headers: { cookie: admin.cookie },
    });
    expect([file.headers.get('content-type'), Buffer.from(await file.arrayBuffer())]).toEqual(['image/png', PNG]);
    expect((await attach(kept, PNG)).status).toBe(409);
  });
});

describe('windows, places and opening hours', () => {
  const window = (more: object): Promise<{ id: string }> =>
    admin.call('POST', '/api/windows', {
      kind: 'power-cut',
      scope: { kind: 'sites', siteIds: [other.siteId] },
      from: other.at(0),
      until: other.at(20),
      weekly: false,
      repeatUntil: null,
      reason: 'Sửa chữa trạm biến áp',
      source: 'Thông báo mẫu 12/TB',
      ...more,
    });

  it('refuses a window that ends before it starts, and one of an unknown place', async () => {
    expect(await refusal(window({ until: other.at(-1) }))).toContain('until');
    expect(await refusal(window({ scope: { kind: 'sites', siteIds: ['site_nowhere'] } }))).toContain('404');
  });

  it('takes an announcement after the fact, says that it came late, and takes it back', async () => {
    const { id } = await window({});
    const row = async (): Promise<LedgerRow | undefined> => (await rows(`site=${other.siteId}`))[0];
    await until('the row is planned', async () => {
      clock.advance(1_000);
      return (await row())?.suggested.cause === 'planned';
    });
    expect(await row()).toMatchObject({
      declaredLate: true,
      suggested: { confidence: 'confirmed', rule: 'site-notice' },
    });
    await admin.call('POST', `/api/windows/${id}/cancel`);
    await until('the row is a line fault again', async () => {
      clock.advance(1_000);
      return (await row())?.suggested.cause === 'internet-line';
    });
    expect(await refusal(admin.call('POST', `/api/windows/${id}/cancel`))).toContain('409');
  });

  it('refuses hours that overlap and a calendar with two versions from one day', async () => {
    const day = [{ from: '08:00', until: '12:00' }];
    const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
    const version = { validFrom: '2026-10-01', week, seasons: [], observesHolidays: true };
    const post = (body: object): Promise<unknown> => admin.call('POST', '/api/calendars/nvh/versions', body);
    const overlapping = [...day, { from: '11:00', until: '13:00' }];
    expect(await refusal(post({ ...version, week: { ...week, mon: overlapping } }))).toContain('400');
    await post(version);
    expect(await refusal(post(version))).toContain('400');
  });

  it('archives a site and keeps what its ledger says', async () => {
    await admin.call('PATCH', `/api/sites/${other.siteId}`, { archived: true });
    expect(await rows(`site=${other.siteId}`)).toHaveLength(1);
    expect(await refusal(admin.call('PATCH', '/api/sites/site_nowhere', { archived: true }))).toContain('404');
  });
});

describe('the evidence', () => {
  it('holds, is exported whole, and is verified without us', async () => {
    await until('the chain is sealed', async () => {
      await clock.advanceAsync(60_000);
      const health = await admin.call<{ lastSeal: unknown; broken: unknown }>('GET', '/api/ledger');
      return health.lastSeal !== null && health.broken === null;
    });
    await using folder = await temporaryFolder();
    const zip = await fetch(`${system.url}/api/ledger/evidence.zip`, { headers: { cookie: admin.cookie } });
    expect(zip.status).toBe(200);
    await writeFile(join(folder.path, 'evidence.zip'), Buffer.from(await zip.arrayBuffer()));
    await promisify(execFile)('unzip', ['-q', 'evidence.zip', '-d', 'bundle'], { cwd: folder.path });
    const bundle = join(folder.path, 'bundle');
    expect((await readdir(bundle)).toSorted()).toEqual([
      'README.txt',
      'attachments',
      'head.json',
      'public-key.pem',
      'revisions.jsonl',
      'seals.jsonl',
      'verify.mjs',
    ]);
    const verify = () => promisify(execFile)(process.execPath, [join(bundle, 'verify.mjs')], { cwd: bundle });
    await verify();
    const file = join(bundle, 'revisions.jsonl');
    await writeFile(file, (await readFile(file, 'utf8')).replace('internet-line', 'mains-power'));
    await expect(verify()).rejects.toMatchObject({ code: 1 });
  });
});
