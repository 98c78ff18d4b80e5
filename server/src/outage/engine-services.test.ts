import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SiteJudgement } from '../store/ledger-store.ts';
import type { Store } from '../store/store.ts';
import { MINUTE, openTestWard, SECOND, type TestDevice, type TestWard } from './engine.fixtures.ts';

let store: Store;
let ward: TestWard;
let close: () => Promise<void>;

beforeEach(async () => {
  ({ store, ward, close } = await openTestWard());
});

afterEach(() => close());

const PORTAL = 'service:portal';

/** Sites of which nobody shares anything with another, each with a device that watches the portal. */
async function watchers(count: number): Promise<TestDevice[]> {
  const devices: TestDevice[] = [];
  for (let number = 1; number <= count; number += 1) {
    const device = await ward.device(await ward.site(`Nhà văn hóa ${number}`, { provider: `P${number}` }));
    device.boots(true);
    device.write({ kind: 'fact', fact: 'internet', value: 'up' }, { kind: 'fact', fact: PORTAL, value: 'up' });
    await device.connects();
    await device.delivers();
    devices.push(device);
  }
  await ward.pass(20 * MINUTE);
  return devices;
}

async function states(device: TestDevice | undefined, value: 'up' | 'down', detail = 'tls'): Promise<void> {
  device?.write({ kind: 'fact', fact: PORTAL, value, ...(value === 'down' && { detail }) });
  await device?.delivers();
}

const portalRows = async () => (await ward.rows()).filter((row) => row.subject === PORTAL);
const differences = async () => (await ward.check()).differences;

/** Counts judgements, and how long their windows are, from now on. */
function counted(): { judged: SiteJudgement[] } {
  const found = { judged: new Array<SiteJudgement>() };
  const judge = store.ledger.judge.bind(store.ledger);
  store.ledger.judge = (judgement) => {
    found.judged.push(judgement);
    return judge(judgement);
  };
  return found;
}

describe('a service that fails', () => {
  it('at every site is the fault of the higher level, at one alone it is nobody’s yet', async () => {
    const [first, second, third] = await watchers(3);
    await states(first, 'down');
    await ward.pass(6 * MINUTE);
    expect(await portalRows()).toMatchObject([{ suggested: { rule: 'service-here-only' }, incident: null }]);
    await states(first, 'up');
    await ward.pass(30 * MINUTE);
    for (const device of [first, second, third]) await states(device, 'down');
    await ward.pass(6 * MINUTE);
    const rows = (await portalRows()).slice(1);
    expect(rows.map((row) => `${row.suggested.cause} ${row.suggested.confidence}`)).toEqual(
      Array.from({ length: 3 }, () => 'upstream-service confirmed'),
    );
    expect(new Set(rows.map((row) => row.incident)).size).toBe(1);
    expect(rows[0]?.suggested.evidence[0]).toMatchObject({ kind: 'service-down', text: 'portal: tls' });
    expect(await differences()).toEqual([]);
  }, 60_000);

  it('is read anew where another site tells later that it saw the same', async () => {
    const [first, second] = await watchers(2);
    await second?.loses();
    await states(first, 'down');
    second?.write({ kind: 'fact', fact: PORTAL, value: 'down' });
    await ward.pass(6 * MINUTE);
    expect(await portalRows()).toMatchObject([{ suggested: { rule: 'service-one-watcher' } }]);
    second?.write({ kind: 'alive', everyMs: 6 * MINUTE });
    await second?.connects();
    await second?.delivers();
    await ward.pass(MINUTE);
    expect((await portalRows()).map((row) => row.suggested.rule)).toEqual(['service-everywhere', 'service-everywhere']);
    expect(await differences()).toEqual([]);
  }, 60_000);

  it('is read anew once the other sites, which look seldom, have looked again', async () => {
    const check = { kind: 'tcp', id: 'portal', everyMs: 10 * MINUTE, slowMs: 5_000 } as const;
    await store.watching.saveService({
      id: 'portal',
      name: 'Cổng mẫu',
      check: { ...check, host: 'portal.example.com', port: 443 },
      isActive: true,
      siteIds: null,
    });
    const [first] = await watchers(2);
    await states(first, 'down');
    await ward.pass(6 * MINUTE);
    expect(await portalRows()).toMatchObject([{ suggested: { rule: 'service-unsure' } }]);
    expect(await differences()).toEqual([]);
    await ward.pass(6 * MINUTE);
    expect(await portalRows()).toMatchObject([{ suggested: { rule: 'service-here-only' } }]);
    expect(await differences()).toEqual([]);
  }, 60_000);

  it('is one for sites that look seldom, although one of them sees it minutes later', async () => {
    const [first, second] = await watchers(2);
    await store.watching.saveService({
      id: 'portal',
      name: 'Cổng mẫu',
      check: { kind: 'tcp', id: 'portal', everyMs: 10 * MINUTE, slowMs: 5_000, host: 'portal.example.com', port: 443 },
      isActive: true,
      siteIds: null,
    });
    await states(first, 'down');
    await ward.pass(8 * MINUTE);
    await states(second, 'down');
    await ward.pass(6 * MINUTE);
    const rows = await portalRows();
    expect(rows.map((row) => row.suggested.rule)).toEqual(['service-everywhere', 'service-everywhere']);
    expect(new Set(rows.map((row) => row.incident)).size).toBe(1);
    expect(await differences()).toEqual([]);
  }, 60_000);

  it('is nobody’s while the device that looks at it has no line of its own, and once nobody looks any more', async () => {
    const [first] = await watchers(1);
    first?.write({ kind: 'fact', fact: 'internet', value: 'down' });
    await states(first, 'down');
    await ward.pass(10 * MINUTE);
    expect(await portalRows()).toEqual([]);
    first?.write({ kind: 'fact', fact: PORTAL, value: null, detail: 'not configured' });
    await first?.delivers();
    await ward.pass(MINUTE);
    const { sites } = await store.fleet.changesSince(0);
    const now = ward.clock.now();
    const spans = await store.ledger.spans(
      sites.map(({ id }) => id),
      { from: now - 30 * MINUTE, until: now },
      [PORTAL],
    );
    expect(spans.map(({ state, reason }) => [state, reason])).toEqual([
      ['up', null],
      ['unknown', 'behind'],
      ['not-equipped', null],
    ]);
    expect(await differences()).toEqual([]);
  }, 60_000);

  it('shows on the board as running, and the site as up and degraded', async () => {
    const [first] = await watchers(1);
    await states(first, 'down');
    await ward.pass(6 * MINUTE);
    const { sites } = await store.fleet.changesSince(0);
    expect(sites[0]).toMatchObject({ state: { state: 'up', degraded: true }, running: [{ subject: PORTAL }] });
  }, 60_000);
});

describe('the cost of a service that fails at many sites', () => {
  const SITES = 33;

  it('is a few judgements of a small window for each site, as it fails, is booked, and comes back', async () => {
    const devices = await watchers(SITES);
    const { judged } = counted();
    for (const device of devices) {
      await states(device, 'down');
      await ward.pass(SECOND);
    }
    await ward.pass(6 * MINUTE);
    for (const device of devices) await states(device, 'up');
    await ward.pass(MINUTE);
    expect((await portalRows()).map((row) => row.suggested.rule)).toEqual(
      Array.from({ length: SITES }, () => 'service-everywhere'),
    );
    expect(judged.length).toBeLessThanOrEqual(4 * SITES);
    const longest = Math.max(...judged.map(({ window }) => window.until - window.from));
    expect(longest).toBeLessThan(90 * MINUTE);
    expect(await differences()).toEqual([]);
  }, 120_000);

  it('stays in proportion to the sites where all of them tell of it late, at once', async () => {
    const devices = await watchers(SITES);
    for (const device of devices) {
      await device.loses();
      device.write({ kind: 'fact', fact: PORTAL, value: 'down' });
    }
    await ward.pass(8 * MINUTE);
    const { judged } = counted();
    for (const device of devices) {
      device.write({ kind: 'alive', everyMs: 8 * MINUTE });
      await device.connects();
      await device.delivers();
    }
    await ward.pass(MINUTE);
    expect((await portalRows()).filter((row) => row.suggested.rule === 'service-everywhere')).toHaveLength(SITES);
    expect(judged.length).toBeLessThanOrEqual(4 * SITES);
    expect(Math.max(...judged.map(({ alsoNews = [] }) => alsoNews.length))).toBeLessThan(SITES);
  }, 120_000);
});
