import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { HOUR, MINUTE, SECOND, openTestWard, T0, type TestWard } from './engine.fixtures.ts';

let store: Store;
let ward: TestWard;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ store, ward, close } = await openTestWard());
});

afterEach(() => close());

async function equipped() {
  const siteId = await ward.site('Nhà văn hóa 01');
  const mini = await ward.device(siteId);
  mini.boots(true);
  mini.says('gateway', 'up');
  mini.says('internet', 'up');
  await mini.connects();
  await mini.delivers();
  await mini.runs(30 * MINUTE);
  return { siteId, mini };
}

describe('OutageEngine', () => {
  it('shows a site as up while its device is heard, and writes nothing for its minute-by-minute proofs', async () => {
    const { siteId, mini } = await equipped();
    expect((await store.fleet.site(siteId))?.state).toMatchObject({ state: 'up', since: T0 });
    const revision = await store.revision();
    await mini.runs(10 * MINUTE);
    expect(await store.ledger.news(ward.clock.now(), 10)).toEqual([]);
    expect((await store.ledger.rows({ limit: 10, offset: 0 })).total).toBe(0);
    expect(await store.revision()).toBe(revision + 10);
    expect((await ward.check()).differences).toEqual([]);
  });

  it('opens an outage for a silence, and names the cause when the journal arrives', async () => {
    const { siteId, mini } = await equipped();
    const cut = ward.clock.now();
    await mini.loses();
    ward.clock.advance(10 * SECOND);
    mini.says('internet', 'down');
    await mini.runs(20 * MINUTE);
    expect(await ward.rows()).toMatchObject([
      { subject: 'site', from: cut, until: null, status: 'ongoing', suggested: { cause: 'undetermined' } },
    ]);
    expect((await store.fleet.site(siteId))?.running).toMatchObject([{ id: 'SC-2026-0001', cause: 'undetermined' }]);
    expect((await ward.check()).differences).toEqual([]);

    mini.says('internet', 'up');
    const back = ward.clock.now();
    await mini.connects();
    await mini.delivers(5);
    await mini.runs(3 * MINUTE);
    expect(await ward.rows()).toMatchObject([
      {
        id: 'SC-2026-0001',
        from: cut + 10 * SECOND,
        until: back,
        status: 'closed',
        suggested: { cause: 'internet-line', confidence: 'confirmed' },
        minutes: { wholeMs: back - cut - 10 * SECOND },
      },
    ]);
    const revisions = await store.ledger.revisions('SC-2026-0001');
    expect(revisions.map((one) => one.action)).toEqual(['opened', 'closed']);
    expect((await store.fleet.site(siteId))?.state).toMatchObject({ state: 'up', since: back });
    expect((await ward.check()).differences).toEqual([]);
  });

  it('takes a silence back when the journal shows that the line was fine', async () => {
    const { mini } = await equipped();
    await mini.loses();
    mini.says('hub', 'down');
    await mini.runs(20 * MINUTE);
    expect(await ward.rows()).toMatchObject([{ subject: 'site', status: 'ongoing' }]);
    mini.says('hub', 'up');
    await mini.connects();
    await mini.delivers();
    await mini.runs(2 * MINUTE);
    const rows = await ward.rows();
    expect(rows).toMatchObject([
      { subject: 'site', status: 'withdrawn' },
      { subject: 'hub', status: 'closed', suggested: { cause: 'monitoring' } },
    ]);
    expect((await ward.check()).differences).toEqual([]);
  });

  it('books the time in which the server was down as its own, and not as an outage of the site', async () => {
    const { siteId, mini } = await equipped();
    const died = ward.clock.now();
    ward.clock.advance(2 * HOUR);
    await store.fleet.closeOrphanSessions();
    ward.engine = ward.newEngine();
    await ward.pass(MINUTE);
    await mini.connects();
    await mini.runs(5 * MINUTE);
    expect(await ward.rows()).toMatchObject([
      { siteId: null, subject: 'server', from: died, suggested: { cause: 'monitoring', confidence: 'confirmed' } },
    ]);
    const spans = await store.ledger.spans([siteId], { from: died, until: died + 2 * HOUR }, ['site']);
    expect(spans).toMatchObject([{ state: 'unknown', reason: 'blind' }]);
    expect((await ward.check()).differences).toEqual([]);
  });

  it('tells a power cut by what a neighbour on the feeder saw, also when the neighbour tells later', async () => {
    const one = await ward.site('Nhà văn hóa 02', { feeder: 'Lộ 471' });
    const two = await ward.site('Nhà văn hóa 03', { feeder: 'Lộ 471' });
    const devices = [await ward.device(one), await ward.device(two)];
    for (const device of devices) {
      device.boots(true);
      device.says('internet', 'up');
      await device.connects();
      await device.delivers();
    }
    await ward.pass(20 * MINUTE);
    for (const device of devices) device.write({ kind: 'alive', everyMs: MINUTE });
    for (const device of devices) await device.delivers();
    for (const device of devices) await device.goesDark();
    await ward.pass(30 * MINUTE);
    expect((await ward.rows()).map((row) => row.suggested.cause)).toEqual(['undetermined', 'undetermined']);
    for (const device of devices) {
      device.boots(false);
      device.says('internet', 'up');
      await device.connects();
      await device.delivers();
      await ward.pass(5 * MINUTE);
    }
    const rows = await ward.rows();
    expect(rows.map((row) => [row.suggested.cause, row.suggested.confidence, row.suggested.rule])).toEqual([
      ['mains-power', 'confirmed', 'site-dark-on-feeder'],
      ['mains-power', 'confirmed', 'site-dark-on-feeder'],
    ]);
    expect(rows[0]?.incident).toBe(rows[1]?.incident);
    expect(rows[0]?.incident).not.toBeNull();
    expect((await ward.check()).differences).toEqual([]);
  });
});
