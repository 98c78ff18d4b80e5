import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type StatementResult, statementResult } from '../api/index.ts';
import { STATEMENTS } from './catalogue.ts';
import { judgeStatements } from './verdict.ts';
import {
  bound,
  budgetLine,
  indicator,
  inputOf,
  item,
  judgement,
  open,
  outage,
  service,
  site,
  system,
  type Ward,
} from './verdict.fixtures.ts';

const has = (...criteria: ReturnType<typeof judgement>[]): Ward['hq'] => ({ criteria });
const share = (id: string, part: number, whole: number): Ward => ({
  indicators: [indicator(id, '2026-06-15', part, whole)],
});
const fit = judgement('RC-E1', 'met', [10, 10, 'pieces']);
const covered = [judgement('RC-P1', 'met', [4, 4, 'pieces']), judgement('RC-P2', 'met', [45, 30, 'minutes'])];
const bare = [judgement('RC-P1', 'not-met', [0, 4, 'pieces']), judgement('RC-P2', 'met', [45, 30, 'minutes'])];
const mains = (hours: number, isConfirmed = true) => outage('hq', 'mains-power', hours, isConfirmed);
const lan = (hours: number, isConfirmed = true) => outage('hq', 'local-network', hours, isConfirmed);

/** A service that both places look at, and that failed as given at one of them. */
function failedAt(siteId: string, failed: ReturnType<typeof service>): ReturnType<typeof service> {
  const { open: measured, confirmed, suspected, outageIds } = failed;
  const well = service('HT-14');
  const bySite = ['hq', 'centre'].map((id) =>
    id === siteId
      ? { siteId: id, open: measured, confirmed, suspected, outageIds }
      : { siteId: id, open: well.open, confirmed: well.confirmed, suspected: well.suspected, outageIds: [] },
  );
  return { ...failed, siteIds: ['hq', 'centre'], bySite };
}

/** In words; statement; ward; verdict, reason, gap. */
const CASES: [string, string, Ward, string][] = [
  ['no failure of the network in a quarter that is over', 'C01', {}, 'supported target-met closed'],
  [
    'three confirmed failures of the network, however short',
    'C01',
    { outages: [lan(0.1), lan(0.11), lan(0.12)] },
    'contradicted target-missed open',
  ],
  [
    'one confirmed failure that takes the share under 99.5 %',
    'C01',
    { hq: { open: open(1) }, outages: [lan(1)] },
    'contradicted target-missed open',
  ],
  [
    'the same, not confirmed',
    'C01',
    { hq: { open: open(1) }, outages: [lan(1, false)] },
    'insufficient unconfirmed-only unknown',
  ],
  [
    'failures of the mains say nothing of the network',
    'C01',
    { hq: { open: open(9) }, outages: [mains(9)] },
    'supported target-met closed',
  ],
  [
    'a short confirmed failure early in the quarter may still be made up for',
    'C01',
    { isOver: false, outages: [lan(0.3)] },
    'insufficient period-runs unknown',
  ],
  [
    'one that nothing can make up for',
    'C01',
    { isOver: false, hq: { open: open(5) }, outages: [lan(5)] },
    'contradicted target-missed open',
  ],
  [
    'too little was measured',
    'C01',
    { hq: { open: open(1, 0.7) }, outages: [lan(1)] },
    'insufficient coverage unknown',
  ],
  [
    'a ward without a headquarters that is equipped',
    'C01',
    { hq: { isMonitored: false, stage: 'requested' } },
    'not-applicable no-site none',
  ],

  ['every computer meets the minimum', 'C02', { hq: has(fit), centre: has(fit) }, 'supported target-met closed'],
  [
    'one computer does not',
    'C02',
    { hq: has(fit), centre: has(judgement('RC-E1', 'partly', [9, 10, 'pieces'])) },
    'contradicted target-missed open',
  ],
  [
    'a state on the last day does not wait for the end of the quarter',
    'C02',
    { hq: has(fit), isOver: false },
    'supported target-met closed',
  ],
  [
    'only half of the computers were looked at',
    'C02',
    { hq: has(fit), computers: [5, 10] },
    'insufficient coverage unknown',
  ],
  [
    'no computer is bad, and one does not tell',
    'C02',
    { hq: has(fit), centre: has(judgement('RC-E1', 'no-data', [9, 10, 'pieces'])) },
    'insufficient coverage unknown',
  ],
  ['nothing is known of the computers', 'C02', {}, 'insufficient coverage unknown'],

  ['no interruption in opening hours', 'C03', {}, 'supported target-met closed'],
  [
    'one confirmed interruption, whatever the share is',
    'C03',
    { outages: [mains(0.1)] },
    'contradicted target-missed open',
  ],
  [
    'one confirmed interruption in a quarter that runs',
    'C03',
    { isOver: false, outages: [mains(0.1)] },
    'contradicted target-missed open',
  ],
  [
    'one confirmed interruption where little was measured',
    'C03',
    { hq: { open: open(0, 0.3) }, outages: [mains(0.1)] },
    'contradicted target-missed open',
  ],
  ['suspected ones alone', 'C03', { outages: [mains(3, false)] }, 'insufficient unconfirmed-only unknown'],
  ['an outage outside of opening hours', 'C03', { outages: [mains(0)] }, 'supported target-met closed'],
  ['none so far', 'C03', { isOver: false }, 'insufficient period-runs unknown'],
  [
    'none seen, but the centre was watched for 79 % only',
    'C03',
    { centre: { open: open(0, 0.79) } },
    'insufficient coverage unknown',
  ],
  ['80 % is enough', 'C03', { centre: { open: open(0, 0.8) } }, 'supported target-met closed'],
  [
    'an equipped place that is not watched',
    'C03',
    { centre: { isMonitored: false, open: { ...open(), coverage: null } } },
    'insufficient coverage unknown',
  ],
  [
    'an outage at a cultural house',
    'C03',
    { outages: [outage('house', 'mains-power', 2)] },
    'supported target-met closed',
  ],
  ['no place at all', 'C03', { isEmpty: true }, 'not-applicable no-site none'],

  ['staff as many as there should be', 'C04', share('CT-C04', 8, 8), 'supported target-met closed'],
  ['one too few', 'C04', share('CT-C04', 7, 8), 'contradicted target-missed open'],
  ['nobody entered anything', 'C04', {}, 'manual no-value unknown'],
  [
    'the value was entered after the day of the figures',
    'C04',
    { indicators: [indicator('CT-C04', '2026-07-02', 7, 8)] },
    'manual no-value unknown',
  ],

  ['a state was entered', 'C05', { systems: [system('HT-05', 'in-use')] }, 'manual never-measured closed'],
  ['another state was entered', 'C05', { systems: [system('HT-05', 'not-in-use')] }, 'manual never-measured open'],
  ['nothing was entered', 'C05', {}, 'manual never-measured unknown'],

  ['the website answered', 'C06', { services: [service('HT-07')] }, 'supported target-met closed'],
  [
    'it was down for two confirmed hours of a hundred',
    'C06',
    { services: [service('HT-07', 2)] },
    'contradicted target-missed open',
  ],
  [
    'it was down, unconfirmed',
    'C06',
    { services: [service('HT-07', 2, false)] },
    'insufficient unconfirmed-only unknown',
  ],
  [
    'no service looks at it, a person says that it is in use',
    'C06',
    { systems: [system('HT-06', 'in-use')] },
    'manual by-hand unknown',
  ],
  ['no service, and nobody says anything', 'C06', {}, 'manual no-value unknown'],

  ['a figure without a target', 'C07', share('CT-C07', 4, 10), 'manual by-hand unknown'],
  [
    'an officer gave the target, and it is met',
    'C07',
    { ...share('CT-C07', 4, 10), bound: { target: 40 } },
    'supported target-met closed',
  ],

  [
    'the identity rate is not there yet, and its day has not passed',
    'C08',
    { ...share('CT-C08', 21_475, 25_261), day: '2026-06-29' },
    'insufficient not-due open',
  ],
  [
    'its day is over',
    'C08',
    { indicators: [indicator('CT-C08', '2026-06-30', 22_310, 25_261)] },
    'contradicted target-missed open',
  ],
  ['it is reached', 'C08', share('CT-C08', 22_735, 25_261), 'supported target-met closed'],
  ['one account short of 90 %', 'C08', share('CT-C08', 22_734, 25_261), 'contradicted target-missed open'],

  ['all new records', 'C09', share('CT-C09', 500, 500), 'supported target-met closed'],
  ['all but one', 'C09', share('CT-C09', 499, 500), 'contradicted target-missed open'],

  ['both systems answered', 'C10', { services: [service('HT-11'), service('HT-13')] }, 'supported target-met closed'],
  [
    'one of them did not',
    'C10',
    { services: [service('HT-11'), service('HT-13', 1)] },
    'contradicted target-missed open',
  ],
  [
    'one of them was hardly looked at',
    'C10',
    { services: [service('HT-11'), service('HT-13', 0, true, 0.5)] },
    'insufficient coverage unknown',
  ],
  ['the quarter runs', 'C10', { services: [service('HT-11')], isOver: false }, 'insufficient period-runs unknown'],

  [
    'all staff use it, though it was down once',
    'C11',
    { ...share('CT-C11', 60, 60), services: [service('HT-11', 3)] },
    'supported target-met closed',
  ],
  ['not all', 'C11', share('CT-C11', 59, 60), 'contradicted target-missed open'],
  ['all hold a signature', 'C12', share('CT-C12', 60, 60), 'supported target-met closed'],
  ['some do not', 'C12', share('CT-C12', 58, 60), 'contradicted target-missed open'],
  [
    'words without a number',
    'C13',
    { indicators: [indicator('CT-C13', '2026-06-01', null)] },
    'manual by-hand unknown',
  ],
  ['procedure files all digitised', 'C13', share('CT-C13', 900, 900), 'supported target-met closed'],

  ['the whole way worked', 'C14', { services: [service('HT-14')] }, 'supported target-met closed'],
  [
    'the site was cut off',
    'C14',
    { outages: [outage('centre', 'internet-line', 1)] },
    'contradicted target-missed open',
  ],
  ['the service itself failed', 'C14', { services: [service('HT-14', 1)] }, 'contradicted target-missed open'],
  [
    'the service failed, unconfirmed',
    'C14',
    { services: [service('HT-14', 1, false)] },
    'insufficient unconfirmed-only unknown',
  ],
  [
    'the service failed at the headquarters alone',
    'C14',
    { services: [failedAt('hq', service('HT-14', 1))] },
    'supported target-met closed',
  ],
  [
    'the service failed at the centre alone',
    'C14',
    { services: [failedAt('centre', service('HT-14', 1))] },
    'contradicted target-missed open',
  ],
  [
    'the centre does not look at the service',
    'C14',
    { services: [{ ...service('HT-14'), bySite: [] }] },
    'insufficient coverage unknown',
  ],
  ['the headquarters alone was cut off', 'C14', { outages: [mains(1)] }, 'supported target-met closed'],

  ['five short failures', 'C15', { hq: { open: open(0, 1, 5) } }, 'supported target-met closed'],
  [
    'six at two places: nobody confirms those',
    'C15',
    { hq: { open: open(0, 1, 3) }, centre: { open: open(0, 1, 3) } },
    'insufficient unconfirmed-only unknown',
  ],

  ['payment worked', 'C16', { services: [service('HT-17')] }, 'supported target-met closed'],
  [
    'payment failed for a confirmed hour',
    'C16',
    { services: [service('HT-17', 1)] },
    'contradicted target-missed open',
  ],
  ['teams: words', 'C17', { indicators: [indicator('CT-C17', '2026-05-01', 30)] }, 'manual by-hand unknown'],
  ['teams: nothing', 'C17', {}, 'manual no-value unknown'],

  [
    'a mandatory criterion is not met, as the report admits',
    'C18',
    { hq: has(judgement('RC-S1', 'not-met'), judgement('RC-S2', 'met')) },
    'supported gap-seen open',
  ],
  [
    'all are met: the report should say so',
    'C18',
    { hq: has(judgement('RC-S1', 'met')) },
    'contradicted gap-closed closed',
  ],
  [
    'one is unknown',
    'C18',
    { hq: has(judgement('RC-S1', 'met'), judgement('RC-S4', 'no-data')) },
    'insufficient coverage unknown',
  ],
  [
    'one that is not mandatory is not met',
    'C18',
    { hq: has(judgement('RC-S1', 'met'), { ...judgement('RC-S5', 'not-met'), isMandatory: false }) },
    'contradicted gap-closed closed',
  ],

  ['equipment without a UPS', 'C19', { hq: has(...bare) }, 'supported gap-seen open'],
  ['a confirmed mains cut', 'C19', { hq: has(...covered), outages: [mains(2)] }, 'supported gap-seen open'],
  [
    'runtime under the minimum',
    'C19',
    { hq: has(covered[0]!, judgement('RC-P2', 'not-met', [12, 30, 'minutes'])) },
    'supported gap-seen open',
  ],
  ['all covered, long enough, no cut', 'C19', { hq: has(...covered) }, 'contradicted gap-closed closed'],
  [
    'all covered, and a suspected cut',
    'C19',
    { hq: has(...covered), outages: [mains(2, false)] },
    'insufficient unconfirmed-only unknown',
  ],
  [
    'nobody measured the runtime',
    'C19',
    { hq: has(covered[0]!, judgement('RC-P2', 'no-data')) },
    'insufficient coverage unknown',
  ],

  ['a firewall that was asked for', 'C20', { items: [item(['requested', '2026-03-12'])] }, 'insufficient not-due open'],
  [
    'a firewall that works',
    'C20',
    { items: [item(['requested', '2026-03-12'], ['in-use', '2026-06-01'])] },
    'supported target-met closed',
  ],
  ['one that will work next month', 'C20', { items: [item(['in-use', '2026-07-01'])] }, 'insufficient not-due open'],
  ['a day was set for it and has passed', 'C20', { bound: { dueOn: '2026-05-31' } }, 'contradicted target-missed open'],

  ['six of thirty houses', 'C21', { houses: { equipped: 6 } }, 'supported gap-seen open'],
  ['all houses', 'C21', { houses: { equipped: 30 } }, 'contradicted gap-closed closed'],
  ['no house in the inventory', 'C21', { isEmpty: true }, 'not-applicable no-site none'],
  ['no Wi-Fi anywhere', 'C22', {}, 'supported gap-seen open'],
  ['Wi-Fi everywhere', 'C22', { houses: { wifiLive: 30 } }, 'contradicted gap-closed closed'],
  ['the last two may have it', 'C22', { houses: { wifiLive: 28, wifiNoData: 2 } }, 'insufficient coverage unknown'],
  ['funds for teams: nothing', 'C23', {}, 'manual no-value unknown'],
  [
    'funds for teams: words',
    'C23',
    { indicators: [indicator('CT-C23', '2026-05-01', null)] },
    'manual by-hand unknown',
  ],

  ['the aim, on its last day', 'C24', share('CT-C08', 22_310, 25_261), 'contradicted target-missed open'],
  [
    'the aim, on its last day while that runs',
    'C24',
    { ...share('CT-C08', 22_310, 25_261), isOver: false },
    'insufficient not-due open',
  ],
  ['the aim reached', 'C24', share('CT-C08', 22_790, 25_261), 'supported target-met closed'],
  ['an aim without a number', 'C25', { houses: { wifiLive: 6 } }, 'insufficient no-target unknown'],
  [
    'an officer gave six, and six work',
    'C25',
    { houses: { wifiLive: 6 }, bound: { target: 6 } },
    'supported target-met closed',
  ],
  [
    'an officer gave ten, and the day has passed',
    'C25',
    { houses: { wifiLive: 6 }, bound: { target: 10 } },
    'contradicted target-missed open',
  ],
  [
    'an officer gave ten and a later day',
    'C25',
    { houses: { wifiLive: 6 }, bound: { target: 10, dueOn: '2026-12-31' } },
    'insufficient not-due open',
  ],
  ['online services: words', 'C26', { indicators: [indicator('CT-C26', '2026-05-01', 3)] }, 'manual by-hand unknown'],
  [
    'online services: a target that is missed',
    'C26',
    { ...share('CT-C26', 3, 10), bound: { target: 50 } },
    'contradicted target-missed open',
  ],
  ['teams improved: nothing', 'C27', {}, 'manual no-value unknown'],
  ['teams improved: words', 'C27', { indicators: [indicator('CT-C27', '2026-05-01', null)] }, 'manual by-hand unknown'],

  ['no budget request', 'C28', {}, 'insufficient no-lines unknown'],
  ['every line rests on something', 'C28', { lines: [budgetLine('RC-P1')] }, 'supported target-met closed'],
  ['a line rests on nothing', 'C28', { lines: [budgetLine('RC-P1'), budgetLine()] }, 'insufficient not-due open'],
  ['two figures beside each other', 'C29', share('CT-C29', 4, 10), 'manual by-hand unknown'],
  [
    'a target does not make a cause of them',
    'C29',
    { ...share('CT-C29', 4, 10), bound: { target: 20 } },
    'manual by-hand unknown',
  ],
  ['only one of the two', 'C29', {}, 'manual no-value unknown'],
  ['a scheme: nothing', 'C30', {}, 'manual no-value unknown'],
  ['a scheme: words', 'C30', { indicators: [indicator('CT-C30', '2026-05-01', null)] }, 'manual by-hand unknown'],
];

/** The houses are there wherever the ward is. */
function resultOf(id: string, ward: Ward): StatementResult {
  const input = inputOf(id, ward);
  const houses = ward.isEmpty ? [] : [site('house', 'cultural-house', { isMonitored: false, stage: 'not-equipped' })];
  const [result] = judgeStatements({
    ...input,
    figures: { ...input.figures, sites: [...input.figures.sites, ...houses] },
  });
  if (!result) throw new Error(`no result for ${id}`);
  return result;
}

test.each(CASES.map(([words, id, ward, expected]) => [id, words, ward, expected] as const))(
  '%s: %s',
  (id, _, ward, expected) => {
    const result = resultOf(id, ward);
    expect(`${result.verdict} ${result.reason} ${result.gap}`).toBe(expected);
    expect(v.parse(statementResult, result)).toEqual(result);
    expect(Object.values(result.figures).every(Number.isFinite)).toBe(true);
  },
);

test('each statement is tried in at least two ways', () => {
  const ways = Map.groupBy(CASES, ([, id]) => id);
  expect(STATEMENTS.filter(({ id }) => new Set(ways.get(id)?.map(([, , , end]) => end)).size < 2)).toEqual([]);
});

test('a literal reading shows the share and the benchmark beside it', () => {
  const { figures, causes, outageIds } = resultOf('C03', {
    hq: { open: open(1) },
    outages: [mains(0.5), outage('centre', 'internet-line', 1), lan(2, false)],
  });
  expect(figures).toMatchObject({ n: 2, suspected: 1, openMs: 5_400_000, percent: 99.5, benchmark: 99.5, target: 0 });
  expect(causes.map(({ cause, count }) => [cause, count])).toEqual([
    ['internet-line', 1],
    ['mains-power', 1],
  ]);
  expect(outageIds).toHaveLength(3);
});

test('a share under the least coverage is left out', () => {
  const { figures } = resultOf('C03', { hq: { open: open(1, 0.5) } });
  expect(figures).toMatchObject({ coverage: 50 });
  expect(figures).not.toHaveProperty('percent');
});

test('of the dedicated network there is no figure at all', () => {
  expect(
    resultOf('C05', { systems: [system('HT-05', 'in-use')], bound: { target: 5, dueOn: '2026-01-01' } }),
  ).toMatchObject({
    figures: {},
    target: null,
    dueOn: null,
    siteIds: [],
    outageIds: [],
    indicatorId: null,
  });
});

test('backup power tells cuts, cover and the shortest runtime', () => {
  const { figures, causes } = resultOf('C19', {
    hq: has(...bare),
    centre: has(judgement('RC-P1', 'met', [2, 2, 'pieces']), judgement('RC-P2', 'not-met', [12.7, 30, 'minutes'])),
    outages: [mains(2), mains(1, false), lan(4)],
  });
  expect(figures).toMatchObject({ n: 1, suspected: 1, openMs: 7_200_000, part: 2, whole: 6, missing: 4, minutes: 12 });
  expect(causes).toEqual([{ cause: 'mains-power', count: 1, openMs: 7_200_000 }]);
});

test('shares tell what is missing to the target', () => {
  expect(resultOf('C08', share('CT-C08', 21_475, 25_261)).figures).toMatchObject({
    percent: 85.01,
    missing: 1_260,
    target: 90,
  });
  expect(resultOf('C21', { houses: { equipped: 6 } }).figures).toMatchObject({ part: 6, whole: 30, missing: 24 });
  expect(resultOf('C25', { houses: { wifiLive: 6 } }).figures).toMatchObject({ n: 6, part: 6, whole: 30 });
  expect(resultOf('C20', { items: [item(['requested', '2026-03-12'])] }).figures).toEqual({ days: 110, target: 1 });
  expect(resultOf('C29', { ...share('CT-C29', 4, 10), houses: { wifiLive: 6 } }).figures).toEqual({
    part: 4,
    whole: 10,
    percent: 40,
    wifi: 6,
    houses: 30,
  });
});

test('what a report claims wrongly weighs more than what it admits; lost hours add; closed weighs nothing', () => {
  const weight = (id: string, ward: Ward): number => resultOf(id, ward).weight;
  const claimed = weight('C03', { outages: [mains(1)] });
  expect(claimed).toBe(9 * 10 + 30 + 1);
  expect(weight('C03', { outages: [mains(8)] })).toBe(claimed + 7);
  expect(weight('C03', { outages: [mains(500)] })).toBe(9 * 10 + 30 + 100);
  expect(weight('C18', { hq: has(judgement('RC-S1', 'not-met'), judgement('RC-S2', 'not-met')) })).toBe(8 * 10 + 10);
  expect(weight('C03', {})).toBe(0);
  expect(weight('C03', { isOver: false })).toBe(1);
});

test('answers in order of the catalogue, and only for what stands in the report', () => {
  const input = inputOf('C01');
  const list = [
    bound('C30'),
    bound('C01'),
    bound('C02', { passage: null, state: 'missing' }),
    bound('C03', { passage: null, state: 'absent' }),
  ];
  expect(judgeStatements({ ...input, bound: list }).map(({ statementId }) => statementId)).toEqual(['C01', 'C30']);
  expect(judgeStatements({ ...input, bound: [] })).toEqual([]);
});
