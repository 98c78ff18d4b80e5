import type { PaperRow, PaperStatusRequest } from '@wardwatch/shared/api';
import { localDateOf, parsePeriod } from '@wardwatch/shared/calendar';
import type { Paper, PaperKind } from '@wardwatch/shared/model';
import { done, type Outcome, refused } from './outcome.ts';

/** Id of the next document of a year, after all that there are: `VBN-2026-0001`. */
export function nextPaperId(ids: readonly string[], year: number): string {
  const start = `VBN-${year}-`;
  const numbers = ids.filter((id) => id.startsWith(start)).map((id) => Number(id.slice(start.length)));
  return `${start}${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}

/** Series that documents are numbered in: by the abbreviation of their type. Paragraphs have no number. */
const SERIES: Readonly<Record<PaperKind, string>> = {
  'quarter-report': 'BC',
  'budget-request': 'TTr',
  paragraphs: '',
  minutes: 'BB',
  correction: 'BC',
};

/**
 * What no two documents may have in common: an open one its kind, period and subject; an issued one its type, year
 * and number, since each type is numbered from 1 every year.
 */
export function paperKey({ kind, status, period, about, number, issuedOn }: Paper): string {
  return status === 'issued'
    ? `no ${SERIES[kind]} ${issuedOn?.slice(0, 'YYYY'.length)} ${number}`
    : `open ${kind} ${period} ${about ?? ''}`;
}

/** A document after the step that is asked for. Locking its figures is the caller's. */
export function moved(paper: Paper, step: PaperStatusRequest, now: number): Outcome<Paper> {
  if (paper.status === 'issued') {
    return refused('already-issued', 'the document is issued and locked; mend it by a correction');
  }
  if (step.status === paper.status) return refused('state-conflict', `the document is ${paper.status} already`);
  const changed = { ...paper, changedAt: now };
  if (step.status !== 'issued') return done({ ...changed, status: step.status });
  return issued(changed, step, now);
}

function issued(
  paper: Paper,
  { number, issuedOn }: Extract<PaperStatusRequest, { status: 'issued' }>,
  now: number,
): Outcome<Paper> {
  if (paper.kind === 'paragraphs') {
    return refused('state-conflict', 'paragraphs go into the report of the ward; they are not issued by themselves');
  }
  if (paper.status !== 'submitted') return refused('state-conflict', 'submit the document before it is issued');
  if (issuedOn > localDateOf(now)) {
    return refused('bad-request', 'the day of issue lies in the future', { issuedOn: 'today at the latest' });
  }
  const first = parsePeriod(paper.period)?.from;
  if (first !== undefined && issuedOn < first) {
    return refused('bad-request', 'the day of issue lies before the period that the document is about', {
      issuedOn: `${first} at the earliest`,
    });
  }
  return done({ ...paper, status: 'issued', number, issuedOn });
}

/** Whether the document may be edited by somebody who saw this revision of it. */
export function editable(paper: PaperRow, revision: number): Outcome<PaperRow> {
  if (paper.status === 'issued') {
    return refused('already-issued', 'the document is issued and locked; mend it by a correction');
  }
  if (paper.status !== 'draft') return refused('not-a-draft', 'take the document back to draft before you change it');
  return paper.revision === revision ? done(paper) : changedMeanwhile(paper.id);
}

export function changedMeanwhile(id: string): Outcome<never> {
  return refused('revised', `${id} was changed meanwhile; look at it and send again`);
}
