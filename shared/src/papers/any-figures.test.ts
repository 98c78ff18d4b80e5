import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutageFigure, PaperContent, SiteFigures, StatementResult, WardFigures } from '../api/index.ts';
import { startOfDay } from '../calendar/index.ts';
import { CAUSES, CRITERION_RESULTS, LIFE_STAGES, PAPER_KINDS, SITE_KINDS, STATEMENT_VERDICTS } from '../model/index.ts';
import { counterfactuals, DEFAULT_CRITERIA, houseFigures, scoreOf } from '../readiness/index.ts';
import { STATEMENTS } from '../statements/index.ts';
import { VERDICT_REASONS } from '../api/index.ts';
import { paperChanges } from './changes.ts';
import { paperContent } from './content.ts';
import { changed, comparedInput, figuresFixture, judgement, outage, paper, result, site } from './papers.fixtures.ts';
import { asText, runsOf } from './plain-text.fixtures.ts';
import { suggestLines } from './suggest-lines.ts';

const SITE_IDS = ['site_1', 'site_2', 'site_3', 'site_4'];
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const anyJudgement = fc
  .tuple(
    fc.constantFrom(...DEFAULT_CRITERIA.map(({ id }) => id)),
    fc.constantFrom(...CRITERION_RESULTS),
    fc.option(
      fc.record({
        have: fc.nat(100),
        need: fc.nat(100),
        unit: fc.constantFrom('%' as const, 'pieces' as const, 'minutes' as const),
      }),
    ),
  )
  .map(([id, outcome, figure]) => judgement(id, outcome, figure));
const anySite = fc
  .record({
    kind: fc.constantFrom(...SITE_KINDS),
    stage: fc.constantFrom(...LIFE_STAGES),
    stageSince: fc.option(fc.constantFrom('2025-11-20', '2026-05-01')),
    provider: fc.option(fc.constant('Nhà mạng A')),
    feeder: fc.option(fc.constant('Lộ 471')),
    wifi: fc.constantFrom('live' as const, 'not-live' as const, 'no-data' as const, 'not-equipped' as const),
    isMonitored: fc.boolean(),
    open: fc.record({
      availability: share,
      coverage: share,
      upMs: fc.nat(10 ** 9),
      downMs: fc.nat(10 ** 9),
      blips: fc.nat(9),
    }),
    criteria: fc.uniqueArray(anyJudgement, { selector: ({ criterionId }) => criterionId, maxLength: 8 }),
  })
  .map((more): Partial<SiteFigures> => Object.assign(more, { score: scoreOf(more.criteria) }));
const anyOutage = fc
  .record({
    siteId: fc.option(fc.constantFrom(...SITE_IDS)),
    cause: fc.constantFrom(...CAUSES),
    isConfirmed: fc.boolean(),
    minutes: fc.nat(3_000),
    isRunning: fc.boolean(),
    ticket: fc.option(fc.constant('P-1')),
  })
  .map(({ minutes, isRunning, siteId, cause, isConfirmed, ticket }): OutageFigure => {
    const made = outage('', '', '2026-05-04 08:00', minutes, { siteId, cause, isConfirmed, ticket });
    return changed(made, { until: isRunning ? null : made.until });
  });
const FIGURE_NAMES = [
  'n',
  'suspected',
  'openMs',
  'percent',
  'part',
  'whole',
  'missing',
  'days',
  'minutes',
  'unknown',
  'wifi',
  'houses',
];
const anyResult = fc.record({
  verdict: fc.constantFrom(...STATEMENT_VERDICTS),
  reason: fc.constantFrom(...VERDICT_REASONS),
  gap: fc.constantFrom('open' as const, 'closed' as const, 'unknown' as const, 'none' as const),
  weight: fc.nat(20),
  figures: fc.dictionary(fc.constantFrom(...FIGURE_NAMES), fc.nat(10 ** 6)),
  target: fc.option(fc.nat(100)),
  dueOn: fc.option(fc.constant('2026-06-30')),
  criterionIds: fc.subarray(['RC-P1', 'RC-S1', 'RC-H3']),
});
const anyStatements = fc
  .array(anyResult, { maxLength: STATEMENTS.length })
  .map((list): StatementResult[] => list.map((more, index) => result(STATEMENTS[index]?.id ?? 'C01', more)));

const anyFigures: fc.Arbitrary<WardFigures> = fc
  .record({
    sites: fc.array(anySite, { maxLength: SITE_IDS.length }),
    outages: fc.array(anyOutage, { maxLength: 8 }),
    statements: anyStatements,
    openCoverage: share,
    isOver: fc.boolean(),
    period: fc.constantFrom(
      '2026-q2',
      '2026-q4',
      '2026-q2-cutoff',
      '2026-h1',
      '2026-9m',
      '2026',
      '2026-02',
      '2026-05-01..2026-05-20',
    ),
  })
  .map(({ sites: list, outages: rows, openCoverage, statements, isOver, period }) => {
    const sites = list.map((more, index) => site(SITE_IDS[index] ?? '', `Điểm ${index + 1}`, more));
    const outages = rows.map((row, index) => changed(row, { id: `SC-2026-${String(index + 1).padStart(4, '0')}` }));
    const seen = { sites, outages, statements, isOver, period, houses: houseFigures(sites), reportId: 'BC-0001' };
    const monitoring = changed(figuresFixture().monitoring, { openCoverage });
    return changed(figuresFixture(seen), { ...sumsOf(outages), counterfactuals: counterfactuals(outages), monitoring });
  });

function sumsOf(outages: readonly OutageFigure[]): Pick<WardFigures, 'confirmed' | 'suspected' | 'byCause'> {
  const sum = (list: readonly OutageFigure[]) => ({
    count: list.length,
    wholeMs: list.reduce((ms, one) => ms + one.wholeMs, 0),
    openMs: list.reduce((ms, one) => ms + one.openMs, 0),
  });
  const split = (list: readonly OutageFigure[]) => ({
    confirmed: sum(list.filter(({ isConfirmed }) => isConfirmed)),
    suspected: sum(list.filter(({ isConfirmed }) => !isConfirmed)),
  });
  const groups = Map.groupBy(outages, ({ cause }) => cause);
  return { ...split(outages), byCause: [...groups].map(([cause, list]) => Object.assign(split(list), { cause })) };
}

const BANNED = /\{\{|\}\}|\[\[|undefined|NaN|\bnull\b|\[object|Infinity|…|  (?! )(?<!(?:Số:|ngày|tháng|năm|số) +)/;

/** Everything of a document that is printed, but the room that the clerk fills. */
function printed(content: PaperContent): string[] {
  const { subject, addressees, bases, signature, recipients, witnesses, stamp } = content;
  return [
    subject,
    ...addressees,
    ...bases,
    ...signature,
    ...recipients,
    ...witnesses,
    ...stamp,
    ...runsOf(content).map(({ text }) => text),
  ];
}

test('whatever the figures are, a document is whole: no placeholder, no hole, no trace that is no address', () => {
  fc.assert(
    fc.property(anyFigures, fc.constantFrom(...PAPER_KINDS), fc.boolean(), (figures, kind, hasReport) => {
      const base = comparedInput(kind, { figures });
      const lines = kind === 'budget-request' ? suggestLines(base) : [];
      const about = kind === 'minutes' ? 'SC-2026-0001' : kind === 'correction' ? 'VBN-2026-0002' : null;
      const content = paperContent({
        ...base,
        report: hasReport ? base.report : null,
        paper: paper(kind, { period: figures.period, about, lines, reportId: 'BC-0001' }),
        changes: kind === 'correction' ? paperChanges(figuresFixture(), figures).changes : [],
      });
      for (const text of printed(content)) expect(text).not.toMatch(BANNED);
      expect(printed(content).every((text) => text.trim() !== '')).toBe(true);
      const traces = runsOf(content).flatMap(({ trace }) => (trace === undefined ? [] : [trace]));
      expect(traces.every((trace) => /^\/[a-z]+(?:\/[\w-]+)?(?:\?[\w=&.%-]+)?$/.test(trace))).toBe(true);
      expect(asText(content)).not.toMatch(/TDP .* \| 0 lần \| 100%/);
    }),
    { numRuns: 300 },
  );
});

test('the sums of a document are those of its confirmed outages, never of the others', () => {
  fc.assert(
    fc.property(anyFigures, (figures) => {
      const content = paperContent(comparedInput('quarter-report', { figures }));
      const [annex] = content.annexes;
      const table = annex?.blocks.find((block) => block.kind === 'table');
      if (table?.kind !== 'table') return;
      const cellOf = (index: number, column: number): string =>
        table.rows
          .at(index)
          ?.cells[column]?.runs.map(({ text }) => text)
          .join('') ?? '';
      const confirmed = figures.outages.filter(({ isConfirmed }) => isConfirmed);
      expect(cellOf(-1, 2)).toBe(`Tổng cộng (đã xác nhận): ${confirmed.length} lần`);
      const minutes = Math.round(confirmed.reduce((sum, { openMs }) => sum + openMs, 0) / 60_000);
      expect(cellOf(-1, 6).replaceAll('.', '')).toBe(String(minutes));
      const rows = table.rows.filter(({ strong }) => !strong);
      expect(rows).toHaveLength(figures.outages.length);
    }),
  );
});

test('a period that begins at a turn of the year is told rightly', () => {
  const figures = figuresFixture({
    period: '2026-q4',
    from: startOfDay('2026-10-01'),
    until: startOfDay('2027-01-01'),
  });
  const text = asText(
    paperContent(comparedInput('quarter-report', { figures, paper: paper('quarter-report', { period: '2026-q4' }) })),
  );
  expect(text).toContain('VI. NHIỆM VỤ QUÝ I NĂM 2027');
  expect(text).toContain('thời hạn: ngày 31 tháng 3 năm 2027');
});
