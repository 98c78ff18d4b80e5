import type { ReportDetail, ReportHead, StatementRow, SystemRow, IndicatorRow } from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { documentOf, ENCRYPTED, paragraphOf, zipOf } from './inventory-files.ts';

/** A Tuesday at 08:00 in Việt Nam. */
const START = Date.UTC(2026, 8, 1, 1);
/** A report of a ward that does not exist. */
const LINES = [
  'Số: 12/BC-UBND',
  'Mẫu, ngày 30 tháng 6 năm 2026',
  'BÁO CÁO',
  'Tình hình ứng dụng công nghệ thông tin quý II năm 2026',
  'I. CÔNG TÁC CHỈ ĐẠO',
  'Phường Mẫu đã ban hành kế hoạch và phân công nhiệm vụ cho từng đơn vị.',
  'II. KẾT QUẢ THỰC HIỆN',
  '1. Hạ tầng',
  'Mạng LAN tại trụ sở phường Mẫu đã được nâng cấp trong quý.',
  'III. KHÓ KHĂN',
  'Các nhà văn hóa tổ dân phố chưa được trang bị hạ tầng công nghệ thông tin.',
];

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem({ clock: new FakeClock({ wall: START }) });
  admin = await system.admin();
}, 60_000);
afterAll(() => system[Symbol.asyncDispose]());

const load = (content: Uint8Array | string, name = 'bao-cao.docx'): Promise<Response> =>
  fetch(`${system.url}/api/reports?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie: admin.cookie, 'content-type': 'application/octet-stream' },
    body: typeof content === 'string' ? content : Buffer.from(content),
  });
const loaded = async (content: Uint8Array | string, name?: string): Promise<ReportDetail> => {
  const response = await load(content, name);
  const text = await response.text();
  expect([response.status, response.ok ? '' : text]).toEqual([200, '']);
  return JSON.parse(text) as ReportDetail;
};
const refusal = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
const refused = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'not refused',
    (error: unknown) => String(error),
  );
const reports = async (): Promise<ReportHead[]> =>
  (await admin.call<{ reports: ReportHead[] }>('GET', '/api/reports')).reports;
const kept = async (): Promise<string> => {
  const { records } = system.server.store;
  const kinds = ['report', 'statement', 'indicator', 'system'] as const;
  return JSON.stringify(await Promise.all(kinds.map((kind) => records.all(kind))));
};
const passageOf = ({ report, statements }: ReportDetail, id: string): string | null => {
  const place = statements.find(({ statementId }) => statementId === id)?.passage;
  return place ? (report.blocks[place.block]?.text.slice(place.start, place.end) ?? null) : null;
};

describe('a report that is loaded', () => {
  it('is kept with its head and sections, and its statements are found', async () => {
    const detail = await loaded(documentOf(LINES.map((line) => paragraphOf(line)).join('')));
    expect(detail.report).toMatchObject({
      id: 'BC-0001',
      number: '12/BC-UBND',
      datedOn: '2026-06-30',
      period: '2026-q2',
      fileName: 'bao-cao.docx',
    });
    expect(new Set(detail.report.blocks.map(({ section }) => section))).toEqual(
      new Set(['', 'I', 'II', 'II.1', 'III']),
    );
    expect(passageOf(detail, 'C01')).toContain('Mạng LAN tại trụ sở');
    expect(passageOf(detail, 'C21')).toContain('chưa được trang bị hạ tầng');
    expect(detail.statements).toHaveLength(30);
    expect(detail.notes).toEqual([]);
    expect(await reports()).toMatchObject([{ id: 'BC-0001', statements: 30 }]);
  });

  it('is the same one when the same file comes again, whoever names it how', async () => {
    const before = await kept();
    const again = await loaded(documentOf(LINES.map((line) => paragraphOf(line)).join('')), 'bản sao.docx');
    expect(again.report.id).toBe('BC-0001');
    expect(await kept()).toBe(before);
  });

  it('reads the same from a text file, in UTF-8 with decomposed letters and in UTF-16', async () => {
    const text = LINES.join('\n\n');
    const utf8 = await loaded(text.normalize('NFD'), 'a.txt');
    const utf16 = await loaded(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]), 'b.txt');
    const first = await admin.call<ReportDetail>('GET', '/api/reports/BC-0001');
    for (const { report } of [utf8, utf16]) expect(report.blocks).toEqual(first.report.blocks);
    expect((await reports()).map(({ id }) => id)).toEqual(['BC-0003', 'BC-0002', 'BC-0001']);
  });

  it('takes tracked changes as accepted, types automatic numbers, and says what it left out', async () => {
    const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const level = (format: string, text: string): string =>
      `<w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>`;
    const numbering = `<w:numbering xmlns:w="${word}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0">${level('upperRoman', '%1.')}</w:lvl><w:lvl w:ilvl="1">${level('decimal', '%2.')}</w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
    const item = (ilvl: number, text: string): string =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const body = [
      item(0, 'CÔNG TÁC CHỈ ĐẠO'),
      paragraphOf('Phường Mẫu đã phân công nhiệm vụ.'),
      item(0, 'KẾT QUẢ THỰC HIỆN'),
      item(1, 'Hạ tầng'),
      '<w:p><w:r><w:t xml:space="preserve">Mạng LAN tại trụ sở phường Mẫu </w:t></w:r><w:del w:id="1"><w:r><w:delText>chưa</w:delText><w:t>chưa</w:t></w:r></w:del><w:ins w:id="2"><w:r><w:t>đã</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> được nâng cấp.</w:t></w:r></w:p>',
      item(1, 'Tuyên truyền'),
      '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r></w:p>',
      '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nhà văn hóa</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30 điểm</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
    ].join('');
    const { report, notes } = await loaded(documentOf(body, [{ name: 'word/numbering.xml', content: numbering }]));
    expect(report.blocks.map(({ section, text }) => [section, text])).toEqual([
      ['I', 'I. CÔNG TÁC CHỈ ĐẠO'],
      ['I', 'Phường Mẫu đã phân công nhiệm vụ.'],
      ['II', 'II. KẾT QUẢ THỰC HIỆN'],
      ['II.1', '1. Hạ tầng'],
      ['II.1', 'Mạng LAN tại trụ sở phường Mẫu đã được nâng cấp.'],
      ['II.2', '2. Tuyên truyền'],
      ['II.2', 'Nhà văn hóa | 30 điểm'],
    ]);
    expect(notes).toEqual(['tracked-changes', 'images-left-out']);
  });

  it('loads without sections too, and says so', async () => {
    const { report, notes } = await loaded('Phường Mẫu tiếp tục thực hiện nhiệm vụ được giao.', 'ngắn.txt');
    expect([report.blocks.map(({ section }) => section), notes, report.title]).toEqual([
      [''],
      ['no-sections'],
      'ngắn.txt',
    ]);
  });
});

describe('a file that is no report', () => {
  const cases: [string, Uint8Array, number, string][] = [
    ['nothing at all', Buffer.alloc(0), 422, 'file-empty'],
    ['blanks alone', Buffer.from(' \r\n\t\r\n'), 422, 'file-empty'],
    ['a document without text', documentOf('<w:p/>'), 422, 'file-empty'],
    ['an archive that is no document', zipOf([{ name: 'xl/workbook.xml', content: '<a/>' }]), 422, 'file-unreadable'],
    ['a document that is damaged', documentOf('<w:p><w:r>'), 422, 'file-unreadable'],
    [
      'a document that defines entities',
      zipOf([{ name: 'word/document.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
      422,
      'file-unreadable',
    ],
    ['a password', ENCRYPTED, 422, 'file-encrypted'],
    ['an old document', ENCRYPTED.subarray(0, 512), 422, 'file-unreadable'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 422, 'file-unreadable'],
    ['a text of an older encoding', Buffer.from([0x50, 0x68, 0xfc, 0x6e, 0x67]), 422, 'file-unreadable'],
    [
      'a bomb',
      zipOf([{ name: 'word/document.xml', content: new Uint8Array(120 * 1024 * 1024) }]),
      422,
      'archive-refused',
    ],
    [
      'a bomb that states a small size',
      zipOf([{ name: 'word/document.xml', content: new Uint8Array(30 * 1024 * 1024), states: 1_000 }]),
      422,
      'archive-refused',
    ],
    ['fifty megabytes', Buffer.alloc(50 * 1024 * 1024, 'a'), 413, 'too-large'],
  ];

  it.each(cases)(
    'is refused with a reason: %s',
    async (_, content, status, code) => {
      const before = await kept();
      expect(await refusal(await load(content))).toEqual([status, code]);
      expect(await kept()).toBe(before);
    },
    60_000,
  );
});

describe('what a person says of a report', () => {
  const bind = (statement: string, body: object): Promise<StatementRow> =>
    admin.call('POST', `/api/reports/BC-0001/statements/${statement}`, { target: null, dueOn: null, ...body });
  const rowOf = async (id: string): Promise<StatementRow> => {
    const { statements } = await admin.call<ReportDetail>('GET', '/api/reports/BC-0001');
    const row = statements.find(({ statementId }) => statementId === id);
    if (!row) throw new Error(`no statement ${id}`);
    return row;
  };

  it('places statements within the text, also two of them on one passage', async () => {
    const { report } = await admin.call<ReportDetail>('GET', '/api/reports/BC-0001');
    const block = report.blocks.findIndex(({ text }) => text.includes('nhà văn hóa'));
    const passage = { block, start: 0, end: 20 };
    for (const id of ['C21', 'C22']) {
      const { revision } = await rowOf(id);
      expect(await bind(id, { passage, state: 'placed', revision })).toMatchObject({
        passage,
        state: 'placed',
        score: 1,
      });
    }
    const { revision } = await rowOf('C25');
    expect(await bind('C25', { passage, state: 'accepted', target: 12, dueOn: '2026-09-30', revision })).toMatchObject({
      target: 12,
      dueOn: '2026-09-30',
    });
    expect(
      (await bind('C01', { passage: null, state: 'absent', revision: (await rowOf('C01')).revision })).passage,
    ).toBeNull();
  });

  it('refuses a passage outside of the text, and what somebody else changed meanwhile', async () => {
    const { revision } = await rowOf('C02');
    const before = await kept();
    const outside = { block: 0, start: 0, end: 10_000 };
    const wrong: object[] = [
      { passage: outside, state: 'placed', revision },
      { passage: { block: 999, start: 0, end: 1 }, state: 'placed', revision },
      { passage: null, state: 'accepted', revision },
      { passage: { block: 0, start: 0, end: 2 }, state: 'absent', revision },
    ];
    for (const body of wrong) expect(await refused(bind('C02', body))).toMatch(/400.*passage/s);
    expect(await refused(bind('C99', { passage: null, state: 'absent', revision: 0 }))).toMatch(/404/);
    const stale = { passage: { block: 0, start: 0, end: 2 }, state: 'placed', revision: revision + 1_000 };
    expect(await refused(bind('C02', stale))).toMatch(/409.*revised/s);
    expect(await kept()).toBe(before);
  });

  it('tells number, day, quarter and title of a report', async () => {
    const { report } = await admin.call<ReportDetail>('GET', '/api/reports/BC-0001');
    const told = { number: '15/BC-UBND', datedOn: '2026-07-01', period: '2026-q2-cutoff', title: 'Báo cáo quý' };
    const { revision } = report;
    expect(
      (await admin.call<ReportDetail>('PATCH', '/api/reports/BC-0001', { ...told, revision })).report,
    ).toMatchObject(told);
    expect(await refused(admin.call('PATCH', '/api/reports/BC-0001', { ...told, revision }))).toMatch(/409.*revised/s);
    expect(
      await refused(admin.call('PATCH', '/api/reports/BC-0001', { ...told, period: 'quý hai', revision })),
    ).toMatch(/400.*period/s);
    expect(await refused(admin.call('GET', '/api/reports/BC-0099'))).toMatch(/404/);
  });
});

describe('what is kept by hand', () => {
  it('has an indicator for each statement that is held against one, with its values in order', async () => {
    const { indicators } = await admin.call<{ indicators: IndicatorRow[] }>('GET', '/api/indicators');
    const identity = indicators.find(({ id }) => id === 'CT-C08');
    if (!identity) throw new Error('no indicator of identity accounts');
    expect(identity).toMatchObject({ values: [], revision: 0 });
    const values = [
      { on: '2026-03-30', part: 21_475, whole: 25_261, note: '' },
      { on: '2026-06-30', part: 22_000, whole: 25_300, note: '' },
    ];
    const saved = await admin.call<IndicatorRow>('POST', '/api/indicators', {
      ...identity,
      owner: 'Công an phường',
      values,
    });
    expect(saved.values).toEqual(values);
    const wrong = [
      { ...saved, values: values.toReversed() },
      { ...saved, values: [{ on: '2026-03-30', part: 5, whole: 4, note: '' }] },
      { ...identity, values },
      { ...saved, id: 'CT-C99' },
    ];
    const answers = await Promise.all(wrong.map((body) => refused(admin.call('POST', '/api/indicators', body))));
    expect(answers.map((answer) => /: (\d+) /.exec(answer)?.[1])).toEqual(['400', '400', '409', '404']);
  });

  it('has all 25 systems; of the dedicated network only a state and its day', async () => {
    const list = async () => (await admin.call<{ systems: SystemRow[] }>('GET', '/api/systems')).systems;
    const systems = await list();
    expect(systems.map(({ id }) => id)).toEqual(
      Array.from({ length: 25 }, (_, index) => `HT-${String(index + 1).padStart(2, '0')}`),
    );
    const save = (body: object) => admin.call<SystemRow>('POST', '/api/systems', body);
    const dedicated = systems[4];
    const said = { ...dedicated, status: 'in-use', on: '2026-09-01' };
    expect(await refused(save({ ...said, note: 'tầng 2' }))).toMatch(/400.*note/s);
    expect(await refused(save({ ...said, serviceIds: ['dvc'] }))).toMatch(/400.*serviceIds/s);
    expect(await refused(save({ ...said, on: null }))).toMatch(/400.*on/s);
    await save(said);
    expect(await refused(save({ ...systems[13], serviceIds: ['khong-co'] }))).toMatch(/400.*serviceIds/s);
    expect((await list())[4]).toMatchObject({ status: 'in-use', on: '2026-09-01', serviceIds: [], note: '' });
  });
});
