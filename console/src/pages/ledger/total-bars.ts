import type { OutageList } from '@wardwatch/shared/api';
import type { Bar } from '../../components/bar-list.ts';
import { type Names, placeWords } from '../../components/outage-words.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

type Totals = OutageList['totals'];

/** Sites beyond these few are found by the filter. */
const MOST_SITES = 8;

/** One bar a cause, the longest first; what an officer confirmed apart from what is suspected. */
export function causeBars(byCause: Totals['byCause'], t: Messages, format: Format): Bar[] {
  const { ledger } = t;
  const groups = Map.groupBy(byCause, ({ cause }) => cause);
  const bars = [...groups].map(([cause, parts]) => {
    const sum = (of: (part: Totals['byCause'][number]) => number, confirmed?: boolean): number =>
      parts
        .filter((part) => confirmed === undefined || part.confirmed === confirmed)
        .reduce((all, part) => all + of(part), 0);
    const sureMs = sum((part) => part.wholeMs, true);
    const unsureMs = sum((part) => part.wholeMs, false);
    const split = [
      ...(sureMs > 0 ? [`${format.hours(sureMs)} ${ledger.confirmedPart}`] : []),
      ...(unsureMs > 0 ? [`${format.hours(unsureMs)} ${ledger.suspectedPart}`] : []),
    ];
    const times = ledger.times(format.number(sum((part) => part.count)));
    return {
      label: ledger.causes[cause],
      href: null,
      value: format.hours(sureMs + unsureMs),
      beside: [times, ...split].join(' · '),
      sureMs,
      unsureMs,
    };
  });
  return bars.toSorted((a, b) => b.sureMs + b.unsureMs - (a.sureMs + a.unsureMs));
}

/** One bar a site, the longest first; each leads to its own rows. */
export function siteBars(
  bySite: Totals['bySite'],
  names: Names,
  addressOf: (siteId: string) => string,
  t: Messages,
  format: Format,
): Bar[] {
  return bySite
    .toSorted((a, b) => b.wholeMs - a.wholeMs)
    .slice(0, MOST_SITES)
    .map((total) => ({
      label: placeWords(total, names, t),
      href: total.siteId === null ? null : addressOf(total.siteId),
      value: format.hours(total.wholeMs),
      beside: t.ledger.times(format.number(total.count)),
      sureMs: total.wholeMs,
      unsureMs: 0,
    }));
}
