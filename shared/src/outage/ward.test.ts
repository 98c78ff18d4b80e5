import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from './evidence.ts';
import { deviceOf, factAt } from './journal.fixtures.ts';
import type { SubjectSpan } from './judge-site.ts';
import { judgeWard, LOOK_BACK_MS, neighboursAt, type NeighbourSpans, subjectsAsked } from './ward.ts';

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
const ask = (
  spans: SubjectSpan[],
  ties: Partial<NeighbourSpans['ties']> = {},
  subject: SubjectSpan['subject'] = 'site',
) => neighboursAt({ subject, from: AT }, SITE, [{ ties: { ...OTHER, ...ties }, spans }], DEFAULT_RULES);
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
    expect(ask(up, { provider: 'x' })).toMatchObject([{ sharesFeeder: true, sharesProvider: false }]);
    expect(ask(up, { provider: 'x', feeder: 'x' })).toEqual([]);
    expect(ask(up, { siteId: 's1' })).toEqual([]);
    expect(ask(up, {}, 'dns')).toEqual([]);
    const blank = { siteId: 's2', provider: null, feeder: null };
    expect(
      neighboursAt(
        { subject: 'site', from: AT },
        { ...blank, siteId: 's1' },
        [{ ties: blank, spans: up }],
        DEFAULT_RULES,
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
  expect(ask([], {}, 'service:portal')).toMatchObject([{ watchesService: false }]);
  expect(ask(up)).toMatchObject([{ watchesService: false }]);
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
