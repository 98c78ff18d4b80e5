import type { OutageFigure, PaperChanges, WardFigures } from '../api/index.ts';
import { documentDuration, tableDateTime, vnNumber, vnPercent } from '../wording/index.ts';
import { CAUSE_WORDS, TOO_LITTLE, VERDICT_WORDS } from './words.ts';

type Change = PaperChanges['changes'][number];

const NOTHING = '-';

/**
 * What the ledger says now against the figures that an issued document was made of: rows that came or went, were
 * confirmed, got another cause or other times; then totals, shares, houses and verdicts that are not the same any more.
 * Rows come first, in order of their ids.
 */
export function paperChanges(was: WardFigures, is: WardFigures): PaperChanges {
  return {
    changes: [...rowChanges(was, is), ...totalChanges(was, is), ...siteChanges(was, is), ...verdictChanges(was, is)],
  };
}

function rowChanges(was: WardFigures, is: WardFigures): Change[] {
  const before = new Map(was.outages.map((outage) => [outage.id, outage]));
  const after = new Map(is.outages.map((outage) => [outage.id, outage]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return ids.flatMap((id) => {
    const [old, now] = [before.get(id), after.get(id)];
    if (!old) return now ? [{ outageId: id, what: 'Bổ sung sự cố', was: NOTHING, is: rowWords(now) }] : [];
    if (!now) return [{ outageId: id, what: 'Bỏ khỏi số liệu', was: rowWords(old), is: NOTHING }];
    return compared(ROW_FIELDS, old, now, id);
  });
}

function rowWords(outage: OutageFigure): string {
  const state = outage.isConfirmed ? 'đã xác nhận' : 'chưa xác nhận';
  return `${tableDateTime(outage.from)}, ${documentDuration(outage.wholeMs)}, ${CAUSE_WORDS[outage.cause]} (${state})`;
}

type Field<Thing> = readonly [what: string, words: (thing: Thing) => string];

const ROW_FIELDS: readonly Field<OutageFigure>[] = [
  ['Xác nhận', ({ isConfirmed }) => (isConfirmed ? 'đã xác nhận' : 'chưa xác nhận')],
  ['Nguyên nhân', ({ cause }) => CAUSE_WORDS[cause]],
  ['Thời điểm bắt đầu', ({ from }) => tableDateTime(from)],
  ['Thời điểm khắc phục', ({ until }) => (until === null ? 'chưa khắc phục' : tableDateTime(until))],
  ['Thời lượng', ({ wholeMs }) => documentDuration(wholeMs)],
  ['Trong giờ làm việc', ({ openMs }) => documentDuration(openMs)],
];

const TOTAL_FIELDS: readonly Field<WardFigures>[] = [
  ['Số sự cố đã xác nhận', ({ confirmed }) => vnNumber(confirmed.count)],
  ['Tổng thời gian gián đoạn', ({ confirmed }) => documentDuration(confirmed.wholeMs)],
  ['Tổng thời gian gián đoạn trong giờ làm việc', ({ confirmed }) => documentDuration(confirmed.openMs)],
  ['Số sự cố chưa xác nhận', ({ suspected }) => vnNumber(suspected.count)],
  ['Độ phủ giám sát trong giờ làm việc', ({ monitoring }) => shareWords(monitoring.openCoverage)],
  ['Nhà văn hóa đã trang bị', ({ houses }) => `${houses.equipped}/${houses.total}`],
  ['Nhà văn hóa có wifi hoạt động', ({ houses }) => `${houses.wifiLive}/${houses.total}`],
];

function totalChanges(was: WardFigures, is: WardFigures): Change[] {
  return compared(TOTAL_FIELDS, was, is, null);
}

function siteChanges(was: WardFigures, is: WardFigures): Change[] {
  const after = new Map(is.sites.map((site) => [site.siteId, site]));
  return was.sites.flatMap((old) => {
    const now = after.get(old.siteId);
    const words = (site: typeof old): string => shareWords(site.open.availability);
    return now ? compared([[`Tỷ lệ sẵn sàng trong giờ: ${old.name}`, words]], old, now, null) : [];
  });
}

function verdictChanges(was: WardFigures, is: WardFigures): Change[] {
  const after = new Map(is.statements.map((result) => [result.statementId, result]));
  return was.statements.flatMap((old) => {
    const now = after.get(old.statementId);
    const words = ({ verdict }: typeof old): string => VERDICT_WORDS[verdict];
    return now ? compared([[`Kết quả đối chiếu: ${old.statementId}`, words]], old, now, null) : [];
  });
}

function compared<Thing>(fields: readonly Field<Thing>[], was: Thing, is: Thing, outageId: string | null): Change[] {
  return fields
    .map(([what, words]) => ({ outageId, what, was: words(was), is: words(is) }))
    .filter((change) => change.was !== change.is);
}

function shareWords(share: number | null): string {
  return share === null ? TOO_LITTLE : vnPercent(share);
}
