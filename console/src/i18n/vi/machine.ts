import type { PowerSourceName, StopCause } from '../names.ts';

/** What a device knows of its power. */
export const power = {
  title: 'Nguồn điện',
  source: 'Đọc từ',
  sources: {
    nut: 'UPS qua NUT',
    apcupsd: 'UPS qua apcupsd',
    snmp: 'UPS qua SNMP',
    system: 'pin của máy',
    none: 'không có nguồn nào để đọc',
  } satisfies Record<PowerSourceName, string>,
  mains: 'Điện lưới',
  ups: 'Bộ lưu điện (UPS)',
  charge: 'Mức ắc quy (pin)',
  load: 'Mức tải UPS',
  input: 'Điện áp vào',
  claimed: 'Thời gian lưu điện do UPS báo',
  learned: 'Thời gian lưu điện đo được',
  learnedText: (low: string, high: string, times: string) => `từ ${low} đến ${high}, qua ${times} lần xả thật`,
  learnedLoad: (load: string) => `ở mức tải ${load}`,
  notLearned: 'Chưa đủ lần xả thật để biết',
  lastDischarge: 'Lần xả gần nhất',
  model: 'Kiểu UPS',
  batteryDate: 'Ngày của ắc quy',
  several: (n: string) => `Có ${n} UPS trả lời; chỉ theo dõi cái đầu tiên.`,
  replace: 'Ắc quy cần được thay.',
  none: 'Máy này không đọc được nguồn điện: không có UPS và không có pin.',
};

/** What a security checklist asks of a machine. */
export const posture = {
  title: 'An toàn máy',
  asOf: (time: string, age: string) => `Máy báo lúc ${time} (${age}).`,
  missing: 'Máy chưa gửi thông tin này.',
  intro: 'Chỉ nói về máy: không có tên người dùng, chương trình, tệp hay lịch sử duyệt web.',
  marks: { good: 'Đạt', bad: 'Chưa đạt', unknown: 'Chưa rõ' },
  unknown: 'máy không cho biết',
  os: 'Hệ điều hành còn được hỗ trợ',
  osUntil: (name: string, day: string) => `${name}, hỗ trợ đến ${day}`,
  osEnded: (name: string, day: string) => `${name}, hết hỗ trợ từ ${day}`,
  osNoDay: (name: string) => `${name}, chưa rõ ngày hết hỗ trợ`,
  updates: 'Bản cập nhật',
  updatesNone: 'không có bản nào chờ cài',
  updatesPending: (n: string, security: string) => `${n} bản chờ cài, trong đó ${security} bản vá bảo mật`,
  updatesPendingOnly: (n: string) => `${n} bản chờ cài`,
  lastUpdate: 'Lần cập nhật gần nhất',
  reboot: 'Không chờ khởi động lại',
  rebootPending: 'cần khởi động lại để hoàn tất cập nhật',
  rebootNone: 'không cần khởi động lại',
  antivirus: 'Phần mềm diệt virus đang bật',
  signatures: 'Mẫu nhận diện virus',
  firewall: 'Tường lửa của máy đang bật',
  encryption: 'Ổ đĩa hệ thống được mã hóa',
  disks: 'Ổ đĩa tốt (SMART)',
  clock: 'Đồng hồ được đồng bộ',
  memory: 'Bộ nhớ (RAM)',
  firmware: 'Phần sụn (firmware)',
  yes: 'có',
  no: 'không',
  daysAgo: (days: string) => `${days} trước`,
  today: 'hôm nay',
  age: (days: string) => `${days} tuổi`,
  summary: (good: string, bad: string, unknown: string) =>
    `${good} mục đạt, ${bad} mục chưa đạt, ${unknown} mục chưa rõ.`,
};

/** How good a device's line is. */
export const link = {
  title: 'Đường truyền',
  gateway: 'Tới thiết bị cổng',
  provider: 'Tới mạng nhà cung cấp',
  internet: 'Tới Internet',
  rtt: (value: string) => `trễ ${value}`,
  jitter: (value: string) => `biến động ${value}`,
  loss: (value: string) => `mất gói ${value}`,
  speed: 'Tốc độ đo gần nhất',
  speedText: (down: string, up: string, at: string) => `tải xuống ${down}, gửi lên ${up}, lúc ${at}`,
  data: 'Phần mềm giám sát dùng hôm nay',
  dataText: (sent: string, received: string) => `gửi ${sent}, nhận ${received}`,
  clients: 'Số thiết bị đang nối wifi',
  signal: 'Cường độ sóng',
  none: 'Máy chưa đo đường truyền.',
};

/** Events of power, posture and watched devices. */
export const senseEvents = {
  powerSource: (source: string) => `Nguồn điện được đọc từ ${source}`,
  powerNone: 'Không có nguồn nào để đọc trạng thái điện',
  batteryOf: (date: string) => `ắc quy ngày ${date}`,
  severalUps: (n: string) => `có ${n} UPS trả lời`,
  upsTest: {
    started: 'UPS bắt đầu tự kiểm tra',
    passed: 'UPS tự kiểm tra: đạt',
    failed: 'UPS tự kiểm tra: không đạt',
    ended: 'UPS tự kiểm tra xong, chưa rõ kết quả',
  } as Readonly<Record<string, string>>,
  discharge: (lasted: string, from: string, to: string) => `Đã chạy bằng ắc quy ${lasted}, từ ${from} xuống ${to}`,
  dischargeSoFar: (lasted: string, from: string, to: string) =>
    `Đang chạy bằng ắc quy đã ${lasted}, từ ${from} xuống ${to}, ắc quy sắp cạn`,
  dischargeLoad: (load: string) => `tải ${load}`,
  posture: (good: string, bad: string, unknown: string) =>
    `Kiểm tra an toàn máy: ${good} mục đạt, ${bad} chưa đạt, ${unknown} chưa rõ`,
  watchedRestart: (name: string, uptime: string) => `Thiết bị “${name}” đã khởi động lại ${uptime} trước`,
  why: {
    shutdown: 'máy được tắt',
    restart: 'máy được khởi động lại',
    update: 'khởi động lại để cập nhật',
    crash: 'hệ điều hành bị lỗi nặng',
    'power-loss': 'mất điện đột ngột',
    'power-button': 'bị giữ nút nguồn',
    'sleep-failed': 'không thức dậy được sau khi ngủ',
  } satisfies Record<StopCause, string>,
};
