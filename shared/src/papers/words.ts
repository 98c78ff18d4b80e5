import type { StatementResult } from '../api/index.ts';
import type { Cause, LifeStage, StatementVerdict } from '../model/index.ts';

/** Causes in running text. */
export const CAUSE_WORDS: Record<Cause, string> = {
  planned: 'gián đoạn có kế hoạch',
  'mains-power': 'mất điện lưới',
  'internet-line': 'lỗi đường truyền nhà mạng',
  'local-network': 'lỗi mạng nội bộ',
  dns: 'lỗi phân giải tên miền',
  'upstream-service': 'lỗi hệ thống của cấp trên',
  'device-off': 'thiết bị tắt',
  'device-fault': 'hỏng thiết bị',
  monitoring: 'gián đoạn giám sát',
  undetermined: 'chưa xác định',
};

/** Stages of equipment. */
export const STAGE_WORDS: Record<LifeStage, string> = {
  'not-equipped': 'Chưa trang bị',
  requested: 'Đã đề xuất',
  funded: 'Đã bố trí kinh phí',
  installing: 'Đang lắp đặt',
  'in-use': 'Đang sử dụng',
  suspended: 'Tạm ngừng',
  retired: 'Đã thanh lý',
};

/** How a statement stands to the figures; never an accusation. */
export const VERDICT_WORDS: Record<StatementVerdict, string> = {
  supported: 'Phù hợp',
  contradicted: 'Chưa phù hợp',
  insufficient: 'Chưa đủ số liệu',
  manual: 'Theo dõi thủ công',
  'not-applicable': 'Không áp dụng',
};

/** Why. */
export const REASON_WORDS: Record<StatementResult['reason'], string> = {
  'target-met': 'Đạt mức đặt ra',
  'target-missed': 'Chưa đạt mức đặt ra',
  'gap-seen': 'Số liệu khớp với khó khăn đã nêu',
  'gap-closed': 'Khó khăn đã nêu không còn, cần cập nhật',
  coverage: 'Độ phủ giám sát dưới 80%',
  'period-runs': 'Kỳ số liệu chưa kết thúc',
  'not-due': 'Chưa đến hạn',
  'no-target': 'Mục tiêu chưa được lượng hóa',
  'no-site': 'Chưa có điểm được giám sát',
  'no-value': 'Chưa có số liệu nhập tay',
  'by-hand': 'Theo số liệu nhập tay',
  'unconfirmed-only': 'Chỉ có sự cố chưa xác nhận',
  'never-measured': 'Không đo, chỉ ghi trạng thái',
  'no-lines': 'Chưa lập dự toán',
};

/** What stands where too little was measured. */
export const TOO_LITTLE = 'chưa đủ số liệu';
