import type { Run, StatementResult } from '../api/index.ts';
import { documentCount, documentDuration, vnNumber, vnPercent } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { between, figure, type Piece } from './runs.ts';
import { CAUSE_WORDS, TOO_LITTLE } from './words.ts';

/** Figures of a statement in words, each with its trace: what the table of comparison shows. */
export function figureWords(result: StatementResult, draft: Draft): Run[] {
  const pieces = FIGURES[result.statementId]?.(result.figures) ?? usual(result.figures);
  const trace = draft.trace.statement(result.statementId);
  const words = pieces.map((text) => figure(text, trace));
  const causes = result.causes.map(({ cause, count }) => `${CAUSE_WORDS[cause]} (${documentCount(count)} lần)`);
  const all: Piece[] =
    causes.length === 0 ? words : [...words, figure(`nguyên nhân đã xác nhận: ${causes.join(', ')}`, trace)];
  return all.length === 0 ? [figure(TOO_LITTLE, trace)] : between(all, '; ');
}

type Figures = StatementResult['figures'];

/** Figures by their names; `part` of `whole` stands beside its percentage, so that it can be checked. */
function usual({ n, openMs, percent, part, whole, days, minutes, suspected }: Figures): string[] {
  return [
    ...(n === undefined ? [] : [times(n, openMs)]),
    ...share(part, whole),
    ...(percent !== undefined && (part === undefined || whole === undefined)
      ? [`tỷ lệ ${vnPercent(percent / 100)}`]
      : []),
    ...(minutes === undefined ? [] : [`thời gian lưu điện thấp nhất ${vnNumber(minutes)} phút`]),
    ...(days === undefined ? [] : [`đã đề xuất ${vnNumber(days)} ngày`]),
    ...(suspected !== undefined && suspected > 0 ? [`chưa xác nhận: ${documentCount(suspected)}, không tính`] : []),
  ];
}

/** Statements whose figures are named otherwise. Of the dedicated network there is none, whatever is handed in. */
const FIGURES: Record<string, (figures: Figures) => string[]> = {
  C05: () => ['chỉ ghi trạng thái, không đo'],
  C18: ({ part, whole }) =>
    part === undefined || whole === undefined ? [] : [`${vnNumber(part)}/${vnNumber(whole)} tiêu chí chưa đạt`],
  C19: ({ n, openMs, part, whole, minutes }) => [
    ...(n === undefined ? [] : [`mất điện ${times(n, openMs)}`]),
    ...(part === undefined || whole === undefined
      ? []
      : [`${vnNumber(part)}/${vnNumber(whole)} thiết bị mạng chính có bộ lưu điện`]),
    ...(minutes === undefined ? [] : [`thời gian lưu điện thấp nhất ${vnNumber(minutes)} phút`]),
  ],
  C21: (figures) => houses(figures, 'điểm đã trang bị'),
  C22: (figures) => houses(figures, 'điểm có wifi miễn phí hoạt động'),
  C25: (figures) => houses(figures, 'điểm có wifi miễn phí hoạt động'),
  C28: ({ n, whole }) =>
    n === undefined || whole === undefined ? [] : [`${vnNumber(n)}/${vnNumber(whole)} dòng dự toán thiếu minh chứng`],
  C29: ({ part, whole, wifi, houses: all }) => [
    ...share(part, whole),
    ...(wifi === undefined || all === undefined ? [] : [`wifi hoạt động tại ${vnNumber(wifi)}/${vnNumber(all)} điểm`]),
  ],
};

function times(n: number, openMs: number | undefined): string {
  return openMs === undefined || n === 0
    ? `${documentCount(n)} lần`
    : `${documentCount(n)} lần, ${documentDuration(openMs)} trong giờ làm việc`;
}

function share(part: number | undefined, whole: number | undefined): string[] {
  if (part === undefined) return [];
  if (whole === undefined || whole === 0) return [vnNumber(part)];
  return [`${vnNumber(part)}/${vnNumber(whole)} (${vnPercent(part / whole)})`];
}

function houses({ part, whole, unknown = 0 }: Figures, what: string): string[] {
  if (part === undefined || whole === undefined) return [];
  return [
    `${vnNumber(part)}/${vnNumber(whole)} ${what}`,
    ...(unknown > 0 ? [`${vnNumber(unknown)} điểm chưa có số liệu`] : []),
  ];
}
