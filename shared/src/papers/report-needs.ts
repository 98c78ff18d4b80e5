import type { PaperBlock, Run } from '../api/index.ts';
import { type Gap, gapsOf } from '../readiness/index.ts';
import { amountInWords, documentCount, documentDate, upper, vnMoney, vnNumber } from '../wording/index.ts';
import { budgetTotals } from './budget-totals.ts';
import { type Draft, slotted } from './draft.ts';
import { gapSentence, openGaps } from './gap-sentences.ts';
import { numberOf, paperName } from './head.ts';
import { nextPeriodEnd } from './period-words.ts';
import { figure, heading, joined, line, paragraph } from './runs.ts';
import { hasCoverage } from './warnings.ts';

/** Gaps that are told in words; all of them are in the console. */
export const MAX_GAPS_TOLD = 12;

/** Sections V to VII: difficulties, tasks of the next period, proposals. */
export function needSections(draft: Draft): PaperBlock[] {
  return [
    heading(1, 'V. KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN'),
    ...gapLines(draft).map((runs) => paragraph(line`- ${runs}.`)),
    heading(1, `VI. NHIỆM VỤ ${upper(draft.nextWords)}`),
    ...slotted(draft, 'tasks', taskLines(draft)),
    heading(1, 'VII. KIẾN NGHỊ, ĐỀ XUẤT'),
    ...slotted(draft, 'proposals', proposalLines(draft)),
    ...moneyLine(draft).map((runs) => paragraph(runs)),
  ];
}

/** Gaps in sentences: of the report's statements, else of the criteria. */
export function gapLines(draft: Draft): Run[][] {
  const stated = openGaps(draft).slice(0, MAX_GAPS_TOLD);
  if (stated.length > 0) return stated.map((result) => gapSentence(result, draft));
  const gaps = criterionGaps(draft).slice(0, MAX_GAPS_TOLD);
  if (gaps.length > 0) return gaps.map((gap) => criterionLine(gap, draft));
  return [
    hasCoverage(draft.figures)
      ? line`Trong kỳ chưa ghi nhận nội dung chưa đáp ứng`
      : line`Chưa đủ số liệu để đánh giá khó khăn, vướng mắc trong kỳ`,
  ];
}

/** Mandatory criteria that are not met somewhere, the weightiest first. */
export function criterionGaps({ figures, criteria }: Pick<Draft, 'figures' | 'criteria'>): Gap[] {
  return gapsOf(figures, criteria).filter(
    ({ isMandatory, notMet, partly }) => isMandatory && notMet.length + partly.length > 0,
  );
}

function criterionLine({ criterionId, notMet, partly, unknown }: Gap, { trace, criterionName, figures }: Draft): Run[] {
  const lacking = notMet.length + partly.length;
  const inScope = figures.sites.filter(({ criteria }) =>
    criteria.some((one) => one.criterionId === criterionId),
  ).length;
  const rows = trace.readiness({ criterion: criterionId });
  const more = unknown.length > 0 ? line`, ${figure(documentCount(unknown.length), rows)} điểm chưa có số liệu` : [];
  return line`${figure(`${vnNumber(lacking)}/${vnNumber(inScope)}`, rows)} điểm chưa đạt yêu cầu "${criterionName(criterionId)}"${more}`;
}

/** What to do next, made of the gaps. */
function taskLines(draft: Draft): Run[][] {
  const { figures, day, identity, paper } = draft;
  const end = documentDate(nextPeriodEnd(paper.period, day));
  const by = ` (đơn vị thực hiện: ${identity.draftingUnit}; thời hạn: ${end})`;
  const toConfirm = figures.suspected.count;
  return [
    ...(toConfirm > 0
      ? [
          line`- Xác nhận nguyên nhân của ${figure(documentCount(toConfirm), draft.trace.ledger({ confirmed: '0' }))} sự cố còn để ngỏ${by}.`,
        ]
      : []),
    ...criterionGaps(draft)
      .slice(0, 6)
      .map(({ criterionId, notMet, partly }) => {
        const sites = figure(
          documentCount(notMet.length + partly.length),
          draft.trace.readiness({ criterion: criterionId }),
        );
        return line`- Khắc phục nội dung "${draft.criterionName(criterionId)}" tại ${sites} điểm${by}.`;
      }),
    line`- Duy trì giám sát, rà soát hiện trạng hạ tầng và cập nhật danh mục trang thiết bị${by}.`,
  ];
}

function proposalLines({ figures, trace, identity }: Draft): Run[][] {
  const { total, equipped } = figures.houses;
  const missing = total - equipped;
  const houses =
    missing > 0
      ? [
          line`- Đề nghị xem xét, bố trí kinh phí trang bị hạ tầng CNTT cho ${figure(`${missing}/${total}`, trace.houses())} nhà văn hóa tổ dân phố chưa được trang bị, kèm kinh phí duy trì thuê bao Internet hằng năm.`,
        ]
      : [];
  const power = figures.counterfactuals.find(({ remedy }) => remedy === 'ups');
  const ups = power
    ? [
        line`- Đề nghị xem xét, bố trí bộ lưu điện cho thiết bị mạng chính tại ${figure(documentCount(power.siteIds.length), trace.readiness({ criterion: 'RC-P1' }))} điểm đã ghi nhận gián đoạn do mất điện lưới.`,
      ]
    : [];
  const made = [...houses, ...ups];
  return made.length > 0
    ? made
    : [
        line`- Đề nghị các cơ quan cấp trên tiếp tục quan tâm, hướng dẫn ${identity.wardType} trong quản lý, vận hành hạ tầng CNTT.`,
      ];
}

/** What is asked for, where a budget request of the period was issued. */
function moneyLine({ issued, paper, trace }: Draft): Run[][] {
  const request = issued.findLast(({ kind, period }) => kind === 'budget-request' && period === paper.period);
  if (!request || numberOf(request) === undefined) return [];
  const { gross } = budgetTotals(request.lines).total;
  const amount = figure(vnMoney(gross), trace.paper(request.id));
  return [
    joined([
      line`Nhu cầu kinh phí: ${amount} (Bằng chữ: ${amountInWords(gross)}), chi tiết tại ${paperName(request)}.`,
    ]),
  ];
}
