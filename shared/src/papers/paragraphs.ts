import type { OutageFigure, OutageSum, PaperBlock, Run, SiteFigures } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
import { stageOn } from '../readiness/index.ts';
import {
  amountInWords,
  documentCount,
  documentDate,
  documentDuration,
  vnList,
  vnMoney,
  vnNumber,
} from '../wording/index.ts';
import { budgetTotals } from './budget-totals.ts';
import { piecesOf } from './criteria-figures.ts';
import { type Draft, slotted } from './draft.ts';
import { paperName } from './head.ts';
import { availabilityWords } from './outage-words.ts';
import { nextPeriodEnd } from './period-words.ts';
import { between, figure, heading, joined, line, paragraph } from './runs.ts';
import { hasCoverage, hasData, MIN_COVERAGE } from './warnings.ts';
import { CAUSE_WORDS } from './words.ts';

/** Subject of paragraphs for the ward's own report. */
export function paragraphsSubject({ periodWords }: Draft): string {
  return `Nội dung đưa vào báo cáo chuyển đổi số ${periodWords}`;
}

/** Paragraphs for the sections of the ward's own report on its digital transformation. */
export function paragraphsBlocks(draft: Draft): PaperBlock[] {
  return [
    heading(2, 'Mục II.1. Hạ tầng'),
    paragraph(networkParagraph(draft)),
    heading(2, 'Mục III.2. Khó khăn, hạn chế'),
    paragraph(powerParagraph(draft)),
    paragraph(houseParagraph(draft)),
    heading(2, 'Mục IV. Nhiệm vụ'),
    ...slotted(draft, 'tasks', [taskParagraph(draft)]),
    heading(2, 'Mục V. Kiến nghị, đề xuất'),
    ...slotted(draft, 'proposals', [moneyParagraph(draft)]),
  ];
}

function networkParagraph(draft: Draft): Run[] {
  const { offices, trace, periodWords, ward, figures } = draft;
  const about = `Hệ thống mạng LAN và đường truyền Internet tại trụ sở UBND ${ward}, Trung tâm Phục vụ hành chính công`;
  if (!hasData(figures) || offices.length === 0) return line`${about}: ${periodWords} chưa đủ số liệu giám sát.`;
  const shares = between(
    offices.map((site) => line`${site.name} ${figure(availabilityWords(site), trace.site(site.siteId))}`),
    ', ',
  );
  const sum = sumOf(offices);
  const outages = confirmedAtOffices(draft);
  const rows = trace.rows(outages, 'C03');
  if (sum.count === 0) {
    if (!isOfficeCovered(draft))
      return line`${about}: tỷ lệ sẵn sàng trong giờ làm việc ${periodWords}: ${shares}; chưa đủ số liệu để kết luận về sự cố gián đoạn.`;
    return line`${about}: tỷ lệ sẵn sàng trong giờ làm việc ${periodWords}: ${shares}. Trong kỳ ${figure('không phát sinh', rows)} sự cố gián đoạn đã xác nhận.`;
  }
  const quiet =
    sum.openMs === 0
      ? 'không có thời gian nào trong giờ làm việc'
      : line`trong đó ${figure(documentDuration(sum.openMs), rows)} trong giờ làm việc`;
  return line`${about}: tỷ lệ sẵn sàng trong giờ làm việc ${periodWords}: ${shares}. ${startWords(draft)} ghi nhận ${figure(documentCount(sum.count), rows)} lần gián đoạn đã xác nhận với tổng thời gian ${figure(documentDuration(sum.wholeMs), rows)}${siteWords(draft)}, ${quiet}${mainCause(draft, outages)}.`;
}

function confirmedAtOffices({ figures, offices }: Draft): OutageFigure[] {
  const ids = new Set(offices.map(({ siteId }) => siteId));
  return figures.outages.filter(({ siteId, isConfirmed }) => isConfirmed && siteId !== null && ids.has(siteId));
}

/** Whether nothing seen at the offices means that nothing happened. */
function isOfficeCovered({ figures, offices }: Draft): boolean {
  return hasCoverage(figures) && offices.every(({ open }) => (open.coverage ?? 0) >= MIN_COVERAGE);
}

function startWords({ figures }: Draft): string {
  return hasCoverage(figures) ? 'Trong kỳ' : 'Trong kỳ chưa đủ số liệu để kết luận; đã';
}

/** A sum over several offices is told for each of them too, since their rows stand in ledgers of their own. */
function siteWords({ offices, trace }: Draft): Run[] {
  const hit = offices.filter(({ confirmed }) => confirmed.count > 0);
  if (hit.length < 2) return [];
  const each = hit.map(({ siteId, name, confirmed }) => {
    const rows = trace.ledger({ site: siteId });
    return line`${name} ${figure(documentCount(confirmed.count), rows)} lần, ${figure(documentDuration(confirmed.wholeMs), rows)}`;
  });
  return line` (${between(each, '; ')})`;
}

/** The cause of most confirmed down time at the offices. */
function mainCause({ trace }: Draft, rows: readonly OutageFigure[]): Run[] {
  const sums = [...Map.groupBy(rows, ({ cause }) => cause)].map(([cause, list]) => ({
    cause,
    list,
    wholeMs: list.reduce((sum, { wholeMs }) => sum + wholeMs, 0),
  }));
  const main = sums.toSorted((a, b) => b.wholeMs - a.wholeMs)[0];
  return main
    ? line`, nhiều nhất là ${figure(CAUSE_WORDS[main.cause], trace.rows(main.list, 'C03', { cause: main.cause }))}`
    : [];
}

function powerParagraph(draft: Draft): Run[] {
  const cuts = confirmedAtOffices(draft).filter(({ cause }) => cause === 'mains-power');
  const rows = draft.trace.rows(cuts, 'C19', { cause: 'mains-power' });
  const openMs = cuts.reduce((sum, one) => sum + one.openMs, 0);
  const places = vnList([...new Set(cuts.map(({ siteId }) => draft.siteName(siteId)))]);
  const isUnknown = cuts.length === 0 && !isOfficeCovered(draft);
  const seen = isUnknown
    ? line`Trong kỳ chưa đủ số liệu để kết luận về mất điện lưới`
    : cuts.length === 0
      ? line`Trong kỳ ${figure('không ghi nhận', rows)} lần mất điện lưới nào đã xác nhận làm gián đoạn trụ sở và Trung tâm Phục vụ hành chính công`
      : line`${startWords(draft)} xảy ra ${figure(documentCount(cuts.length), rows)} lần mất điện lưới đã xác nhận, làm gián đoạn ${figure(documentDuration(openMs), rows)} trong giờ làm việc tại ${places}`;
  return joined([seen, coverWords(draft), '.', firewallWords(draft)]);
}

function coverWords({ offices, trace }: Draft): Run[] {
  const covered = piecesOf(offices, 'RC-P1');
  if (!covered || covered.have >= covered.need) return [];
  const share = figure(
    `${vnNumber(covered.need - covered.have)}/${vnNumber(covered.need)}`,
    trace.readiness({ criterion: 'RC-P1' }),
  );
  return line`; ${share} thiết bị mạng chính chưa có bộ lưu điện`;
}

/** Only where the firewall was asked for and nothing came of it yet. */
function firewallWords({ items, figures, trace }: Draft): Run[] {
  const day = localDateOf(figures.asOf);
  const stages = items.filter(({ kind }) => kind === 'firewall').map((item) => stageOn(item, day));
  if (stages.some((stage) => stage?.stage === 'in-use')) return [];
  const asked = stages.find((stage) => stage?.stage === 'requested');
  if (!asked) return [];
  const where = asked.paper === '' ? '' : ` tại ${asked.paper}`;
  const state = figure('chưa được bố trí kinh phí', trace.readiness({ criterion: 'RC-S1' }));
  return line` Đề xuất trang bị tường lửa${where} từ ${documentDate(asked.on)} đến nay ${state}.`;
}

function houseParagraph({ figures, trace }: Draft): Run[] {
  const { total, equipped, wifiLive, wifiNoData } = figures.houses;
  const day = documentDate(localDateOf(figures.asOf));
  if (total === 0) return line`Đến ${day}, chưa có nhà văn hóa nào được khai báo.`;
  const unknown =
    wifiNoData > 0 ? line` (${figure(documentCount(wifiNoData), trace.houses())} điểm chưa có số liệu)` : [];
  const missing = total - equipped;
  const rest = missing > 0 ? line`; còn ${figure(`${missing}/${total}`, trace.houses())} điểm chưa được trang bị` : [];
  return line`Đến ${day}, ${figure(`${equipped}/${total}`, trace.houses('in-use'))} nhà văn hóa tổ dân phố đã được trang bị hạ tầng CNTT; ${figure(`${wifiLive}/${total}`, trace.houses('in-use'))} điểm có wifi miễn phí đang hoạt động${unknown}${rest}.`;
}

/** Houses that are named in a paragraph. */
const MAX_NAMED = 10;

function taskParagraph({ houses, paper, day, trace }: Draft): Run[] {
  const coming = houses.filter(({ stage }) => stage === 'installing' || stage === 'funded');
  const due = documentDate(nextPeriodEnd(paper.period, day));
  if (coming.length === 0)
    return line`Rà soát hiện trạng, lập phương án đưa wifi miễn phí vào sử dụng tại các nhà văn hóa tổ dân phố trước ${due}.`;
  const named = coming.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = coming.length - named.length;
  const list = more > 0 ? `${named.join(', ')} và ${vnNumber(more)} điểm khác` : vnList(named);
  return line`Đưa vào sử dụng wifi miễn phí tại ${figure(documentCount(coming.length), trace.houses('installing'))} nhà văn hóa (${list}) trước ${due}.`;
}

function moneyParagraph({ issued, paper, identity, trace, figures }: Draft): Run[] {
  const above = identity.requestTo[0] ?? 'cấp có thẩm quyền';
  const request = issued.findLast(({ kind, period }) => kind === 'budget-request' && period === paper.period);
  if (request) {
    const { gross } = budgetTotals(request.lines).total;
    return line`Đề nghị ${above} bố trí ${figure(vnMoney(gross), trace.paper(request.id))} (Bằng chữ: ${figure(amountInWords(gross), trace.paper(request.id))}) để đầu tư, nâng cấp hạ tầng CNTT; minh chứng và dự toán kèm theo ${paperName(request)}.`;
  }
  const missing = figures.houses.total - figures.houses.equipped;
  const what =
    missing > 0
      ? line`, trong đó có ${figure(`${missing}/${figures.houses.total}`, trace.houses())} nhà văn hóa tổ dân phố chưa được trang bị`
      : [];
  return line`Đề nghị ${above} xem xét, bố trí kinh phí đầu tư, nâng cấp hạ tầng CNTT${what}.`;
}

function sumOf(sites: readonly SiteFigures[]): OutageSum {
  return sites.reduce(
    (sum, { confirmed }) => ({
      count: sum.count + confirmed.count,
      wholeMs: sum.wholeMs + confirmed.wholeMs,
      openMs: sum.openMs + confirmed.openMs,
    }),
    { count: 0, wholeMs: 0, openMs: 0 },
  );
}
