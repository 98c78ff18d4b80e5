import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SiteFigures } from '../api/index.ts';
import { CAUSES } from '../model/index.ts';
import { counterfactuals } from './counterfactual.ts';
import { DEFAULT_CRITERIA } from './criteria.ts';
import { gapsOf } from './gaps.ts';
import { outage } from './readiness.fixtures.ts';

const short = outage('SC-2026-0001', 14);
const long = outage('SC-2026-0002', 45, { siteId: 'site_2' });
const storm = outage('SC-2026-0003', 600);

describe('what would have avoided', () => {
  test('power cuts: a UPS bridges those that are no longer than it lasts, and longer ones not at all', () => {
    const list = counterfactuals([short, long, storm]).filter(({ remedy }) => remedy === 'ups');
    expect(list.map(({ minutes, outageIds }) => [minutes, outageIds])).toEqual([
      [60, ['SC-2026-0002', 'SC-2026-0001']],
      [15, ['SC-2026-0001']],
    ]);
    expect(list[0]).toMatchObject({ openMs: 59 * 60_000, siteIds: ['site_2', 'site_1'] });
  });

  test('faults of the line: a second line; of equipment: a spare one; of long cuts: a plan', () => {
    const remedies = counterfactuals([
      storm,
      outage('SC-2026-0004', 30, { cause: 'internet-line' }),
      outage('SC-2026-0005', 20, { cause: 'device-fault' }),
      outage('SC-2026-0006', 10, { cause: 'upstream-service' }),
    ]);
    expect(remedies.map(({ remedy, outageIds }) => [remedy, outageIds])).toEqual([
      ['watched-power', ['SC-2026-0003']],
      ['backup-line', ['SC-2026-0004']],
      ['spare-device', ['SC-2026-0005']],
    ]);
  });

  test('nothing that no officer confirmed, or that still goes on', () => {
    expect(
      counterfactuals([
        { ...short, isConfirmed: false },
        { ...long, until: null },
      ]),
    ).toEqual([]);
  });

  test('a longer runtime never avoids less', () => {
    const anyOutage = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom(...CAUSES), fc.boolean());
    fc.assert(
      fc.property(fc.array(anyOutage, { maxLength: 30 }), (list) => {
        const outages = list.map(([minutes, cause, isConfirmed], index) =>
          outage(`SC-2026-${1_000 + index}`, minutes, { cause, isConfirmed }),
        );
        const ups = counterfactuals(outages)
          .filter(({ remedy }) => remedy === 'ups')
          .toSorted((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0));
        const isGrowing = ups.every(({ openMs }, index) => openMs >= (ups[index - 1]?.openMs ?? 0));
        const isReal = ups
          .flatMap(({ outageIds }) => outageIds)
          .every((id) => outages.find((one) => one.id === id)?.isConfirmed);
        return isGrowing && isReal;
      }),
    );
  });
});

test('gaps come in order of the hours that closing them would have saved, then mandatory ones', () => {
  const judgement = (criterionId: string, result: 'met' | 'not-met' | 'no-data') => ({
    criterionId,
    result,
    basis: 'measured' as const,
    isMandatory: false,
    at: null,
    figure: null,
    deviceIds: [],
    itemIds: [],
  });
  const sites: Pick<SiteFigures, 'siteId' | 'criteria'>[] = [
    {
      siteId: 'site_1',
      criteria: [judgement('RC-P1', 'not-met'), judgement('RC-S1', 'no-data'), judgement('RC-N3', 'met')],
    },
    { siteId: 'site_2', criteria: [judgement('RC-P3', 'not-met'), judgement('RC-N3', 'not-met')] },
  ];
  const figures = {
    sites,
    counterfactuals: counterfactuals([short, outage('SC-2026-0004', 30, { cause: 'internet-line' })]),
  };
  const gaps = gapsOf(figures, DEFAULT_CRITERIA);
  expect(gaps.map(({ criterionId }) => criterionId)).toEqual(['RC-N3', 'RC-P1', 'RC-S1', 'RC-P3']);
  expect(gaps[1]).toMatchObject({ notMet: ['site_1'], outageIds: ['SC-2026-0001'], avoidableOpenMs: 14 * 60_000 });
  expect(gaps[2]).toMatchObject({ notMet: [], unknown: ['site_1'] });
});
