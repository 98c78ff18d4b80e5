import type { LedgerHealth, LedgerRules } from '@wardwatch/shared/api';

/** Name and meaning of one figure. */
export interface RuleWords {
  name: string;
  means: string;
}

/** The figures that outages are judged by. */
export const rules = {
  title: 'Quy tắc ghi sổ',
  link: 'Quy tắc ghi sổ',
  intro: 'Các mức thời gian mà hệ thống dùng để ghi sự cố. Đổi một mức thì mọi sự cố được xét lại theo mức mới.',
  viewerText: 'Chỉ quản trị viên được đổi các mức này.',
  units: { seconds: 'giây', minutes: 'phút' },
  unitOf: (name: string) => `Đơn vị của “${name}”`,
  range: (least: string, most: string) => `Hãy nhập từ ${least} đến ${most}.`,
  saved: 'Đã lưu. Các sự cố đang được xét lại.',
  figures: {
    minListMs: {
      name: 'Thời lượng tối thiểu để vào sổ',
      means: 'Gián đoạn ngắn hơn mức này chỉ được đếm, không thành một dòng trong sổ.',
    },
    mergeGapMs: {
      name: 'Khoảng nối hai lần gián đoạn',
      means: 'Hai lần cùng nguyên nhân, cách nhau ngắn hơn mức này, được ghi thành một sự cố.',
    },
    graceMs: {
      name: 'Thời gian chờ khi mất tín hiệu',
      means: 'Máy im lặng ngắn hơn mức này thì chưa coi là gián đoạn.',
    },
    settleMs: {
      name: 'Khoảng xét quanh lúc bắt đầu',
      means: 'Điều ghi nhận được trong khoảng này sau lúc bắt đầu vẫn được dùng để xét nguyên nhân.',
    },
    togetherMs: {
      name: 'Khoảng coi là bắt đầu cùng lúc',
      means: 'Sự cố ở nhiều điểm bắt đầu cách nhau ngắn hơn mức này có thể có chung một nguyên nhân.',
    },
    probeMs: {
      name: 'Chu kỳ kiểm tra của máy',
      means: 'Sự cố có thể đã bắt đầu sớm hơn lần thấy đầu tiên nhiều nhất là mức này.',
    },
    hoursStartMs: {
      name: 'Được bật muộn đầu giờ',
      means: 'Máy chỉ bật trong giờ làm việc được phép chưa bật trong khoảng này sau giờ mở cửa.',
    },
    hoursEndMs: {
      name: 'Được tắt sớm cuối giờ',
      means: 'Máy chỉ bật trong giờ làm việc được phép tắt trong khoảng này trước giờ đóng cửa.',
    },
  } satisfies Record<keyof LedgerRules, RuleWords>,
};

/** Whether the ledger is as it was written. */
export const integrity = {
  title: 'Tính toàn vẹn của sổ',
  revisions: (n: string) => `${n} lần sửa đổi`,
  holds: 'chuỗi sửa đổi toàn vẹn',
  broken: (place: string, why: string) => `Chuỗi sửa đổi bị phá vỡ tại mục ${place}: ${why}.`,
  brokenNext:
    'Sổ có thể đã bị can thiệp ngoài chương trình. Hãy giữ nguyên máy chủ, sao lưu dữ liệu và báo người quản trị hệ thống.',
  toLedger: 'Xem trong sổ',
  why: {
    gap: 'thiếu một lần sửa đổi',
    previous: 'không nối tiếp lần sửa đổi trước',
    hash: 'nội dung khác với lúc được ghi',
    truncated: 'các lần sửa đổi đã niêm phong bị cắt bớt',
    'seal-head': 'niêm phong ghi một lần sửa đổi khác',
    'seal-signature': 'niêm phong không do khóa của máy chủ này ký',
    row: 'dòng đang hiện khác với lần sửa đổi mới nhất của nó',
  } as Readonly<Record<NonNullable<LedgerHealth['broken']>['why'], string>>,
  sealed: (day: string) => `niêm phong gần nhất ngày ${day}`,
  notSealed: 'chưa niêm phong lần nào',
  key: (start: string) => `Dấu vân tay khóa: ${start}…`,
  keyText: 'So sánh với dấu vân tay in trên tài liệu đã phát hành:',
  evidence: 'Xuất gói minh chứng',
};
