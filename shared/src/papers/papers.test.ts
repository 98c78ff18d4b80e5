import { describe, expect, test } from 'vitest';
import { type PaperContent, paperContent as contentSchema, type Run } from '../api/index.ts';
import * as v from 'valibot';
import { PAPER_KINDS } from '../model/index.ts';
import { paperContent } from './content.ts';
import type { PaperInput } from './input.ts';
import {
  budgetLine,
  changed,
  CHECKED,
  comparedInput,
  emptyFigures,
  figuresFixture,
  outage,
  paper,
  paperInput,
  RESULTS,
} from './papers.fixtures.ts';
import { asText } from './plain-text.fixtures.ts';
import { suggestLines } from './suggest-lines.ts';

function request(): PaperInput {
  const input = comparedInput('budget-request');
  return { ...input, paper: { ...input.paper, lines: suggestLines(input) } };
}

const minutes = paperInput('minutes', { paper: paper('minutes', { about: 'SC-2026-0003' }) });
const mended = paper('quarter-report', { id: 'VBN-2026-0002', status: 'issued', number: 7, issuedOn: '2026-07-03' });
const correction = paperInput('correction', {
  paper: paper('correction', { about: mended.id }),
  issued: [mended],
  changes: [
    { outageId: 'SC-2026-0003', what: 'Nguyên nhân', was: 'mất điện lưới', is: 'hỏng thiết bị' },
    { outageId: null, what: 'Số sự cố đã xác nhận', was: '2', is: '3' },
  ],
});
const everyKind = {
  'quarter-report': comparedInput('quarter-report'),
  'budget-request': request(),
  paragraphs: comparedInput('paragraphs'),
  minutes,
  correction,
};

/** Each is a document that a person reads; a changed word shows as a changed line. */
test.each([
  ['quarter-report', everyKind['quarter-report']],
  ['quarter-report-without-data', paperInput('quarter-report', { figures: emptyFigures() })],
  ['budget-request', everyKind['budget-request']],
  ['paragraphs', everyKind.paragraphs],
  ['minutes', minutes],
  ['correction', correction],
])('%s reads as it should', async (name, input) => {
  await expect(asText(paperContent(input))).toMatchFileSnapshot(`fixtures/${name}.txt`);
});

test.each(PAPER_KINDS)('a %s is what the wire carries', (kind) => {
  const content = paperContent(everyKind[kind]);
  expect(v.parse(contentSchema, content)).toEqual(content);
  for (const { columns } of tables(content)) expect(columns.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1);
  for (const { columns, rows } of tables(content))
    expect(rows.every(({ cells }) => cells.length === columns.length)).toBe(true);
});

test.each(PAPER_KINDS)('every figure of a %s leads to its rows', (kind) => {
  const bare = runsOfText(paperContent(everyKind[kind]))
    .filter(({ trace }) => trace === undefined)
    .map(({ text }) => withoutNames(text))
    .filter((text) => /\d/.test(text));
  expect(bare).toEqual([]);
});

/** Runs of paragraphs and cells: headings and ordinals are no figures. */
function runsOfText({ blocks, annexes }: PaperContent): Run[] {
  return [...blocks, ...annexes.flatMap((annex) => annex.blocks)].flatMap((block) => {
    if (block.kind !== 'table') return block.kind === 'heading' ? [] : block.runs;
    const isOrdinal = (column: number): boolean => block.columns[column]?.head === 'STT';
    return block.rows.flatMap(({ cells }) => cells.flatMap(({ runs }, column) => (isOrdinal(column) ? [] : runs)));
  });
}

/** Digits that are no figures: days and times, numbers of parts, names of sites, items and documents, thresholds. */
function withoutNames(text: string): string {
  return text
    .replaceAll(/\d\d giờ \d\d phút |ngày \d\d tháng \d+ năm \d{4}|\d\d\/\d\d\/\d{4}/g, '')
    .replaceAll(/(quý \w+ |tháng \d+ )?năm \d{4}/g, '')
    .replaceAll(/TDP số \d+|\d+\/[A-ZĐ]\w+-UBND|phiếu NM-118|RC-\w+|\bC\d\d\b|mục [IV.\d]+/g, '')
    .replaceAll(/\d kVA|4G\/5G|Wi-Fi 6|bản quyền 01 năm|150 Mbps|Lộ 471/g, '')
    .replaceAll(/^\d\. |đợt \d|từ \d+ phút|60 giây|80%|99,5%|95%|90%|trong 31 ngày|từ 30/g, '');
}

describe('only what is confirmed is added up', () => {
  test('suspected outages stand apart, in the text and in the annex', () => {
    const text = asText(paperContent(everyKind['quarter-report']));
    expect(text).toContain('Sự cố chưa xác nhận: 01, không tính vào tổng.');
    expect(text).toContain('xảy ra 02 sự cố, tổng thời gian 03 giờ 00 phút');
    expect(text).toMatch(/SC-2026-0009 .* Thiết bị tắt \(nghi ngờ\)/);
    expect(text).not.toContain('13 giờ 00 phút, trong đó');
  });

  test('a quarter without one says so', () => {
    const figures = figuresFixture({
      outages: [],
      confirmed: { count: 0, wholeMs: 0, openMs: 0 },
      suspected: { count: 0, wholeMs: 0, openMs: 0 },
      byCause: [],
      counterfactuals: [],
    });
    const text = asText(paperContent(paperInput('quarter-report', { figures })));
    expect(text).toContain('không phát sinh sự cố gián đoạn.');
    expect(text).not.toContain('chưa xác nhận:');
  });
});

test('a house without equipment has no share, and a site of which too little was measured has none either', () => {
  const text = asText(paperContent(everyKind['quarter-report']));
  const row = text.split('\n').find((line) => line.startsWith('2 | Nhà văn hóa TDP số 2'));
  expect(row?.split(' | ')[8]).toBe('-');
  expect(text).toContain(
    'Trung tâm Phục vụ hành chính công (mẫu) | 1 | 02 giờ 15 phút | 02 giờ 15 phút | chưa đủ số liệu',
  );
  expect(text).not.toMatch(/TDP số 2 \(mẫu\) \| 0 \|/);
});

test('of the dedicated network nothing is told, whatever figures come', () => {
  const figures = figuresFixture({
    statements: RESULTS.map((one) =>
      one.statementId === 'C05' ? { ...one, figures: { n: 4_711, part: 1, whole: 2 } } : one,
    ),
    reportId: 'BC-0001',
  });
  const text = asText(paperContent(comparedInput('quarter-report', { figures })));
  expect(text).toContain('Mạng truyền số liệu chuyên dùng (mục II.1) | chỉ ghi trạng thái, không đo');
  expect(text).not.toContain('4.711');
});

test('a target date that passed is missed; one that is to come says when', () => {
  const statements = RESULTS.map((one) =>
    one.statementId === 'C21' ? changed(one, { verdict: 'insufficient', reason: 'not-due', dueOn: '2030-12-31' }) : one,
  );
  const figures = figuresFixture({ statements, reportId: 'BC-0001' });
  const text = asText(paperContent(comparedInput('quarter-report', { figures })));
  expect(text).toMatch(/định danh điện tử .* \| Chưa phù hợp \| Chưa đạt mức đặt ra/);
  expect(text).toContain('Chưa đến hạn (31/12/2030)');
});

describe('the officer’s words', () => {
  test('take the place of generated ones, paragraph by paragraph', () => {
    const texts = {
      tasks: '- Việc thứ nhất.\n- Việc thứ hai.',
      subject: 'Trích yếu riêng',
      addressees: 'Nơi A\nNơi B',
    };
    const content = paperContent(paperInput('quarter-report', { paper: paper('quarter-report', { texts }) }));
    const tasks = content.blocks.filter((block) => block.kind === 'paragraph' && block.slot === 'tasks');
    expect(tasks.map((block) => (block.kind === 'paragraph' ? block.runs : []))).toEqual([
      [{ text: '- Việc thứ nhất.' }],
      [{ text: '- Việc thứ hai.' }],
    ]);
    expect(content).toMatchObject({ subject: 'Trích yếu riêng', addressees: ['Nơi A', 'Nơi B'] });
  });

  test('that are empty follow the figures again', () => {
    const made = paperContent(paperInput('quarter-report'));
    expect(
      paperContent(paperInput('quarter-report', { paper: paper('quarter-report', { texts: { tasks: ' ' } }) })),
    ).toEqual(made);
  });
});

describe('number and day', () => {
  test('are blank in a draft', () => {
    const { numberLine, placeDate, annexes } = paperContent(paperInput('quarter-report'));
    expect(numberLine).toMatch(/^Số: +\/BC-UBND$/);
    expect(placeDate).toMatch(/^Chí Linh, ngày +tháng +năm 2026$/);
    expect(annexes[0]?.leader).toMatch(
      /^\(Kèm theo Báo cáo số +\/BC-UBND ngày +tháng +năm +của Ủy ban nhân dân phường Chí Linh\)$/,
    );
  });

  test('are the clerk’s once it is issued, in the annexes too', () => {
    const issued = paper('budget-request', {
      status: 'issued',
      number: 7,
      issuedOn: '2026-07-03',
      snapshotHash: 'ff'.repeat(32),
    });
    const { numberLine, placeDate, annexes, stamp } = paperContent(paperInput('budget-request', { paper: issued }));
    expect(numberLine).toBe('Số: 07/TTr-UBND');
    expect(placeDate).toBe('Chí Linh, ngày 03 tháng 7 năm 2026');
    expect(annexes[2]?.leader).toBe(
      '(Kèm theo Tờ trình số 07/TTr-UBND ngày 03 tháng 7 năm 2026 của Ủy ban nhân dân phường Chí Linh)',
    );
    expect(stamp.at(-1)).toContain('ff'.repeat(32));
  });
});

describe('references', () => {
  const cited = (more: Partial<typeof CHECKED>, issuedOn: string | null = null) =>
    paperContent(
      paperInput('budget-request', {
        paper: paper('budget-request', { issuedOn }),
        references: [{ ...CHECKED, ...more }],
      }),
    );

  test('are cited in full first, then by type and number', () => {
    const content = cited({});
    expect(content.bases).toEqual([
      'Căn cứ Kế hoạch số 900/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân thành phố Hải Phòng về hạ tầng số (mẫu)',
    ]);
    expect(asText(content)).toContain('thực hiện theo Kế hoạch số 900/KH-UBND, để');
  });

  test('that nobody compared with the original are named in a warning and not cited', () => {
    const content = cited({ checked: null });
    expect(content.bases).toEqual([]);
    expect(content.warnings).toContainEqual({ code: 'reference-unchecked', what: CHECKED.id });
  });

  test('are cited only while in force on the day, and in their kind of document', () => {
    expect(cited({ effectiveFrom: '2026-07-03' }).bases).toEqual([]);
    expect(cited({ effectiveFrom: '2026-07-03' }, '2026-07-03').bases).toHaveLength(1);
    expect(cited({ effectiveUntil: '2026-07-03' }, '2026-07-03').bases).toEqual([]);
    expect(cited({ citedIn: ['quarter-report'] }).bases).toEqual([]);
  });

  test('a law has no number', () => {
    expect(
      cited({ type: 'Luật', subject: 'An ninh mạng', number: '116/2025/QH15', issuedOn: '2025-12-10' }).bases,
    ).toEqual(['Căn cứ Luật An ninh mạng ngày 10 tháng 12 năm 2025']);
  });
});

test('an issued request of the period is named in the report, with its sum', () => {
  const issued = [
    paper('budget-request', {
      id: 'VBN-2026-0003',
      status: 'issued',
      number: 31,
      issuedOn: '2026-07-01',
      lines: [budgetLine('1')],
    }),
  ];
  expect(asText(paperContent(paperInput('quarter-report', { issued })))).toContain(
    'Nhu cầu kinh phí: 9.900.000 đồng (Bằng chữ: Chín triệu chín trăm nghìn đồng), chi tiết tại Tờ trình số 31/TTr-UBND ngày 01 tháng 7 năm 2026.',
  );
});

test('minutes of an outage that is not confirmed say so and warn', () => {
  const content = paperContent(paperInput('minutes', { paper: paper('minutes', { about: 'SC-2026-0009' }) }));
  expect(asText(content)).toContain('do hệ thống gợi ý, chưa được xác nhận');
  expect(content.warnings).toContainEqual({ code: 'unconfirmed-outages', what: 'SC-2026-0009' });
});

test('minutes of an outage that the figures do not hold are a sentence, not a form with holes', () => {
  const content = paperContent(paperInput('minutes', { paper: paper('minutes', { about: 'SC-2026-9999' }) }));
  expect(content.blocks).toHaveLength(1);
  expect(content.warnings).toContainEqual({ code: 'no-data', what: 'SC-2026-9999' });
});

test('an outage that goes on has no end yet', () => {
  const running = outage('SC-2026-0011', 'hq', '2026-06-30 16:00', 60, { until: null });
  const figures = figuresFixture({ outages: [running] });
  const text = asText(paperContent(paperInput('quarter-report', { figures })));
  expect(text).toContain('đến cuối kỳ số liệu chưa khắc phục');
  expect(text).toContain('16:00 30/06/2026 | chưa khắc phục');
});

test('warns of what is still open', () => {
  const codes = (input: PaperInput) => paperContent(input).warnings.map(({ code }) => code);
  expect(codes(paperInput('quarter-report', { figures: emptyFigures() }))).toEqual(['no-data', 'signer-blank']);
  expect(codes(comparedInput('quarter-report'))).toEqual([
    'unconfirmed-outages',
    'low-coverage',
    'no-target',
    'signer-blank',
  ]);
  const bare = budgetLine('4', { criteria: [], statements: [], outageIds: [], unitPrice: 0 });
  const warned = paperContent(
    paperInput('budget-request', { paper: paper('budget-request', { lines: [budgetLine('1'), bare] }) }),
  );
  expect(warned.warnings).toEqual(
    expect.arrayContaining([
      { code: 'line-without-proof', what: '4' },
      { code: 'line-without-price', what: '4' },
    ]),
  );
});

function tables({ blocks, annexes }: PaperContent) {
  return [...blocks, ...annexes.flatMap((annex) => annex.blocks)].flatMap((block) =>
    block.kind === 'table' ? [block] : [],
  );
}
