import type { PaperContent, SiteFigures } from '../api/index.ts';
import { lineWarnings } from './budget-totals.ts';
import type { Draft } from './draft.ts';
import { uncheckedFor } from './references.ts';

/** Least share of the opening hours that has to be measured for a figure to be one. */
export const MIN_COVERAGE = 0.8;

type Warning = PaperContent['warnings'][number];

/** What the officer should look at before the document goes out. */
export function warningsOf(draft: Draft): Warning[] {
  return [...figureWarnings(draft), ...lineWarningsOf(draft), ...formWarnings(draft)];
}

function figureWarnings({ paper, figures }: Draft): Warning[] {
  if (paper.kind === 'minutes') return minutesWarnings(paper.about, figures);
  const { monitoring } = figures;
  const low = figures.sites.filter(isLow);
  const noTarget = figures.statements.filter(({ reason }) => reason === 'no-target');
  return [
    ...when(!hasData(figures), 'no-data', figures.period),
    ...when(!figures.isOver, 'period-runs', figures.period),
    ...when(figures.suspected.count > 0, 'unconfirmed-outages', String(figures.suspected.count)),
    ...when(low.length > 0, 'low-coverage', low.map(({ name }) => name).join(', ')),
    ...when(monitoring.unconfirmedDays.length > 0, 'calendar-unconfirmed', monitoring.unconfirmedDays.join(', ')),
    ...when(noTarget.length > 0, 'no-target', noTarget.map(({ statementId }) => statementId).join(', ')),
    ...when(paper.kind === 'correction', 'figures-changed', paper.about ?? ''),
  ];
}

function minutesWarnings(about: string | null, { outages, period }: Draft['figures']): Warning[] {
  const outage = outages.find(({ id }) => id === about);
  if (!outage) return when(true, 'no-data', about ?? period);
  return when(!outage.isConfirmed, 'unconfirmed-outages', outage.id);
}

function lineWarningsOf({ paper }: Draft): Warning[] {
  if (paper.kind !== 'budget-request') return [];
  return (['line-without-proof', 'line-without-price'] as const).flatMap((code) => {
    const ids = paper.lines.filter((line) => lineWarnings(line).includes(code)).map(({ id }) => id);
    return when(ids.length > 0, code, ids.join(', '));
  });
}

function formWarnings({ paper, references, identity, day }: Draft): Warning[] {
  const unchecked = uncheckedFor(references, paper.kind, day);
  return [
    ...when(unchecked.length > 0, 'reference-unchecked', unchecked.map(({ id }) => id).join(', ')),
    ...when(identity.signer === null && paper.kind !== 'paragraphs', 'signer-blank', ''),
  ];
}

/** Whether anything at all was measured or entered in the period. */
export function hasData(figures: Draft['figures']): boolean {
  const isMeasured = figures.monitoring.openCoverage !== null && figures.monitoring.openCoverage > 0;
  return isMeasured || figures.outages.length > 0;
}

/** Whether enough of the opening hours was measured to say that something did not happen, or became less. */
export function hasCoverage({ monitoring }: Draft['figures']): boolean {
  return (monitoring.openCoverage ?? 0) >= MIN_COVERAGE;
}

/** A monitored site of which too little was measured. A house without equipment is none. */
function isLow({ isMonitored, open }: SiteFigures): boolean {
  return isMonitored && (open.coverage ?? 0) < MIN_COVERAGE;
}

function when(is: boolean, code: Warning['code'], what: string): Warning[] {
  return is ? [{ code, what }] : [];
}
