import type { Criterion } from '@wardwatch/shared/model';
import { DEFAULT_CRITERIA } from '@wardwatch/shared/readiness';
import { expect, it } from 'vitest';
import { criteriaOf, needsOf } from './criteria.ts';

const kept = (body: Criterion, revision: number) => ({
  id: body.id,
  body,
  revision,
  changedAt: 0,
  changedBy: 'person_1',
});
const [first] = DEFAULT_CRITERIA;
if (!first) throw new Error('no criteria');

it("puts the ward's own version in the place of the product's, and its own criteria after them", () => {
  const own: Criterion = { ...first, isMandatory: false };
  const added: Criterion = { ...first, id: 'RC-X1' };
  const rows = criteriaOf([kept(added, 9), kept(own, 8)]);
  expect(rows).toHaveLength(DEFAULT_CRITERIA.length + 1);
  expect(rows[0]).toMatchObject({ id: first.id, isMandatory: false, revision: 8 });
  expect(rows[1]).toMatchObject({ id: DEFAULT_CRITERIA[1]?.id, revision: 0 });
  expect(rows.at(-1)).toMatchObject({ id: 'RC-X1', revision: 9 });
});

it('looks up of devices only what an active criterion asks for', () => {
  expect(needsOf(DEFAULT_CRITERIA, 'headquarters')).toEqual({
    posture: true,
    battery: true,
    ups: true,
    latency: true,
  });
  const nothing = { posture: false, battery: false, ups: false, latency: false };
  expect(needsOf(DEFAULT_CRITERIA, 'cultural-house')).toEqual(nothing);
  expect(
    needsOf(
      structuredClone(DEFAULT_CRITERIA).map((one) => Object.assign(one, { isActive: false })),
      'headquarters',
    ),
  ).toEqual(nothing);
});
