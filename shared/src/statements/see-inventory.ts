import { DAY_MS, startOfDay } from '../calendar/index.ts';
import type { EquipmentItem, LocalDate } from '../model/index.ts';
import { inPeriod, rowsSeen } from './see-availability.ts';
import type { Measure } from './statement.ts';
import {
  type Case,
  judgementsOf,
  leastCoverage,
  MIN_COVERAGE,
  openOutages,
  percentOf,
  type Seen,
} from './verdict-parts.ts';

type Of<Kind extends Measure['kind']> = Extract<Measure, { kind: Kind }>;
type Judged = ReturnType<typeof judgementsOf>[number];

const isLacking = ({ result }: Pick<Judged, 'result'>): boolean => result === 'not-met' || result === 'partly';

/** Computers that meet the minimum, of those that were looked at. One that does not is enough to miss. */
export function seeComputers(one: Case, { criterionId }: Of<'computer-fit'>): Seen {
  const list = judgementsOf(one, (id) => id === criterionId).filter(({ result }) => result !== 'not-applicable');
  const pieces = list.flatMap(({ figure }) => (figure?.unit === 'pieces' ? [figure] : []));
  const part = pieces.reduce((sum, { have }) => sum + have, 0);
  const whole = pieces.reduce((sum, { need }) => sum + need, 0);
  // Where no machine is bad, those that do not tell are not missing.
  const missing = list.filter(isLacking).reduce((sum, { figure }) => sum + lackOf(figure), 0);
  const { computers, computersMonitored } = one.input.figures.monitoring;
  const isLookedAt = computersMonitored >= computers * MIN_COVERAGE && list.length > 0 && !list.some(isUnknown);
  const isMissed = list.some(isLacking) && (whole === 0 || percentOf(part, whole) < (one.target ?? 0));
  return {
    state: isMissed ? 'missed' : isLookedAt ? 'met' : 'open',
    figures: { part, whole, missing, ...(whole > 0 ? { percent: percentOf(part, whole) } : {}) },
    siteIds: one.sites.map(({ siteId }) => siteId),
    criterionIds: [criterionId],
    mandatory: list.some((judgement) => judgement.isMandatory && isLacking(judgement)) ? 1 : 0,
  };
}

function lackOf(figure: Judged['figure']): number {
  return figure?.unit === 'pieces' ? figure.need - figure.have : 0;
}

/** Mandatory criteria that are not met at one of the places. */
export function seeCriteria(one: Case, { prefix }: Of<'criteria'>): Seen {
  const list = judgementsOf(one, (id) => id.startsWith(prefix)).filter(
    ({ isMandatory, result }) => isMandatory && result !== 'not-applicable',
  );
  const all = [...new Set(list.map(({ criterionId }) => criterionId))].toSorted();
  const lacking = all.filter((id) => list.some((judgement) => judgement.criterionId === id && isLacking(judgement)));
  const unknown = list.filter(isUnknown).length;
  const isMissed = lacking.length > (one.target ?? 0);
  return {
    state: isMissed ? 'missed' : all.length === 0 || unknown > 0 ? 'open' : 'met',
    figures: { part: lacking.length, whole: all.length, unknown },
    siteIds: [...new Set(list.filter(isLacking).map(({ siteId }) => siteId))],
    criterionIds: lacking.length > 0 ? lacking : all,
    mandatory: lacking.length,
  };
}

/** Confirmed mains cuts in opening hours, main network equipment behind a UPS, and the shortest measured runtime. */
export function seePower(one: Case, { coverId, runtimeId }: Of<'power'>): Seen {
  const cuts = openOutages(one).filter(({ cause }) => cause === 'mains-power');
  const cover = judgementsOf(one, (id) => id === coverId);
  const runtime = judgementsOf(one, (id) => id === runtimeId);
  const parts = [...cover, ...runtime].filter(({ result }) => result !== 'not-applicable');
  const seen = rowsSeen(one, cuts);
  const pieces = coverFigures(cover, one.target ?? 100);
  const state = inPeriod(one, {
    isMissed:
      seen.figures.n > 0 || pieces.isMissed || parts.some((part) => part.criterionId === runtimeId && isLacking(part)),
    isMet: cuts.length === 0 && cover.length > 0 && !parts.some(isUnknown),
    coverage: cover.length === 0 || parts.some(isUnknown) ? 0 : leastCoverage(one.sites),
  });
  return {
    ...seen,
    ...state,
    figures: { ...seen.figures, ...pieces.figures, ...shortest(runtime) },
    criterionIds: [coverId, runtimeId],
    mandatory: parts.filter((part) => part.isMandatory && isLacking(part)).length,
  };
}

function coverFigures(cover: readonly Judged[], target: number) {
  const pieces = cover.flatMap(({ figure }) => (figure?.unit === 'pieces' ? [figure] : []));
  const part = pieces.reduce((sum, { have }) => sum + have, 0);
  const whole = pieces.reduce((sum, { need }) => sum + need, 0);
  const figures: Record<string, number> =
    whole === 0 ? {} : { part, whole, missing: whole - part, percent: percentOf(part, whole) };
  return {
    figures,
    isMissed: cover.some(isLacking) && (whole === 0 || percentOf(part, whole) < target || part === whole),
  };
}

function shortest(runtime: readonly Judged[]): Record<string, number> {
  const minutes = runtime.flatMap(({ figure }) => (figure?.unit === 'minutes' ? [figure.have] : []));
  return minutes.length === 0 ? {} : { minutes: Math.floor(Math.min(...minutes)) };
}

/** The equipment that is furthest on its way into use, and how long it has been asked for. */
export function seeItemStage(one: Case, { equipment, criterionId }: Of<'item-stage'>): Seen {
  const { items, day } = one.input;
  const ids = new Set(one.sites.map(({ siteId }) => siteId));
  const mine = items.filter(({ siteId, kind }) => kind === equipment && ids.has(siteId));
  const isReached = mine.some((item) => stageOn(item, day) === 'in-use');
  const asked = mine
    .flatMap(({ stages }) => stages.filter(({ stage, on }) => stage === 'requested' && on <= day))
    .map(({ on }) => on)
    .toSorted()[0];
  const days = asked === undefined ? {} : { days: Math.round((startOfDay(day) - startOfDay(asked)) / DAY_MS) };
  const found = judgementsOf(one, (id) => id === criterionId).filter(isLacking);
  return {
    state: isReached ? 'met' : 'missed',
    figures: isReached ? {} : days,
    siteIds: [...ids],
    criterionIds: [criterionId],
    mandatory: !isReached && found.some(({ isMandatory }) => isMandatory) ? 1 : 0,
  };
}

function stageOn({ stages }: EquipmentItem, day: LocalDate) {
  return stages.findLast(({ on }) => on <= day)?.stage;
}

/** Cultural houses that are equipped. */
export function seeHouses(one: Case): Seen {
  const { total, equipped } = one.input.figures.houses;
  return housesSeen(one, equipped, total, 0);
}

/** Cultural houses whose free Wi-Fi works; those of which nothing was measured might. */
export function seeWifi(one: Case): Seen {
  const { total, wifiLive, wifiNoData } = one.input.figures.houses;
  return housesSeen(one, wifiLive, total, wifiNoData);
}

function housesSeen({ target, sites }: Case, part: number, whole: number, unknown: number): Seen {
  const figures = { n: part, part, whole, missing: Math.max(0, (target ?? whole) - part), unknown };
  const siteIds = sites.map(({ siteId }) => siteId);
  if (target === null)
    return { state: 'open', reason: 'no-target', figures: { n: part, part, whole, unknown }, siteIds };
  if (part >= target) return { state: 'met', figures, siteIds };
  return { state: part + unknown >= target ? 'open' : 'missed', figures, siteIds };
}

/** Lines of the newest budget request that nothing stands behind: no criterion, no statement and no outage. */
export function seeBudget({ input, target }: Case): Seen {
  const lines = input.lines ?? [];
  if (lines.length === 0) return { state: 'open', reason: 'no-lines' };
  const bare = lines.filter(
    ({ criteria, statements, outageIds }) => criteria.length + statements.length + outageIds.length === 0,
  );
  return {
    state: bare.length <= (target ?? 0) ? 'met' : 'missed',
    figures: { n: bare.length, whole: lines.length },
    outageIds: [...new Set(lines.flatMap(({ outageIds }) => outageIds))],
    criterionIds: [...new Set(lines.flatMap(({ criteria }) => criteria))],
  };
}

function isUnknown({ result }: Judged): boolean {
  return result === 'no-data';
}
