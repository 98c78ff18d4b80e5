import type { Criterion, SiteKind } from '../model/index.ts';

const OFFICES: SiteKind[] = ['headquarters', 'one-stop-centre'];
const HOUSES: SiteKind[] = ['cultural-house'];

/** Main network equipment: what a UPS has to carry so that a site stays on the line. */
export const MAIN_NETWORK = ['modem', 'router', 'switch', 'access-point', 'firewall', 'server'] as const;

type Row = Pick<Criterion, 'id' | 'name' | 'check' | 'sources'> & { isMandatory?: boolean };

const offices: readonly Row[] = [
  {
    id: 'RC-N1',
    name: 'Mạng nội bộ (LAN) hoạt động ổn định trong giờ làm việc',
    check: { kind: 'lan-availability', minPercent: 99.5 },
    sources: ['QCVN 34:2022/BTTTT (mức tham chiếu)'],
    isMandatory: true,
  },
  {
    id: 'RC-N2',
    name: 'Đường truyền Internet hoạt động ổn định trong giờ làm việc',
    check: { kind: 'line-availability', minPercent: 99.5, maxLatencyMs: 50 },
    sources: ['QCVN 34:2022/BTTTT (mức tham chiếu)'],
    isMandatory: true,
  },
  {
    id: 'RC-N3',
    name: 'Có đường truyền Internet dự phòng',
    check: { kind: 'equipment', kinds: ['backup-line'] },
    sources: [],
  },
  {
    id: 'RC-N4',
    name: 'Có sơ đồ mạng, cập nhật trong 12 tháng',
    check: { kind: 'declared', maxAgeMonths: 12 },
    sources: ['TCVN 14423:2026, 3.12 và 4.12'],
    isMandatory: true,
  },
  {
    id: 'RC-N5',
    name: 'Có phương án dự phòng cho thiết bị mạng chính',
    check: { kind: 'declared', maxAgeMonths: 12 },
    sources: ['TCVN 14423:2026, 3.12 và 4.12'],
  },
  {
    id: 'RC-P1',
    name: 'Thiết bị mạng chính và máy chủ có bộ lưu điện (UPS)',
    check: { kind: 'ups-cover', kinds: [...MAIN_NETWORK] },
    sources: ['TCVN 14423:2026, phụ lục A (khuyến nghị)'],
    isMandatory: true,
  },
  {
    id: 'RC-P2',
    name: 'Thời gian lưu điện đo được từ 30 phút trở lên',
    check: { kind: 'ups-runtime', minMinutes: 30, maxAgeMonths: 6 },
    sources: [],
  },
  {
    id: 'RC-P3',
    name: 'Có ổn áp, chống quá tải, chống sét đường nguồn và đường mạng',
    check: { kind: 'equipment', kinds: ['surge-protection'] },
    sources: ['TCVN 14423:2026, phụ lục A (khuyến nghị)'],
  },
  {
    id: 'RC-P4',
    name: 'Có phương án khi mất điện lâu hơn thời gian lưu điện',
    check: { kind: 'declared', maxAgeMonths: 12 },
    sources: [],
  },
  {
    id: 'RC-S1',
    name: 'Có tường lửa với chức năng chống xâm nhập',
    check: { kind: 'equipment', kinds: ['firewall'] },
    sources: ['TCVN 14423:2026, 3.12 và 4.12'],
    isMandatory: true,
  },
  {
    id: 'RC-S2',
    name: 'Mọi máy tính bật phần mềm chống mã độc, mẫu mới trong 7 ngày',
    check: { kind: 'antivirus', maxSignatureDays: 7 },
    sources: ['TCVN 14423:2026, 3.10 và 4.10'],
    isMandatory: true,
  },
  {
    id: 'RC-S3',
    name: 'Hệ điều hành còn được hỗ trợ, cập nhật trong 31 ngày',
    check: { kind: 'patched', maxUpdateDays: 31 },
    sources: ['TCVN 14423:2026, 4.7'],
    isMandatory: true,
  },
  {
    id: 'RC-S4',
    name: 'Có quy định và lịch sao lưu, có khôi phục thử',
    check: { kind: 'declared', maxAgeMonths: 12 },
    sources: ['TCVN 14423:2026, 3.11 và 4.11'],
    isMandatory: true,
  },
  {
    id: 'RC-S5',
    name: 'Đồng hồ các máy được đồng bộ',
    check: { kind: 'clock-sync' },
    sources: ['TCVN 14423:2026, 4.8'],
  },
  {
    id: 'RC-S6',
    name: 'Danh mục thiết bị được rà soát trong 12 tháng',
    check: { kind: 'survey', maxAgeMonths: 12 },
    sources: ['TCVN 14423:2026, 3.2 và 4.2'],
  },
  {
    id: 'RC-S7',
    name: 'Có hồ sơ cấp độ an toàn hệ thống thông tin được phê duyệt',
    check: { kind: 'declared', maxAgeMonths: null },
    sources: ['Nghị định 331/2026/NĐ-CP'],
    isMandatory: true,
  },
  {
    id: 'RC-E1',
    name: 'Máy tính đạt cấu hình tối thiểu',
    check: { kind: 'computer-fit', minMemoryGb: 8, maxAgeYears: 7 },
    sources: [],
    isMandatory: true,
  },
];

const houses: readonly Row[] = [
  {
    id: 'RC-H1',
    name: 'Nhà văn hóa có nguồn điện ổn định',
    check: { kind: 'declared', maxAgeMonths: 12 },
    sources: [],
  },
  {
    id: 'RC-H2',
    name: 'Nhà văn hóa có Internet cáp quang',
    check: { kind: 'equipment', kinds: ['line'] },
    sources: ['Kế hoạch 317/KH-UBND thành phố Hải Phòng (12/2025)'],
    isMandatory: true,
  },
  {
    id: 'RC-H3',
    name: 'Wifi miễn phí hoạt động từ 95% giờ mở cửa',
    check: { kind: 'availability', minPercent: 95 },
    sources: ['Kế hoạch 317/KH-UBND thành phố Hải Phòng (12/2025)'],
    isMandatory: true,
  },
  {
    id: 'RC-H4',
    name: 'Có máy tính hỗ trợ người dân làm thủ tục trực tuyến',
    check: { kind: 'equipment', kinds: ['computer', 'laptop', 'mini-pc'] },
    sources: [],
  },
  {
    id: 'RC-H5',
    name: 'Mạng khách tách khỏi mạng nội bộ, có nội quy tại điểm',
    check: { kind: 'declared', maxAgeMonths: 12 },
    sources: ['TCVN 14423:2026, 4.9'],
  },
];

const rows = (list: readonly Row[], scope: SiteKind[]): Criterion[] =>
  list.map((row) => ({ isMandatory: false, ...row, scope, isActive: true }));

/**
 * The criteria as the product ships them; the ward's own versions take the place of those with the same id. The sources
 * name texts that were in force in November 2026 as far as known, each to be checked before it is cited.
 */
export const DEFAULT_CRITERIA: readonly Criterion[] = [...rows(offices, OFFICES), ...rows(houses, HOUSES)];
