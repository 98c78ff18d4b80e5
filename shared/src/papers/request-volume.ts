import type { PaperBlock } from '../api/index.ts';
import type { BudgetLine } from '../model/index.ts';
import { vnList, vnNumber } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { cell, figure, line, middleCell, numberCell, paragraph, type Piece } from './runs.ts';
import { row, table } from './table.ts';

/** Outages that a row names; all of them are at the line in the console. */
const MAX_NAMED = 3;

/** What is asked for and why: one row for each line of the budget. */
export function volumeTable(draft: Draft): PaperBlock[] {
  const { lines } = draft.paper;
  if (lines.length === 0) return [paragraph(line`Chưa có nội dung đề nghị.`)];
  return [
    table(
      [
        ['STT', 6, 'center'],
        ['Nội dung chưa đáp ứng (mã)', 24],
        ['Giải pháp', 20],
        ['Đơn vị tính', 9, 'center'],
        ['Số lượng', 8, 'right'],
        ['Điểm lắp đặt', 17],
        ['Minh chứng', 16],
      ],
      lines.map((one, index) => volumeRow(one, index + 1, draft)),
    ),
  ];
}

function volumeRow(one: BudgetLine, place: number, draft: Draft) {
  const { trace } = draft;
  return row(
    middleCell(String(place)),
    cell(gapWords(one, draft)),
    cell(one.specs === '' ? one.name : `${one.name} (${one.specs})`),
    middleCell(one.unit),
    numberCell(figure(vnNumber(one.quantity), trace.line(one.id))),
    cell(placeWords(one, draft)),
    cell(...proofWords(one, draft)),
  );
}

function gapWords({ criteria, statements }: BudgetLine, { criterionName }: Draft): string {
  const names = criteria.map((id) => `${criterionName(id)} (${id})`);
  return [...names, ...statements].join('; ') || '-';
}

function placeWords({ siteIds, id }: BudgetLine, { siteName, trace }: Draft): Piece {
  if (siteIds.length === 0) return '-';
  if (siteIds.length <= 3) return vnList(siteIds.map(siteName));
  return figure(`${vnNumber(siteIds.length)} điểm`, trace.line(id));
}

function proofWords({ outageIds, criteria, siteIds, id }: BudgetLine, { trace }: Draft): Piece[] {
  if (outageIds.length === 0) {
    if (criteria.length === 0 || siteIds.length === 0) return ['-'];
    const isHouse = criteria.every((criterion) => criterion.startsWith('RC-H'));
    return [figure(isHouse ? 'Hiện trạng tại Phụ lục II' : 'Kết quả đánh giá mức độ sẵn sàng', trace.line(id))];
  }
  const named = outageIds.slice(0, MAX_NAMED).map((outage) => figure(outage, trace.outage(outage)));
  const rest = outageIds.length - named.length;
  const more: Piece[] = rest > 0 ? [figure(` và ${vnNumber(rest)} sự cố khác`, trace.line(id))] : [];
  return [...named.flatMap((run, index): Piece[] => (index === 0 ? [run] : [', ', run])), ...more];
}
