import type { PaperBlock, Run, SiteFigures } from '../api/index.ts';
import { documentCount, documentDuration, vnNumber } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import {
  availabilityWords,
  causeWords,
  hasConnection,
  outageWords,
  sumWords,
  suspectedWords,
  worstFirst,
} from './outage-words.ts';
import { cell, figure, heading, line, numberCell, paragraph } from './runs.ts';
import { row, strongRow, table } from './table.ts';
import { hasCoverage, hasData } from './warnings.ts';

/** Outages that are told in words. */
const MAX_TOLD = 3;

/** Section III: outages of the period. */
export function outageSection(draft: Draft): PaperBlock[] {
  const head = heading(1, 'III. TÌNH HÌNH GIÁN ĐOẠN DỊCH VỤ');
  if (!hasData(draft.figures))
    return [head, paragraph(line`Trong kỳ chưa có số liệu giám sát; chưa đủ số liệu để tổng hợp tình hình gián đoạn.`)];
  return [
    head,
    paragraph(line`1. Tổng hợp: ${totalLine(draft)}`),
    ...optional(suspectedWords(draft)),
    siteTable(draft),
    paragraph(line`2. Theo nguyên nhân: ${causeLine(draft)}`),
    ...typical(draft),
    paragraph(line`4. So với kỳ trước: ${comparison(draft)}`),
  ];
}

function totalLine({ figures, trace }: Draft): Run[] {
  const { confirmed, suspected } = figures;
  if (!hasCoverage(figures)) {
    return confirmed.count === 0
      ? line`chưa đủ số liệu để kết luận.`
      : line`chưa đủ số liệu để kết luận; đã ghi nhận ${sumWords(confirmed, trace.ledger())} (chỉ gồm sự cố đã xác nhận).`;
  }
  if (confirmed.count === 0) {
    const none = figure('không phát sinh', trace.ledger());
    return suspected.count === 0 ? line`${none} sự cố gián đoạn.` : line`${none} sự cố gián đoạn đã được xác nhận.`;
  }
  const quiet = confirmed.openMs + suspected.openMs === 0 ? ' Không phát sinh sự cố gián đoạn trong giờ làm việc.' : '';
  return line`xảy ra ${sumWords(confirmed, trace.ledger())} (chỉ gồm sự cố đã xác nhận).${quiet}`;
}

function causeLine(draft: Draft): Run[] {
  const words = causeWords(draft);
  return words.length === 0 ? line`chưa có sự cố đã xác nhận nguyên nhân.` : line`${words}.`;
}

function siteTable(draft: Draft): PaperBlock {
  const sites = draft.figures.sites.filter((site) => hasConnection(site) || site.confirmed.count > 0);
  const { confirmed } = draft.figures;
  const all = draft.trace.ledger();
  return table(
    [
      ['Điểm', 34],
      ['Số lần', 10, 'right'],
      ['Thời gian (24/7)', 20, 'right'],
      ['Trong giờ làm việc', 20, 'right'],
      ['Tỷ lệ sẵn sàng trong giờ', 16, 'right'],
    ],
    [
      ...sites.map((site) => siteRow(site, draft)),
      strongRow(
        cell('Cộng'),
        numberCell(figure(vnNumber(confirmed.count), all)),
        numberCell(figure(documentDuration(confirmed.wholeMs), all)),
        numberCell(figure(documentDuration(confirmed.openMs), all)),
        numberCell(),
      ),
    ],
  );
}

function siteRow(site: SiteFigures, { trace }: Draft) {
  const { confirmed, siteId, name } = site;
  const rows = trace.ledger({ site: siteId });
  return row(
    cell(name),
    numberCell(figure(vnNumber(confirmed.count), rows)),
    numberCell(figure(documentDuration(confirmed.wholeMs), rows)),
    numberCell(figure(documentDuration(confirmed.openMs), rows)),
    numberCell(figure(availabilityWords(site), trace.site(siteId))),
  );
}

function typical(draft: Draft): PaperBlock[] {
  const worst = worstFirst(draft.figures.outages).slice(0, MAX_TOLD);
  if (worst.length === 0)
    return [paragraph(line`3. Sự cố tiêu biểu: ${hasCoverage(draft.figures) ? 'không có' : 'chưa ghi nhận'}.`)];
  return [
    paragraph(line`3. Sự cố tiêu biểu (chi tiết tại Phụ lục I):`),
    ...worst.map((outage) => paragraph(line`- ${outageWords(outage, draft)}.`)),
  ];
}

function comparison({ figures, trace }: Draft): Run[] {
  const { previous, confirmed } = figures;
  if (!previous) return line`chưa có số liệu kỳ trước để so sánh.`;
  const before = trace.previousLedger();
  const then = line`kỳ trước: ${figure(documentCount(previous.count), before)} lần, ${figure(documentDuration(previous.wholeMs), before)}`;
  if (!hasCoverage(figures)) return line`chưa đủ số liệu để kết luận (${then}).`;
  const rows = trace.ledger();
  const times = step(confirmed.count - previous.count, (by) => `${documentCount(by)} lần`);
  const time = step(confirmed.wholeMs - previous.wholeMs, documentDuration);
  return line`số lần ${figure(times, rows)}, thời gian ${figure(time, rows)} (${then}).`;
}

function step(difference: number, words: (by: number) => string): string {
  if (difference === 0) return 'không đổi';
  return `${difference > 0 ? 'tăng' : 'giảm'} ${words(Math.abs(difference))}`;
}

function optional(runs: Run[]): PaperBlock[] {
  return runs.length === 0 ? [] : [paragraph(runs)];
}
