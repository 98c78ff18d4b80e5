import type { OutageFigure, SiteFigures, StatementResult } from '../api/index.ts';
import type { BoundStatement } from '../model/index.ts';
import type { StatementInput } from './input.ts';
import type { Statement, Stance } from './statement.ts';

/** A statement as it is bound in a report, with what it is held against. */
export interface Case {
  statement: Statement;
  bound: BoundStatement;
  input: StatementInput;
  /** The officer's target, else the catalogue's; null where somebody has to name one. */
  target: number | null;
  dueOn: string | null;
  /** Places of its scope that are equipped or monitored. */
  sites: readonly SiteFigures[];
}

/** What was seen of a measure, before it is known what the report says of it. */
export interface Seen {
  /** `met`, `missed`: as the target has it; `open`: nothing tells. */
  state: 'met' | 'missed' | 'open';
  /** Why nothing tells. */
  reason?: 'coverage' | 'period-runs' | 'unconfirmed-only' | 'no-lines' | 'no-value' | 'no-target';
  figures?: Record<string, number>;
  causes?: StatementResult['causes'];
  siteIds?: readonly string[];
  outageIds?: readonly string[];
  criterionIds?: readonly string[];
  indicatorId?: string;
  /** Down time in opening hours that it cost, and mandatory criteria that it leaves unmet: for its weight. */
  lostMs?: number;
  mandatory?: number;
}

/** A verdict and its reason, and whether something is missing. */
export type Judged = Pick<StatementResult, 'verdict' | 'reason' | 'gap'>;

/** Coverage under which a figure is no figure. */
export const MIN_COVERAGE = 0.8;
const HOUR_MS = 3_600_000;

/**
 * What a report's stance makes of what was seen. A gap that the report admits is supported by figures that show it; a
 * report that claims, aims or asks is contradicted only where the target is missed and its day has passed.
 */
export function judged(stance: Stance, seen: Seen, hasComeDue: boolean): Judged {
  if (seen.state === 'open') return { verdict: 'insufficient', reason: seen.reason ?? 'coverage', gap: 'unknown' };
  if (stance === 'gap') {
    return seen.state === 'missed'
      ? { verdict: 'supported', reason: 'gap-seen', gap: 'open' }
      : { verdict: 'contradicted', reason: 'gap-closed', gap: 'closed' };
  }
  if (seen.state === 'met') return { verdict: 'supported', reason: 'target-met', gap: 'closed' };
  if (!hasComeDue) return { verdict: 'insufficient', reason: 'not-due', gap: 'open' };
  return { verdict: 'contradicted', reason: 'target-missed', gap: 'open' };
}

/**
 * Whether a miss counts already. What is claimed is due at once unless it has a day; what is aimed at or asked for is
 * due when its day has passed, and without a day never.
 */
export function isDue({ statement, dueOn, input }: Case): boolean {
  if (dueOn === null) return statement.stance !== 'target' && statement.stance !== 'request';
  return input.day > dueOn || (input.day === dueOn && input.figures.isOver);
}

/**
 * Weight of a gap: the catalogue's (10 to 100), 30 more where the report claims the contrary, an hour of lost opening
 * hours 1 (at most 100), a mandatory criterion that is not met 5 (at most 50). What nothing tells of weighs 1, what is
 * closed nothing.
 */
export function weightOf({ weight }: Statement, { verdict, gap }: Judged, { lostMs = 0, mandatory = 0 }: Seen): number {
  if (gap === 'unknown') return 1;
  if (gap !== 'open') return 0;
  const hours = Math.min(100, Math.round((lostMs / HOUR_MS) * 10) / 10);
  return weight * 10 + (verdict === 'contradicted' ? 30 : 0) + hours + Math.min(50, mandatory * 5);
}

/** Outages of connectivity in opening hours at the sites. */
export function openOutages({ input, sites }: Case): readonly OutageFigure[] {
  const ids = new Set(sites.map(({ siteId }) => siteId));
  return input.figures.outages.filter(({ siteId, openMs }) => siteId !== null && ids.has(siteId) && openMs > 0);
}

/** Outages by cause, the longest first. */
export function causesOf(outages: readonly OutageFigure[]): StatementResult['causes'] {
  const byCause = Map.groupBy(outages, ({ cause }) => cause);
  return [...byCause]
    .map(([cause, list]) => ({ cause, count: list.length, openMs: sumOpen(list) }))
    .toSorted((a, b) => b.openMs - a.openMs);
}

/** Down time in opening hours of outages. */
export function sumOpen(outages: readonly Pick<OutageFigure, 'openMs'>[]): number {
  return outages.reduce((sum, { openMs }) => sum + openMs, 0);
}

/** Judgements of criteria at the sites of a case, with their site. */
export function judgementsOf({ sites }: Case, isMeant: (id: string) => boolean) {
  return sites.flatMap(({ siteId, criteria }) =>
    criteria.filter(({ criterionId }) => isMeant(criterionId)).map((judgement) => Object.assign({ siteId }, judgement)),
  );
}

/** Percent of a share, to two places. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
}

/** Lowest coverage of opening hours among figures; what was not measured counts as none. */
export function leastCoverage(list: readonly { open: { coverage: number | null } }[]): number {
  return list.length === 0 ? 0 : Math.min(...list.map(({ open }) => open.coverage ?? 0));
}
