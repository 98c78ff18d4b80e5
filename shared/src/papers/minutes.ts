import type { OutageFigure, PaperBlock, Run } from '../api/index.ts';
import type { Cause } from '../model/index.ts';
import { documentDateTime, documentDuration, vnList } from '../wording/index.ts';
import { type Draft, slotted } from './draft.ts';
import { figure, heading, line, paragraph } from './runs.ts';
import { CAUSE_WORDS } from './words.ts';

/** Subject of the minutes of an outage. */
export function minutesSubject(draft: Draft): string {
  return `Xác nhận sự cố gián đoạn ${draft.paper.about ?? ''}`.trim();
}

/** Who signs beside the ward: the place, and who keeps what failed. */
export function minutesWitnesses(draft: Draft): string[] {
  const party = PARTIES[outageOf(draft)?.cause ?? 'undetermined'];
  return ['ĐẠI DIỆN ĐIỂM XẢY RA SỰ CỐ', ...(party === undefined ? [] : [`ĐẠI DIỆN ${party.toLocaleUpperCase('vi')}`])];
}

/** Body of the minutes: one page, of one outage. */
export function minutesBlocks(draft: Draft): PaperBlock[] {
  const outage = outageOf(draft);
  if (!outage) {
    return [
      paragraph(
        line`Sự cố ${draft.paper.about ?? ''} không có trong số liệu của ${draft.periodWords}; chưa đủ số liệu để lập biên bản.`,
      ),
    ];
  }
  return [
    heading(2, '1. Thời gian, địa điểm'),
    paragraph(timeLine(outage, draft)),
    ...slotted(draft, 'minutes-place', [line`Địa điểm: ${placeWords(outage, draft)}.`]),
    heading(2, '2. Thành phần xác nhận'),
    ...slotted(draft, 'minutes-present', [presentLine(outage, draft)]),
    heading(2, '3. Diễn biến'),
    ...slotted(draft, 'minutes-course', [courseLine(outage, draft)]),
    heading(2, '4. Nguyên nhân'),
    paragraph(causeLine(outage, draft)),
    heading(2, '5. Xác nhận của các bên'),
    ...slotted(draft, 'minutes-confirmation', [
      line`Các bên thống nhất với thời điểm, thời lượng và nguyên nhân nêu trên; biên bản là minh chứng kèm theo Sổ theo dõi sự cố.`,
    ]),
    paragraph(line`Biên bản được các bên đọc lại, thống nhất và ký xác nhận./.`),
  ];
}

function outageOf({ figures, paper }: Draft): OutageFigure | undefined {
  return figures.outages.find(({ id }) => id === paper.about);
}

/** Who keeps what failed. */
const PARTIES: Partial<Record<Cause, string>> = {
  planned: 'đơn vị điện lực',
  'mains-power': 'đơn vị điện lực',
  'internet-line': 'nhà mạng',
  dns: 'nhà mạng',
};

function timeLine({ id, from, until, wholeMs, openMs }: OutageFigure, { trace }: Draft): Run[] {
  const address = trace.outage(id);
  const end = until === null ? 'chưa khắc phục' : documentDateTime(until);
  return line`Thời điểm bắt đầu: ${figure(documentDateTime(from), address)}; thời điểm khắc phục: ${figure(end, address)}; thời lượng ${figure(documentDuration(wholeMs), address)}, trong đó ${figure(documentDuration(openMs), address)} trong giờ làm việc.`;
}

function placeWords({ siteId }: OutageFigure, { siteName, profiles, ward }: Draft): string {
  const address = profiles.find((one) => one.siteId === siteId)?.address ?? '';
  return address === '' ? `${siteName(siteId)}, ${ward}` : `${siteName(siteId)}, ${address}`;
}

function presentLine({ cause }: OutageFigure, { committee }: Draft): Run[] {
  const party = PARTIES[cause];
  const others = ['đại diện điểm xảy ra sự cố', ...(party === undefined ? [] : [`đại diện ${party}`])];
  return line`Đại diện ${vnList([committee, ...others])}, ký tên dưới đây.`;
}

function courseLine({ id, services, interruptions, notes }: OutageFigure, { trace, figures }: Draft): Run[] {
  const also = services.length === 0 ? '' : ` Dịch vụ bị ảnh hưởng: ${vnList(services)}.`;
  const flicker =
    interruptions === 0
      ? []
      : line` Trong thời gian này kết nối có lại chốc lát ${figure(String(interruptions), trace.outage(id))} lần.`;
  const note = notes.at(-1)?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const handled = note === '' ? '' : ` Ghi nhận xử lý: ${note.replace(/[.\s]+$/, '')}.`;
  return line`Hệ thống giám sát không nhận được tín hiệu của điểm trong thời gian nêu trên; sai số thời điểm không quá ${String(Math.round(figures.monitoring.probeMs / 1_000))} giây.${also}${flicker}${handled}`;
}

function causeLine({ cause, isConfirmed, id, ticket, attachments }: OutageFigure, { trace }: Draft): Run[] {
  const words = figure(CAUSE_WORDS[cause], trace.outage(id));
  const state = isConfirmed ? 'đã được cán bộ phụ trách xác nhận' : 'do hệ thống gợi ý, chưa được xác nhận';
  const proof = [...attachments, ...(ticket === null ? [] : [`phiếu ${ticket}`])];
  return line`Nguyên nhân: ${words} (${state}).${proof.length === 0 ? '' : ` Tài liệu kèm theo: ${proof.join('; ')}.`}`;
}
