import type { OutageFigure, OutageSum, Run, SiteFigures } from '../api/index.ts';
import { documentCount, documentDateTime, documentDuration, vnNumber, vnPercent } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { between, figure, line } from './runs.ts';
import { CAUSE_WORDS, TOO_LITTLE } from './words.ts';

/** Outages that an officer confirmed, most lost opening hours first, then the longest. */
export function worstFirst(outages: readonly OutageFigure[]): OutageFigure[] {
  return outages
    .filter(({ isConfirmed }) => isConfirmed)
    .toSorted((a, b) => b.openMs - a.openMs || b.wholeMs - a.wholeMs || (a.id < b.id ? -1 : 1));
}

/** `03 sự cố, tổng thời gian 02 giờ 15 phút, trong đó 01 giờ 00 phút trong giờ làm việc`. */
export function sumWords({ count, wholeMs, openMs }: OutageSum, trace: string): Run[] {
  return line`${figure(documentCount(count), trace)} sự cố, tổng thời gian ${figure(documentDuration(wholeMs), trace)}, trong đó ${figure(documentDuration(openMs), trace)} trong giờ làm việc`;
}

/** Confirmed outages by cause: `mất điện lưới 02 lần/03 giờ 00 phút; …`. Empty where there is none. */
export function causeWords({ figures, trace }: Draft): Run[] {
  const seen = figures.byCause.filter(({ confirmed }) => confirmed.count > 0);
  return between(
    seen.map(({ cause, confirmed }) => {
      const rows = trace.ledger({ cause });
      return line`${CAUSE_WORDS[cause]} ${figure(documentCount(confirmed.count), rows)} lần/${figure(documentDuration(confirmed.wholeMs), rows)}`;
    }),
    '; ',
  );
}

/** One outage in a sentence. */
export function outageWords(outage: OutageFigure, { trace, siteName }: Draft): Run[] {
  const { id, siteId, from, until, wholeMs, cause } = outage;
  const end = until === null ? 'đến cuối kỳ số liệu chưa khắc phục' : `đến ${documentDateTime(until)}`;
  const length = figure(documentDuration(wholeMs), trace.outage(id));
  return line`${figure(id, trace.outage(id))} tại ${siteName(siteId)}: từ ${documentDateTime(from)} ${end}, thời lượng ${length}, nguyên nhân: ${CAUSE_WORDS[cause]}`;
}

/** What is not confirmed stands apart. Empty where there is none. */
export function suspectedWords({ figures, trace }: Draft): Run[] {
  const { count } = figures.suspected;
  if (count === 0) return [];
  return line`Sự cố chưa xác nhận: ${figure(documentCount(count), trace.ledger({ confirmed: '0' }))}, không tính vào tổng.`;
}

/** Whether a site has something whose availability can be told: a house without equipment has not. */
export function hasConnection({ kind, stage, isMonitored }: SiteFigures): boolean {
  const isEquipped = kind !== 'cultural-house' || stage === 'in-use' || stage === 'suspended';
  return isEquipped && isMonitored;
}

/** The same with the hours that it is made of, so that an annex can be checked: `96% (1.200/1.250 giờ)`. */
export function availabilityInHours(site: SiteFigures): string {
  const words = availabilityWords(site);
  if (site.open.availability === null || words === '-') return words;
  const { upMs, downMs } = site.open;
  return `${words} (${hours(upMs)}/${hours(upMs + downMs)} giờ)`;
}

function hours(ms: number): string {
  return vnNumber(Math.round(ms / 36_000) / 100);
}

/** Availability in opening hours; `-` where there is nothing to be available. */
export function availabilityWords(site: SiteFigures): string {
  if (site.kind === 'cultural-house' && site.stage !== 'in-use' && site.stage !== 'suspended') return '-';
  return site.open.availability === null ? TOO_LITTLE : vnPercent(site.open.availability);
}
