import type { ServiceRow } from '@wardwatch/shared/api';
import { expect, it } from 'vitest';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import { batch, boot, enrolled, enrolment, fact, HOUR_MS, newHash, stop, T0 } from './store.fixtures.ts';
import type { StoredWatched } from './watching-store.ts';

const service = (id: string, more: Partial<ServiceRow> = {}): ServiceRow => ({
  id,
  name: `Dịch vụ ${id}`,
  check: { kind: 'tcp', id, everyMs: 60_000, slowMs: 5_000, host: 'portal.example.com', port: 443 },
  isActive: true,
  siteIds: null,
  ...more,
});

const watched = (id: string, watcherId: string, more: Partial<StoredWatched> = {}): StoredWatched => ({
  id,
  watcherId,
  siteId: 'site_1',
  name: `Thiết bị ${id}`,
  kind: 'switch',
  host: '192.0.2.7',
  port: null,
  hasSnmp: false,
  isUps: false,
  isActive: true,
  changedAt: T0,
  ...more,
});

/** What agents are told to watch, and who confirmed that a machine may be watched. */
export function watchingContract(shared: () => Store, withStore: WithStore): void {
  it(
    'keeps services by their ids, the newest content of each',
    withStore(async (store) => {
      expect(await store.watching.services()).toEqual([]);
      await store.watching.saveService(service('b'));
      await store.watching.saveService(service('a'));
      const changed = service('b', { isActive: false, siteIds: ['site_1'] });
      await store.watching.saveService(changed);
      expect(await store.watching.services()).toEqual([service('a'), changed]);
    }),
  );

  it(
    'has everything judged anew when a service is looked at more or less often, and for nothing else',
    withStore(async (store) => {
      const { id } = await store.fleet.createSite({ name: 'Nhà văn hóa số 1', kind: 'cultural-house', at: T0 });
      const news = async (): Promise<string[]> => (await store.ledger.news(T0, 100)).map((one) => one.id);
      await store.watching.saveService(service('a'));
      await store.watching.saveService(service('a', { isActive: false }));
      expect(await news()).toEqual([id]);
      await store.watching.saveService(service('a', { check: { ...service('a').check, everyMs: 600_000 } }));
      expect(await news()).toContain('*');
    }),
  );

  it(
    'keeps watched devices, and a community until it is changed or taken away',
    withStore(async (store) => {
      const { deviceId } = await enrolled(store);
      const row = watched('switch-1', deviceId);
      await store.watching.saveWatched(row, 'sealed-1');
      await store.watching.saveWatched({ ...row, name: 'Đổi tên' }, undefined);
      expect(await store.watching.watched()).toEqual([{ row: { ...row, name: 'Đổi tên' }, community: 'sealed-1' }]);
      await store.watching.saveWatched(row, null);
      expect(await store.watching.watched()).toEqual([{ row, community: null }]);
    }),
  );

  it(
    'keeps the measurement of speed',
    withStore(async (store) => {
      expect(await store.watching.speed()).toBeNull();
      const speed = { bytes: 1_000_000, fromMinute: 1_320, untilMinute: 300 };
      await store.watching.saveSpeed(speed);
      expect(await store.watching.speed()).toEqual(speed);
      await store.watching.saveSpeed(null);
      expect(await store.watching.speed()).toBeNull();
    }),
  );

  it('lets no device count whose code nobody confirmed, though the code is pre-approved', async () => {
    const { fleet } = shared();
    const site = await fleet.createSite({ name: 'Trụ sở', kind: 'headquarters', at: T0 });
    const codeHash = newHash();
    const code = { codeHash, siteId: site.id, preApproved: true, createdBy: 'system', at: T0, expiresAt: T0 + HOUR_MS };
    await fleet.createCode({ ...code, attested: null });
    const outcome = await fleet.enrol(enrolment(codeHash));
    expect(outcome).toMatchObject({ ok: true, status: 'pending' });
    const deviceId = outcome.ok ? outcome.deviceId : '';
    expect(await fleet.attestations(deviceId)).toEqual([{ statement: 1, by: 'system', at: T0, place: 'automatic' }]);
    await fleet.approve(deviceId, { name: 'x', kind: 'computer', duty: 'hours' }, T0 + 1, { statement: 1, by: 'p' });
    expect(await fleet.attestations(deviceId)).toHaveLength(2);
  });

  it('tells who confirmed the code that a device used', async () => {
    const agent = await enrolled(shared());
    expect(await shared().fleet.attestations(agent.deviceId)).toEqual([
      { statement: 1, by: 'person_1', at: T0, place: 'code' },
      { statement: 1, by: 'machine', at: T0, place: 'machine' },
    ]);
  });

  it('finds the newest events of a name', async () => {
    const agent = await enrolled(shared());
    const entries = [boot(1, T0), stop(2, T0 + 1), fact(3, T0 + 2, 'dns', 'up'), boot(4, T0 + 3), boot(5, T0 + 4)];
    await shared().journal.commit([batch(agent, [...entries, boot(6, T0 + 9, { quality: 'suspect' })])]);
    const found = await shared().journal.lastEvents(agent.deviceId, 'boot', 2);
    expect(found.map(({ seq }) => seq)).toEqual([5, 4]);
    expect(await shared().journal.lastEvents(agent.deviceId, 'posture', 1)).toEqual([]);
  });
}
