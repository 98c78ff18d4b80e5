import type { Counterfactual, PaperBlock, Run } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
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
import { type Draft, slotted } from './draft.ts';
import { previousRequests } from './previous-requests.ts';
import { basesFor, citedAgain } from './references.ts';
import { volumeTable } from './request-volume.ts';
import { between, figure, heading, joined, line, paragraph } from './runs.ts';
import { suspectedWords } from './outage-words.ts';
import { hasCoverage } from './warnings.ts';

/** Subject of a budget request. */
export function budgetRequestSubject({ year }: Draft): string {
  return `Về việc đề nghị bổ sung kinh phí đầu tư, nâng cấp hạ tầng công nghệ thông tin năm ${year}`;
}

/** Body of a budget request. */
export function budgetRequestBlocks(draft: Draft): PaperBlock[] {
  const above = draft.identity.requestTo[0] ?? 'cấp có thẩm quyền';
  return [
    paragraph(
      line`${draft.committee} kính trình ${above} xem xét, bổ sung kinh phí đầu tư, nâng cấp hạ tầng công nghệ thông tin (CNTT) như sau:`,
    ),
    ...necessity(draft),
    ...goals(draft),
    heading(1, 'III. NỘI DUNG VÀ KHỐI LƯỢNG'),
    ...volumeTable(draft),
    ...costs(draft),
    heading(1, 'V. HIỆU QUẢ DỰ KIẾN'),
    ...slotted(draft, 'effect', effectLines(draft)),
    heading(1, 'VI. TỔ CHỨC THỰC HIỆN'),
    ...slotted(draft, 'organisation', [
      line`${draft.committee} tổ chức mua sắm, lắp đặt, nghiệm thu theo quy định; theo dõi kết quả bằng hệ thống giám sát và báo cáo hằng quý.`,
    ]),
    paragraph(
      line`(Kèm theo: Phụ lục I - Bảng tổng hợp sự cố gián đoạn; Phụ lục II - Hiện trạng hạ tầng CNTT nhà văn hóa tổ dân phố; Phụ lục III - Dự toán kinh phí)`,
    ),
    paragraph(line`${draft.committee} kính trình ${above} xem xét, quyết định./.`),
  ];
}

function necessity(draft: Draft): PaperBlock[] {
  return [
    heading(1, 'I. SỰ CẦN THIẾT'),
    heading(2, '1. Cơ sở chính trị, pháp lý'),
    ...slotted(draft, 'necessity', [legalLine(draft)]),
    heading(2, '2. Cơ sở thực tiễn'),
    paragraph(practiceLine(draft)),
    heading(2, '3. Nội dung đã đề xuất nhưng chưa được bố trí'),
    ...slotted(draft, 'previous-requests', previousRequests(draft)),
    heading(2, '4. Ảnh hưởng nếu chưa đầu tư'),
    ...slotted(draft, 'impact', impactLines(draft)),
  ];
}

function legalLine({ references, paper, day, committee }: Draft): Run[] {
  const bases = basesFor(references, paper.kind, day);
  const task = 'nhiệm vụ chuyển đổi số và phục vụ người dân, doanh nghiệp trên địa bàn';
  return bases.length === 0
    ? line`${committee} đề xuất để thực hiện ${task}.`
    : line`Việc đầu tư thực hiện theo ${vnList(bases.map(citedAgain))}, để bảo đảm ${task}.`;
}

/** What the monitoring recorded: confirmed outages alone, and the houses. */
function practiceLine(draft: Draft): Run[] {
  const { figures, trace } = draft;
  const { houses } = figures;
  const equipped = line`${figure(`${houses.equipped}/${houses.total}`, trace.houses('in-use'))} nhà văn hóa tổ dân phố đã được trang bị hạ tầng CNTT.`;
  if (!hasCoverage(figures) && figures.outages.length === 0)
    return line`Trong ${draft.periodWords} chưa đủ số liệu giám sát về sự cố gián đoạn. ${equipped}`;
  const low = hasCoverage(figures) ? '' : 'Độ phủ giám sát dưới 80%, chưa đủ số liệu để kết luận chung cho kỳ. ';
  const days = line`Từ ${documentDate(localDateOf(figures.from))} đến ${documentDate(localDateOf(figures.asOf))}`;
  const apart = suspectedWords(draft);
  return joined([
    line`${days}, hệ thống giám sát ghi nhận ${figure(documentCount(figures.confirmed.count), trace.ledger())} sự cố gián đoạn đã được xác nhận`,
    figures.confirmed.count === 0 ? '. ' : [...confirmedWords(draft), { text: '. ' }],
    low,
    apart.length === 0 ? '' : [...apart, { text: ' ' }],
    equipped,
  ]);
}

function confirmedWords({ figures, trace, siteName }: Draft): Run[] {
  const { openMs } = figures.confirmed;
  const sites = [
    ...new Set(figures.outages.filter(({ isConfirmed }) => isConfirmed).map(({ siteId }) => siteName(siteId))),
  ];
  const where = sites.length > 3 ? `${vnNumber(sites.length)} điểm` : vnList(sites);
  const power = figures.byCause.find(({ cause }) => cause === 'mains-power')?.confirmed;
  const cuts = trace.ledger({ cause: 'mains-power' });
  return joined([
    line`, gây gián đoạn ${figure(documentDuration(openMs), trace.ledger())} trong giờ làm việc tại ${figure(where, trace.ledger())}`,
    power && power.count > 0
      ? line`; riêng mất điện lưới ${figure(documentCount(power.count), cuts)} lần, ${figure(documentDuration(power.wholeMs), cuts)}`
      : '',
  ]);
}

function impactLines({ figures, trace }: Draft): Run[][] {
  const avoidable = figures.counterfactuals[0];
  const missing = figures.houses.total - figures.houses.equipped;
  const rows = avoidable ? avoidableRows(avoidable, trace) : '';
  return [
    avoidable
      ? line`Theo số liệu trong kỳ, ${figure(documentCount(avoidable.outageIds.length), rows)} sự cố (${figure(documentDuration(avoidable.openMs), rows)} trong giờ làm việc) thuộc loại có thể khắc phục bằng giải pháp đề xuất; khi chưa đầu tư, các sự cố cùng loại chưa có phương án dự phòng.`
      : line`Khi có sự cố, việc tiếp nhận và xử lý hồ sơ chưa có phương án dự phòng.`,
    missing > 0
      ? line`${figure(`${missing}/${figures.houses.total}`, trace.houses())} nhà văn hóa tổ dân phố chưa có hạ tầng CNTT phục vụ người dân.`
      : [],
  ];
}

/** The outage that would have been avoided; several stand with their criterion. */
function avoidableRows({ outageIds, criterionId }: Counterfactual, trace: Draft['trace']): string {
  const [only, ...others] = outageIds;
  return only !== undefined && others.length === 0 ? trace.outage(only) : trace.readiness({ criterion: criterionId });
}

function goals(draft: Draft): PaperBlock[] {
  const { paper, siteName, trace } = draft;
  const ids = [...new Set(paper.lines.flatMap(({ siteIds }) => siteIds))];
  const where =
    ids.length > 5 ? `${vnNumber(ids.length)} điểm (chi tiết tại Phụ lục II, Phụ lục III)` : vnList(ids.map(siteName));
  return [
    heading(1, 'II. MỤC TIÊU, PHẠM VI'),
    heading(2, '1. Mục tiêu'),
    ...slotted(draft, 'goal', goalLines(draft)),
    heading(2, '2. Phạm vi'),
    paragraph(ids.length === 0 ? line`Các điểm thuộc ${draft.ward}.` : line`${figure(where, trace.paper(paper.id))}.`),
  ];
}

/** Each goal with what it is today, and what it is to be. */
function goalLines({ figures, trace, year, paper }: Draft): Run[][] {
  const { houses } = figures;
  const asked = new Set(paper.lines.flatMap(({ siteIds }) => siteIds));
  const newHouses = figures.sites.filter(
    ({ siteId, kind, stage }) => kind === 'cultural-house' && stage !== 'in-use' && asked.has(siteId),
  ).length;
  const end = documentDate(`${year + 1}-12-31`);
  const criteria = [...new Set(paper.lines.flatMap(({ criteria: ids }) => ids))];
  return [
    newHouses > 0
      ? line`- Nhà văn hóa được trang bị hạ tầng CNTT: hiện nay ${figure(`${houses.equipped}/${houses.total}`, trace.houses('in-use'))} điểm, cần đạt ${figure(`${houses.equipped + newHouses}/${houses.total}`, trace.paper(paper.id))} điểm trước ${end}.`
      : [],
    criteria.length > 0
      ? line`- Tiêu chí sẵn sàng về hạ tầng: hiện nay đạt ${figure(`${vnNumber(figures.score.met)}/${vnNumber(figures.score.counted)}`, trace.readiness())} lượt tiêu chí, cần đạt đủ ${figure(documentCount(criteria.length), trace.paper(paper.id))} tiêu chí nêu trong dự toán trước ${end}.`
      : [],
    line`- Tỷ lệ sẵn sàng trong giờ làm việc tại trụ sở và Trung tâm Phục vụ hành chính công: cần đạt từ 99,5% trở lên.`,
  ];
}

function costs(draft: Draft): PaperBlock[] {
  const { paper, trace, year } = draft;
  const totals = budgetTotals(paper.lines);
  const address = trace.paper(paper.id);
  const money = (dong: number): Run => figure(vnMoney(dong), address);
  const phases = totals.phases.map(({ phase, total }) => line`đợt ${String(phase)}: ${money(total.gross)}`);
  return [
    heading(1, 'IV. KINH PHÍ'),
    paragraph(
      line`1. Tổng kinh phí: ${money(totals.total.gross)} (Bằng chữ: ${figure(amountInWords(totals.total.gross), address)}), đã gồm thuế giá trị gia tăng; trong đó: mua sắm một lần ${money(totals.oneOff.gross)}; chi thường xuyên hằng năm ${money(totals.recurrent.gross)}/năm.`,
    ),
    heading(2, '2. Nguồn kinh phí đề nghị'),
    ...slotted(draft, 'funding-source', [
      line`Ngân sách cấp trên bổ sung và ngân sách ${draft.ward} năm ${String(year)} theo phân cấp.`,
    ]),
    paragraph(phases.length === 0 ? line`3. Phân kỳ: chưa có nội dung.` : line`3. Phân kỳ: ${between(phases, '; ')}.`),
    paragraph(
      line`4. Đơn giá tạm tính ${quotationWords(draft)}; giá trị chính thức theo kết quả lựa chọn nhà cung cấp.`,
    ),
  ];
}

function quotationWords({ paper, trace }: Draft): Run[] {
  const quotations = new Set(paper.lines.flatMap((one) => one.quotations.map(({ hash }) => hash))).size;
  const unpriced = paper.lines.filter(({ unitPrice }) => unitPrice === 0).length;
  const basis =
    quotations === 0
      ? line`theo căn cứ giá nêu tại Phụ lục III`
      : line`theo ${figure(documentCount(quotations), trace.paper(paper.id))} báo giá kèm theo và căn cứ giá nêu tại Phụ lục III`;
  return unpriced === 0
    ? basis
    : line`${basis}; ${figure(documentCount(unpriced), trace.paper(paper.id))} nội dung chưa có đơn giá, chưa tính vào tổng`;
}

function effectLines({ figures, trace }: Draft): Run[][] {
  const lines = figures.counterfactuals.slice(0, 3).map((one) => {
    const rows = avoidableRows(one, trace);
    return line`- ${REMEDY_WORDS[one.remedy]}${one.minutes === null ? '' : ` từ ${vnNumber(one.minutes)} phút`}: theo số liệu trong kỳ, có thể tránh được ${figure(documentCount(one.outageIds.length), rows)} sự cố, ${figure(documentDuration(one.openMs), rows)} gián đoạn trong giờ làm việc.`;
  });
  return lines.length > 0
    ? lines
    : [
        line`Nâng mức sẵn sàng của hạ tầng CNTT, phục vụ người dân, doanh nghiệp ổn định hơn; kết quả được theo dõi bằng số liệu giám sát hằng quý.`,
      ];
}

const REMEDY_WORDS = {
  ups: 'Bộ lưu điện có thời gian lưu điện',
  'backup-line': 'Đường truyền Internet dự phòng',
  'spare-device': 'Thiết bị mạng dự phòng',
  'watched-power': 'Phương án điện dự phòng dài hơn thời gian lưu điện',
} as const;
