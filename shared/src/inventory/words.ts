import type { EquipmentKind, LifeStage, SiteKind } from '../model/index.ts';
import { wordTable } from './word-table.ts';

/** How a sheet says the kind of a site: the first way is written, all are read. */
export const SITE_KIND_WORDS = wordTable<SiteKind>({
  headquarters: ['Trụ sở UBND phường', 'Trụ sở', 'Trụ sở UBND', 'UBND phường', 'UBND'],
  'one-stop-centre': [
    'Trung tâm Phục vụ hành chính công',
    'Trung tâm PVHCC',
    'TTPVHCC',
    'TT PVHCC',
    'PVHCC',
    'Bộ phận một cửa',
    'Một cửa',
  ],
  'cultural-house': ['Nhà văn hóa', 'NVH', 'Nhà văn hóa tổ dân phố', 'Nhà văn hóa TDP'],
  other: ['Điểm khác', 'Khác'],
});

/** How a sheet says what a piece of equipment is. */
export const EQUIPMENT_KIND_WORDS = wordTable<EquipmentKind>({
  line: ['Đường truyền chính', 'Đường truyền', 'Đường truyền Internet', 'Internet', 'Internet cáp quang', 'Cáp quang'],
  'backup-line': ['Đường truyền dự phòng', 'Internet dự phòng'],
  modem: ['Modem quang', 'Modem', 'Modem quang của nhà mạng', 'ONT'],
  router: ['Bộ định tuyến', 'Router', 'Bộ định tuyến (router)'],
  switch: ['Bộ chuyển mạch', 'Switch', 'Bộ chuyển mạch (switch)'],
  'access-point': ['Bộ phát wifi', 'Wifi', 'Wi-Fi', 'Bộ phát wi-fi', 'Access point', 'AP'],
  firewall: ['Tường lửa', 'Firewall'],
  server: ['Máy chủ', 'Server'],
  ups: ['Bộ lưu điện', 'UPS', 'Bộ lưu điện (UPS)'],
  generator: ['Máy phát điện', 'Máy phát'],
  'surge-protection': ['Chống sét lan truyền', 'Chống sét', 'Thiết bị chống sét'],
  rack: ['Tủ mạng', 'Tủ rack', 'Rack'],
  computer: ['Máy tính để bàn', 'Máy tính', 'Máy trạm', 'Máy vi tính', 'PC'],
  laptop: ['Máy tính xách tay', 'Laptop'],
  'mini-pc': ['Máy tính mini', 'Mini PC'],
  printer: ['Máy in'],
  scanner: ['Máy quét', 'Máy scan', 'Scanner'],
  software: ['Phần mềm', 'Bản quyền phần mềm'],
  other: ['Thiết bị khác', 'Khác'],
});

/** How a sheet says where a piece of equipment stands in its life. */
export const LIFE_STAGE_WORDS = wordTable<LifeStage>({
  'not-equipped': ['Chưa trang bị', 'Chưa có'],
  requested: ['Đã đề xuất', 'Đề xuất'],
  funded: ['Đã được bố trí kinh phí', 'Đã bố trí kinh phí', 'Bố trí kinh phí'],
  installing: ['Đang lắp đặt', 'Lắp đặt'],
  'in-use': ['Đang sử dụng', 'Sử dụng', 'Đang hoạt động'],
  suspended: ['Tạm ngừng sử dụng', 'Tạm ngừng', 'Tạm dừng'],
  retired: ['Đã thanh lý', 'Thanh lý'],
});
