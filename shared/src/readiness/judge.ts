import type { Judgement } from '../api/index.ts';
import type { Criterion, CriterionCheck, Declaration } from '../model/index.ts';
import { startOfDay } from '../calendar/index.ts';
import { judgeAvailability } from './judge-availability.ts';
import { judgeCheckList } from './judge-computers.ts';
import { judgeEquipment, judgeSurvey, judgeUpsCover } from './judge-equipment.ts';
import { judgeRuntime } from './judge-runtime.ts';
import { isWithinMonths, NO_DATA, type Outcome } from './outcome.ts';
import type { SiteEvidence } from './evidence.ts';

/**
 * Judges the active criteria that concern a site. What was measured decides; where nothing was, what a person declared;
 * where nobody did, there is no data. "Not applicable" is always a person's word, and then it holds.
 */
export function judgeSite(criteria: readonly Criterion[], evidence: SiteEvidence): Judgement[] {
  return criteria
    .filter(({ isActive, scope }) => isActive && scope.includes(evidence.kind))
    .map((criterion) => judge(criterion, evidence));
}

function judge({ id, isMandatory, check }: Criterion, evidence: SiteEvidence): Judgement {
  const declared = lastDeclaration(evidence, id);
  const seen = declared?.result === 'not-applicable' ? declaredOutcome(declared) : outcomeOf(check, evidence);
  const outcome = seen.result === 'no-data' && declared ? declaredWithin(check, declared, evidence) : seen;
  return { criterionId: id, isMandatory, ...outcome };
}

function outcomeOf(check: CriterionCheck, evidence: SiteEvidence): Outcome {
  switch (check.kind) {
    case 'lan-availability':
      return judgeAvailability(evidence, evidence.lan, check.minPercent, null);
    case 'line-availability':
      return judgeAvailability(evidence, evidence.line, check.minPercent, check.maxLatencyMs);
    case 'availability':
      return judgeAvailability(evidence, evidence.open, check.minPercent, null);
    case 'equipment':
      return judgeEquipment(evidence, check.kinds);
    case 'ups-cover':
      return judgeUpsCover(evidence, check.kinds);
    case 'ups-runtime':
      return judgeRuntime(evidence, check);
    case 'antivirus':
    case 'patched':
    case 'clock-sync':
    case 'computer-fit':
      return judgeCheckList(evidence, check);
    case 'survey':
      return judgeSurvey(evidence, check.maxAgeMonths);
    case 'declared':
      break;
  }
  return NO_DATA;
}

/** The newest declaration up to the day; a later one says nothing of it. */
function lastDeclaration({ declarations, day }: SiteEvidence, criterionId: string): Declaration | undefined {
  return declarations
    .filter((one) => one.criterionId === criterionId && one.on <= day)
    .toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];
}

function declaredWithin(check: CriterionCheck, declared: Declaration, { asOf }: SiteEvidence): Outcome {
  const months = check.kind === 'declared' ? check.maxAgeMonths : null;
  return isWithinMonths(startOfDay(declared.on), asOf, months) ? declaredOutcome(declared) : NO_DATA;
}

function declaredOutcome({ result, on }: Declaration): Outcome {
  return { ...NO_DATA, result, basis: 'declared', at: startOfDay(on) };
}
