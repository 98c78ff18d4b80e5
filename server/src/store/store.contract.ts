import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetContract } from './fleet.contract.ts';
import { journalContract } from './journal.contract.ts';
import { pointsContract } from './points.contract.ts';
import { samplesContract } from './samples.contract.ts';
import { recordsContract } from './records.contract.ts';
import { watchingContract } from './watching.contract.ts';
import { evidenceContract } from './ledger-evidence.contract.ts';
import { newsContract } from './ledger-news.contract.ts';
import { rowsContract } from './ledger-rows.contract.ts';
import { settingsContract } from './ledger-settings.contract.ts';
import { spansContract } from './ledger-spans.contract.ts';
import { MAX_WAITING_CALLS } from './database.ts';
import type { StorePlace, WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import { enrolled, newHash, T0 } from './store.fixtures.ts';

/** What every engine must do. `newPlace` makes an empty place. */
export function describeStore(engine: Store['engine'], newPlace: () => Promise<StorePlace>): void {
  /** For tests that need a store of their own; the others share one and keep to their own rows. */
  const withStore: WithStore = (test) => async () => {
    const place = await newPlace();
    const store = await place.open();
    try {
      await test(store, place);
    } finally {
      await store[Symbol.asyncDispose]();
      await place.remove();
    }
  };

  describe(`the store in ${engine}`, () => {
    let place: StorePlace;
    let shared: Store;
    beforeAll(async () => {
      place = await newPlace();
      shared = await place.open();
    });
    afterAll(async () => {
      await shared[Symbol.asyncDispose]();
      await place.remove();
    });
    const store = (): Store => shared;

    describe('as a whole', () => wholeContract(engine, store, withStore));
    describe('people', () => peopleContract(store, withStore));
    describe('fleet', () => fleetContract(store, withStore));
    describe('journal', () => journalContract(store, withStore));
    describe('points', () => pointsContract(store));
    describe('watching', () => watchingContract(store, withStore));
    describe('records', () => recordsContract(withStore));
    describe('samples', () => samplesContract(store, withStore));
    describe('ledger: news', () => newsContract(store, withStore));
    describe('ledger: evidence', () => evidenceContract(store, withStore));
    describe('ledger: spans', () => spansContract(store, withStore));
    describe('ledger: rows and chain', () => rowsContract(store, withStore));
    describe('ledger: settings', () => settingsContract(store, withStore));
  });
}

function wholeContract(engine: Store['engine'], shared: () => Store, withStore: WithStore): void {
  it('answers a ping and names its engine', async () => {
    await expect(shared().ping()).resolves.toBeUndefined();
    expect(shared().engine).toBe(engine);
  });

  it(
    'gives each write the next revision and tells the listeners',
    withStore(async (store) => {
      const heard: number[] = [];
      const stop = store.onCommit((revision) => heard.push(revision));
      const first = await store.fleet.createSite({ name: 'Nhà văn hóa A', kind: 'cultural-house', at: T0 });
      await store.audit.add({ at: T0, by: 'system', action: 'site.create', subject: first.id, details: {} });
      stop();
      await store.fleet.createSite({ name: 'Nhà văn hóa B', kind: 'cultural-house', at: T0 });
      expect(first.revision).toBe(1);
      expect(heard).toEqual([1, 2]);
      expect(await store.revision()).toBe(3);
    }),
  );

  it('keeps what it committed although a listener throws', async () => {
    const stop = shared().onCommit(() => {
      throw new Error('a listener that fails');
    });
    const site = await shared().fleet.createSite({ name: 'Trụ sở', kind: 'headquarters', at: T0 });
    stop();
    expect(await shared().fleet.site(site.id)).toEqual(site);
  });

  it('shows a follower every change although writers race', async () => {
    const store = shared();
    let cursor = await store.revision();
    const seen = new Set<string>();
    const follow = async (): Promise<void> => {
      const changes = await store.fleet.changesSince(cursor);
      for (const site of changes.sites) seen.add(site.id);
      expect(changes.revision).toBeGreaterThanOrEqual(cursor);
      cursor = changes.revision;
    };
    const writers = Array.from({ length: 40 }, (_, index) =>
      store.fleet.createSite({ name: `Nhà ${index}`, kind: 'other', at: T0 }),
    );
    for (let turn = 0; turn < 10; turn++) await follow();
    const made = await Promise.all(writers);
    await follow();
    expect([...seen].toSorted()).toEqual(made.map((site) => site.id).toSorted());
    expect(new Set(made.map((site) => site.revision)).size).toBe(40);
  });

  it(
    'holds everything after it was closed and opened again',
    withStore(async (store, place) => {
      const agent = await enrolled(store);
      const before = await store.fleet.changesSince(0);
      await store[Symbol.asyncDispose]();
      const again = await place.open();
      expect(await again.fleet.changesSince(0)).toEqual(before);
      expect((await again.fleet.agent(agent.agentId))?.status).toBe('active');
      await again[Symbol.asyncDispose]();
    }),
  );

  it(
    'refuses calls after it was closed, as unavailable',
    withStore(async (store) => {
      await store[Symbol.asyncDispose]();
      await expect(store.revision()).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(store.people.closeSession('x')).rejects.toMatchObject({ code: 'store-unavailable' });
    }),
  );

  it(
    'turns calls away beyond its limit, counts them, and serves the others',
    withStore(async (store) => {
      const calls = await Promise.allSettled(Array.from({ length: MAX_WAITING_CALLS + 200 }, () => store.revision()));
      // On a machine under load others may wait until their time is up: they were let in, and are not counted.
      const refused = calls.filter((call) => call.status === 'rejected' && String(call.reason).includes('calls wait'));
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.length).toBe(store.counters.callsRefused);
      expect(refused[0]).toMatchObject({ reason: { code: 'store-unavailable' } });
      expect(await store.revision()).toBe(0);
    }),
  );

  it('gives the newest audit entries first', async () => {
    const entries = [1, 2, 3].map((number) => ({
      at: T0 + number,
      by: 'person_1',
      action: 'device.approve',
      subject: `dev_${newHash()}`,
      details: { name: 'Máy tính Phòng họp', number, nested: { on: true } },
    }));
    for (const entry of entries) await shared().audit.add(entry);
    expect(await shared().audit.latest(3)).toEqual(entries.toReversed());
  });
}

const person = (name: string) => ({ name, role: 'admin' as const, passwordHash: 'scrypt$x', at: T0 });

function peopleContract(shared: () => Store, withStore: WithStore): void {
  it('knows a name whatever its case and however its marks were typed', async () => {
    const created = await shared().people.create(person('Cán bộ Ấp Đông'));
    const typedApart = 'CÁN BỘ ẤP ĐÔNG'.normalize('NFD');
    expect(await shared().people.byName(typedApart)).toEqual({ ...created, passwordHash: 'scrypt$x' });
    expect(await shared().people.create(person(typedApart))).toBeUndefined();
    expect(await shared().people.byName('Cán bộ')).toBeUndefined();
  });

  it(
    'makes one first administrator, however many ask at once',
    withStore(async (store) => {
      expect(await store.people.count()).toBe(0);
      const made = await Promise.all(
        ['A', 'B', 'C', 'D'].map((name) => store.people.create(person(name), { onlyFirst: true })),
      );
      expect(made.filter((one) => one !== undefined)).toHaveLength(1);
      expect(await store.people.create(person('E'), { onlyFirst: true })).toBeUndefined();
      expect(await store.people.create(person('F'))).toMatchObject({ name: 'F', role: 'admin' });
      expect(await store.people.count()).toBe(2);
    }),
  );

  it('knows a session until it expires or is closed', async () => {
    const { people } = shared();
    const created = await people.create(person(`Người ${newHash()}`));
    const open = (tokenHash: string, at: number) =>
      people.openSession({ tokenHash, personId: created?.id ?? '', at, expiresAt: at + 1_000 });
    const [first, second] = [newHash(), newHash()];
    await open(first, T0);
    expect(await people.bySession(first, T0 + 999)).toEqual({ person: created, expiresAt: T0 + 1_000 });
    expect(await people.bySession(first, T0 + 1_000)).toBeUndefined();
    await open(second, T0 + 5_000);
    // The one that had expired is gone for good.
    expect(await people.bySession(first, T0)).toBeUndefined();
    await people.closeSession(second);
    expect(await people.bySession(second, T0 + 5_001)).toBeUndefined();
  });
}
