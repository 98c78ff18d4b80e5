import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from './evidence.ts';
import { deviceOf, factAt } from './journal.fixtures.ts';
import type { SubjectSpan } from './judge-site.ts';
import { judgeWard, LOOK_BACK_MS, MAX_ASKED, neighboursAt, type NeighbourSpans, subjectsAsked } from './ward.ts';

const AT = 10_000_000;
const { togetherMs: NEAR, settleMs: SETTLE } = DEFAULT_RULES;
const SITE = { siteId: 's1', provider: 'VNPT', feeder: '471' };
const OTHER = { siteId: 's2', provider: 'VNPT', feeder: '471' };

/** Spans of a subject one after the other, each with its start, its state and what was seen; the last has an end. */
function spansOf(
  subject: SubjectSpan['subject'],
  until: number,
  ...pieces: readonly (readonly [number, SubjectSpan['state'], SubjectSpan['reason']?, SubjectSpan['under']?])[]
): SubjectSpan[] {
  return pieces.map(([from, state, reason = null, under = null], index) => {
    return { subject, from, until: pieces[index + 1]?.[0] ?? until, state, under, reason };
  });
}
const END = AT + 9_000_000;
/** An outage that lasts, or lasted, for so long. */
const outageOf = (subject: SubjectSpan['subject'], ms = 3_000_000) => {
  return { subject, from: AT, down: [{ from: AT, until: AT + ms }] };
};
const ask = (
  spans: SubjectSpan[],
  ties: Partial<NeighbourSpans['ties']> = {},
  subject: SubjectSpan['subject'] = 'site',
) => neighboursAt(outageOf(subject), SITE, [{ ties: { ...OTHER, ...ties }, spans }], DEFAULT_RULES, new Map());
const up = spansOf('site', END, [0, 'up']);

test('an outage asks others about what bears on it', () => {
  expect(subjectsAsked({ subject: 'site' })).toEqual(['site', 'power']);
  expect(subjectsAsked({ subject: 'power' })).toEqual(['site', 'power']);
  expect(subjectsAsked({ subject: 'service:portal' })).toEqual(['service:portal']);
  for (const subject of ['dns', 'hub', 'server', 'device:mini'] as const)
    expect(subjectsAsked({ subject })).toEqual([]);
});

describe('a neighbour', () => {
  test('shares a feeder, a provider or both; who shares nothing, or is the site itself, is none', () => {
    expect(ask(up)).toEqual([
      {
        siteId: 's2',
        sharesFeeder: true,
        sharesProvider: true,
        hasOtherProvider: false,
        isUnsure: false,
        watchesService: false,
        isPowered: false,
        isPowerless: false,
        mainsLostAt: null,
        sign: 'up',
        at: AT,
        standing: null,
      },
    ]);
    expect(ask(up, { feeder: 'x' })).toMatchObject([{ sharesFeeder: false, sharesProvider: true }]);
    expect(ask(up, { provider: 'x' })).toMatchObject([
      { sharesFeeder: true, sharesProvider: false, hasOtherProvider: true },
    ]);
    expect(ask(up, { provider: null })).toMatchObject([{ sharesProvider: false, hasOtherProvider: false }]);
    expect(ask(up, { provider: 'x', feeder: 'x' })).toEqual([]);
    expect(ask(up, { siteId: 's1' })).toEqual([]);
    expect(ask(up, {}, 'dns')).toEqual([]);
    const blank = { siteId: 's2', provider: null, feeder: null };
    expect(
      neighboursAt(
        outageOf('site'),
        { ...blank, siteId: 's1' },
        [{ ties: blank, spans: up }],
        DEFAULT_RULES,
        new Map(),
      ),
    ).toEqual([]);
  });

  test('went down in the same moments, the nearest time counts', () => {
    const down = (from: number) => ask(spansOf('site', END, [0, 'up'], [from, 'down', 'line']))[0];
    expect(down(AT - NEAR)).toMatchObject({ sign: 'line', at: AT - NEAR, standing: null });
    expect(down(AT + NEAR)).toMatchObject({ sign: 'line', at: AT + NEAR });
    expect(down(AT + NEAR + 1)).toMatchObject({ sign: 'up', at: AT });
    expect(down(AT - NEAR - 1)).toMatchObject({ sign: 'unknown', at: AT, standing: 'line' });
    const two = spansOf(
      'site',
      END,
      [0, 'up'],
      [AT - 900, 'down', 'dark'],
      [AT - 500, 'up'],
      [AT + 300, 'down', 'line'],
    );
    expect(ask(two)).toMatchObject([{ sign: 'line', at: AT + 300 }]);
  });

  test('that was down already did not go down anew', () => {
    const joined = spansOf('site', END, [0, 'up'], [AT - NEAR - 9, 'down', 'dark'], [AT, 'planned', 'dark', 'down']);
    expect(ask(joined)).toMatchObject([{ sign: 'unknown', standing: 'dark' }]);
    const apart = joined.map((span, index) => (index === 1 ? Object.assign(span, { until: AT - 5 }) : span));
    expect(ask(apart)).toMatchObject([{ sign: 'dark', at: AT, standing: null }]);
  });

  test('is judged by what would hold without a planned window', () => {
    expect(ask(spansOf('site', END, [0, 'planned', null, 'up']))).toMatchObject([{ sign: 'up' }]);
    expect(ask(spansOf('site', END, [0, 'planned', null, 'unknown']))).toMatchObject([
      { sign: 'unknown', standing: null },
    ]);
    expect(ask(spansOf('site', END, [0, 'up'], [AT, 'planned', 'silent', 'down']))).toMatchObject([{ sign: 'silent' }]);
    expect(ask([])).toMatchObject([{ sign: 'unknown', at: AT, standing: null }]);
  });

  test.each(['powerless', 'line', 'lan', 'dark', 'stopped', 'silent', 'failing'] as const)(
    'shows the sign %s',
    (reason) => {
      expect(ask(spansOf('site', END, [0, 'up'], [AT, 'down', reason]))).toMatchObject([{ sign: reason }]);
      expect(ask(spansOf('site', END, [0, 'down', reason]))).toMatchObject([{ sign: 'unknown', standing: reason }]);
    },
  );

  test.each([
    'blind',
    'brief',
    'waiting',
    'off-duty',
    'no-statement',
    'dropped',
    'agent-stopped',
    'behind',
    null,
  ] as const)('shows no sign by %s', (reason) => {
    expect(ask(spansOf('site', END, [0, 'up'], [AT, 'down', reason]))).toMatchObject([{ sign: 'unknown', at: AT }]);
    expect(ask(spansOf('site', END, [0, 'down', reason]))).toMatchObject([{ standing: null }]);
  });
});

describe("a neighbour's mains", () => {
  const power = (...pieces: Parameters<typeof spansOf>[2][]) => ask([...up, ...spansOf('power', END, ...pieces)])[0];

  test('is on a moment after the start, planned or not', () => {
    expect(power([0, 'up'])?.isPowered).toBe(true);
    expect(power([0, 'planned', null, 'up'])?.isPowered).toBe(true);
    expect(power([0, 'unknown'], [AT + SETTLE, 'up'])?.isPowered).toBe(true);
    expect(power([0, 'up'], [AT + SETTLE, 'unknown'])?.isPowered).toBe(false);
  });

  test('was lost in the same moments, or some time before and still is', () => {
    expect(power([0, 'up'], [AT - 5, 'down'])).toMatchObject({
      isPowerless: true,
      mainsLostAt: AT - 5,
      isPowered: false,
    });
    expect(power([0, 'up'], [AT - NEAR - 1, 'down'])).toMatchObject({ isPowerless: false, mainsLostAt: AT - NEAR - 1 });
    expect(power([0, 'up'], [AT - LOOK_BACK_MS, 'down'])?.mainsLostAt).toBe(AT - LOOK_BACK_MS);
    expect(power([0, 'up'], [AT - LOOK_BACK_MS - 1, 'down'])?.mainsLostAt).toBeNull();
    expect(power([0, 'up'], [AT + SETTLE, 'down'])?.mainsLostAt).toBe(AT + SETTLE);
    expect(power([0, 'up'], [AT + SETTLE + 1, 'down'])).toMatchObject({ isPowerless: true, mainsLostAt: null });
    expect(power([0, 'up'], [AT - 500, 'down'], [AT - 400, 'up'])).toMatchObject({
      isPowerless: true,
      mainsLostAt: null,
    });
    const again = power([0, 'up'], [AT - 500, 'down'], [AT + SETTLE + 10, 'up'], [AT + SETTLE + 20, 'down']);
    expect(again?.mainsLostAt).toBe(AT - 500);
    const joined = power([0, 'up'], [AT - 500, 'down'], [AT - 100, 'planned', null, 'down']);
    expect(joined).toMatchObject({ isPowerless: true, mainsLostAt: AT - 500 });
  });
});

test('another site watches a service where it states anything of it', () => {
  const ties = { provider: 'x', feeder: 'x' };
  const watch = (...pieces: Parameters<typeof spansOf>[2][]) =>
    ask(spansOf('service:portal', END, ...pieces), ties, 'service:portal');
  expect(watch([0, 'up'])).toMatchObject([{ watchesService: true, sign: 'up', sharesFeeder: false }]);
  expect(watch([0, 'up'], [AT, 'down', 'failing'])).toMatchObject([{ watchesService: true, sign: 'failing', at: AT }]);
  expect(watch([0, 'not-equipped'])).toEqual([]);
  expect(watch([0, 'unknown', 'no-statement'])).toEqual([]);
  expect(watch([0, 'unknown', 'behind'])).toMatchObject([{ watchesService: true, sign: 'unknown' }]);
  expect(watch()).toEqual([]);
  expect(ask([], {}, 'service:portal')).toEqual([]);
  expect(ask(up)).toMatchObject([{ watchesService: false }]);
});

describe('a site that looks at a service every ten minutes', () => {
  const PACE = 600_000;
  /** By then whoever looks so often has looked again. */
  const LOOKED = PACE + 60_000;
  const watch = (lastedMs: number, ...pieces: Parameters<typeof spansOf>[2][]) => {
    const spans = spansOf('service:portal', END, ...pieces);
    const outage = outageOf('service:portal', lastedMs);
    return neighboursAt(outage, SITE, [{ ties: OTHER, spans }], DEFAULT_RULES, new Map([['portal', PACE]]))[0];
  };
  const failing = [AT + PACE, 'down', 'failing'] as const;

  test('saw it up only where it was up for so long into the outage, and the outage lasted so long', () => {
    expect(watch(LOOKED, [0, 'up'])).toMatchObject({ sign: 'up', isUnsure: false });
    expect(watch(LOOKED - 1, [0, 'up'])).toMatchObject({ sign: 'unknown', isUnsure: true });
    expect(watch(LOOKED, [0, 'up'], [AT + LOOKED - 1, 'unknown', 'behind'])).toMatchObject({ isUnsure: true });
    expect(watch(LOOKED, [0, 'up'], [AT + LOOKED, 'unknown', 'behind'])).toMatchObject({ sign: 'up' });
    expect(watch(LOOKED, [0, 'planned', null, 'up'])).toMatchObject({ sign: 'up' });
  });

  test('sees it fail so much later, as long as it fails here still', () => {
    expect(watch(PACE + 1, [0, 'up'], failing)).toMatchObject({ sign: 'failing', at: AT + PACE, isUnsure: false });
    expect(watch(PACE, [0, 'up'], failing)).toMatchObject({ sign: 'unknown', isUnsure: true });
    const late = [AT + LOOKED + 1, 'down', 'failing'] as const;
    expect(watch(LOOKED + 2, [0, 'up'], late)).toMatchObject({ sign: 'up' });
  });

  test('saw it fail so much earlier, as long as it failed there still', () => {
    const early = [AT - PACE, 'down', 'failing'] as const;
    expect(watch(LOOKED, [0, 'up'], early)).toMatchObject({ sign: 'failing', at: AT - PACE, standing: null });
    expect(watch(LOOKED, [0, 'up'], early, [AT, 'up'])).toMatchObject({ sign: 'up' });
    expect(watch(LOOKED, [0, 'down', 'failing'])).toMatchObject({ sign: 'unknown', standing: 'failing' });
  });
});

describe('of many sites', () => {
  const portal = (siteId: string, ...pieces: Parameters<typeof spansOf>[2][]): NeighbourSpans => {
    return { ties: { ...OTHER, siteId }, spans: spansOf('service:portal', END, ...pieces) };
  };
  const asked = (others: NeighbourSpans[]) =>
    neighboursAt(outageOf('service:portal'), SITE, others, DEFAULT_RULES, new Map()).map((one) => one.siteId);

  test('those that watch the service are asked, wherever they stand in the list', () => {
    const idle = Array.from({ length: 300 }, (_, index) => portal(`a${index}`));
    expect(asked([...idle, portal('z2', [0, 'up']), portal('z1', [0, 'up'])])).toEqual(['z1', 'z2']);
  });

  test('some from all over are asked where more watch it than are asked at the most', () => {
    const name = (index: number) => `m${String(index).padStart(4, '0')}`;
    const many = Array.from({ length: 2 * MAX_ASKED }, (_, index) => portal(name(index), [0, 'up']));
    const found = asked(many.toReversed());
    expect(found).toEqual(Array.from({ length: MAX_ASKED }, (_, index) => name(2 * index)));
    expect(asked(many.slice(0, MAX_ASKED))).toHaveLength(MAX_ASKED);
  });
});

test('what a neighbour showed of another subject is not asked', () => {
  const spans = [...spansOf('power', END, [0, 'up'], [AT, 'down', 'powerless']), ...up];
  expect(ask(spans)).toMatchObject([{ sign: 'up', isPowerless: true }]);
});

test('sites of a ward are judged together: two lines that fail at once are one incident', () => {
  const site = (ties: typeof SITE, downAt: number) => {
    const term = { from: 0, until: END, duty: 'always' as const };
    const entries = [factAt(1, 'gateway', 'up'), factAt(2, 'internet', 'up'), factAt(downAt, 'internet', 'down')];
    const device = deviceOf({
      terms: [term],
      proven: [{ from: 0, until: END }],
      heard: [{ from: 0, until: downAt }],
      entries,
    });
    const listening = [{ from: 0, until: END }];
    return {
      ties,
      evidence: { siteId: ties.siteId, hostsServer: false, devices: [device], open: [], planned: [], listening },
    };
  };
  const sites = [site(SITE, AT), site(OTHER, AT + 30_000), site({ siteId: 's3', provider: 'other', feeder: '9' }, AT)];
  const found = judgeWard(sites, { from: 0, until: END }, DEFAULT_RULES, END);
  const told = found.map(({ siteId, derived }) => [
    siteId,
    derived.map(({ outage }) => [outage.subject, outage.from, outage.suggested.cause, outage.incident]),
  ]);
  expect(told).toEqual([
    ['s1', [['site', AT, 'internet-line', `provider:VNPT@${AT}`]]],
    ['s2', [['site', AT + 30_000, 'internet-line', `provider:VNPT@${AT}`]]],
    ['s3', [['site', AT, 'internet-line', null]]],
  ]);
  expect(found.map(({ spans }) => spans.some((span) => span.subject === 'site' && span.state === 'down'))).toEqual([
    true,
    true,
    true,
  ]);
});
