import type { Run, SiteFigures } from '../api/index.ts';
import { DAY_MS, localDateOf, startOfDay } from '../calendar/index.ts';
import type { BudgetLine } from '../model/index.ts';
import { stageOn } from '../readiness/index.ts';
import { documentCount, documentDate, vnList, vnMoney, vnNumber } from '../wording/index.ts';
import { budgetTotals } from './budget-totals.ts';
import type { Draft } from './draft.ts';
import { paperName } from './head.ts';
import { UNDER_WAY } from './remedies.ts';
import { figure, line } from './runs.ts';

/** Groups of equipment that are told; the rest is in the inventory. */
const MAX_TOLD = 6;

/** Lines of a request that are named. */
const MAX_NAMED = 3;

/** What was asked for before and is not there yet: lines of issued requests whose gaps are open, and equipment that the inventory has as requested. */
export function previousRequests(draft: Draft): Run[][] {
  const made = [...issuedRequests(draft), ...requestedItems(draft)];
  return made.length > 0 ? made : [line`Chưa có nội dung nào đã đề xuất trước đó còn chờ bố trí.`];
}

function issuedRequests(draft: Draft): Run[][] {
  const { issued, trace, day, paper } = draft;
  return issued
    .filter(({ kind, id }) => kind === 'budget-request' && id !== paper.id)
    .flatMap((one) => {
      const open = one.lines.filter((each) => isStillOpen(each, draft));
      const [first] = open;
      if (!first) return [];
      const address = open.length === 1 ? trace.line(first.id, one.id) : trace.paper(one.id);
      const named = [...new Set(open.map(({ name }) => name))];
      const names = vnList(named.slice(0, MAX_NAMED)) + (named.length > MAX_NAMED ? ' và nội dung khác' : '');
      const days = one.issuedOn === null ? 0 : daysBetween(one.issuedOn, day);
      return [
        line`- ${paperName(one)}: còn ${figure(documentCount(open.length), address)} nội dung chưa đáp ứng (${names}), đề nghị ${figure(vnMoney(budgetTotals(open).total.gross), address)}, đến nay ${figure(vnNumber(days), address)} ngày.`,
      ];
    });
}

/** Whether a criterion of the line is still not met at one of its sites, or its equipment is still only asked for. */
function isStillOpen({ siteIds, criteria }: BudgetLine, draft: Draft): boolean {
  return criteria.some((criterionId) =>
    draft.figures.sites.some(
      (site) =>
        siteIds.includes(site.siteId) &&
        (hasStage(site, criterionId, ['requested'], draft) ||
          (isLacking(site, criterionId) && !hasStage(site, criterionId, ['funded', 'installing'], draft))),
    ),
  );
}

function isLacking({ criteria }: SiteFigures, id: string): boolean {
  return criteria.some(
    ({ criterionId, result }) => criterionId === id && (result === 'not-met' || result === 'partly'),
  );
}

/** Whether equipment that closes the criterion is in one of the stages there. A house is equipped as one. */
function hasStage(site: SiteFigures, criterionId: string, stages: readonly string[], draft: Draft): boolean {
  if (site.kind === 'cultural-house' && criterionId.startsWith('RC-H')) return stages.includes(site.stage);
  const day = localDateOf(draft.figures.asOf);
  const kinds = UNDER_WAY[criterionId] ?? [];
  return draft.items.some(
    (item) =>
      item.siteId === site.siteId &&
      (item.criterionId === criterionId || kinds.includes(item.kind)) &&
      stages.includes(stageOn(item, day)?.stage ?? ''),
  );
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
