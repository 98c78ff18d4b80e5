import { describe, expect, test } from 'vitest';
import type { WardFigures } from '../api/index.ts';
import type { PaperKind } from '../model/index.ts';
import { paperContent } from './content.ts';
import { changed, comparedInput, figuresFixture, outage, result } from './papers.fixtures.ts';
import { previousDays } from './period-words.ts';
import { asText, runsOf } from './plain-text.fixtures.ts';

const NO_SUM = { count: 0, wholeMs: 0, openMs: 0 };

function figuresOf(openCoverage: number, more: Partial<WardFigures> = {}): WardFigures {
  const base = figuresFixture({ reportId: 'BC-0001', ...more });
  return changed(base, { monitoring: changed(base.monitoring, { openCoverage }) });
}

/** A ward in which nothing was seen, its offices measured for this share of their hours. */
function quiet(openCoverage: number): WardFigures {
  const base = figuresFixture();
  const sites = base.sites.map((one) =>
    changed(one, { confirmed: NO_SUM, suspected: NO_SUM, open: changed(one.open, { coverage: openCoverage }) }),
  );
  return figuresOf(openCoverage, {
    sites,
    outages: [],
    confirmed: NO_SUM,
    suspected: NO_SUM,
    byCause: [],
    counterfactuals: [],
  });
}

const textOf = (kind: PaperKind, figures: WardFigures) => asText(paperContent(comparedInput(kind, { figures })));

describe('under 80 % of the opening hours', () => {
  test('nothing seen is no proof that nothing happened', () => {
    const report = textOf('quarter-report', quiet(0.79));
    expect(report).toContain('1. Tổng hợp: chưa đủ số liệu để kết luận.');
    expect(report).toContain('4. So với kỳ trước: chưa đủ số liệu để kết luận (kỳ trước: 04 lần, 02 giờ 00 phút).');
    expect(report).not.toMatch(/không phát sinh|giảm 0/);
    const paragraphs = textOf('paragraphs', quiet(0.79));
    expect(paragraphs).not.toMatch(/không phát sinh|không ghi nhận/);
    expect(paragraphs).toContain('chưa đủ số liệu để kết luận về sự cố gián đoạn');
    expect(textOf('budget-request', quiet(0.79))).not.toMatch(/ghi nhận 0/);
  });

  test('confirmed outages that were seen are told all the same', () => {
    const report = textOf('quarter-report', figuresOf(0.5));
    expect(report).toContain('chưa đủ số liệu để kết luận; đã ghi nhận 02 sự cố, tổng thời gian 03 giờ 00 phút');
    expect(textOf('paragraphs', figuresOf(0.5))).toContain(
      'Trong kỳ chưa đủ số liệu để kết luận; đã ghi nhận 02 lần gián đoạn đã xác nhận',
    );
  });

  test('from 80 % on nothing seen is told as nothing', () => {
    expect(textOf('quarter-report', quiet(0.8))).toContain('không phát sinh sự cố gián đoạn.');
    expect(textOf('paragraphs', quiet(0.8))).toContain('Trong kỳ không phát sinh sự cố gián đoạn đã xác nhận.');
  });
});

function traceOf(kind: PaperKind, text: RegExp, figures: WardFigures = figuresOf(0.9)): string | undefined {
  const content = paperContent(comparedInput(kind, { figures }));
  const block = content.blocks.find(
    (one) => one.kind === 'paragraph' && text.test(one.runs.map((run) => run.text).join('')),
  );
  return block?.kind === 'paragraph' ? block.runs.find(({ trace }) => trace !== undefined)?.trace : undefined;
}

describe('figures lead to their own rows', () => {
  test('those of the period before to its days', () => {
    const traces = runsOf(paperContent(comparedInput('quarter-report', { figures: figuresOf(0.9) })));
    expect(traces.find(({ text }) => text === '02 giờ 00 phút')?.trace).toContain('first=2026-01-01&last=2026-03-31');
  });

  test('a sum of power cuts at one office to the cut, or to the ledger of that office', () => {
    expect(traceOf('paragraphs', /lần mất điện lưới/)).toBe('/ledger/SC-2026-0003');
    const cuts = [
      outage('SC-2026-0003', 'hq', '2026-04-14 08:00', 45),
      outage('SC-2026-0004', 'hq', '2026-04-15 08:00', 5),
    ];
    expect(traceOf('paragraphs', /lần mất điện lưới/, figuresOf(0.9, { outages: cuts }))).toMatch(/site=hq/);
  });

  test('a sum over both offices to the statement, and each office to its ledger', () => {
    const runs = runsOf(paperContent(comparedInput('paragraphs', { figures: figuresOf(0.9) })));
    expect(runs.find(({ text }) => text === '02')?.trace).toMatch(/^\/reports\/BC-0001\?.*statement=C03/);
    expect(
      runs
        .filter(({ text }) => text === '01')
        .slice(0, 2)
        .map(({ trace }) => /site=\w+/.exec(trace ?? '')?.[0]),
    ).toEqual(['site=hq', 'site=centre']);
  });

  test('faults of the LAN to their statement, since the ledger cannot tell the sites apart', () => {
    const statements = [result('C01', { figures: { n: 2, openMs: 60_000 } })];
    expect(traceOf('quarter-report', /Mạng LAN trụ sở ghi nhận/, figuresOf(0.9, { statements }))).toMatch(
      /statement=C01/,
    );
  });

  test('an avoidable outage to itself', () => {
    expect(traceOf('budget-request', /thuộc loại có thể khắc phục/)).toBe('/ledger/SC-2026-0007');
  });
});

test.each([
  ['2026-q2', '2026-01-01', '2026-03-31'],
  ['2026-q1', '2025-10-01', '2025-12-31'],
  ['2026-q1-cutoff', '2025-09-15', '2025-12-14'],
  ['2026-h1', '2025-07-01', '2025-12-31'],
  ['2026-01', '2025-12-01', '2025-12-31'],
  ['2026', '2025-01-01', '2025-12-31'],
  ['2026-05-01..2026-05-20', '2026-04-11', '2026-04-30'],
])('before %s comes %s to %s', (key, first, last) => {
  expect(previousDays(key)).toEqual({ first, last });
});
