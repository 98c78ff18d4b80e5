import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { decide, SERVER_JOIN_MS } from '@wardwatch/shared/outage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { HOUR, MINUTE, SECOND, T0, TestWard, type TestDevice } from './engine.fixtures.ts';

let folder: string;
let store: Store;
let ward: TestWard;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wardwatch-review-'));
  store = await openStore({ file: join(folder, 'wardwatch.db'), log: silentLogger });
  ward = new TestWard(store);
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
async function dev(siteId: string): Promise<TestDevice> {
  const d = await ward.device(siteId);
  d.boots(true); d.says('gateway', 'up'); d.says('internet', 'up');
  await d.connects(); await d.delivers();
  return d;
}
/** all devices run together */
async function runAll(ds: TestDevice[], ms: number): Promise<void> {
  const until = ward.clock.now() + ms;
  while (ward.clock.now() < until) {
    await ward.pass(Math.min(MINUTE, until - ward.clock.now()));
    for (const d of ds) { d.write({ kind: 'alive', everyMs: MINUTE }); if (d.isConnected) await d.delivers(); }
  }
  await ward.settle();
}
const short = (rows: any[]) => rows.map((r) => `${r.id} ${r.subject} ${r.status} +${(r.from - T0) / MINUTE}..${r.until === null ? 'now' : (r.until - T0) / MINUTE} s=${r.suggested.cause}/${r.suggested.confidence} c=${r.confirmed?.cause ?? '-'} dis=${r.disagreement?.what ?? '-'} inc=${r.incident ? 'y' : '-'} min=${r.minutes.wholeMs / MINUTE}`);

describe('review', () => {
  it('T1 dns down for 30 min is listed while it goes on', async () => {
    const s = await ward.site('A'); const d = await dev(s); d.says('dns', 'up'); await d.delivers();
    await runAll([d], 10 * MINUTE);
    d.says('dns', 'down'); await d.delivers();
    await runAll([d], 30 * MINUTE);
    console.log('T1', short(await ward.rows()), (await store.fleet.site(s))?.running, (await ward.check()).differences.length);
    expect((await ward.rows()).length).toBe(1);
  });
  it('T1b mains off (UPS holds) for 30 min is listed while it goes on', async () => {
    const s = await ward.site('A'); const d = await dev(s); d.says('mains', 'on'); await d.delivers();
    await runAll([d], 10 * MINUTE);
    d.says('mains', 'off'); await d.delivers();
    await runAll([d], 60 * MINUTE);
    console.log('T1b', short(await ward.rows()), (await store.fleet.site(s))?.running, (await ward.check()).differences.map((x) => x.kind + x.subject));
    expect((await ward.rows()).length).toBe(1);
  });
  it('T1c device silent while other runs on is listed while it goes on', async () => {
    const s = await ward.site('A'); const d = await dev(s); const e = await dev(s);
    await runAll([d, e], 10 * MINUTE);
    await e.goesDark();
    await runAll([d], 60 * MINUTE);
    console.log('T1c', short(await ward.rows()), (await store.fleet.site(s))?.running, (await ward.check()).differences.map((x) => x.kind + x.subject));
    expect((await ward.rows()).length).toBe(1);
  });
  it('T2 feeder change rejudges neighbours', async () => {
    const a = await ward.site('A', { feeder: 'F' }); const b = await ward.site('B', { feeder: 'F' });
    const da = await dev(a); const db = await dev(b);
    await runAll([da, db], 10 * MINUTE);
    const cut = ward.clock.now();
    await da.goesDark(); await db.goesDark();
    await ward.pass(30 * MINUTE);
    for (const d of [da, db]) { d.boots(false, cut); d.says('gateway', 'up'); d.says('internet', 'up'); await d.connects(); await d.delivers(); }
    await runAll([da, db], 10 * MINUTE);
    console.log('T2 before', short(await ward.rows()), (await ward.check()).differences.length);
    await store.ledger.updateSite(a, { feeder: 'G' }, ward.clock.now());
    await ward.settle();
    await runAll([da, db], 10 * MINUTE);
    const diff = (await ward.check()).differences;
    console.log('T2 after', short(await ward.rows()), diff.map((x) => `${x.kind} ${x.siteId === a ? 'A' : 'B'} ${x.subject} ${x.rowId}`));
    expect(diff).toEqual([]);
  });
  it('T3 a server clock that was once ahead does not blind the ledger', async () => {
    const s = await ward.site('A'); const d = await dev(s);
    await runAll([d], 10 * MINUTE);
    // one tick with a clock a year ahead
    await store.ledger.serverAlive(ward.clock.now() + 365 * 24 * HOUR, SERVER_JOIN_MS);
    await runAll([d], 10 * MINUTE);
    await d.goesDark();
    await ward.pass(60 * MINUTE);
    console.log('T3', short(await ward.rows()), (await store.fleet.site(s))?.state);
    expect((await ward.rows()).filter((r) => r.subject === 'site').length).toBe(1);
  });
  it('T4 a damaged row of one site does not stop others', async () => {
    const a = await ward.site('A'); const b = await ward.site('B');
    const da = await dev(a); const db = await dev(b);
    await runAll([da, db], 10 * MINUTE);
    await da.goesDark();
    await runAll([db], 10 * MINUTE);
    const raw = new DatabaseSync(join(folder, 'wardwatch.db'));
    raw.exec("update outages set body = 'x'");
    raw.close();
    da.boots(false); da.says('internet', 'up'); await da.connects(); await da.delivers();
    await db.goesDark();
    await ward.pass(30 * MINUTE);
    for (let i = 0; i < 5; i += 1) { await ward.pass(MINUTE); }
    const st = (await store.fleet.site(b))?.state;
    console.log('T4', st, (await store.ledger.news(ward.clock.now(), 10)).length);
    expect(st?.state).toBe('down');
  });
  it('T5 recompute --check on a live ledger says no difference', async () => {
    const a = await ward.site('A'); const b = await ward.site('B');
    const da = await dev(a); const db = await dev(b); da.says('dns', 'up'); await da.delivers();
    await runAll([da, db], 10 * MINUTE);
    da.says('dns', 'down'); await da.delivers();
    await runAll([da, db], 20 * MINUTE);
    db.says('dns', 'up'); await db.delivers(); await runAll([da, db], MINUTE);
    console.log('T5', (await ward.check()).differences.map((x) => `${x.kind} ${x.subject} ${x.text.slice(0, 60)}`));
    expect((await ward.check()).differences).toEqual([]);
  });
  it('T9 a confirmed running outage that the journal takes back does not swallow the next outage', async () => {
    const s = await ward.site('A'); const d = await dev(s);
    await runAll([d], 10 * MINUTE);
    await d.loses(); d.says('hub', 'down');
    await runAll([d], 20 * MINUTE);
    const row = (await ward.rows())[0]!;
    const out = decide(row, { action: 'confirm', cause: 'mains-power' }, { id: 'person', at: ward.clock.now() });
    if (!out.ok) throw new Error(out.error);
    await store.ledger.write(out.changes.map((c) => ({ ...c, by: 'person' })), ward.clock.now());
    d.says('hub', 'up'); await d.connects(); await d.delivers();
    await runAll([d], 30 * MINUTE);
    console.log('T9 after journal', short(await ward.rows()));
    await runAll([d], 10 * HOUR);
    // later a wholly different outage: the line
    await d.loses(); d.says('internet', 'down');
    await runAll([d], 20 * MINUTE);
    d.says('internet', 'up'); await d.connects(); await d.delivers();
    await runAll([d], 5 * MINUTE);
    const rows = await ward.rows();
    console.log('T9 after second outage', short(rows), (await ward.check()).differences.map((x) => x.kind + x.subject));
    expect(rows.filter((r) => r.subject === 'site').length).toBe(2);
  }, 60_000);
});
