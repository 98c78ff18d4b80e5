import type { Cell, PaperBlock, PaperContent } from '@wardwatch/shared/api';

const cell = (text: string, align: Cell['align'] = 'left', bold = false): Cell => ({
  runs: [{ text }],
  align,
  ...(bold && { bold }),
});
const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', runs: [{ text }] });
const heading = (level: 1 | 2 | 3, text: string): PaperBlock => ({ kind: 'heading', level, runs: [{ text }] });

/** A paragraph of some length, so that there is more than one page. */
const LONG =
  'Trong kỳ, hệ thống giám sát ghi nhận sự cố gián đoạn tại trụ sở và Trung tâm Phục vụ hành chính công; thời điểm bắt đầu và khắc phục lấy theo tín hiệu cuối và tín hiệu đầu của thiết bị tại điểm, sai số không quá một phút.';

const siteTable: PaperBlock = {
  kind: 'table',
  unit: '',
  columns: [
    { head: 'Điểm', width: 0.36, align: 'left' },
    { head: 'Số lần', width: 0.12, align: 'right' },
    { head: 'Thời gian', width: 0.2, align: 'right' },
    { head: 'Trong giờ', width: 0.16, align: 'right' },
    { head: 'Tỷ lệ (%)', width: 0.16, align: 'right' },
  ],
  rows: [
    {
      cells: [
        cell('Trụ sở UBND phường (mẫu)'),
        cell('3', 'right'),
        cell('02 giờ 15 phút', 'right'),
        cell('90 phút', 'right'),
        cell('99,52%', 'right'),
      ],
      strong: false,
    },
    {
      cells: [
        cell('Cộng'),
        cell('3', 'right'),
        cell('02 giờ 15 phút', 'right'),
        cell('90 phút', 'right'),
        cell('', 'right'),
      ],
      strong: true,
    },
  ],
};

const costTable: PaperBlock = {
  kind: 'table',
  unit: 'Đơn vị tính: đồng',
  columns: [
    { head: 'STT', width: 0.06, align: 'center' },
    { head: 'Nội dung', width: 0.44, align: 'left' },
    { head: 'Số lượng', width: 0.1, align: 'right' },
    { head: 'Đơn giá', width: 0.2, align: 'right' },
    { head: 'Thành tiền', width: 0.2, align: 'right' },
  ],
  rows: [
    { cells: [cell(''), cell('A. Mua sắm một lần'), cell(''), cell(''), cell('12.500.000', 'right')], strong: true },
    {
      cells: [
        cell('1', 'center'),
        cell('Bộ lưu điện (UPS) 1 kVA'),
        cell('2,5', 'right'),
        cell('5.000.000', 'right'),
        cell('12.500.000', 'right'),
      ],
      strong: false,
    },
    { cells: [cell(''), cell('Tổng cộng'), cell(''), cell(''), cell('12.500.000', 'right')], strong: true },
  ],
};

/** A wide table of `count` rows, as the list of outages is. */
function outageTable(count: number): PaperBlock {
  const heads = [
    'STT',
    'Mã sự cố',
    'Điểm',
    'Thời điểm bắt đầu',
    'Thời điểm khắc phục',
    'Thời lượng',
    'Trong giờ làm việc (phút)',
    'Dịch vụ bị ảnh hưởng',
    'Nguyên nhân (đã xác nhận/nghi ngờ)',
    'Biện pháp xử lý',
    'Minh chứng',
  ];
  const widths = [0.04, 0.1, 0.12, 0.1, 0.1, 0.08, 0.07, 0.1, 0.12, 0.1, 0.07];
  return {
    kind: 'table',
    unit: '',
    columns: heads.map((head, index) => ({ head, width: widths[index] ?? 0, align: index === 6 ? 'right' : 'left' })),
    rows: Array.from({ length: count }, (_, index) => ({
      strong: false,
      cells: [
        cell(String(index + 1), 'center'),
        cell(`SC-2026-${String(index + 1).padStart(4, '0')}`),
        cell(`Nhà văn hóa TDP số ${index + 1} (mẫu)`),
        cell('07:30 12/03/2026'),
        cell('09:45 12/03/2026'),
        cell('02 giờ 15 phút'),
        cell('135', 'right'),
        cell('Dịch vụ công trực tuyến'),
        cell('Mất điện lưới (đã xác nhận)'),
        cell('Đóng lại aptomat, khởi động lại thiết bị'),
        cell('Thông báo ngừng cấp điện'),
      ],
    })),
  };
}

/** A budget request with three annexes, many addressees, and paragraphs for several pages. */
export function requestFixture(): PaperContent {
  return {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG CHÍ LINH'],
    numberLine: 'Số:       /TTr-UBND',
    placeDate: 'Chí Linh, ngày       tháng       năm 2026',
    type: 'TỜ TRÌNH',
    subject: 'Về việc đề nghị bổ sung kinh phí đầu tư, nâng cấp hạ tầng công nghệ thông tin năm 2026',
    addressees: ['Ủy ban nhân dân thành phố Hải Phòng', 'Sở Tài chính', 'Sở Khoa học và Công nghệ'],
    bases: ['Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015', 'Căn cứ Kế hoạch số 1/KH-UBND'],
    blocks: [
      paragraph('Ủy ban nhân dân phường Chí Linh kính trình cấp trên xem xét, bổ sung kinh phí như sau:'),
      heading(1, 'I. SỰ CẦN THIẾT'),
      heading(2, '1. Cơ sở thực tiễn'),
      heading(3, 'a) Tại trụ sở'),
      ...Array.from({ length: 9 }, () => paragraph(LONG)),
      heading(1, 'II. TỔNG HỢP'),
      siteTable,
      ...Array.from({ length: 4 }, () => paragraph(LONG)),
      paragraph('Ủy ban nhân dân phường Chí Linh kính trình cấp trên xem xét, quyết định./.'),
    ],
    signature: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    signer: 'Nguyễn Văn A',
    witnesses: [],
    recipients: ['Như trên', 'Thường trực Đảng ủy, HĐND phường', 'Lãnh đạo UBND phường', 'Lưu: VT, VHXH'],
    annexes: [
      annexFixture('Phụ lục I', 'BẢNG TỔNG HỢP SỰ CỐ GIÁN ĐOẠN', true, [outageTable(24)]),
      annexFixture('Phụ lục II', 'HIỆN TRẠNG HẠ TẦNG CÔNG NGHỆ THÔNG TIN NHÀ VĂN HÓA', true, [outageTable(3)]),
      annexFixture('Phụ lục III', 'DỰ TOÁN KINH PHÍ', false, [costTable]),
    ],
    stamp: [
      'Số liệu tính đến 17 giờ 00 phút ngày 30 tháng 3 năm 2026; sổ theo dõi sự cố: 412 lượt ghi.',
      `Mã băm của số liệu: ${'0a'.repeat(32)}`,
    ],
    warnings: [],
  };
}

function annexFixture(label: string, title: string, isLandscape: boolean, blocks: PaperBlock[]) {
  const leader = '(Kèm theo Tờ trình số       ngày       tháng       năm 2026 của Ủy ban nhân dân phường Chí Linh)';
  return { label, title, leader, isLandscape, blocks };
}

/** Minutes of an outage: one page, no annex, two witnesses. */
export function minutesFixture(): PaperContent {
  return {
    ...requestFixture(),
    numberLine: 'Số:       /BB-UBND',
    type: 'BIÊN BẢN',
    subject: 'Xác nhận sự cố gián đoạn',
    addressees: [],
    bases: [],
    blocks: [paragraph('Hôm nay, chúng tôi gồm:'), paragraph(LONG), paragraph('Biên bản được lập thành 02 bản./.')],
    witnesses: ['ĐẠI DIỆN ĐIỂM', 'ĐẠI DIỆN ĐƠN VỊ ĐIỆN LỰC'],
    recipients: ['Lưu: VT, VHXH'],
    annexes: [],
  };
}

/** Paragraphs to paste: no head, no signature. */
export function paragraphsFixture(): PaperContent {
  return {
    ...requestFixture(),
    numberLine: null,
    placeDate: null,
    type: null,
    subject: 'Nội dung đưa vào báo cáo chuyển đổi số quý I năm 2026',
    addressees: [],
    bases: [],
    blocks: [heading(2, 'II.1'), paragraph(LONG), heading(2, 'III.2'), paragraph(LONG)],
    signature: [],
    signer: null,
    recipients: [],
    annexes: [],
  };
}
