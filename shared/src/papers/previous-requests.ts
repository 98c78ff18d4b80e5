import type { Run } from '../api/index.ts';
import { DAY_MS, localDateOf, startOfDay } from '../calendar/index.ts';
import { stageOn } from '../readiness/index.ts';
import { documentDate, vnList, vnMoney, vnNumber } from '../wording/index.ts';
import { budgetTotals } from './budget-totals.ts';
import type { Draft } from './draft.ts';
import { paperName } from './head.ts';
import { figure, line } from './runs.ts';

/** Groups of equipment that are told; the rest is in the inventory. */
const MAX_TOLD = 6;

/** What was asked for before and is not there yet: issued requests, and equipment that the inventory has as requested. */
export function previousRequests(draft: Draft): Run[][] {
  const made = [...issuedRequests(draft), ...requestedItems(draft)];
  return made.length > 0 ? made : [line`Chưa có nội dung nào đã đề xuất trước đó còn chờ bố trí.`];
}

function issuedRequests({ issued, trace, day, paper }: Draft): Run[][] {
  return issued
    .filter(({ kind, id }) => kind === 'budget-request' && id !== paper.id)
    .map((one) => {
      const address = trace.paper(one.id);
      const days = one.issuedOn === null ? 0 : daysBetween(one.issuedOn, day);
      return line`- ${paperName(one)}: đề nghị ${figure(vnMoney(budgetTotals(one.lines).total.gross), address)}, đến nay ${figure(vnNumber(days), address)} ngày.`;
    });
}

function requestedItems({ items, figures, trace }: Draft): Run[][] {
  const day = localDateOf(figures.asOf);
  const waiting = items.flatMap((item) => {
    const stage = stageOn(item, day);
    return stage?.stage === 'requested' ? [{ item, ...stage }] : [];
  });
  const groups = Map.groupBy(waiting, ({ on, paper, item }) => `${on}\n${paper}\n${item.kind}`);
  const oldest = [...groups.values()].toSorted((a, b) => ((a[0]?.on ?? '') < (b[0]?.on ?? '') ? -1 : 1));
  return oldest.slice(0, MAX_TOLD).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = vnList([...new Set(group.map(({ item }) => item.name))].slice(0, 3));
    const pieces = group.reduce((sum, { item }) => sum + item.quantity, 0);
    const where = trace.equipment('requested');
    const paper = first.paper === '' ? '' : ` tại ${first.paper}`;
    return [
      line`- ${names} (số lượng ${figure(vnNumber(pieces), where)}): đã đề xuất${paper} từ ${documentDate(first.on)}, đến nay ${figure(vnNumber(daysBetween(first.on, day)), where)} ngày chưa được bố trí.`,
    ];
  });
}

function daysBetween(from: string, until: string): number {
  return Math.max(0, Math.round((startOfDay(until) - startOfDay(from)) / DAY_MS));
}
