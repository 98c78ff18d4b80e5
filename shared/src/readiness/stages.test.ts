import { expect, test } from 'vitest';
import { item } from './readiness.fixtures.ts';
import { houseStage, siteStage, stageOn } from './stages.ts';
import { houseFigures } from './houses.ts';
import { scoreOf, sumScores } from './score.ts';

const line = item('line', ['requested', '2026-03-30'], ['in-use', '2026-06-10']);
const wifi = item('access-point', ['requested', '2026-03-30'], ['installing', '2026-06-20'], ['in-use', '2026-07-05']);

test('an item is in the stage of its last change up to the day, and in none before the first', () => {
  expect(stageOn(line, '2026-03-29')).toBeNull();
  expect(stageOn(line, '2026-06-09')?.stage).toBe('requested');
  expect(stageOn(line, '2026-06-10')?.stage).toBe('in-use');
});

test.each([
  ['2026-03-29', 'not-equipped'],
  ['2026-03-30', 'requested'],
  ['2026-06-25', 'installing'],
  ['2026-07-05', 'in-use'],
])('a house with a line and an access point is on %s: %s', (day, stage) => {
  expect(houseStage([line, wifi], day).stage).toBe(stage);
});

test('a house with a line alone is not equipped, and one whose line is suspended is suspended', () => {
  expect(houseStage([line], '2026-07-05').stage).toBe('not-equipped');
  const unpaid = item('line', ['in-use', '2026-06-10'], ['suspended', '2026-07-10']);
  expect(houseStage([unpaid, wifi], '2026-07-10')).toEqual({ stage: 'suspended', since: '2026-07-10', paper: '' });
});

test('a second line takes the place of a retired one', () => {
  const old = item('line', ['in-use', '2026-06-10'], ['retired', '2026-07-06']);
  expect(houseStage([old, wifi], '2026-07-06').stage).toBe('not-equipped');
  expect(houseStage([old, line, wifi], '2026-07-06').stage).toBe('in-use');
});

test('any other site is as far as what is furthest', () => {
  expect(siteStage([item('firewall', ['requested', '2026-03-30']), line], '2026-06-10').stage).toBe('in-use');
  expect(siteStage([], '2026-06-10').stage).toBe('not-equipped');
});

test('each house is counted in one stage, and only houses are', () => {
  const house = (stage: 'in-use' | 'installing' | 'retired', wifiState: 'live' | 'no-data' | 'not-equipped') =>
    ({ kind: 'cultural-house', stage, wifi: wifiState }) as const;
  const counts = houseFigures([
    house('in-use', 'live'),
    house('in-use', 'no-data'),
    house('installing', 'not-equipped'),
    house('retired', 'not-equipped'),
    { kind: 'headquarters', stage: 'in-use', wifi: 'live' },
  ]);
  expect(counts).toMatchObject({ total: 4, equipped: 2, installing: 1, notEquipped: 1, wifiLive: 1, wifiNoData: 1 });
});

test('a score leaves out what does not apply, and counts what nobody knows as not met', () => {
  const one = scoreOf([
    { result: 'met', isMandatory: true },
    { result: 'no-data', isMandatory: true },
    { result: 'partly', isMandatory: false },
    { result: 'not-applicable', isMandatory: true },
  ]);
  expect(one).toEqual({ met: 1, counted: 3, mandatoryMet: 1, mandatoryCounted: 2 });
  expect(sumScores([one, one])).toEqual({ met: 2, counted: 6, mandatoryMet: 2, mandatoryCounted: 4 });
});
