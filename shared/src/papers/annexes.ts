import type { OutageFigure, PaperAnnex, PaperBlock, SiteFigures } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
import type { EquipmentKind } from '../model/index.ts';
import { isInUse } from '../readiness/index.ts';
import {
  capitalised,
  documentDuration,
  roman,
  tableDate,
  tableDateTime,
  vnList,
  vnNumber,
  wholeMinutes,
} from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { annexLeader } from './head.ts';
import { availabilityInHours } from './outage-words.ts';
import { cell, figure, line, middleCell, numberCell, paragraph } from './runs.ts';
import { row, strongRow, table } from './table.ts';
import { CAUSE_WORDS, STAGE_WORDS } from './words.ts';

/** An annex of a document: its place among them, its title in capitals. */
export function annex(draft: Draft, place: number, title: string, blocks: PaperBlock[]): PaperAnnex {
  return { label: `Phụ lục ${roman(place)}`, title, leader: annexLeader(draft), isLandscape: true, blocks };
}

/** Annex I: every outage of the period; sums by cause are of the confirmed ones alone. */
export function outageAnnex(draft: Draft): PaperAnnex {
  const { figures, trace } = draft;
  const confirmed = figures.outages.filter(({ isConfirmed }) => isConfirmed);
  const suspected = figures.outages.filter(({ isConfirmed }) => !isConfirmed);
  const rows = [...confirmed, ...suspected].map((outage, index) => outageRow(outage, index + 1, draft));
  const title = 'BẢNG TỔNG HỢP SỰ CỐ GIÁN ĐOẠN';
  if (rows.length === 0) return annex(draft, 1, title, [paragraph(line`Trong kỳ chưa ghi nhận sự cố gián đoạn.`)]);
  const sums = figures.byCause
    .filter((one) => one.confirmed.count > 0)
    .map(({ cause, confirmed: { count, wholeMs, openMs } }) =>
      sumRow(`Cộng do ${CAUSE_WORDS[cause]}`, { count, wholeMs, openMs }, trace.ledger({ cause })),
    );
  return annex(draft, 1, title, [
    table(
      [
        ['STT', 4, 'center'],
        ['Mã sự cố', 10],
        ['Điểm', 13],
        ['Thời điểm bắt đầu', 9],
        ['Thời điểm khắc phục', 9],
        ['Thời lượng', 9, 'right'],
        ['Trong giờ làm việc (phút)', 7, 'right'],
        ['Dịch vụ bị ảnh hưởng', 10],
        ['Nguyên nhân', 11],
        ['Biện pháp xử lý', 10],
        ['Minh chứng', 8],
      ],
      [...rows, ...sums, sumRow('Tổng cộng (đã xác nhận)', figures.confirmed, trace.ledger())],
    ),
    paragraph(
      line`Sự cố chưa xác nhận: ${figure(vnNumber(figures.suspected.count), trace.ledger({ confirmed: '0' }))}, không tính vào tổng.`,
    ),
  ]);
}

function outageRow(outage: OutageFigure, place: number, { trace, siteName }: Draft) {
  const { id, siteId, from, until, wholeMs, openMs, services, cause, isConfirmed, notes, attachments, ticket } = outage;
  const address = trace.outage(id);
  const proof = [...attachments, ...(ticket === null ? [] : [`phiếu ${ticket}`])];
  return row(
    middleCell(String(place)),
    cell(figure(id, address)),
    cell(siteName(siteId)),
    cell(figure(tableDateTime(from), address)),
    cell(until === null ? 'chưa khắc phục' : figure(tableDateTime(until), address)),
    numberCell(figure(documentDuration(wholeMs), address)),
    numberCell(figure(vnNumber(wholeMinutes(openMs)), address)),
    cell(services.length === 0 ? 'kết nối mạng' : vnList(['kết nối mạng', ...services])),
    cell(`${capitalised(CAUSE_WORDS[cause])} (${isConfirmed ? 'đã xác nhận' : 'nghi ngờ'})`),
    cell(oneLine(notes.at(-1) ?? '-')),
    cell(proof.length === 0 ? '-' : proof.join('; ')),
  );
}

function sumRow(
  label: string,
  { count, wholeMs, openMs }: { count: number; wholeMs: number; openMs: number },
  address: string,
) {
  return strongRow(
    middleCell(),
    cell(),
    cell(label, ': ', figure(`${vnNumber(count)} lần`, address)),
    cell(),
    cell(),
    numberCell(figure(documentDuration(wholeMs), address)),
    numberCell(figure(vnNumber(wholeMinutes(openMs)), address)),
    ...Array.from({ length: 4 }, () => cell()),
  );
}

/** Annex II: the cultural houses. One without equipment has no availability. */
export function houseAnnex(draft: Draft): PaperAnnex {
  const { houses, figures } = draft;
  const title = `HIỆN TRẠNG HẠ TẦNG CNTT ${houses.length > 0 ? `${figures.houses.total} ` : ''}NHÀ VĂN HÓA TỔ DÂN PHỐ`;
  if (houses.length === 0) return annex(draft, 2, title, [paragraph(line`Chưa có nhà văn hóa nào được khai báo.`)]);
  return annex(draft, 2, title, [
    table(
      [
        ['STT', 4, 'center'],
        ['Nhà văn hóa', 15],
        ['Điện lưới', 9],
        ['Internet (nhà mạng, gói)', 12],
        ['Bộ phát wifi', 7, 'center'],
        ['Máy tính', 7, 'center'],
        ['Bộ lưu điện', 7, 'center'],
        ['Tình trạng', 11],
        ['Tỷ lệ sẵn sàng trong kỳ', 9, 'right'],
        ['Đề xuất', 11],
        ['Ghi chú', 10],
      ],
      houses.map((house, index) => houseRow(house, index + 1, draft)),
    ),
    paragraph(line`Điểm chưa trang bị không có tỷ lệ sẵn sàng, ghi "-"; tỷ lệ tính trong giờ mở cửa của điểm.`),
  ]);
}

function houseRow(house: SiteFigures, place: number, draft: Draft) {
  const { trace, profiles } = draft;
  const { siteId, name, feeder, stage, stageSince, stagePaper } = house;
  const since = stageSince === null || stage === 'not-equipped' ? '' : ` từ ${tableDate(stageSince)}`;
  const inventory = `/inventory/${encodeURIComponent(siteId)}`;
  return row(
    middleCell(String(place)),
    cell(name),
    cell(feeder ?? '-'),
    cell(internetWords(house, draft)),
    middleCell(figure(piecesInUse(draft, siteId, ['access-point']), inventory)),
    middleCell(figure(piecesInUse(draft, siteId, ['computer', 'laptop', 'mini-pc']), inventory)),
    middleCell(figure(piecesInUse(draft, siteId, ['ups']), inventory)),
    cell(figure(`${STAGE_WORDS[stage]}${since}`, inventory)),
    numberCell(figure(availabilityInHours(house), trace.site(siteId))),
    cell(proposalOf(house)),
    cell(
      [stagePaper, oneLine(profiles.find((one) => one.siteId === siteId)?.note ?? '')].filter(Boolean).join('; ') ||
        '-',
    ),
  );
}

function internetWords({ siteId, provider, plan }: SiteFigures, { items, figures }: Draft): string {
  const hasLine = items.some(
    (item) => item.siteId === siteId && item.kind === 'line' && isInUse(item, localDateOf(figures.asOf)),
  );
  if (!hasLine) return '-';
  return [provider, plan].filter((text) => text !== null && text !== '').join(', ') || 'có';
}

function piecesInUse({ items, figures }: Draft, siteId: string, kinds: readonly EquipmentKind[]): string {
  const day = localDateOf(figures.asOf);
  const count = items
    .filter((item) => item.siteId === siteId && kinds.includes(item.kind) && isInUse(item, day))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return count === 0 ? '-' : vnNumber(count);
}

function proposalOf({ stage }: SiteFigures): string {
  switch (stage) {
    case 'in-use':
      return 'Duy trì hoạt động';
    case 'suspended':
      return 'Khôi phục hoạt động';
    case 'installing':
    case 'funded':
      return 'Hoàn thành lắp đặt';
    case 'requested':
      return 'Bố trí kinh phí theo đề xuất';
    case 'not-equipped':
    case 'retired':
      break;
  }
  return 'Trang bị mới';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
