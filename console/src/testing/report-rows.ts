import type { ReportDetail, ReportHead, StatementRow } from '@wardwatch/shared/api';
import type { ReportBlock } from '@wardwatch/shared/model';
import { HOUR, NOW } from './rows.ts';

/** Paragraphs of a report that no ward wrote. */
const BLOCKS: readonly ReportBlock[] = [
  { section: '', kind: 'paragraph', text: 'UBND phường Mẫu báo cáo kết quả thực hiện như sau:' },
  { section: 'II', kind: 'heading', text: 'II. KẾT QUẢ THỰC HIỆN' },
  {
    section: 'II.1',
    kind: 'paragraph',
    text: 'Mạng LAN của trụ sở đã được cải tạo; việc phục vụ nhân dân được duy trì không bị ngắt quãng.',
  },
  { section: 'II.2', kind: 'paragraph', text: 'Có 21.475 trên 25.261 công dân đã kích hoạt định danh điện tử.' },
  { section: 'III', kind: 'heading', text: 'III. KHÓ KHĂN' },
  {
    section: 'III.2',
    kind: 'paragraph',
    text: 'Điều kiện an toàn thông tin và nguồn điện dự phòng tại trụ sở còn hạn chế.',
  },
  { section: 'IV', kind: 'paragraph', text: 'Quý tới lắp đặt wifi miễn phí ở một số nhà văn hóa.' },
];

/** A statement that was found in a paragraph by its words, with what a test changes. */
function found(statementId: string, block: number, words: string, change: Partial<StatementRow> = {}): StatementRow {
  const start = BLOCKS[block]?.text.indexOf(words) ?? -1;
  if (start < 0) throw new Error(`the report does not say "${words}"`);
  return {
    reportId: 'BC-0001',
    statementId,
    passage: { block, start, end: start + words.length },
    state: 'found',
    score: 0.86,
    target: null,
    dueOn: null,
    revision: 1,
    ...change,
  };
}

/** The report with statements found, accepted, overlapping, and missing; with what a test changes. */
export function reportDetail(change: Partial<ReportDetail> = {}): ReportDetail {
  const both = BLOCKS[5]?.text ?? '';
  return {
    report: {
      id: 'BC-0001',
      title: 'Tiến độ thực hiện nhiệm vụ chuyển đổi số quý III',
      number: '12/BC-UBND',
      datedOn: '2026-09-30',
      period: '2026-q3',
      fileName: 'bao-cao.docx',
      fileHash: 'c'.repeat(64),
      blocks: [...BLOCKS],
      loadedAt: NOW - HOUR,
      revision: 2,
    },
    statements: [
      found('C01', 2, 'Mạng LAN của trụ sở đã được cải tạo'),
      found('C03', 2, 'việc phục vụ nhân dân được duy trì không bị ngắt quãng', { state: 'accepted', score: 1 }),
      found('C08', 3, BLOCKS[3]?.text ?? ''),
      found('C18', 5, both),
      found('C19', 5, 'nguồn điện dự phòng tại trụ sở còn hạn chế'),
      found('C25', 6, BLOCKS[6]?.text ?? ''),
      { ...found('C20', 0, 'UBND'), passage: null, state: 'missing', score: 0 },
    ],
    notes: [],
    ...change,
  };
}

/** The report in a list, with what a test changes. */
export function reportHead(change: Partial<ReportHead> = {}): ReportHead {
  return {
    id: 'BC-0001',
    title: 'Tiến độ thực hiện nhiệm vụ chuyển đổi số quý III',
    number: '12/BC-UBND',
    datedOn: '2026-09-30',
    period: '2026-q3',
    loadedAt: NOW - HOUR,
    located: 6,
    statements: 7,
    ...change,
  };
}
