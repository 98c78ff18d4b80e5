import type { EquipmentItem, SiteProfile } from '@wardwatch/shared/model';
import { expect, it } from 'vitest';
import type { WithStore } from './store-place.fixtures.ts';
import { T0 } from './store.fixtures.ts';

const BY = { at: T0, by: 'person_1' };

const item = (id: string, siteId = 'site_1'): EquipmentItem => ({
  id,
  siteId,
  kind: 'ups',
  name: 'Bộ lưu điện',
  quantity: 1,
  criterionId: 'RC-P1',
  stages: [{ stage: 'requested', on: '2026-03-30', paper: '' }],
  deviceId: null,
  specs: '',
  note: '',
});

const profile = (siteId: string, code: string): SiteProfile => ({
  siteId,
  code,
  groupNumber: null,
  address: '',
  contacts: [],
  subscriptions: [],
  survey: null,
  note: '',
});

/** What people keep by hand. */
export function recordsContract(withStore: WithStore): void {
  it(
    'keeps records by kind and id, with who changed them last and when',
    withStore(async ({ records }) => {
      expect(await records.all('equipment')).toEqual([]);
      const outcome = await records.save(
        [
          { kind: 'equipment', id: 'TB-0002', body: item('TB-0002') },
          { kind: 'equipment', id: 'TB-0001', body: item('TB-0001') },
        ],
        BY,
      );
      const all = await records.all('equipment');
      expect(all.map(({ id }) => id)).toEqual(['TB-0001', 'TB-0002']);
      const revision = outcome.ok ? outcome.revision : -1;
      expect(all[0]).toEqual({ id: 'TB-0001', body: item('TB-0001'), revision, changedAt: T0, changedBy: 'person_1' });
      await records.save([{ kind: 'equipment', id: 'TB-0001', body: null }], BY);
      expect(await records.one('equipment', 'TB-0001')).toBeUndefined();
    }),
  );

  it(
    'refuses a change that is based on another state, and writes nothing of the rest',
    withStore(async ({ records }) => {
      await records.save([{ kind: 'equipment', id: 'TB-0001', body: item('TB-0001'), basedOn: 0 }], BY);
      const before = await records.one('equipment', 'TB-0001');
      const refused = await records.save(
        [
          { kind: 'equipment', id: 'TB-0002', body: item('TB-0002') },
          { kind: 'equipment', id: 'TB-0001', body: item('TB-0001'), basedOn: 0 },
        ],
        BY,
      );
      expect(refused).toEqual({ ok: false, error: 'revised', kind: 'equipment', id: 'TB-0001' });
      expect(await records.all('equipment')).toEqual([before]);
      const based = {
        kind: 'equipment',
        id: 'TB-0001',
        body: item('TB-0001'),
        basedOn: before?.revision ?? -1,
      } as const;
      expect(await records.save([based], BY)).toMatchObject({ ok: true });
    }),
  );

  it(
    'gives a unique key to one record of a kind, also within one save, and passes it on',
    withStore(async ({ records }) => {
      const change = (siteId: string, code: string) =>
        ({ kind: 'profile', id: siteId, body: profile(siteId, code), uniqueKey: code }) as const;
      const taken = { ok: false, error: 'key-taken', kind: 'profile', id: 'site_2' };
      expect(await records.save([change('site_1', 'NVH-01'), change('site_2', 'NVH-01')], BY)).toEqual(taken);
      expect(await records.all('profile')).toEqual([]);
      await records.save([change('site_1', 'NVH-01')], BY);
      expect(await records.save([change('site_2', 'NVH-01')], BY)).toEqual(taken);
      const swapped = await records.save([change('site_1', 'NVH-02'), change('site_2', 'NVH-01')], BY);
      expect(swapped).toMatchObject({ ok: true });
    }),
  );

  it(
    'adds and changes sites in the same commit, or nothing at all',
    withStore(async ({ records, fleet }) => {
      const id = records.newSiteId();
      const add = { change: 'add', id, name: 'Nhà văn hóa số 1', kind: 'cultural-house', settings: {} } as const;
      const lost = { change: 'update', id: 'site_none', settings: { provider: 'VNPT' } } as const;
      expect(await records.save([], BY, [add, lost])).toMatchObject({ ok: false, error: 'no-such-site' });
      expect((await fleet.changesSince(0)).sites).toEqual([]);
      const settings = { provider: 'VNPT', feeder: '471' };
      await records.save([{ kind: 'profile', id, body: profile(id, 'NVH-01') }], BY, [{ ...add, settings }]);
      expect((await fleet.changesSince(0)).sites).toMatchObject([{ id, name: 'Nhà văn hóa số 1', ...settings }]);
    }),
  );
}
