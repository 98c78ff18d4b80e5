import type { PaperBlock, Run } from '../api/index.ts';
import { documentCount, documentDateTime, documentEnd, vnNumber, vnPercent } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { figure, heading, joined, line, paragraph } from './runs.ts';
import { hasData, MIN_COVERAGE } from './warnings.ts';

/** Section I: what the figures cover, and how good they are. */
export function scopeSection(draft: Draft): PaperBlock[] {
  const made = [periodLine(draft), sitesLine(draft), methodLine(draft), limitsLine()];
  return [
    heading(1, 'I. PHẠM VI VÀ CHẤT LƯỢNG SỐ LIỆU'),
    ...made.map((runs, index) => paragraph(line`${String(index + 1)}. ${runs}`)),
  ];
}

/** From when to when, and up to which moment figures are in. */
export function periodLine({ figures }: Draft): Run[] {
  const { from, until, asOf, isOver } = figures;
  const cutoff = documentEnd(asOf + 1);
  const running = isOver ? '' : ' Kỳ số liệu chưa kết thúc.';
  return line`Kỳ số liệu: từ ${documentDateTime(from)} đến ${documentEnd(until)}; số liệu tính đến ${cutoff} (giờ Việt Nam).${running}`;
}

/** How much of the ward is watched, and how much of the opening hours was. */
export function sitesLine({ figures, trace }: Draft): Run[] {
  const { sites, sitesMonitored, computers, computersMonitored } = figures.monitoring;
  const readiness = trace.readiness();
  const sitesFigure = figure(`${vnNumber(sitesMonitored)}/${vnNumber(sites)}`, readiness);
  const computersFigure = figure(`${vnNumber(computersMonitored)}/${vnNumber(computers)}`, readiness);
  return line`Phạm vi: ${sitesFigure} điểm, ${computersFigure} máy tính đã cài đặt phần mềm giám sát; ${coverageWords({ figures, trace })}`;
}

function coverageWords({ figures, trace }: Pick<Draft, 'figures' | 'trace'>): Run[] {
  const { openCoverage } = figures.monitoring;
  if (openCoverage === null || !hasData(figures)) return line`trong kỳ chưa có số liệu giám sát.`;
  const share = figure(vnPercent(openCoverage), trace.readiness());
  const low = openCoverage < MIN_COVERAGE ? ' Độ phủ dưới 80% nên chưa đủ số liệu để kết luận chung cho kỳ.' : '';
  return line`độ phủ giám sát trong giờ làm việc đạt ${share}.${low}`;
}

function methodLine({ figures, trace }: Draft): Run[] {
  const { minListMs, probeMs, holes, unconfirmedDays } = figures.monitoring;
  return joined([
    `Cách tính: sự cố gián đoạn được tính khi điểm mất kết nối liên tục từ ${documentCount(Math.round(minListMs / 60_000))} phút trở lên; sai số thời điểm không quá ${vnNumber(Math.round(probeMs / 1_000))} giây. Chỉ sự cố đã được cán bộ xác nhận nguyên nhân được cộng vào tổng số; tỷ lệ sẵn sàng tính trên toàn bộ thời gian đo được; điểm có độ phủ dưới 80% ghi "chưa đủ số liệu".`,
    holes > 0
      ? line` Trong kỳ, ${figure(documentCount(holes), trace.ledger())} khoảng thời gian không có số liệu, đã loại khỏi phép tính.`
      : '',
    unconfirmedDays.length > 0
      ? line` Lịch nghỉ có ${figure(documentCount(unconfirmedDays.length), '/calendars')} ngày trong kỳ chưa được xác nhận theo thông báo chính thức.`
      : '',
  ]);
}

function limitsLine(): Run[] {
  return line`Phần mềm không cài đặt, không thu thập số liệu trên mạng truyền số liệu chuyên dùng và máy tính soạn thảo, lưu giữ bí mật nhà nước.`;
}
