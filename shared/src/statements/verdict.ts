import type { StatementResult } from '../api/index.ts';
import { STATEMENTS } from './catalogue.ts';
import type { StatementInput } from './input.ts';
import { seeFlaps, seeInterruptions, seeLan, seePath, seeServices } from './see-availability.ts';
import { type ByHand, seeBeside, seeManual, seeRatio } from './see-indicator.ts';
import { seeBudget, seeComputers, seeCriteria, seeHouses, seeItemStage, seePower, seeWifi } from './see-inventory.ts';
import type { Measure, Statement } from './statement.ts';
import { type Case, isDue, type Judged, judged, type Seen, weightOf } from './verdict-parts.ts';

/**
 * Holds the statements that a report makes against the figures, in order of the catalogue. A statement that is bound to
 * no passage is not one of the report, and is left out. Rules: domain pack § 1.3; only confirmed outages, the inventory,
 * devices' own state and figures entered by hand contradict.
 *
 * Figures by name: `n` confirmed outages in opening hours (houses with Wi-Fi or equipment, lines without proof, flaps),
 * `suspected`, `openMs`, `percent`, `coverage` and `benchmark` in percent, `part` of `whole` (computers, criteria not
 * met, equipment behind a UPS, houses, accounts), `missing`, `unknown`, `minutes` on battery, `days` since the request,
 * `servicePercent`, `wifi` and `houses` beside a figure entered by hand.
 */
export function judgeStatements(input: StatementInput): StatementResult[] {
  return STATEMENTS.flatMap((statement) => {
    const bound = input.bound.find(({ statementId }) => statementId === statement.id);
    return bound && bound.passage !== null ? [resultOf(caseOf(statement, bound, input))] : [];
  });
}

function caseOf(statement: Statement, bound: StatementInput['bound'][number], input: StatementInput): Case {
  const inScope = input.figures.sites.filter(({ kind }) => statement.scope.includes(kind));
  const isCounted = ASKS_INVENTORY.has(statement.measure.kind);
  return {
    statement,
    bound,
    input,
    target: bound.target ?? statement.target?.value ?? null,
    dueOn: bound.dueOn ?? statement.dueOn,
    sites: isCounted ? inScope : inScope.filter(({ isMonitored, stage }) => isMonitored || stage === 'in-use'),
  };
}

/** Measures that count places whether or not anything is there. */
const ASKS_INVENTORY: ReadonlySet<Measure['kind']> = new Set(['houses-equipped', 'houses-wifi', 'item-stage']);
/** Measures of the ward's own places: without one there is nothing to say. */
const ASKS_SITES: ReadonlySet<Measure['kind']> = new Set([
  ...ASKS_INVENTORY,
  'lan-availability',
  'computer-fit',
  'interruptions',
  'path-interruptions',
  'flaps',
  'criteria',
  'power',
]);

function resultOf(one: Case): StatementResult {
  if (one.statement.isNeverMeasured) return statusOnly(one);
  if (ASKS_SITES.has(one.statement.measure.kind) && one.sites.length === 0) {
    return shaped(one, { verdict: 'not-applicable', reason: 'no-site', gap: 'none' }, { state: 'open' });
  }
  const found = see(one);
  if (found.state === 'words') {
    return shaped(one, { verdict: 'manual', reason: found.reason, gap: 'unknown' }, found.seen);
  }
  return shaped(one, judged(one.statement.stance, found.seen, isDue(one)), found.seen);
}

/** What may not be measured has a person's word for a state, and no figure at all. */
function statusOnly(one: Case): StatementResult {
  const { measure } = one.statement;
  const systemId = measure.kind === 'status' ? measure.systemId : '';
  const status = one.input.systems.find(({ id }) => id === systemId)?.status ?? null;
  const gap = status === null ? 'unknown' : status === 'in-use' ? 'closed' : 'open';
  const result = shaped(one, { verdict: 'manual', reason: 'never-measured', gap }, { state: 'open' });
  return { ...result, target: null, dueOn: null };
}

function see(one: Case): ByHand {
  const { measure } = one.statement;
  const seen = (what: Seen): ByHand => ({ state: 'seen', seen: what });
  switch (measure.kind) {
    case 'lan-availability':
      return seen(seeLan(one, measure));
    case 'computer-fit':
      return seen(seeComputers(one, measure));
    case 'interruptions':
      return seen(seeInterruptions(one, measure));
    case 'path-interruptions':
      return seen(seePath(one, measure));
    case 'services': {
      const services = seeServices(one, measure.systemIds);
      return services ? seen(services) : systemsByHand(one, measure.systemIds);
    }
    case 'flaps':
      return seen(seeFlaps(one));
    case 'criteria':
      return seen(seeCriteria(one, measure));
    case 'power':
      return seen(seePower(one, measure));
    case 'item-stage':
      return seen(seeItemStage(one, measure));
    case 'houses-equipped':
      return seen(seeHouses(one));
    case 'houses-wifi':
      return seen(seeWifi(one));
    case 'ratio':
      return seeRatio(one, measure);
    case 'manual':
      return seeManual(one, measure);
    case 'beside':
      return seeBeside(one, measure);
    case 'budget':
      return seen(seeBudget(one));
    case 'status':
      break;
  }
  return seen({ state: 'open' });
}

/** Systems that no service stands for: a person's word, where there is one. */
function systemsByHand({ input }: Case, systemIds: readonly string[]): ByHand {
  const isSaid = input.systems.some(({ id, status }) => systemIds.includes(id) && status !== null);
  return { state: 'words', reason: isSaid ? 'by-hand' : 'no-value', seen: { state: 'open' } };
}

function shaped({ statement, target, dueOn }: Case, verdict: Judged, seen: Seen): StatementResult {
  return {
    statementId: statement.id,
    ...verdict,
    weight: weightOf(statement, verdict, seen),
    figures: { ...seen.figures, ...(target === null || statement.isNeverMeasured ? {} : { target }) },
    causes: [...(seen.causes ?? [])],
    target,
    dueOn,
    siteIds: [...(seen.siteIds ?? [])],
    outageIds: [...(seen.outageIds ?? [])],
    criterionIds: [...(seen.criterionIds ?? [])],
    indicatorId: seen.indicatorId ?? null,
  };
}
