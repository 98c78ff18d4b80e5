import type { CreatePaperRequest, PaperRow } from '@wardwatch/shared/api';
import { currentQuarter, localDateOf, parsePeriod, periodKey, yearOf } from '@wardwatch/shared/calendar';
import type { LedgerRow, Paper } from '@wardwatch/shared/model';
import { suggestLines } from '@wardwatch/shared/papers';
import { type By, paperOf, save } from './change.ts';
import { gatherInput, paperRow, type Sources } from './gather.ts';
import { nextPaperId, paperKey } from './life.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** What making a document needs beside its sources. */
export interface CreateSources extends Sources {
  readonly outage: (id: string) => Promise<LedgerRow | undefined>;
}

/** A document, and how it came: made, found as it is, or found and given the report. */
interface Made {
  paper: PaperRow;
  came: 'made' | 'found' | 'given-report';
}

/** Two people may ask for the next id at once; so many times it is taken again. */
const MAX_TRIES = 5;

/**
 * A draft, and whether it is new or changed: one that is open for the same kind, period and subject is answered as it
 * is, or, where another report is asked for and it is still a draft, with that report.
 */
export async function createPaper(
  sources: CreateSources,
  request: CreatePaperRequest,
  { at, by }: { at: number; by: string },
): Promise<Outcome<Made>> {
  const drafted = await draft(sources, request, { at, by });
  if (!drafted.ok) return drafted;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const papers = await sources.records.all('paper');
    const key = paperKey(drafted.value);
    const open = papers.find(({ body }) => paperKey(body) === key);
    if (open) return opened(sources, paperRow(open), request, { at, by });
    const paper = {
      ...drafted.value,
      id: nextPaperId(
        papers.map(({ id }) => id),
        yearOf(localDateOf(at)),
      ),
    };
    const lines = paper.kind === 'budget-request' ? suggestLines(await gatherInput(sources, paper, at)) : [];
    const body = { ...paper, lines };
    const saved = await sources.records.save([{ kind: 'paper', id: body.id, body, uniqueKey: key, basedOn: 0 }], {
      at,
      by,
    });
    if (saved.ok) return done({ paper: { ...body, revision: saved.revision }, came: 'made' });
  }
  return refused('state-conflict', 'others are making documents at this moment; try again');
}

/** A document that is open already, with the report that is asked for by name. */
async function opened(
  sources: CreateSources,
  open: PaperRow,
  { reportId }: CreatePaperRequest,
  by: By,
): Promise<Outcome<Made>> {
  const isAbout = open.about !== null;
  if (typeof reportId !== 'string' || reportId === open.reportId || open.status !== 'draft' || isAbout) {
    return done({ paper: open, came: 'found' });
  }
  const saved = await save(sources, { ...paperOf(open), reportId, changedAt: by.at }, open.revision, by);
  return saved.ok ? done({ paper: saved.value, came: 'given-report' }) : saved;
}

/** The draft without its id; period and report follow from what it is about. */
async function draft(
  sources: CreateSources,
  request: CreatePaperRequest,
  { at, by }: { at: number; by: string },
): Promise<Outcome<Paper>> {
  const subject = await subjectOf(sources, request);
  if (!subject.ok) return subject;
  return done({
    id: '',
    kind: request.kind,
    status: 'draft',
    ...subject.value,
    texts: {},
    lines: [],
    number: null,
    issuedOn: null,
    createdAt: at,
    createdBy: by,
    changedAt: at,
    snapshotHash: null,
  });
}

type Subject = Pick<Paper, 'period' | 'reportId' | 'about'>;

async function subjectOf(sources: CreateSources, request: CreatePaperRequest): Promise<Outcome<Subject>> {
  const { kind, about } = request;
  if (kind === 'minutes' || kind === 'correction') {
    const id = about ?? '';
    return kind === 'minutes' ? subjectOfMinutes(sources, id) : subjectOfCorrection(sources, id);
  }
  if (about !== undefined && about !== null) {
    return refused('bad-request', `a document of kind ${kind} is about a period`, { about: 'leave it out' });
  }
  const period = parsePeriod(request.period);
  if (!period) {
    return refused('bad-request', `${request.period} is no period; ask for one like 2026-q3`, {
      period: 'like 2026-q3, 2026-q3-cutoff, 2026-h1, 2026-9m, 2026, 2026-09, 2026-09-01..2026-09-20',
    });
  }
  const reportId = await reportOf(sources, request.reportId);
  return reportId.ok ? done({ period: periodKey(period), reportId: reportId.value, about: null }) : reportId;
}

async function subjectOfMinutes({ outage }: CreateSources, id: string): Promise<Outcome<Subject>> {
  const row = await outage(id);
  if (!row) return refused('not-found', 'there is no such row in the ledger', { about: 'the id of an outage' });
  if (row.subject !== 'site') {
    return refused('state-conflict', "minutes are made of an outage of a site's connectivity", { about: row.subject });
  }
  return done({ period: periodKey(currentQuarter(row.from)), reportId: null, about: row.id });
}

async function subjectOfCorrection({ records }: CreateSources, id: string): Promise<Outcome<Subject>> {
  const mended = await records.one('paper', id);
  if (!mended) return refused('not-found', 'there is no such document', { about: 'the id of an issued document' });
  const { status, period, reportId } = mended.body;
  if (status !== 'issued') {
    return refused('state-conflict', 'only an issued document is mended by a correction; change the draft itself');
  }
  return done({ period, reportId, about: id });
}

/** The report that was asked for; the newest one where the request says nothing of it. */
async function reportOf({ records }: CreateSources, asked: string | null | undefined): Promise<Outcome<string | null>> {
  if (asked === null) return done(null);
  if (asked !== undefined) {
    const found = await records.one('report', asked);
    return found ? done(asked) : refused('not-found', `there is no report ${asked}`, { reportId: asked });
  }
  const reports = (await records.all('report')).map(({ body }) => body);
  const newest = reports.toSorted((a, b) => b.loadedAt - a.loadedAt)[0];
  return done(newest?.id ?? null);
}
