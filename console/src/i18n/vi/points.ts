import type { DownloadRow, PointPlatform } from '@wardwatch/shared/api';

/** What an officer confirms before a machine is watched. */
export const attestation = {
  legend: 'Xác nhận về bí mật nhà nước',
  lead: 'Thiết bị này:',
  points: [
    'không dùng để soạn thảo, lưu giữ bí mật nhà nước;',
    'không thuộc mạng LAN độc lập;',
    'không kết nối mạng truyền số liệu chuyên dùng;',
    'không phải thiết bị cơ yếu hay thuộc hệ thống công an.',
  ],
  tick: 'Tôi đã kiểm tra và xác nhận các điều trên',
  hint: 'Tên bạn và thời điểm xác nhận được ghi vào nhật ký thao tác. Nếu chưa chắc thì không đăng ký thiết bị này.',
  mistake: 'Hãy kiểm tra thiết bị rồi đánh dấu xác nhận. Chưa xác nhận thì không thể tiếp tục.',
};

/** Wi-Fi points that report by a script. */
export const points = {
  tabs: 'Loại thiết bị cần đăng ký',
  tabMachine: 'Máy tính',
  tabPoint: 'Điểm wifi',
  stepPoint: 'Thêm điểm wifi',
  intro:
    'Dành cho bộ định tuyến, bộ phát wifi không cài được phần mềm giám sát. Thiết bị tự gửi một tín hiệu mỗi phút.',
  name: 'Tên điểm wifi',
  nameHint: 'Ví dụ: Wifi nhà văn hóa tổ 5.',
  kind: 'Loại thiết bị',
  platform: 'Hệ điều hành của thiết bị',
  platforms: {
    openwrt: 'OpenWrt',
    mikrotik: 'MikroTik (RouterOS)',
    curl: 'Hệ khác có curl',
    powershell: 'Windows PowerShell',
  } satisfies Record<PointPlatform, string>,
  create: 'Tạo điểm wifi',
  stepScript: 'Cài đoạn mã lên thiết bị',
  keyOnce: 'Khóa nằm sẵn trong đoạn mã và chỉ hiện lúc này. Rời trang này thì phải tạo khóa mới.',
  keyLeave: 'Khóa chỉ hiện lần này.',
  script: 'Đoạn mã',
  download: (file: string) => `Tải tệp ${file}`,
  steps: 'Cách cài',
  stepsOf: {
    openwrt: [
      'Tải tệp về máy của bạn, chép vào /usr/bin/wardwatch-push của thiết bị (bằng scp) và cho phép chạy: chmod 700.',
      'Thêm vào lịch chạy mỗi phút bằng các dòng ghi ở đầu tệp.',
      'Chạy thử một lần: wardwatch-push; echo $? phải cho số 0.',
    ],
    mikrotik: [
      'Thiết bị cần có chứng thư gốc để kiểm tra máy chủ; cách nạp ghi ở đầu tệp.',
      'Tải tệp về máy của bạn, kéo vào mục Files của Winbox hoặc WebFig.',
      'Mở New Terminal, gõ: /import file-name=wardwatch-push.rsc. Lịch chạy mỗi phút được tạo tự động.',
    ],
    curl: [
      'Lưu tệp trên thiết bị thành /usr/local/bin/wardwatch-push, chỉ cho chủ máy đọc và chạy: chmod 700.',
      'Thêm tệp vào cron để chạy mỗi phút; dòng cần thêm ghi ở đầu tệp.',
      'Chạy thử một lần: wardwatch-push; echo $? phải cho số 0.',
    ],
    powershell: [
      'Tạo thư mục C:\\Program Files\\WardwatchPush bằng các lệnh ghi ở đầu tệp rồi chép tệp vào đó.',
      'Cũng trong cửa sổ lệnh có quyền quản trị đó, chạy lệnh schtasks ghi ở đầu tệp.',
      'Chạy thử bằng lệnh ghi ở đầu tệp; không có báo lỗi là được.',
    ],
  } satisfies Record<PointPlatform, readonly string[]>,
  stepWait: 'Chờ tín hiệu đầu tiên',
  waiting: 'Đang chờ tín hiệu đầu tiên… Trang này tự cập nhật.',
  arrived: (name: string) => `“${name}” đã gửi tín hiệu đầu tiên.`,
  another: 'Thêm điểm wifi khác',
  mistakes: {
    site: 'Hãy chọn điểm. Điểm mới thì thêm ở thẻ Máy tính.',
    name: 'Hãy ghi tên, từ 1 đến 120 ký tự.',
  },
  section: 'Tín hiệu định kỳ',
  lastPush: 'Tín hiệu gần nhất',
  never: 'Chưa gửi lần nào',
  every: 'Chu kỳ gửi',
  restarts: 'Số lần khởi động lại đã thấy',
  model: 'Kiểu thiết bị',
  keyCreated: 'Khóa tạo lúc',
  late: (duration: string) => `Trễ: đã ${duration} không có tín hiệu.`,
  oldKey: (when: string) =>
    `Vẫn có thiết bị gửi bằng khóa cũ (gần nhất ${when}). Hãy cài đoạn mã mới nhất lên thiết bị đó.`,
  newKey: 'Tạo khóa mới',
  newKeyTitle: 'Tạo khóa mới cho điểm wifi này?',
  newKeyText: 'Khóa cũ ngừng dùng ngay. Phải cài lại đoạn mã mới lên thiết bị.',
  newKeyDone: 'Đã tạo khóa mới. Khóa cũ không còn dùng được.',
};

/** Packages of the agent. */
export const downloads = {
  platforms: {
    'windows-x64': 'Windows',
    'linux-x64': 'Linux (Intel, AMD)',
    'linux-arm64': 'Linux (ARM 64-bit)',
    any: 'Chạy thử (đã có Node.js)',
  } satisfies Record<DownloadRow['platform'], string>,
  file: 'Gói cài đặt',
  download: (file: string, size: string) => `Tải ${file} (${size})`,
  checksum: 'Mã kiểm tra SHA-256',
  version: (version: string) => `bản ${version}`,
  hintLinux:
    'Mở cửa sổ dòng lệnh trên máy cần giám sát, dán lệnh rồi nhấn Enter. Lệnh tải gói, kiểm tra mã SHA-256, rồi cài thành dịch vụ.',
  hintWindows:
    'Trên máy cần giám sát, mở PowerShell bằng “Run as administrator”, dán lệnh rồi nhấn Enter. Lệnh tải gói, kiểm tra mã SHA-256, rồi cài thành dịch vụ.',
  hintAny: 'Chỉ để chạy thử trong cửa sổ dòng lệnh của Linux, không cài thành dịch vụ. Máy cần có Node.js bản 24.',
  asks: 'Trên máy sẽ hiện câu hỏi xác nhận về bí mật nhà nước; người ngồi tại máy phải tự trả lời.',
  notBuilt:
    'Máy chủ chưa có gói cài cho hệ điều hành này. Người quản trị máy chủ tạo gói bằng lệnh sau, trong thư mục của chương trình:',
  notBuiltElse: 'Trong lúc chờ, máy đã có Node.js dùng thẻ “Chạy thử (đã có Node.js)”.',
};
