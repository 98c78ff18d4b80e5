import type { SiteKind } from '../model/index.ts';

/** How a system that the report names is watched. */
export type Watching =
  /** By services of the agents' configuration. */
  | { by: 'service' }
  /** By monitored devices. */
  | { by: 'device' }
  /** By the inventory's stages. */
  | { by: 'inventory' }
  /** By a person's word, and why nothing measures it. */
  | { by: 'manual'; reason: { vi: string; en: string } }
  /** Its state alone is kept; nothing of it is ever measured. */
  | { by: 'never'; reason: { vi: string; en: string } };

/** A system that the ward's report names. */
export interface ReportSystem {
  /** `HT-05`. */
  id: string;
  name: { vi: string; en: string };
  watched: Watching;
  /** Where it stands; none: outside the ward's own places, or the ward as a whole. */
  siteKinds: readonly SiteKind[];
  /** Statements that concern it. */
  statementIds: readonly string[];
}

const manual = (vi: string, en: string): Watching => ({ by: 'manual', reason: { vi, en } });
const OFFICES: readonly SiteKind[] = ['headquarters', 'one-stop-centre'];

/** The 25 systems, in the report's order (reference: § 1.4 of the domain pack). */
export const SYSTEMS: readonly ReportSystem[] = [
  {
    id: 'HT-01',
    name: { vi: 'Mạng LAN trụ sở', en: 'LAN of the headquarters' },
    watched: { by: 'device' },
    siteKinds: ['headquarters'],
    statementIds: ['C01', 'C15'],
  },
  {
    id: 'HT-02',
    name: { vi: 'Máy tính của cán bộ, công chức, viên chức', en: 'Staff computers' },
    watched: { by: 'device' },
    siteKinds: ['headquarters'],
    statementIds: ['C02'],
  },
  {
    id: 'HT-03',
    name: { vi: 'Máy tính Trung tâm Phục vụ hành chính công', en: 'Computers of the one-stop centre' },
    watched: { by: 'device' },
    siteKinds: ['one-stop-centre'],
    statementIds: ['C02', 'C03', 'C14', 'C15'],
  },
  {
    id: 'HT-04',
    name: { vi: 'Nhân sự tiếp nhận thủ tục hành chính', en: 'Staff who receive procedures' },
    watched: manual('Số người do đơn vị phụ trách báo cáo', 'The unit in charge reports the number of people'),
    siteKinds: ['one-stop-centre'],
    statementIds: ['C04'],
  },
  {
    id: 'HT-05',
    name: { vi: 'Mạng truyền số liệu chuyên dùng', en: 'Dedicated data network' },
    watched: {
      by: 'never',
      reason: {
        vi: 'Chỉ ghi tình trạng và ngày; không cài phần mềm, không đo, không lưu số liệu nào khác',
        en: 'State and day only: no software, no measuring, nothing else is kept',
      },
    },
    siteKinds: ['headquarters'],
    statementIds: ['C05'],
  },
  {
    id: 'HT-06',
    name: { vi: 'Hệ thống truyền thanh cơ sở', en: 'Loudspeaker network' },
    watched: manual('Cụm loa không nằm trên mạng giám sát', 'Loudspeakers are not on a watched network'),
    siteKinds: ['other'],
    statementIds: ['C06'],
  },
  {
    id: 'HT-07',
    name: { vi: 'Trang thông tin điện tử', en: 'Website of the ward' },
    watched: { by: 'service' },
    siteKinds: [],
    statementIds: ['C06'],
  },
  {
    id: 'HT-08',
    name: { vi: 'Kênh mạng xã hội của phường', en: 'Social channels of the ward' },
    watched: manual('Nền tảng bên ngoài, không kiểm tra tự động', 'Outside platforms, not checked by machine'),
    siteKinds: [],
    statementIds: ['C06'],
  },
  {
    id: 'HT-09',
    name: { vi: 'Định danh điện tử (VNeID)', en: 'Electronic identity (VNeID)' },
    watched: manual('Số liệu do Công an phường cung cấp; không kết nối hệ thống', 'The police give the figures'),
    siteKinds: [],
    statementIds: ['C08', 'C24'],
  },
  {
    id: 'HT-10',
    name: { vi: 'Số hóa hồ sơ (máy quét)', en: 'Digitising of records (scanners)' },
    watched: { by: 'inventory' },
    siteKinds: ['one-stop-centre'],
    statementIds: ['C09', 'C13'],
  },
  {
    id: 'HT-11',
    name: { vi: 'Hệ thống quản lý văn bản và điều hành', en: 'Document management system' },
    watched: { by: 'service' },
    siteKinds: ['headquarters'],
    statementIds: ['C10', 'C11'],
  },
  {
    id: 'HT-12',
    name: { vi: 'Các hệ thống báo cáo của thành phố', en: 'Reporting systems of the city' },
    watched: { by: 'service' },
    siteKinds: ['headquarters'],
    statementIds: ['C11'],
  },
  {
    id: 'HT-13',
    name: { vi: 'Chữ ký số chuyên dùng công vụ', en: 'Official digital signatures' },
    watched: { by: 'service' },
    siteKinds: ['headquarters'],
    statementIds: ['C10', 'C12'],
  },
  {
    id: 'HT-14',
    name: { vi: 'Dịch vụ công trực tuyến', en: 'Online public services' },
    watched: { by: 'service' },
    siteKinds: ['one-stop-centre'],
    statementIds: ['C07', 'C13', 'C14', 'C26', 'C29'],
  },
  {
    id: 'HT-15',
    name: { vi: 'Các cơ sở dữ liệu dùng chung', en: 'Shared databases' },
    watched: manual('Do cấp trên quản lý, phường không kiểm tra', 'Run by higher levels, not checked by the ward'),
    siteKinds: [],
    statementIds: ['C13'],
  },
  {
    id: 'HT-16',
    name: { vi: 'Tiếp nhận TTHC không phụ thuộc địa giới', en: 'Procedures regardless of district' },
    watched: { by: 'service' },
    siteKinds: ['one-stop-centre'],
    statementIds: ['C14'],
  },
  {
    id: 'HT-17',
    name: { vi: 'Thanh toán điện tử', en: 'Electronic payment' },
    watched: { by: 'service' },
    siteKinds: ['one-stop-centre'],
    statementIds: ['C16'],
  },
  {
    id: 'HT-18',
    name: { vi: 'Tổ công nghệ số cộng đồng', en: 'Community digital teams' },
    watched: manual('Số tổ, thành viên, kinh phí do phường tổng hợp', 'The ward counts teams, members and funds'),
    siteKinds: [],
    statementIds: ['C17', 'C23', 'C27', 'C30'],
  },
  {
    id: 'HT-19',
    name: { vi: 'Hệ thống bảo đảm an toàn thông tin', en: 'Information security' },
    watched: { by: 'device' },
    siteKinds: OFFICES,
    statementIds: ['C18'],
  },
  {
    id: 'HT-20',
    name: { vi: 'Tường lửa', en: 'Firewall' },
    watched: { by: 'inventory' },
    siteKinds: ['headquarters'],
    statementIds: ['C20'],
  },
  {
    id: 'HT-21',
    name: { vi: 'Dự phòng khi mất điện lưới', en: 'Backup for mains power cuts' },
    watched: { by: 'device' },
    siteKinds: ['headquarters', 'one-stop-centre', 'cultural-house'],
    statementIds: ['C19'],
  },
  {
    id: 'HT-22',
    name: { vi: 'Hạ tầng CNTT nhà văn hóa', en: 'IT of the cultural houses' },
    watched: { by: 'inventory' },
    siteKinds: ['cultural-house'],
    statementIds: ['C21'],
  },
  {
    id: 'HT-23',
    name: { vi: 'Wifi miễn phí tại nhà văn hóa', en: 'Free Wi-Fi at cultural houses' },
    watched: { by: 'device' },
    siteKinds: ['cultural-house'],
    statementIds: ['C22', 'C25', 'C28'],
  },
  {
    id: 'HT-24',
    name: { vi: 'Đường truyền Internet băng thông rộng', en: 'Broadband lines' },
    watched: { by: 'device' },
    siteKinds: ['headquarters', 'one-stop-centre', 'cultural-house'],
    statementIds: ['C28'],
  },
  {
    id: 'HT-25',
    name: { vi: 'Máy tính cho cơ quan chuyên môn', en: 'Computers for the ward’s offices' },
    watched: { by: 'inventory' },
    siteKinds: ['headquarters'],
    statementIds: ['C28'],
  },
];

/** The system of an id; undefined where the report names none. */
export function systemOf(id: string): ReportSystem | undefined {
  return SYSTEMS.find((one) => one.id === id);
}
