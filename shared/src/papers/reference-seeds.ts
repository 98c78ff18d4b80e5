import type { Reference } from '../model/index.ts';

type Purpose = Reference['citedIn'];

function seed(
  id: string,
  [type, number, issuedOn, issuer]: [string, string | null, string | null, string],
  subject: string,
  [effectiveFrom, effectiveUntil]: [string | null, string | null],
  citedIn: Purpose,
): Reference {
  return { id, type, number, issuedOn, issuer, subject, effectiveFrom, effectiveUntil, checked: null, citedIn };
}

const both: Purpose = ['quarter-report', 'budget-request'];
const budget: Purpose = ['budget-request'];
const GOVERNMENT = 'Chính phủ';
const ASSEMBLY = 'Quốc hội';
const PREMIER = 'Thủ tướng Chính phủ';
const SCIENCE = 'Bộ Khoa học và Công nghệ';
const COMMUNICATION = 'Bộ Thông tin và Truyền thông';

/**
 * Documents that the ward's papers may rest on, as far as they were known in November 2026. None is cited until a
 * person has compared it with the original; days that are not sure are left open.
 */
export const REFERENCE_SEEDS: readonly Reference[] = [
  seed('VB-0001', ['Luật', '116/2025/QH15', null, ASSEMBLY], 'An ninh mạng', ['2026-07-01', null], both),
  seed('VB-0002', ['Luật', '117/2025/QH15', null, ASSEMBLY], 'Bảo vệ bí mật nhà nước', ['2026-03-01', null], []),
  seed('VB-0003', ['Luật', '91/2025/QH15', null, ASSEMBLY], 'Bảo vệ dữ liệu cá nhân', ['2026-01-01', null], []),
  seed(
    'VB-0004',
    ['Nghị định', '331/2026/NĐ-CP', null, GOVERNMENT],
    'quy định về bảo đảm an toàn hệ thống thông tin theo cấp độ',
    ['2026-08-19', null],
    both,
  ),
  seed(
    'VB-0005',
    ['Nghị định', '85/2016/NĐ-CP', '2016-07-01', GOVERNMENT],
    'về bảo đảm an toàn hệ thống thông tin theo cấp độ',
    ['2016-07-01', null],
    [],
  ),
  seed(
    'VB-0006',
    ['Thông tư', '12/2022/TT-BTTTT', null, COMMUNICATION],
    'hướng dẫn bảo đảm an toàn hệ thống thông tin theo cấp độ',
    [null, null],
    [],
  ),
  seed(
    'VB-0007',
    ['Nghị định', '330/2026/NĐ-CP', null, GOVERNMENT],
    'quy định xử phạt vi phạm hành chính về an ninh mạng',
    ['2026-08-19', null],
    [],
  ),
  seed(
    'VB-0008',
    ['Nghị định', '356/2025/NĐ-CP', null, GOVERNMENT],
    'quy định chi tiết về bảo vệ dữ liệu cá nhân',
    ['2026-01-01', null],
    [],
  ),
  seed(
    'VB-0009',
    ['Quyết định', '8/2023/QĐ-TTg', null, PREMIER],
    'về Mạng truyền số liệu chuyên dùng phục vụ các cơ quan Đảng, Nhà nước',
    [null, null],
    [],
  ),
  seed(
    'VB-0010',
    ['Thông tư', '19/2023/TT-BTTTT', null, COMMUNICATION],
    'hướng dẫn về Mạng truyền số liệu chuyên dùng',
    ['2024-03-01', null],
    [],
  ),
  seed(
    'VB-0011',
    ['Nghị định', '45/2026/NĐ-CP', null, GOVERNMENT],
    'về quản lý đầu tư ứng dụng công nghệ thông tin sử dụng nguồn vốn ngân sách nhà nước',
    [null, null],
    budget,
  ),
  seed(
    'VB-0012',
    ['Quyết định', '15/2025/QĐ-TTg', null, PREMIER],
    'về tiêu chuẩn, định mức sử dụng máy móc, thiết bị',
    [null, null],
    budget,
  ),
  seed(
    'VB-0013',
    ['Quyết định', '10/2026/QĐ-TTg', '2026-03-09', PREMIER],
    'sửa đổi, bổ sung Quyết định số 15/2025/QĐ-TTg',
    [null, null],
    budget,
  ),
  seed(
    'VB-0014',
    ['Nghị định', '147/2024/NĐ-CP', null, GOVERNMENT],
    'về quản lý, cung cấp, sử dụng dịch vụ Internet và thông tin trên mạng',
    [null, null],
    [],
  ),
  seed(
    'VB-0015',
    ['Thông tư', '20/2022/TT-BTTTT', null, COMMUNICATION],
    'ban hành QCVN 34:2022/BTTTT về chất lượng dịch vụ truy nhập Internet băng rộng cố định',
    ['2023-07-01', null],
    [],
  ),
  seed(
    'VB-0016',
    ['Nghị định', '30/2020/NĐ-CP', '2020-03-05', GOVERNMENT],
    'về công tác văn thư',
    ['2020-03-05', null],
    [],
  ),
  seed(
    'VB-0017',
    ['Kế hoạch', '317/KH-UBND', null, 'Ủy ban nhân dân thành phố Hải Phòng'],
    'về cung cấp wifi miễn phí tại nhà văn hóa đến năm 2030',
    [null, null],
    both,
  ),
  seed(
    'VB-0018',
    ['Quyết định', '3243/QĐ-BKHCN', '2026-07-24', SCIENCE],
    'công bố TCVN 14423:2026',
    ['2026-07-24', null],
    [],
  ),
  seed(
    'VB-0019',
    ['Nghị quyết', '28/2026/QH16', null, ASSEMBLY],
    'về ngày nghỉ lễ 24 tháng 11',
    ['2026-07-01', null],
    [],
  ),
  seed(
    'VB-0020',
    ['Nghị định', '150/2025/NĐ-CP', null, GOVERNMENT],
    'quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân',
    [null, null],
    [],
  ),
];
