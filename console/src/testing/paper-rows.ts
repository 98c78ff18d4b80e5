import type {
  Cell,
  IdentityRow,
  PaperBlock,
  PaperContent,
  PaperDetail,
  PaperRow,
  PriceRow,
  ReferenceRow,
  ReportHead,
} from '@wardwatch/shared/api';
import type { BudgetLine } from '@wardwatch/shared/model';
import { HOUR, NOW } from './rows.ts';

/** A draft of the quarter's budget request with one line, with what a test changes. */
export function paperRow(change: Partial<PaperRow> = {}): PaperRow {
  return {
    id: 'VBN-2026-0001',
    kind: 'budget-request',
    status: 'draft',
    period: '2026-q4',
    reportId: null,
    about: null,
    texts: {},
    lines: [budgetLine()],
    number: null,
    issuedOn: null,
    createdAt: NOW - 2 * HOUR,
    createdBy: 'person_1',
    changedAt: NOW - HOUR,
    snapshotHash: null,
    revision: 3,
    ...change,
  };
}

/** Two small UPS that an outage proves, with what a test changes. */
export function budgetLine(change: Partial<BudgetLine> = {}): BudgetLine {
  return {
    id: '1',
    priceId: 'B11',
    name: 'Bộ lưu điện (UPS) 1 kVA',
    specs: '1 kVA, line-interactive',
    unit: 'cái',
    quantity: 2,
    unitPrice: 3_250_000,
    vatPercent: 10,
    kind: 'one-off',
    phase: 1,
    priceBasis: 'Báo giá mẫu ngày 20/11/2026',
    siteIds: ['site_1'],
    criteria: ['RC-P1'],
    statements: ['C19'],
    outageIds: ['SC-2026-0412'],
    quotations: [],
    ...change,
  };
}

const cell = (text: string, align: Cell['align'] = 'left', trace?: string): Cell => ({
  runs: [trace === undefined ? { text } : { text, trace }],
  align,
});

const needTable: PaperBlock = {
  kind: 'table',
  unit: 'Đơn vị tính: đồng',
  columns: [
    { head: 'STT', width: 0.08, align: 'center' },
    { head: 'Nội dung', width: 0.52, align: 'left' },
    { head: 'Số lượng', width: 0.15, align: 'right' },
    { head: 'Cộng', width: 0.25, align: 'right' },
  ],
  rows: [
    {
      cells: [
        cell('1', 'center'),
        cell('Bộ lưu điện (UPS) 1 kVA'),
        cell('2', 'right'),
        cell('7.150.000', 'right', '/papers/VBN-2026-0001?line=1'),
      ],
      strong: false,
    },
    { cells: [cell(''), cell('Tổng cộng'), cell(''), cell('7.150.000', 'right')], strong: true },
  ],
};

/** A budget request in words, with what a test changes. */
export function paperContent(change: Partial<PaperContent> = {}): PaperContent {
  return {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG MẪU'],
    numberLine: 'Số:       /TTr-UBND',
    placeDate: 'Phường Mẫu, ngày    tháng    năm 2026',
    type: 'TỜ TRÌNH',
    subject: 'Về việc đề nghị bổ sung kinh phí hạ tầng công nghệ thông tin năm 2026',
    addressees: ['Ủy ban nhân dân thành phố Mẫu', 'Sở Tài chính'],
    bases: ['Căn cứ Kế hoạch 12/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân thành phố Mẫu về hạ tầng số;'],
    blocks: [
      { kind: 'heading', level: 1, runs: [{ text: 'I. SỰ CẦN THIẾT' }] },
      { kind: 'heading', level: 2, runs: [{ text: '1. Cơ sở thực tiễn' }] },
      {
        kind: 'paragraph',
        runs: [
          { text: 'Trong kỳ ghi nhận ' },
          { text: '03 sự cố', trace: '/ledger?period=quarter' },
          { text: ' gián đoạn đã được xác nhận, ' },
          { text: '02 giờ 15 phút', trace: '/ledger?period=quarter&sort=longest' },
          { text: ' trong giờ làm việc.' },
        ],
      },
      { kind: 'heading', level: 2, runs: [{ text: '2. Ảnh hưởng nếu chưa đầu tư' }] },
      {
        kind: 'paragraph',
        slot: 'impact',
        runs: [{ text: 'Việc tiếp nhận hồ sơ tiếp tục bị gián đoạn khi mất điện.' }],
      },
      { kind: 'paragraph', slot: 'impact', runs: [{ text: 'Người dân phải chờ hoặc quay lại lần khác.' }] },
      { kind: 'heading', level: 1, runs: [{ text: 'II. KINH PHÍ' }] },
      needTable,
    ],
    signature: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    signer: 'Nguyễn Văn A',
    witnesses: [],
    recipients: ['- Như trên;', '- Lưu: VT, VHXH.'],
    annexes: [
      {
        label: 'Phụ lục I',
        title: 'BẢNG TỔNG HỢP SỰ CỐ GIÁN ĐOẠN',
        leader: '(Kèm theo Tờ trình số      ngày    tháng    năm      của Ủy ban nhân dân Phường Mẫu)',
        isLandscape: true,
        blocks: [
          {
            kind: 'table',
            unit: '',
            columns: [
              { head: 'STT', width: 0.05, align: 'center' },
              { head: 'Mã sự cố', width: 0.15, align: 'left' },
              { head: 'Điểm', width: 0.2, align: 'left' },
              { head: 'Thời điểm bắt đầu', width: 0.15, align: 'left' },
              { head: 'Thời điểm khắc phục', width: 0.15, align: 'left' },
              { head: 'Thời lượng', width: 0.15, align: 'right' },
              { head: 'Nguyên nhân', width: 0.15, align: 'left' },
            ],
            rows: [
              {
                cells: [
                  cell('1', 'center'),
                  cell('SC-2026-0412', 'left', '/ledger/SC-2026-0412'),
                  cell('Nhà văn hóa tổ 1'),
                  cell('07:12 24/11/2026'),
                  cell('08:02 24/11/2026'),
                  cell('00 giờ 50 phút', 'right'),
                  cell('Mất điện lưới'),
                ],
                strong: false,
              },
            ],
          },
        ],
      },
    ],
    stamp: ['Số liệu tính đến 10 giờ 42 phút ngày 24 tháng 11 năm 2026.', `Mã sổ: ${'ab'.repeat(32)}`],
    warnings: [
      { code: 'period-runs', what: '' },
      { code: 'unconfirmed-outages', what: '2' },
      { code: 'signer-blank', what: '' },
    ],
    ...change,
  };
}

/** A document with its words. */
export function paperDetail(paper: Partial<PaperRow> = {}, content: Partial<PaperContent> = {}): PaperDetail {
  return { paper: paperRow(paper), content: paperContent(content) };
}

/** An item of the price list without a price, with what a test changes. */
export function priceRow(change: Partial<PriceRow> = {}): PriceRow {
  return {
    id: 'B11',
    name: 'Bộ lưu điện (UPS) 1 kVA',
    unit: 'cái',
    amount: null,
    basis: '',
    on: null,
    kind: 'one-off',
    timesAYear: 1,
    vatPercent: 10,
    criteria: ['RC-P1'],
    revision: 0,
    hint: { low: 2_500_000, high: 8_000_000, source: 'khoảng giá mẫu' },
    ...change,
  };
}

/** A plan that nobody compared with the original yet, with what a test changes. */
export function referenceRow(change: Partial<ReferenceRow> = {}): ReferenceRow {
  return {
    id: 'VB-0001',
    type: 'Kế hoạch',
    number: '12/KH-UBND',
    issuedOn: '2026-02-05',
    issuer: 'Ủy ban nhân dân thành phố Mẫu',
    subject: 'phát triển hạ tầng số năm 2026',
    effectiveFrom: '2026-02-05',
    effectiveUntil: null,
    checked: null,
    citedIn: ['budget-request'],
    revision: 1,
    ...change,
  };
}

/** A made-up ward, with what a test changes. */
export function identityRow(change: Partial<IdentityRow> = {}): IdentityRow {
  return {
    wardType: 'phường',
    wardName: 'Mẫu',
    cityType: 'thành phố',
    cityName: 'Mẫu',
    placeName: 'Phường Mẫu',
    draftingUnit: 'VHXH',
    signature: 'deputy',
    signer: null,
    reportTo: ['Sở Khoa học và Công nghệ'],
    requestTo: ['Ủy ban nhân dân thành phố Mẫu', 'Sở Tài chính'],
    recipients: [],
    revision: 2,
    ...change,
  };
}

/** A report whose statements a document can be held against, with what a test changes. */
export function reportHead(change: Partial<ReportHead> = {}): ReportHead {
  return {
    id: 'BC-0001',
    title: 'Báo cáo chuyển đổi số mẫu',
    number: '99/BC-UBND',
    datedOn: '2026-09-30',
    period: '2026-q3',
    loadedAt: NOW - 48 * HOUR,
    located: 30,
    statements: 30,
    ...change,
  };
}
