import type { PaperRow, PaperStatusRequest, UpdatePaperRequest } from '@wardwatch/shared/api';
import { MAX_ATTACHMENTS } from '@wardwatch/shared/api';
import type { AttachmentRef, Paper } from '@wardwatch/shared/model';
import type { RecordChange } from '../store/record-store.ts';
import { gatherInput, paperRow, type Sources } from './gather.ts';
import { changedMeanwhile, editable, moved, paperKey } from './life.ts';
import { lineProblem } from './line-problem.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { lock } from './snapshot.ts';

/** When a document is changed (UTC milliseconds), and the person who does. */
export interface By {
  at: number;
  by: string;
}

/** The document with its revision. */
export async function findPaper({ records }: Sources, id: string): Promise<Outcome<PaperRow>> {
  const found = await records.one('paper', id);
  return found ? done(paperRow(found)) : refused('not-found', 'there is no such document');
}

/** Texts and lines in the place of those before; only of a draft. */
export async function updatePaper(
  sources: Sources,
  id: string,
  { texts, lines, revision }: UpdatePaperRequest,
  by: By,
): Promise<Outcome<PaperRow>> {
  const found = await findDraft(sources, id, revision);
  if (!found.ok) return found;
  const problem = lineProblem(found.value, lines);
  if (problem) return problem;
  // What is empty follows the figures again.
  const written = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
  return save(sources, { ...paperOf(found.value), texts: written, lines, changedAt: by.at }, revision, by);
}

/** To the next status, or back to draft. Issuing locks the figures in the same commit. */
export async function movePaper(
  sources: Sources,
  id: string,
  step: PaperStatusRequest,
  by: By,
): Promise<Outcome<PaperRow>> {
  const found = await findPaper(sources, id);
  if (!found.ok) return found;
  const next = moved(paperOf(found.value), step, by.at);
  if (!next.ok) return next;
  if (found.value.revision !== step.revision) return changedMeanwhile(id);
  if (next.value.status !== 'issued') return save(sources, next.value, step.revision, by);
  const { paper, changes } = lock(await gatherInput(sources, next.value, by.at));
  return save(sources, paper, step.revision, by, changes);
}

/** A quotation for a line of a draft. The file itself is kept by its hash; see the ledger's attachments. */
export async function addQuotation(
  sources: Sources,
  id: string,
  { line, revision, quotation }: { line: string; revision: number; quotation: AttachmentRef },
  by: By,
): Promise<Outcome<PaperRow>> {
  const found = await findDraft(sources, id, revision);
  if (!found.ok) return found;
  const { lines } = found.value;
  const quoted = lines.find((one) => one.id === line);
  if (!quoted) return refused('not-found', `the document has no line ${line}; save its lines first`);
  if (quoted.quotations.length >= MAX_ATTACHMENTS) {
    return refused('state-conflict', `a line has at most ${MAX_ATTACHMENTS} quotations`);
  }
  if (quoted.quotations.some(({ hash }) => hash === quotation.hash)) {
    return refused('state-conflict', 'this very file is attached to the line already');
  }
  const added = { ...quoted, quotations: [...quoted.quotations, quotation] };
  const paper = {
    ...paperOf(found.value),
    lines: lines.map((one) => (one.id === line ? added : one)),
    changedAt: by.at,
  };
  return save(sources, paper, revision, by);
}

/** A draft that is still as somebody saw it. */
export async function findDraft(sources: Sources, id: string, revision: number): Promise<Outcome<PaperRow>> {
  const found = await findPaper(sources, id);
  return found.ok ? editable(found.value, revision) : found;
}

/** What is kept of a document. */
export function paperOf({ revision: _, ...paper }: PaperRow): Paper {
  return paper;
}

/** Writes a document over the revision that it is based on, with what has to be written with it or not at all. */
export async function save(
  { records }: Sources,
  paper: Paper,
  basedOn: number,
  by: By,
  more: readonly RecordChange[] = [],
): Promise<Outcome<PaperRow>> {
  const change = { kind: 'paper', id: paper.id, body: paper, uniqueKey: paperKey(paper), basedOn } as const;
  const outcome = await records.save([change, ...more], by);
  if (outcome.ok) return done({ ...paper, revision: outcome.revision });
  if (outcome.error === 'key-taken') {
    const { number, issuedOn } = paper;
    return refused('number-taken', `number ${number} of ${issuedOn?.slice(0, 'YYYY'.length)} is given already`, {
      number: 'another document of this kind and year has it',
    });
  }
  return changedMeanwhile(paper.id);
}
