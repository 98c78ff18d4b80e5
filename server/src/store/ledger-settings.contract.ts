import { DEFAULT_CALENDARS, HOLIDAY_SEED } from '@wardwatch/shared/calendar';
import type { PlannedWindow } from '@wardwatch/shared/model';
import { DEFAULT_RULES, NOTICE_SLACK_MS } from '@wardwatch/shared/outage';
import { expect, it } from 'vitest';
import { EVERY_SITE, FOREVER } from './ledger-store.ts';
import { newsOf, quieten } from './ledger.fixtures.ts';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import { enrolled, HOUR_MS, T0, type TestAgent } from './store.fixtures.ts';

const WINDOW: PlannedWindow = {
  id: 'window-1',
  kind: 'power-cut',
  scope: { kind: 'all' },
  from: T0,
  until: T0 + HOUR_MS,
  weekly: false,
  repeatUntil: null,
  reason: 'Bảo trì lưới điện',
  source: '12/TB-ĐL',
  enteredBy: 'person_1',
  enteredAt: T0,
  cancelledAt: null,
};

/** What the rules need besides evidence; every change says what must be judged anew. */
export function settingsContract(shared: () => Store, withStore: WithStore): void {
  siteContract(shared);
  windowsContract(shared);
  calendarsContract(shared, withStore);
}

async function quietSite(store: Store): Promise<TestAgent> {
  const agent = await enrolled(store);
  await quieten(store, agent);
  return agent;
}

function siteContract(shared: () => Store): void {
  it('gives a new site the hours of its kind, and has it judged', async () => {
    const kinds = ['headquarters', 'one-stop-centre', 'cultural-house', 'other'] as const;
    const calendars: string[] = [];
    for (const kind of kinds) {
      const site = await shared().fleet.createSite({ name: 'Trụ sở', kind, at: T0 });
      expect(await shared().fleet.site(site.id)).toEqual(site);
      expect(await newsOf(shared(), site.id)).toMatchObject({ kind: 'site', from: T0, until: FOREVER });
      calendars.push(site.calendarId);
    }
    expect(calendars).toEqual(['hq', 'pvhcc', 'nvh', 'always']);
  });

  it('changes only what is given, and tells followers only of what is new', async () => {
    const store = shared();
    const { siteId } = await quietSite(store);
    const before = await store.fleet.site(siteId);
    const given = { provider: 'VNPT', feeder: '471-E1', contact: 'Trưởng khu phố, 0900 000 000', hostsServer: true };
    expect(await store.ledger.updateSite(siteId, given, T0 + HOUR_MS)).toBe(true);
    const after = await store.fleet.site(siteId);
    expect(after).toEqual({ ...before, ...given, revision: await store.revision() });
    expect((await store.fleet.changesSince(before?.revision ?? 0)).sites).toContainEqual(after);
    const revision = await store.revision();
    expect(await store.ledger.updateSite(siteId, given, T0 + 2 * HOUR_MS)).toBe(true);
    expect(await store.revision()).toBe(revision);
    await store.ledger.updateSite(siteId, { feeder: null, archived: true, calendarId: 'hq' }, T0);
    expect(await store.fleet.site(siteId)).toMatchObject({
      feeder: null,
      provider: 'VNPT',
      archived: true,
      calendarId: 'hq',
    });
    expect(await store.ledger.updateSite('site_none', given, T0)).toBe(false);
  });

  it('has a site judged anew over all of its past, or from now on, or not at all', async () => {
    const store = shared();
    const agent = await quietSite(store);
    const { siteId } = agent;
    await store.ledger.updateSite(siteId, { name: 'Tên mới', contact: 'Người khác' }, T0 + HOUR_MS);
    expect(await newsOf(store, siteId)).toBeUndefined();
    await store.ledger.updateSite(siteId, { archived: true }, T0 + HOUR_MS);
    expect(await newsOf(store, siteId)).toMatchObject({ from: T0 + HOUR_MS, until: FOREVER });
    await quieten(store, agent);
    await store.ledger.updateSite(siteId, { provider: 'Viettel' }, T0 + HOUR_MS);
    expect(await newsOf(store, siteId)).toMatchObject({ from: T0, until: FOREVER });
  });
}

function windowsContract(shared: () => Store): void {
  it('keeps windows, and has judged anew what they cover and covered', async () => {
    const store = shared();
    const [first, second] = [await quietSite(store), await quietSite(store)];
    await store.ledger.updateSite(second.siteId, { feeder: 'tuyến riêng' }, T0);
    await quieten(store, second);
    const bySite: PlannedWindow = { ...WINDOW, scope: { kind: 'sites', siteIds: [first.siteId] } };
    await store.ledger.saveWindow(bySite);
    expect(await newsOf(store, first.siteId)).toMatchObject({ from: T0 - NOTICE_SLACK_MS, until: T0 + HOUR_MS });
    expect(await newsOf(store, second.siteId)).toBeUndefined();
    await quieten(store, first);
    const byFeeder: PlannedWindow = { ...WINDOW, scope: { kind: 'feeder', feeder: 'tuyến riêng' }, from: T0 + 5 };
    await store.ledger.saveWindow(byFeeder);
    expect(await newsOf(store, first.siteId)).toMatchObject({ from: T0 - NOTICE_SLACK_MS, until: T0 + HOUR_MS });
    expect(await newsOf(store, second.siteId)).toMatchObject({ from: T0 + 5 - NOTICE_SLACK_MS, until: T0 + HOUR_MS });
    await store.ledger.saveWindow({ ...WINDOW, id: 'window-2', weekly: true });
    expect(await newsOf(store, EVERY_SITE)).toMatchObject({ from: T0 - NOTICE_SLACK_MS, until: FOREVER });
    await quieten(store, first);
    await store.ledger.saveWindow({ ...WINDOW, id: 'window-3', weekly: true, repeatUntil: T0 + 90 * HOUR_MS });
    expect(await newsOf(store, EVERY_SITE)).toMatchObject({ from: T0 - NOTICE_SLACK_MS, until: T0 + 91 * HOUR_MS });
    expect((await store.ledger.windows()).slice(0, 2)).toEqual([byFeeder, { ...WINDOW, id: 'window-2', weekly: true }]);
  });
}

function calendarsContract(shared: () => Store, withStore: WithStore): void {
  it(
    'starts with the calendars and special days of the product, once',
    withStore(async (store, place) => {
      expect(await store.ledger.calendars()).toEqual(DEFAULT_CALENDARS.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      expect(await store.ledger.holidays()).toEqual(HOLIDAY_SEED.toSorted((a, b) => (a.date < b.date ? -1 : 1)));
      expect(await store.revision()).toBe(0);
      for (const year of [2026, 2027]) await store.ledger.saveHolidays(year, []);
      await store[Symbol.asyncDispose]();
      const again = await place.open();
      expect(await again.ledger.holidays()).toEqual([]);
      await again[Symbol.asyncDispose]();
    }),
  );

  it(
    'replaces a calendar, and has the sites that keep it judged anew',
    withStore(async (store) => {
      const [agent, other] = [await quietSite(store), await quietSite(store)];
      await store.ledger.updateSite(other.siteId, { calendarId: 'hq' }, T0);
      await quieten(store, agent);
      const house = (await store.ledger.calendars()).find((calendar) => calendar.id === 'nvh');
      if (!house) throw new Error('no calendar');
      const changed = { ...house, name: 'Giờ mùa hè' };
      await store.ledger.saveCalendar(changed, T0 + 7);
      expect(await store.ledger.calendars()).toContainEqual(changed);
      expect(await store.ledger.calendars()).toHaveLength(DEFAULT_CALENDARS.length);
      expect(await newsOf(store, agent.siteId)).toMatchObject({ from: T0 + 7, until: FOREVER });
      expect(await newsOf(store, other.siteId)).toBeUndefined();
    }),
  );

  it(
    'replaces the special days of one year and has that year judged anew',
    withStore(async (store) => {
      const agent = await quietSite(store);
      const day = { date: '2027-02-06', kind: 'holiday', name: 'Tết Nguyên đán', confirmed: true } as const;
      await store.ledger.saveHolidays(2027, [day]);
      const days = await store.ledger.holidays();
      expect(days.filter(({ date }) => date.startsWith('2027'))).toEqual([day]);
      expect(days.length).toBeGreaterThan(1);
      const news = await newsOf(store, EVERY_SITE);
      expect(news?.from).toBe(Date.UTC(2026, 11, 31, 17));
      await quieten(store, agent);
    }),
  );

  it('knows how often each service is looked at, also one that is looked at no longer', async () => {
    const check = { kind: 'tcp', slowMs: 5_000, host: 'portal.example.com', port: 443 } as const;
    for (const [id, everyMs] of [
      ['pace-a', 60_000],
      ['pace-b', 600_000],
      ['pace-b', 900_000],
    ] as const) {
      const isActive = everyMs !== 900_000;
      await shared().watching.saveService({ id, name: id, check: { ...check, id, everyMs }, isActive, siteIds: null });
    }
    const paces = await shared().ledger.paces();
    expect([paces.get('pace-a'), paces.get('pace-b'), paces.get('pace-c')]).toEqual([60_000, 900_000, undefined]);
  });

  it(
    'keeps the rules, and has everything judged anew by them',
    withStore(async (store) => {
      expect(await store.ledger.rules()).toEqual(DEFAULT_RULES);
      await quietSite(store);
      await store.ledger.saveRules({ ...DEFAULT_RULES, graceMs: 90_000 });
      expect(await store.ledger.rules()).toEqual({ ...DEFAULT_RULES, graceMs: 90_000 });
      expect(await newsOf(store, EVERY_SITE)).toMatchObject({ from: T0, until: FOREVER });
    }),
  );
}
