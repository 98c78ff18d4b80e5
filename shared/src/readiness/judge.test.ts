import { describe, expect, test } from 'vitest';
import { DAY_MS, startOfDay } from '../calendar/index.ts';
import type { Criterion, Declaration } from '../model/index.ts';
import { DEFAULT_CRITERIA } from './criteria.ts';
import type { SiteEvidence } from './evidence.ts';
import { judgeSite } from './judge.ts';
import { AS_OF, available, computer, DAY, item, site } from './readiness.fixtures.ts';

function judged(id: string, evidence: SiteEvidence): ReturnType<typeof judgeSite>[number] | undefined {
  return judgeSite(DEFAULT_CRITERIA, evidence).find(({ criterionId }) => criterionId === id);
}

const declared = (criterionId: string, result: Declaration['result'], on = DAY): Declaration => ({
  siteId: 'site_1',
  criterionId,
  result,
  on,
  proof: '',
});

test('only active criteria of the kind of site are judged', () => {
  const ids = (kind: SiteEvidence['kind'], criteria: readonly Criterion[] = DEFAULT_CRITERIA): string[] =>
    judgeSite(criteria, site({ kind })).map(({ criterionId }) => criterionId);
  expect(ids('headquarters')).toContain('RC-N1');
  expect(ids('headquarters')).not.toContain('RC-H2');
  expect(ids('cultural-house')).toEqual(['RC-H1', 'RC-H2', 'RC-H3', 'RC-H4', 'RC-H5']);
  expect(ids('other')).toEqual([]);
  expect(
    ids(
      'cultural-house',
      DEFAULT_CRITERIA.map((one) => ({ ...one, isActive: false })),
    ),
  ).toEqual([]);
});

test('of a site of which nobody said or measured anything, there is no data, and no survey', () => {
  const results = judgeSite(DEFAULT_CRITERIA, site()).filter(({ result }) => result !== 'no-data');
  expect(results).toMatchObject([{ criterionId: 'RC-S6', result: 'not-met', basis: 'inventory' }]);
});

describe('availability', () => {
  test.each([
    [0.995, null, 'met'],
    [0.994_999, null, 'not-met'],
    [0.999, 51, 'partly'],
    [0.999, 50, 'met'],
    [0.9, 51, 'not-met'],
  ] as const)('of %d with a latency of %s ms is %s', (share, latencyMs, result) => {
    expect(judged('RC-N2', site({ line: available(share), latencyMs }))).toMatchObject({ result, basis: 'measured' });
  });

  test('is not known to be met while time down for an unknown cause could bring it under the minimum', () => {
    expect(judged('RC-N1', site({ lan: available(0.999, 3) }))).toMatchObject({ result: 'met' });
    expect(judged('RC-N1', site({ lan: available(0.999, 50) }))).toMatchObject({ result: 'no-data', figure: null });
    expect(judged('RC-N1', site({ lan: available(0.9, 50) }))).toMatchObject({ result: 'not-met' });
  });

  test('of a house without equipment is a gap without a figure, not an availability', () => {
    const house = site({ kind: 'cultural-house', open: available(1), line: available(0.9) });
    expect(judged('RC-H3', house)).toMatchObject({ result: 'not-met', basis: 'inventory', figure: null });
    const items = [item('line', ['in-use', '2026-05-01']), item('access-point', ['in-use', '2026-05-01'])];
    expect(judged('RC-H3', { ...house, items })).toMatchObject({ result: 'met', basis: 'measured' });
  });
});

describe('equipment', () => {
  test.each([
    ['in-use', 'met'],
    ['installing', 'partly'],
    ['suspended', 'partly'],
    ['funded', 'not-met'],
    ['requested', 'not-met'],
    ['retired', 'not-met'],
  ] as const)('that is %s makes it %s', (stage, result) => {
    const evidence = site({ items: [item('firewall', [stage, '2026-03-30'])] });
    expect(judged('RC-S1', evidence)).toMatchObject({ result, basis: 'inventory' });
  });

  test('counts by the stage of the day asked for, not by what came later', () => {
    const firewall = item('firewall', ['requested', '2026-03-30'], ['in-use', '2026-07-01']);
    expect(judged('RC-S1', site({ items: [firewall] }))?.result).toBe('not-met');
    expect(judged('RC-S1', site({ items: [firewall], day: '2026-07-01' }))?.result).toBe('met');
  });

  test('that is not written down is missing only where somebody went and looked', () => {
    expect(judged('RC-S1', site())?.result).toBe('no-data');
    expect(judged('RC-S1', site({ surveyOn: '2026-06-01' }))?.result).toBe('not-met');
  });
});

describe('UPS', () => {
  const network = [item('switch', ['in-use', '2026-01-01']), item('router', ['in-use', '2026-01-01'])];
  const ups = item('ups', ['in-use', '2026-01-01']);

  test('one in use carries the network equipment of its site', () => {
    expect(judged('RC-P1', site({ items: network }))).toMatchObject({
      result: 'not-met',
      figure: { have: 0, need: 2, unit: 'pieces' },
    });
    expect(judged('RC-P1', site({ items: [...network, ups] }))).toMatchObject({
      result: 'met',
      basis: 'inventory',
      figure: { have: 2, need: 2 },
    });
  });

  test('one that asks for a new battery makes it partly met, and that is measured', () => {
    const devices = [{ ...computer('dev_1'), ups: 'replace' as const }];
    expect(judged('RC-P1', site({ items: [...network, ups], devices }))).toMatchObject({
      result: 'partly',
      basis: 'measured',
      deviceIds: ['dev_1'],
    });
  });

  test('the shortest runtime that was shown counts, while it is young enough', () => {
    const shown = (deviceId: string, minutes: number, at = AS_OF) => ({
      ...computer(deviceId),
      battery: { at, runtimeSeconds: minutes * 60 },
    });
    const both = site({ devices: [shown('dev_1', 45), shown('dev_2', 20)] });
    expect(judged('RC-P2', both)).toMatchObject({ result: 'not-met', deviceIds: ['dev_2'], figure: { have: 20 } });
    const old = site({ devices: [shown('dev_1', 45), shown('dev_2', 20, AS_OF - 187 * DAY_MS)] });
    expect(judged('RC-P2', old)).toMatchObject({ result: 'met', figure: { have: 45 } });
  });

  test('equipment without one has a runtime of nothing', () => {
    expect(judged('RC-P2', site({ items: network }))).toMatchObject({ result: 'not-met', figure: { have: 0 } });
    expect(judged('RC-P2', site({ items: [...network, ups] }))?.result).toBe('no-data');
  });
});

describe('computers', () => {
  test.each([
    ['RC-S2', { antivirusOn: false }, 'not-met'],
    ['RC-S2', { antivirusSignatureDays: 8 }, 'not-met'],
    ['RC-S2', { antivirusSignatureDays: null }, 'no-data'],
    ['RC-S3', { osSupportEndsAt: startOfDay('2025-10-14') }, 'not-met'],
    ['RC-S3', { lastUpdateDays: 32 }, 'not-met'],
    ['RC-S5', { clockSynced: false }, 'not-met'],
    ['RC-E1', { memoryBytes: 4_000_000_000 }, 'not-met'],
    ['RC-E1', { firmwareDays: 2_600 }, 'not-met'],
    ['RC-E1', { osSupportEndsAt: null, memoryBytes: 4_000_000_000 }, 'not-met'],
    ['RC-E1', {}, 'met'],
  ] as const)('%s of a machine with %j is %s', (id, posture, result) => {
    expect(judged(id, site({ devices: [computer('dev_1', posture)] }))?.result).toBe(result);
  });

  test('some of them good is partly met, the others are named first', () => {
    const devices = [computer('dev_1'), computer('dev_2', { antivirusOn: false }), computer('dev_3', null)];
    expect(judged('RC-S2', site({ devices }))).toMatchObject({
      result: 'partly',
      figure: { have: 1, need: 3 },
      deviceIds: ['dev_2', 'dev_3'],
    });
  });

  test('without a bad machine, one that does not tell leaves no data, and is named', () => {
    const devices = [computer('dev_1', {}), computer('dev_2', { clockSynced: null })];
    expect(judged('RC-S5', site({ devices }))).toMatchObject({
      result: 'no-data',
      figure: { have: 1, need: 2, unit: 'pieces' },
      deviceIds: ['dev_2'],
    });
  });

  test('what a machine said long ago says nothing, and days since an update go on', () => {
    const silent = computer('dev_1', {}, AS_OF - 36 * DAY_MS);
    expect(judged('RC-S2', site({ devices: [silent] }))?.result).toBe('no-data');
    const late = computer('dev_1', { lastUpdateDays: 20 }, AS_OF - 12 * DAY_MS);
    expect(judged('RC-S3', site({ devices: [late] }))?.result).toBe('not-met');
  });
});

describe('declarations', () => {
  test('fill in where nothing is measured, and give way where something is', () => {
    const declarations = [declared('RC-N1', 'met')];
    expect(judged('RC-N1', site({ declarations }))).toMatchObject({ result: 'met', basis: 'declared' });
    const measured = site({ declarations, lan: available(0.9) });
    expect(judged('RC-N1', measured)).toMatchObject({ result: 'not-met', basis: 'measured' });
  });

  test('of "not applicable" hold whatever is measured', () => {
    const evidence = site({ declarations: [declared('RC-N3', 'not-applicable')], surveyOn: DAY });
    expect(judged('RC-N3', evidence)).toMatchObject({ result: 'not-applicable', basis: 'declared' });
  });

  test('end with their age, the newest up to the day counts, and one of the future is not known yet', () => {
    const on = (day: string): SiteEvidence => site({ declarations: [declared('RC-N4', 'met', day)] });
    expect(judged('RC-N4', on('2025-06-25'))?.result).toBe('met');
    expect(judged('RC-N4', on('2025-06-20'))?.result).toBe('no-data');
    expect(judged('RC-N4', on('2026-07-01'))?.result).toBe('no-data');
    const two = site({ declarations: [declared('RC-N4', 'met', '2026-01-01'), declared('RC-N4', 'not-met')] });
    expect(judged('RC-N4', two)?.result).toBe('not-met');
  });
});

test('a survey holds for its months', () => {
  expect(judged('RC-S6', site({ surveyOn: '2025-07-01' }))?.result).toBe('met');
  expect(judged('RC-S6', site({ surveyOn: '2025-06-01' }))?.result).toBe('not-met');
});
