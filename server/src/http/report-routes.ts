import { createHash } from 'node:crypto';
import {
  bindStatementRequest,
  type BindStatementRequest,
  loadReportQuery,
  REPORT_TYPES,
  type ReportDetail,
  reportDetail,
  type ReportHead,
  reportList,
  type StatementRow,
  statementRow,
  updateReportRequest,
} from '@wardwatch/shared/api';
import { currentQuarter, parsePeriod, periodKey } from '@wardwatch/shared/calendar';
import type { Clock } from '@wardwatch/shared/lib';
import {
  type BoundStatement,
  displayName,
  MAX_REPORT_CHARACTERS,
  type ReportBlock,
  type WardReport,
} from '@wardwatch/shared/model';
import { dueAfter, locate, outline, reportHead, STATEMENTS, statementOf } from '@wardwatch/shared/statements';
import * as v from 'valibot';
import { readReportFile } from '../reading/report-file.ts';
import type { ReportRefused } from '../reading/report-text.ts';
import type { RecordChange, StoredRecord } from '../store/record-store.ts';
import type { Store } from '../store/store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import { revisionOf } from './record-taken.ts';
import type { HttpContext, Routes } from './route.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** Times that a new report's id is asked for again, where others take the same one at the same moment. */
const ID_TRIES = 5;

type Note = ReportDetail['notes'][number];

/** The ward's own reports with their statements. Every change is in the audit log. */
export function addReportRoutes(routes: Routes, deps: Deps): void {
  addReports(routes, deps);
  addBinding(routes, deps);
}

function addReports(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  routes
    .add(
      {
        method: 'get',
        path: '/api/reports',
        summary: 'Reports of the ward that were loaded, newest first',
        access: 'signed-in',
        response: reportList,
      },
      async () => {
        const [reports, bound] = await Promise.all([store.records.all('report'), store.records.all('statement')]);
        const heads = reports.map(({ body }) => headOf(body, bound));
        return { reports: heads.toSorted((a, b) => b.loadedAt - a.loadedAt || (a.id < b.id ? 1 : -1)) };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/reports',
        summary: 'Load a report (DOCX, or text); the same file again answers with what is there',
        access: 'admin',
        query: loadReportQuery,
        accepts: Object.values(REPORT_TYPES),
        response: reportDetail,
      },
      async ({ query, context }) => loadReport(deps, query.name, context),
    )
    .add(
      {
        method: 'get',
        path: '/api/reports/{id}',
        summary: 'A report with its text and its statements',
        access: 'signed-in',
        response: reportDetail,
      },
      async ({ param }) => detailOf(store, await reportOf(store, param('id'))),
    )
    .add(
      {
        method: 'patch',
        path: '/api/reports/{id}',
        summary: 'Say what the text of a report does not tell: number, day, quarter, title',
        access: 'admin',
        body: updateReportRequest,
        response: reportDetail,
      },
      async ({ body: { revision: basedOn, ...told }, param, context }) => {
        const { id, body } = await reportOf(store, param('id'));
        if (!parsePeriod(told.period)) {
          const fields = { period: 'like 2026-q1, 2026-q1-cutoff, 2026-h1, 2026-01-01..2026-03-20' };
          throw new RequestRefused('bad-request', `${told.period} is no period`, { fields });
        }
        const report = { ...body, ...told };
        const change: RecordChange = { kind: 'report', id, body: report, uniqueKey: report.fileHash, basedOn };
        const changes = [change, ...(await movedDays(store, body, told.period))];
        revisionOf(await store.records.save(changes, { at: clock.now(), by: context.get('person').id }));
        await auditOf(deps)(context, 'report.update', id, told);
        return detailOf(store, await reportOf(store, id));
      },
    );
}

async function loadReport(deps: Deps, name: string, context: HttpContext): Promise<ReportDetail> {
  const { store, clock } = deps;
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  const read = await readReportFile(bytes);
  if (!read.ok) throw new RequestRefused(read.error, REFUSALS[read.error]);
  const blocks = outline(read.text);
  if (blocks.length === 0) throw new RequestRefused('file-empty', REFUSALS['file-empty']);
  const notes = notesOf(read.notes, read.text, blocks);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  for (let turn = 1; turn <= ID_TRIES; turn += 1) {
    const all = await store.records.all('report');
    const there = all.find(({ body }) => body.fileHash === fileHash);
    if (there) return detailOf(store, there, notes);
    const loadedAt = clock.now();
    const report: WardReport = {
      id: nextId(all),
      ...toldBy(blocks, name, loadedAt),
      fileName: name,
      fileHash,
      blocks,
      loadedAt,
    };
    const changes: RecordChange[] = [
      { kind: 'report', id: report.id, body: report, uniqueKey: fileHash, basedOn: 0 },
      ...boundIn(report),
    ];
    const outcome = await store.records.save(changes, { at: loadedAt, by: context.get('person').id });
    // Somebody loaded a report at the same moment: it has the number, or it is this very file.
    if (!outcome.ok) continue;
    await auditOf(deps)(context, 'report.load', report.id, { name, fileHash });
    return detailOf(store, await reportOf(store, report.id), notes);
  }
  throw new RequestRefused('revised', 'other reports are being loaded; send it again');
}

const REFUSALS: Readonly<Record<ReportRefused, string>> = {
  'file-unreadable': 'the file is neither a DOCX document nor a text in UTF-8; save it again as one of them',
  'file-encrypted': 'the file has a password; save it without one',
  'file-empty': 'there is no text in the file',
  'archive-refused': 'the file unpacks to more than is allowed, or lies about its size; save it anew',
};

/** What the text tells of the report; the rest is for a person to say. */
function toldBy(
  blocks: readonly ReportBlock[],
  fileName: string,
  now: number,
): Pick<WardReport, 'title' | 'number' | 'datedOn' | 'period'> {
  const { title, number, datedOn, period } = reportHead(blocks);
  return {
    title: v.is(displayName, title) ? v.parse(displayName, title) : fileName,
    number: v.is(displayName, number) ? number : null,
    datedOn,
    period: period ?? periodKey(currentQuarter(now)),
  };
}

/** Aims for the next quarter are due at its end, whichever quarter the report is of. */
function boundIn({ id, blocks, period }: WardReport): RecordChange[] {
  return locate(blocks).map(({ statementId, passage, score }): RecordChange => {
    const state = passage ? 'found' : 'missing';
    const body: BoundStatement = {
      reportId: id,
      statementId,
      passage,
      state,
      score,
      target: null,
      dueOn: dueAfter(statementId, period),
    };
    return { kind: 'statement', id: `${id}/${statementId}`, body, basedOn: 0 };
  });
}

/** Due days of a report that turns out to be of another quarter: those that nobody set move with it. */
async function movedDays(store: Store, { id, period }: WardReport, told: string): Promise<RecordChange[]> {
  const bound = (await store.records.all('statement')).filter(({ body }) => body.reportId === id);
  return bound.flatMap(({ id: key, body, revision }): RecordChange[] => {
    const [was, is] = [dueAfter(body.statementId, period), dueAfter(body.statementId, told)];
    if (was === is || body.dueOn !== was) return [];
    return [{ kind: 'statement', id: key, body: { ...body, dueOn: is }, basedOn: revision }];
  });
}

function notesOf(seen: readonly Note[], text: string, blocks: readonly ReportBlock[]): Note[] {
  const hasSections = blocks.some(({ section }) => section !== '');
  const kept = blocks.reduce((sum, block) => sum + letters(block.text), 0);
  const isCut = text.length > MAX_REPORT_CHARACTERS / 2 && kept < letters(text) * KEPT_SHARE;
  return [...seen, ...(hasSections ? [] : (['no-sections'] as const)), ...(isCut ? (['text-cut'] as const) : [])];
}

/** Page numbers and rules fall away from every text; where more than that is missing, it was cut. */
const KEPT_SHARE = 0.97;

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function nextId(all: readonly StoredRecord<'report'>[]): string {
  const last = Math.max(0, ...all.map(({ id }) => Number(id.slice('BC-'.length))));
  return `BC-${String(last + 1).padStart(4, '0')}`;
}

function headOf(report: WardReport, bound: readonly StoredRecord<'statement'>[]): ReportHead {
  const { id, title, number, datedOn, period, loadedAt } = report;
  const own = bound.filter(({ body }) => body.reportId === id && statementOf(body.statementId));
  const located = own.filter(({ body }) => body.passage !== null).length;
  return { id, title, number, datedOn, period, loadedAt, located, statements: STATEMENTS.length };
}

async function reportOf(store: Store, id: string): Promise<StoredRecord<'report'>> {
  const report = await store.records.one('report', id);
  if (!report) throw new RequestRefused('not-found', `there is no report ${id}`);
  return report;
}

/** A report with a row for each statement of the catalogue. */
async function detailOf(
  store: Store,
  { id, body, revision }: StoredRecord<'report'>,
  notes: readonly Note[] = notesOf([], '', body.blocks),
): Promise<ReportDetail> {
  const kept = new Map((await store.records.all('statement')).map((record) => [record.id, record]));
  const statements = STATEMENTS.map((one) => statementRowOf(id, one.id, kept.get(`${id}/${one.id}`)));
  return { report: { ...body, revision }, statements, notes: [...notes] };
}

/** A statement that the catalogue got after the report was loaded is missing in it. */
function statementRowOf(
  reportId: string,
  statementId: string,
  kept: StoredRecord<'statement'> | undefined,
): StatementRow {
  if (kept) return { ...kept.body, revision: kept.revision };
  return { reportId, statementId, passage: null, state: 'missing', score: 0, target: null, dueOn: null, revision: 0 };
}

function addBinding(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  routes.add(
    {
      method: 'post',
      path: '/api/reports/{id}/statements/{statement}',
      summary: 'Accept where a statement was found, place it, or say that the report does not say it',
      access: 'admin',
      body: bindStatementRequest,
      response: statementRow,
    },
    async ({ body, param, context }) => {
      const { body: report } = await reportOf(store, param('id'));
      const statementId = param('statement');
      if (!statementOf(statementId)) throw new RequestRefused('not-found', `there is no statement ${statementId}`);
      checkPassage(body, report);
      const { revision: basedOn, ...said } = body;
      const bound: BoundStatement = { reportId: report.id, statementId, ...said, score: 1 };
      const id = `${report.id}/${statementId}`;
      const by = { at: clock.now(), by: context.get('person').id };
      const revision = revisionOf(await store.records.save([{ kind: 'statement', id, body: bound, basedOn }], by));
      await auditOf(deps)(context, 'statement.bind', id, said);
      return { ...bound, revision };
    },
  );
}

/** A statement that is there has a passage, within its block; two may share one, since a person says so. */
function checkPassage({ passage, state }: BindStatementRequest, { blocks }: WardReport): void {
  const wrong = (message: string): RequestRefused =>
    new RequestRefused('bad-request', message, { fields: { passage: message } });
  if (state === 'absent' && passage) throw wrong('what the report does not say has no passage');
  if (state === 'absent') return;
  if (!passage) throw wrong('select the passage that says it');
  const text = blocks[passage.block]?.text;
  if (text === undefined || passage.end > text.length) throw wrong('the passage does not lie in the text');
}
