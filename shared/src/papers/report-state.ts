import type { PaperBlock, Run, SiteFigures } from '../api/index.ts';
import { documentCount, vnList, vnNumber, vnPercent } from '../wording/index.ts';
import { criteriaMet, judgementsOf, piecesOf, shortestRuntime } from './criteria-figures.ts';
import type { Draft } from './draft.ts';
import { between, figure, heading, joined, line, paragraph } from './runs.ts';
import { TOO_LITTLE } from './words.ts';

/** Section II: the state of the infrastructure on the last day of the figures. */
export function stateSection(draft: Draft): PaperBlock[] {
  return [
    heading(1, 'II. HIỆN TRẠNG HẠ TẦNG'),
    heading(2, `1. Trụ sở UBND ${draft.identity.wardType} và Trung tâm Phục vụ hành chính công`),
    paragraph(line`a) Mạng nội bộ và đường truyền (tỷ lệ sẵn sàng trong giờ làm việc): ${networkWords(draft)}.`),
    paragraph(line`b) Máy tính: ${computerWords(draft)}.`),
    paragraph(line`c) Nguồn điện dự phòng: ${powerWords(draft)}.`),
    paragraph(line`d) An toàn thông tin: ${securityWords(draft)}.`),
    paragraph(line`2. Nhà văn hóa tổ dân phố: ${houseWords(draft)} (chi tiết tại Phụ lục II).`),
  ];
}

function networkWords({ offices, trace }: Draft): Run[] {
  if (offices.length === 0) return line`chưa có điểm nào được khai báo`;
  return between(
    offices.map((site) => {
      const share = (id: string) => figure(percentOf(site, id), trace.readiness({ site: site.siteId, criterion: id }));
      return line`${site.name}: mạng nội bộ ${share('RC-N1')}, đường truyền Internet ${share('RC-N2')}`;
    }),
    '; ',
  );
}

function percentOf(site: SiteFigures, criterionId: string): string {
  const own = judgementsOf([site], criterionId)[0]?.judgement.figure;
  return own?.unit === '%' ? vnPercent(own.have / 100) : TOO_LITTLE;
}

function computerWords({ offices, trace }: Draft): Run[] {
  const fit = piecesOf(offices, 'RC-E1');
  const patched = piecesOf(offices, 'RC-S3');
  if (!fit && !patched) return line`${TOO_LITTLE}`;
  const of = (pieces: { have: number; need: number } | null, criterion: string) =>
    pieces
      ? figure(`${vnNumber(pieces.have)}/${vnNumber(pieces.need)}`, trace.readiness({ criterion }))
      : figure(TOO_LITTLE, trace.readiness({ criterion }));
  return line`${of(fit, 'RC-E1')} máy đạt cấu hình tối thiểu; ${of(patched, 'RC-S3')} máy có hệ điều hành còn được hỗ trợ và cập nhật đúng hạn`;
}

function powerWords({ offices, trace }: Draft): Run[] {
  const covered = piecesOf(offices, 'RC-P1');
  const shortest = shortestRuntime(offices);
  return between(
    [
      covered
        ? line`${figure(`${vnNumber(covered.have)}/${vnNumber(covered.need)}`, trace.readiness({ criterion: 'RC-P1' }))} thiết bị mạng chính có bộ lưu điện`
        : line`chưa có số liệu về bộ lưu điện của thiết bị mạng chính`,
      shortest
        ? line`thời gian lưu điện đo được thấp nhất ${figure(vnNumber(shortest.minutes), trace.readiness({ site: shortest.siteId, criterion: 'RC-P2' }))} phút`
        : line`thời gian lưu điện chưa đo được`,
    ],
    '; ',
  );
}

function securityWords({ offices, trace, criterionName }: Draft): Run[] {
  const { met, counted, notMet } = criteriaMet(offices, 'RC-S');
  if (counted === 0) return line`chưa có tiêu chí nào được đánh giá`;
  const share = figure(`${vnNumber(met)}/${vnNumber(counted)}`, trace.readiness());
  const names = vnList(notMet.map((id) => `"${criterionName(id)}"`));
  return joined([line`đạt ${share} lượt tiêu chí`, notMet.length === 0 ? '' : `; chưa đạt: ${names}`]);
}

/** Houses by stage and the free Wi-Fi of them. */
export function houseWords({ figures, trace }: Pick<Draft, 'figures' | 'trace'>): Run[] {
  const { total, equipped, installing, funded, requested, suspended, notEquipped, wifiLive, wifiNoData } =
    figures.houses;
  if (total === 0) return line`chưa có nhà văn hóa nào được khai báo`;
  const stages = [
    line`đã trang bị ${figure(`${equipped}/${total}`, trace.houses('in-use'))} điểm`,
    line`đang lắp đặt ${figure(documentCount(installing), trace.houses('installing'))} điểm`,
    ...(funded > 0 ? [line`đã bố trí kinh phí ${figure(documentCount(funded), trace.houses('funded'))} điểm`] : []),
    line`đã đề xuất ${figure(documentCount(requested), trace.houses('requested'))} điểm`,
    ...(suspended > 0 ? [line`tạm ngừng ${figure(documentCount(suspended), trace.houses('suspended'))} điểm`] : []),
    line`chưa trang bị ${figure(documentCount(notEquipped), trace.houses('not-equipped'))} điểm`,
  ];
  const unknown =
    wifiNoData > 0 ? line` (${figure(documentCount(wifiNoData), trace.houses())} điểm chưa có số liệu)` : [];
  return line`${between(stages, '; ')}. Wifi miễn phí đang hoạt động tại ${figure(`${wifiLive}/${total}`, trace.houses('in-use'))} điểm${unknown}`;
}
