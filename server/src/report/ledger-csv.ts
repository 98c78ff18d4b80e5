import type { SiteRow } from '@wardwatch/shared/api';
import { ZONE_OFFSET_MS } from '@wardwatch/shared/calendar';
import type { LedgerRow } from '@wardwatch/shared/model';
import { writeCsv } from '../sheets/csv.ts';

/** Columns of the table, with a Vietnamese head: the file is opened in a spreadsheet of the office. */
const COLUMNS: readonly (readonly [head: string, value: (row: LedgerRow, site: string) => string | number])[] = [
  ['Mã sự cố', (row) => row.id],
  ['Điểm', (_row, site) => site],
  ['Đối tượng', (row) => row.subject],
  ['Bắt đầu', (row) => localTime(row.from)],
  ['Kết thúc', (row) => (row.until === null ? '' : localTime(row.until))],
  ['Bắt đầu sớm nhất', (row) => localTime(row.start.earliest)],
  ['Bắt đầu muộn nhất', (row) => localTime(row.start.latest)],
  ['Kết thúc sớm nhất', (row) => (row.end ? localTime(row.end.earliest) : '')],
  ['Kết thúc muộn nhất', (row) => (row.end ? localTime(row.end.latest) : '')],
  ['Phút gián đoạn (24×7)', (row) => minutes(row.minutes.wholeMs)],
  ['Phút trong giờ làm việc', (row) => minutes(row.minutes.openMs)],
  ['Lịch làm việc', (row) => `${row.minutes.calendar}@${row.minutes.calendarVersion}`],
  ['Số lần chập chờn', (row) => row.interruptions],
  ['Nguyên nhân hệ thống gợi ý', (row) => row.suggested.cause],
  ['Độ tin cậy', (row) => row.suggested.confidence],
  ['Quy tắc', (row) => row.suggested.rule],
  ['Nguyên nhân đã xác nhận', (row) => row.confirmed?.cause ?? ''],
  ['Thời điểm xác nhận', (row) => (row.confirmed ? localTime(row.confirmed.at) : '')],
  ['Trạng thái', (row) => row.status],
  ['Loại khỏi số liệu', (row) => row.excluded?.reason ?? ''],
  ['Số phiếu báo hỏng', (row) => row.ticket ?? ''],
  ['Khai báo sau', (row) => (row.declaredLate ? 'x' : '')],
  ['Số lần sửa đổi', (row) => row.revisionNumber],
];

/** The rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read the Vietnamese letters. */
export function ledgerCsv(rows: readonly LedgerRow[], sites: readonly SiteRow[]): string {
  const names = new Map(sites.map((site) => [site.id, site.name]));
  const lines = rows.map((row) => COLUMNS.map(([, value]) => value(row, names.get(row.siteId ?? '') ?? '')));
  return writeCsv([COLUMNS.map(([head]) => head), ...lines]);
}

function minutes(ms: number): number {
  return Math.round(ms / 6_000) / 10;
}

/** Day and time in Asia/Ho_Chi_Minh, as a spreadsheet sorts it. */
function localTime(at: number): string {
  return new Date(at + ZONE_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
