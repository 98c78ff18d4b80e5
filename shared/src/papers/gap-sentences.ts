import type { Run, StatementResult } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
import { documentCount, documentDate, documentDuration, vnList, vnNumber, vnPercent } from '../wording/index.ts';
import { piecesOf } from './criteria-figures.ts';
import type { Draft } from './draft.ts';
import { between, figure, line } from './runs.ts';
import { figureWords } from './statement-words.ts';

/** Open gaps of the report's statements, the weightiest first. */
export function openGaps({ figures }: Pick<Draft, 'figures'>): StatementResult[] {
  return figures.statements.filter(({ gap }) => gap === 'open').toSorted((a, b) => b.weight - a.weight);
}

/** An open gap in a neutral sentence without its full stop: what was seen, nobody's fault, no cause guessed. */
export function gapSentence(result: StatementResult, draft: Draft): Run[] {
  return SENTENCES[result.statementId]?.(result, draft) ?? usual(result, draft);
}

type Sentence = (result: StatementResult, draft: Draft) => Run[] | undefined;

const SENTENCES: Record<string, Sentence> = {
  C01: ({ figures: { n, openMs } }, { trace }) => {
    if (n === undefined || openMs === undefined || n === 0) return undefined;
    const rows = trace.statement('C01');
    return line`Mạng LAN trụ sở ghi nhận ${figure(documentCount(n), rows)} sự cố, tổng ${figure(documentDuration(openMs), rows)} trong giờ làm việc, chưa bảo đảm yêu cầu liên tục`;
  },
  C02: ({ figures: { missing, whole } }, draft) => {
    if (missing === undefined || whole === undefined || whole === 0) return undefined;
    const { trace, offices } = draft;
    const patched = piecesOf(offices, 'RC-S3');
    const old = patched === null ? 0 : patched.need - patched.have;
    const more =
      old > 0
        ? line`; ${figure(`${vnNumber(old)}/${vnNumber(patched?.need ?? old)}`, trace.readiness({ criterion: 'RC-S3' }))} máy có hệ điều hành hết hỗ trợ hoặc chưa cập nhật đúng hạn`
        : [];
    return line`${figure(`${vnNumber(missing)}/${vnNumber(whole)}`, trace.readiness({ criterion: 'RC-E1' }))} máy tính chưa đạt cấu hình tối thiểu${more}`;
  },
  C03: interruptions('trong giờ tiếp nhận hồ sơ'),
  C14: interruptions('làm gián đoạn việc xử lý hồ sơ trực tuyến'),
  C18: ({ figures: { part, whole }, criterionIds }, { trace, criterionName }) => {
    if (part === undefined || whole === undefined) return undefined;
    const names = vnList(criterionIds.map((id) => `"${criterionName(id)}"`));
    return line`${figure(`${vnNumber(part)}/${vnNumber(whole)}`, trace.statement('C18'))} tiêu chí an toàn thông tin bắt buộc chưa đạt: ${names}`;
  },
  C19: power,
  C20: (_, { items, trace, figures }) => {
    const asked = firstRequest(items, localDateOf(figures.asOf));
    const state = figure('chưa được đưa vào sử dụng', trace.readiness({ criterion: 'RC-S1' }));
    return asked === undefined
      ? line`Tường lửa ${state}`
      : line`Tường lửa đã được đề xuất từ ${documentDate(asked)}, đến nay ${state}`;
  },
  C21: (_, { figures: { houses }, trace }) =>
    line`Còn ${figure(`${houses.total - houses.equipped}/${houses.total}`, trace.houses())} nhà văn hóa chưa được trang bị hạ tầng CNTT`,
  C22: (_, { figures: { houses }, trace }) => {
    const { total, wifiLive, wifiNoData } = houses;
    const unknown = wifiNoData > 0 ? line`, ${figure(vnNumber(wifiNoData), trace.houses())} điểm chưa có số liệu` : [];
    return line`Còn ${figure(`${total - wifiLive - wifiNoData}/${total}`, trace.houses())} nhà văn hóa chưa có wifi miễn phí hoạt động${unknown}`;
  },
  C24: ({ figures: { part, whole, missing }, target }, { trace }) => {
    if (part === undefined || whole === undefined || missing === undefined || target === null) return undefined;
    const rows = trace.statement('C24');
    return line`Tỷ lệ định danh điện tử đạt ${figure(`${vnPercent(part / whole)} (${vnNumber(part)}/${vnNumber(whole)})`, rows)}, còn thiếu ${figure(vnNumber(missing), rows)} tài khoản so với mục tiêu ${vnNumber(target)}%`;
  },
  C28: ({ figures: { n, whole } }, { trace }) =>
    n === undefined || whole === undefined
      ? undefined
      : line`${figure(`${vnNumber(n)}/${vnNumber(whole)}`, trace.statement('C28'))} dòng dự toán chưa gắn với minh chứng`,
};

function interruptions(where: string): Sentence {
  return ({ statementId, figures: { n, openMs } }, { trace }) => {
    if (n === undefined || openMs === undefined || n === 0) return undefined;
    const rows = trace.statement(statementId);
    return line`Có ${figure(documentCount(n), rows)} lần gián đoạn ${where}, tổng ${figure(documentDuration(openMs), rows)}`;
  };
}

function power(
  { figures: { n = 0, openMs = 0, part, whole, minutes } }: StatementResult,
  { trace }: Draft,
): Run[] | undefined {
  const cuts = trace.statement('C19');
  const pieces = [
    ...(n > 0
      ? [
          line`${figure(documentCount(n), cuts)} lần mất điện lưới làm gián đoạn ${figure(documentDuration(openMs), cuts)} trong giờ làm việc`,
        ]
      : []),
    ...(part !== undefined && whole !== undefined && whole > part
      ? [
          line`${figure(`${vnNumber(whole - part)}/${vnNumber(whole)}`, trace.readiness({ criterion: 'RC-P1' }))} thiết bị mạng chính chưa có bộ lưu điện`,
        ]
      : []),
    ...(minutes === undefined
      ? []
      : [
          line`thời gian lưu điện thấp nhất ${figure(vnNumber(minutes), trace.readiness({ criterion: 'RC-P2' }))} phút`,
        ]),
  ];
  return pieces.length === 0 ? undefined : line`Về nguồn điện dự phòng: ${between(pieces, '; ')}`;
}

function usual(result: StatementResult, draft: Draft): Run[] {
  const name = draft.statements.find(({ id }) => id === result.statementId)?.name.vi ?? result.statementId;
  return line`${name}: ${figureWords(result, draft)}`;
}

function firstRequest(items: Draft['items'], day: string): string | undefined {
  return items
    .filter(({ kind }) => kind === 'firewall')
    .flatMap(({ stages }) => stages.filter(({ stage, on }) => stage === 'requested' && on <= day).map(({ on }) => on))
    .toSorted()[0];
}
