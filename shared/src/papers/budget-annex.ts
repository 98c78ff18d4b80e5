import type { PaperAnnex } from '../api/index.ts';
import type { BudgetLine } from '../model/index.ts';
import { amountInWords, vnNumber } from '../wording/index.ts';
import { annex } from './annexes.ts';
import { budgetTotals, lineMoney, type Money } from './budget-totals.ts';
import type { Draft } from './draft.ts';
import { cell, figure, line, middleCell, numberCell, paragraph } from './runs.ts';
import { row, strongRow, table } from './table.ts';

/** Annex III: the cost estimate, one-off and recurrent apart, VAT line by line. */
export function budgetAnnex(draft: Draft): PaperAnnex {
  const { paper, trace } = draft;
  const title = 'DỰ TOÁN KINH PHÍ';
  if (paper.lines.length === 0) return annex(draft, 3, title, [paragraph(line`Chưa có nội dung dự toán.`)]);
  const totals = budgetTotals(paper.lines);
  const address = trace.paper(paper.id);
  const of = (kind: BudgetLine['kind']) => paper.lines.filter((one) => one.kind === kind);
  const [once, yearly] = [of('one-off'), of('recurrent')];
  return annex(draft, 3, title, [
    table(
      [
        ['STT', 4, 'center'],
        ['Nội dung', 17],
        ['Thông số chính', 10],
        ['ĐVT', 6, 'center'],
        ['Số lượng', 6, 'right'],
        ['Đơn giá', 9, 'right'],
        ['Thành tiền', 10, 'right'],
        ['Thuế GTGT', 9, 'right'],
        ['Cộng', 10, 'right'],
        ['Căn cứ giá', 10],
        ['Nội dung chưa đáp ứng (mã)', 9],
      ],
      [
        ...(once.length > 0 ? [sumRow('A', 'Mua sắm một lần', totals.oneOff, address)] : []),
        ...once.map((one, index) => lineRow(one, index + 1, draft)),
        ...(yearly.length > 0 ? [sumRow('B', 'Chi thường xuyên hằng năm', totals.recurrent, address)] : []),
        ...yearly.map((one, index) => lineRow(one, index + 1, draft)),
        sumRow('', 'Tổng cộng', totals.total, address),
      ],
      'Đơn vị tính: đồng',
    ),
    paragraph(line`Bằng chữ: ${figure(amountInWords(totals.total.gross), address)}.`),
  ]);
}

function lineRow(one: BudgetLine, place: number, { trace }: Draft) {
  const { net, vat, gross } = lineMoney(one);
  const address = trace.line(one.id);
  const amount = (value: number) => numberCell(figure(vnNumber(value), address));
  const unpriced = one.unitPrice === 0 ? 'chưa có giá' : '-';
  return row(
    middleCell(String(place)),
    cell(one.name),
    cell(one.specs || '-'),
    middleCell(one.unit),
    amount(one.quantity),
    amount(one.unitPrice),
    amount(net),
    amount(vat),
    amount(gross),
    cell(one.priceBasis || unpriced),
    cell([...one.criteria, ...one.statements].join(', ') || '-'),
  );
}

function sumRow(mark: string, label: string, { net, vat, gross }: Money, address: string) {
  const amount = (value: number) => numberCell(figure(vnNumber(value), address));
  return strongRow(
    middleCell(mark),
    cell(label),
    cell(),
    middleCell(),
    numberCell(),
    numberCell(),
    amount(net),
    amount(vat),
    amount(gross),
    cell(),
    cell(),
  );
}
