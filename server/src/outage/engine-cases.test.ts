import { contentOf, SERVER_JOIN_MS } from '@wardwatch/shared/outage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../store/store.ts';
import { HOUR, MINUTE, openTestWard, type TestDevice, type TestWard } from './engine.fixtures.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let store: Store;
let ward: TestWard;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ store, ward, close } = await openTestWard());
});

afterEach(() => close());

/** A device that has run for a while, with all well. */
async function running(siteId: string): Promise<TestDevice> {
  const device = await ward.device(siteId);
  device.boots(true);
  for (const fact of ['gateway', 'internet', 'dns'] as const) device.says(fact, 'up');
  device.says('mains', 'on');
  await device.connects();
  await device.delivers();
  await device.runs(20 * MINUTE);
  return device;
}

const differences = async () => (await ward.check()).differences;

describe('an outage that goes on', () => {
  it('is booked for name resolution and mains too, by the clock alone', async () => {
    const siteId = await ward.site('Nhà văn hóa 01');
    const device = await running(siteId);
    device.says('dns', 'down');
    device.says('mains', 'off');
    await device.delivers();
    await device.runs(10 * MINUTE);
    expect((await ward.rows()).map((row) => `${row.subject} ${row.status}`).toSorted()).toEqual([
      'dns ongoing',
      'power ongoing',
    ]);
    expect((await store.fleet.site(siteId))?.running.map((one) => one.subject).toSorted()).toEqual(['dns', 'power']);
    expect(await differences()).toEqual([]);
  });

  it('ends where the journal takes it back, although an officer confirmed it, and leaves the next one alone', async () => {
    const siteId = await ward.site('Nhà văn hóa 01');
    const device = await running(siteId);
    await device.loses();
    device.says('hub', 'down');
    await device.runs(20 * MINUTE);
    const [silent] = await ward.rows();
    if (!silent) throw new Error('no row');
    const confirmed = { cause: 'mains-power', by: 'officer', at: ward.clock.now(), note: '' } as const;
    const row = { ...contentOf(silent), confirmed };
    const change = {
      id: silent.id,
      basedOn: silent.revisionNumber,
      row,
      action: 'confirm',
      reason: '',
      by: 'officer',
    } as const;
    expect(await store.ledger.write([change], ward.clock.now())).toMatchObject({ ok: true });
    await device.connects();
    await device.delivers();
    await device.runs(HOUR);
    expect(await store.ledger.row(silent.id)).toMatchObject({
      status: 'closed',
      disagreement: { what: 'gone' },
      confirmed: { cause: 'mains-power' },
    });
    await device.loses();
    device.says('internet', 'down');
    await device.runs(20 * MINUTE);
    device.says('internet', 'up');
    await device.connects();
    await device.delivers();
    await device.runs(5 * MINUTE);
    const rows = (await ward.rows()).filter((one) => one.subject === 'site');
    expect(rows.map((one) => one.suggested.cause)).toEqual(['undetermined', 'internet-line']);
  });
});

describe('what a ward changes', () => {
  it('an archived site has no more outages, and keeps those it had', async () => {
    const siteId = await ward.site('Nhà văn hóa 01');
    const device = await running(siteId);
    await store.ledger.updateSite(siteId, { archived: true }, ward.clock.now());
    await device.goesDark();
    await ward.pass(30 * MINUTE);
    expect(await ward.rows()).toEqual([]);
    expect((await store.fleet.site(siteId))?.state?.state).toBe('not-equipped');
    expect(await differences()).toEqual([]);
  });

  it('judges the neighbours anew when a site is put on another feeder', async () => {
    const [one, two] = [
      await ward.site('Nhà văn hóa 01', { feeder: '471' }),
      await ward.site('Nhà văn hóa 02', { feeder: '471' }),
    ];
    const devices = [await ward.device(one), await ward.device(two)];
    for (const device of devices) {
      device.boots(true);
      device.says('internet', 'up');
      await device.connects();
      await device.delivers();
    }
    await ward.pass(20 * MINUTE);
    for (const device of devices) await device.goesDark();
    await ward.pass(20 * MINUTE);
    for (const device of devices) {
      device.boots(false);
      device.says('internet', 'up');
      await device.connects();
      await device.delivers();
    }
    await ward.pass(5 * MINUTE);
    expect((await ward.rows()).map((row) => row.suggested.rule)).toEqual([
      'site-dark-on-feeder',
      'site-dark-on-feeder',
    ]);
    await store.ledger.updateSite(one, { feeder: '472' }, ward.clock.now());
    await ward.settle();
    expect((await ward.rows()).map((row) => row.suggested.rule)).toEqual(['site-dark-alone', 'site-dark-alone']);
    expect(await differences()).toEqual([]);
  });

  it('a device that moves takes its evidence along', async () => {
    const [from, to] = [await ward.site('Nhà văn hóa 01'), await ward.site('Nhà văn hóa 02')];
    const device = await running(from);
    const stays = await running(from);
    const at = ward.clock.now();
    await store.ledger.setTerm(device.deviceId, { from: at, siteId: to, duty: 'always', inService: true });
    await stays.runs(10 * MINUTE);
    await device.goesDark();
    await stays.runs(20 * MINUTE);
    expect((await ward.rows()).map((row) => [row.siteId, row.subject])).toEqual([[to, 'site']]);
    expect(await differences()).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a server clock that jumped ahead once does not blind the ledger', async () => {
    const device = await running(await ward.site('Nhà văn hóa 01'));
    await store.ledger.serverAlive(ward.clock.now() + 365 * 24 * HOUR, SERVER_JOIN_MS);
    await device.runs(10 * MINUTE);
    await device.goesDark();
    await ward.pass(HOUR);
    expect((await ward.rows()).filter((row) => row.subject === 'site')).toMatchObject([{ status: 'ongoing' }]);
  });

  it('says nothing of a time before a device was ever heard', async () => {
    const siteId = await ward.site('Nhà văn hóa 01');
    await ward.device(siteId);
    const device = await ward.device(siteId);
    await ward.pass(2 * HOUR);
    device.boots(true);
    device.says('internet', 'up');
    await device.connects();
    await device.delivers();
    await device.runs(10 * MINUTE);
    expect((await ward.rows()).map((row) => row.suggested.confidence)).not.toContain('probable');
    expect((await ward.rows()).map((row) => row.suggested.confidence)).not.toContain('confirmed');
  });
});
