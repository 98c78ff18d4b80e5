import { describe, expect, it } from 'vitest';
import { vi } from '../../i18n/vi.ts';
import { equipmentRow, inventoryOf, profileRow } from '../../testing/inventory-rows.ts';
import { siteRow } from '../../testing/rows.ts';
import { countByKind, houseCounts, inventoryLines, lineOf } from './inventory-lines.ts';
import { inventoryAddress, matching, parseInventoryQuery } from './inventory-query.ts';

const TODAY = '2026-11-24';

const sites = [
  siteRow({ id: 's_10', name: 'Nhà văn hóa TDP số 10' }),
  siteRow({ id: 's_2', name: 'Nhà văn hóa TDP số 2' }),
  siteRow({ id: 's_free', name: 'Nhà văn hóa khu mới' }),
  siteRow({ id: 's_hq', name: 'Trụ sở', kind: 'headquarters' }),
  siteRow({ id: 's_old', name: 'Điểm cũ', archived: true }),
];
const kept = {
  profiles: [
    profileRow({ siteId: 's_10', code: 'NVH-10', groupNumber: 10 }),
    profileRow({ siteId: 's_2', code: 'NVH-02', groupNumber: 2, address: 'Ngõ Hòa Bình' }),
  ],
  items: [
    equipmentRow({ siteId: 's_2' }),
    equipmentRow({ siteId: 's_2', id: 'TB-0002', kind: 'line' }),
    equipmentRow({ siteId: 's_10', id: 'TB-0003' }),
  ],
};
const lines = inventoryLines(sites, kept, TODAY);

describe('inventoryLines', () => {
  it('puts offices first, then houses by the number of their group, those without one last, and no archived site', () => {
    expect(lines.map(({ site }) => site.id)).toEqual(['s_hq', 's_2', 's_10', 's_free']);
  });

  it('counts a house as equipped only with line and access point in use', () => {
    const stages = Object.fromEntries(lines.map(({ site, stage }) => [site.id, stage.stage]));
    expect(stages).toMatchObject({ s_2: 'in-use', s_10: 'not-equipped', s_free: 'not-equipped' });
    expect(houseCounts(lines)).toMatchObject({ total: 3, by: { 'in-use': 1, 'not-equipped': 2, suspended: 0 } });
  });

  it('names what a house needs and nothing stands for, and what is on its way', () => {
    const ups = equipmentRow({ kind: 'ups', name: 'UPS', stages: [{ stage: 'funded', on: '2026-09-01', paper: '' }] });
    const gone = equipmentRow({ kind: 'router', stages: [{ stage: 'retired', on: '2026-01-01', paper: '' }] });
    const line = lineOf(siteRow(), undefined, [equipmentRow(), ups, gone], TODAY);
    expect(line.missing).toEqual([
      { kind: 'line', name: '', stage: 'not-equipped' },
      { kind: 'ups', name: 'UPS', stage: 'funded' },
    ]);
    expect(line.there.map(({ kind }) => kind)).toEqual(['access-point']);
  });

  it('asks an office for nothing by itself, and shows an item as it was on the day', () => {
    const office = siteRow({ kind: 'headquarters' });
    expect(lineOf(office, undefined, [], TODAY).missing).toEqual([]);
    const early = lineOf(office, undefined, [equipmentRow()], '2026-05-01');
    expect(early.missing).toMatchObject([{ stage: 'requested' }]);
    expect(lineOf(office, undefined, [equipmentRow()], '2026-01-01').missing).toMatchObject([
      { stage: 'not-equipped' },
    ]);
  });

  it('adds up pieces of a kind', () => {
    const pair = equipmentRow({ quantity: 2 });
    expect(countByKind([pair, equipmentRow(), equipmentRow({ kind: 'ups' })])).toEqual([
      ['access-point', 3],
      ['ups', 1],
    ]);
  });
});

describe('the view of the inventory', () => {
  const found = (query: string): string[] =>
    matching(lines, parseInventoryQuery(new URLSearchParams(query)), vi).map(({ site }) => site.id);

  it('finds words without their marks and with the mark at either letter', () => {
    expect(found('q=ngo hoa binh')).toEqual(['s_2']);
    expect(found('q=hoà bình')).toEqual(['s_2']);
    expect(found('q=bo phat nvh-10')).toEqual(['s_10']);
    expect(found('q=duong truyen')).toEqual(['s_2']);
    expect(found('q=không có')).toEqual([]);
  });

  it('filters by kind of site, stage, and what is lacking', () => {
    expect(found('kind=headquarters')).toEqual(['s_hq']);
    expect(found('stage=in-use')).toEqual(['s_2']);
    expect(found('lacks=line')).toEqual(['s_10', 's_free']);
    expect(found('kind=cultural-house&lacks=access-point')).toEqual(['s_free']);
  });

  it('is kept in the address, without what is nonsense', () => {
    for (const query of ['', 'q=hòa&kind=other&stage=funded&lacks=ups']) {
      const view = parseInventoryQuery(new URLSearchParams(query));
      const [, search = ''] = inventoryAddress(view).split('?');
      expect(parseInventoryQuery(new URLSearchParams(search))).toEqual(view);
    }
    expect(inventoryAddress(parseInventoryQuery(new URLSearchParams('kind=castle&stage=1')))).toBe('/inventory');
  });
});

it('the usual rows of tests are a house that is equipped and waits for its UPS', () => {
  const { profiles, items } = inventoryOf();
  expect(lineOf(siteRow(), profiles[0], items, TODAY)).toMatchObject({
    stage: { stage: 'in-use' },
    missing: [{ kind: 'ups', stage: 'requested' }],
  });
});
