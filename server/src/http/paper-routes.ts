import {
  ATTACHMENT_TYPES,
  createPaperRequest,
  discardPaperRequest,
  paperChanges,
  paperDetail,
  type PaperDetail,
  paperList,
  paperRow as paperRowSchema,
  type PaperRow,
  paperStatusRequest,
  renewPaperRequest,
  updatePaperRequest,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import { displayName } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { addQuotation, findPaper, movePaper, updatePaper } from '../papers/change.ts';
import { createPaper, type CreateSources } from '../papers/create.ts';
import { contentOf } from '../papers/detail.ts';
import { attachmentNamed, paperFileName } from '../papers/file-name.ts';
import { changesOf, paperRow } from '../papers/gather.ts';
import type { Outcome } from '../papers/outcome.ts';
import { FILE_TYPES, type FileKind, renderPaper } from '../papers/render.ts';
import { discardPaper, renewPaper } from '../papers/renew.ts';
import type { Store } from '../store/store.ts';
import { readAttachedFile } from './attached-file.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import { figuresFor } from './figures-routes.ts';
import type { LedgerActions } from './ledger-routes.ts';
import { addPaperRegisters } from './paper-registers.ts';
import type { HttpContext, Routes } from './route.ts';
import { wholeOutage } from '../figures/whole-outage.ts';

interface Deps {
  store: Store;
  clock: Clock;
  actions: Pick<LedgerActions, 'ledgerHealth'>;
}

/** Documents of the ward: making, editing, issuing and printing them, and what stands in them. Every change is audited. */
export function addPaperRoutes(routes: Routes, deps: Deps): void {
  addReading(routes, deps);
  addWriting(routes, deps);
  addDraftActions(routes, deps);
  addQuotations(routes, deps);
  for (const kind of ['docx', 'xlsx', 'pdf'] as const) addDownload(routes, deps, kind);
  addPaperRegisters(routes, deps);
}

function addReading(routes: Routes, deps: Deps): void {
  const { store } = deps;
  routes
    .add(
      {
        method: 'get',
        path: '/api/papers',
        summary: 'Documents of the ward, the newest first',
        access: 'signed-in',
        response: paperList,
      },
      async () => {
        const papers = (await store.records.all('paper')).map(paperRow);
        return { papers: papers.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)) };
      },
    )
    .add(
      {
        method: 'get',
        path: '/api/papers/{id}',
        summary: 'A document in words and tables, every figure with the way to its rows',
        access: 'signed-in',
        response: paperDetail,
      },
      async ({ param }) => detail(deps, valueOf(await findPaper(sourcesOf(deps), param('id')))),
    )
    .add(
      {
        method: 'get',
        path: '/api/papers/{id}/changes',
        summary: 'What the ledger says now against what an issued document says',
        access: 'signed-in',
        response: paperChanges,
      },
      async ({ param }) => {
        const { id } = valueOf(await findPaper(sourcesOf(deps), param('id')));
        return { changes: await changesOf(sourcesOf(deps), id) };
      },
    );
}

function addWriting(routes: Routes, deps: Deps): void {
  const audit = auditOf(deps);
  routes
    .add(
      {
        method: 'post',
        path: '/api/papers',
        summary:
          'Make a draft with all its figures; one that is open for the same is answered, with the report that is named',
        access: 'admin',
        body: createPaperRequest,
        response: paperDetail,
      },
      async ({ body, context }) => {
        const { paper, came } = valueOf(await createPaper(sourcesOf(deps), body, byOf(deps, context)));
        const { id, kind, period, reportId } = paper;
        if (came === 'made') await audit(context, 'paper.create', id, { kind, period });
        if (came === 'given-report') await audit(context, 'paper.report', id, { reportId });
        return detail(deps, paper);
      },
    )
    .add(
      {
        method: 'patch',
        path: '/api/papers/{id}',
        summary: 'Put texts and lines of a draft in the place of those before',
        access: 'admin',
        body: updatePaperRequest,
        response: paperRowSchema,
      },
      async ({ body, param, context }) => {
        const paper = valueOf(await updatePaper(sourcesOf(deps), param('id'), body, byOf(deps, context)));
        await audit(context, 'paper.update', paper.id, { texts: Object.keys(paper.texts), lines: paper.lines.length });
        return paper;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/papers/{id}/status',
        summary: 'Submit a document, take it back to draft, or issue it, which locks its figures',
        access: 'admin',
        body: paperStatusRequest,
        response: paperRowSchema,
      },
      async ({ body, param, context }) => {
        const paper = valueOf(await movePaper(sourcesOf(deps), param('id'), body, byOf(deps, context)));
        const { number, issuedOn, snapshotHash } = paper;
        await audit(context, `paper.${paper.status}`, paper.id, { number, issuedOn, snapshotHash });
        return paper;
      },
    );
}

function addDraftActions(routes: Routes, deps: Deps): void {
  const audit = auditOf(deps);
  routes
    .add(
      {
        method: 'post',
        path: '/api/papers/{id}/renew',
        summary: 'Give lines of a draft the prices that they lack, and add lines that are suggested now',
        access: 'admin',
        body: renewPaperRequest,
        response: paperRowSchema,
      },
      async ({ body, param, context }) => {
        const paper = valueOf(await renewPaper(sourcesOf(deps), param('id'), body.revision, byOf(deps, context)));
        await audit(context, 'paper.renew', paper.id, { lines: paper.lines.length });
        return paper;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/papers/{id}/discard',
        summary: 'Remove a draft',
        access: 'admin',
        body: discardPaperRequest,
      },
      async ({ body, param, context }) => {
        const paper = valueOf(await discardPaper(sourcesOf(deps), param('id'), body.revision, byOf(deps, context)));
        const { kind, period, about, lines } = paper;
        await audit(context, 'paper.discard', paper.id, { kind, period, about, lines: lines.length });
        return undefined;
      },
    );
}

const quotationQuery = v.object({
  line: v.string(),
  name: displayName,
  revision: v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger()),
});

function addQuotations(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  const audit = auditOf(deps);
  routes.add(
    {
      method: 'post',
      path: '/api/papers/{id}/quotations',
      summary: 'Attach a quotation to a line of a budget request; the body is the file',
      access: 'admin',
      query: quotationQuery,
      accepts: ATTACHMENT_TYPES,
      response: paperRowSchema,
    },
    async ({ query: { line, name, revision }, param, context }) => {
      const { content, type, hash } = await readAttachedFile(context);
      const { at, by } = byOf(deps, context);
      // A file that no document names is harmless; a document that names a file that is not there is not.
      await store.ledger.addAttachment({ hash, type, content, at });
      const quotation = { hash, name, type, bytes: content.length, addedAt: at, addedBy: by };
      const asked = { line, revision, quotation };
      const paper = valueOf(await addQuotation(sourcesOf(deps), param('id'), asked, { at: clock.now(), by }));
      await audit(context, 'paper.quote', paper.id, { line, hash, name, type, bytes: content.length });
      return paper;
    },
  );
}

function addDownload(routes: Routes, deps: Deps, kind: FileKind): void {
  routes.addFile(
    {
      method: 'get',
      path: `/api/papers/{id}/${kind}`,
      summary: kind === 'xlsx' ? 'The annexes as an Excel file' : `The document as ${kind.toUpperCase()}`,
      access: 'signed-in',
      produces: [FILE_TYPES[kind]],
    },
    async ({ param }) => {
      const paper = valueOf(await findPaper(sourcesOf(deps), param('id')));
      const file = await renderPaper(await contentOf(sourcesOf(deps), paper, deps.clock.now()), kind);
      if (!file) throw new RequestRefused('not-found', 'the document has no table; take the Word file or the PDF');
      return new Response(Buffer.from(file), {
        headers: {
          'content-type': FILE_TYPES[kind],
          'content-disposition': attachmentNamed(paperFileName(paper, kind)),
        },
      });
    },
  );
}

async function detail(deps: Deps, paper: PaperRow): Promise<PaperDetail> {
  return { paper, content: await contentOf(sourcesOf(deps), paper, deps.clock.now()) };
}

function sourcesOf(deps: Deps): CreateSources {
  const { records, ledger } = deps.store;
  return {
    records,
    figuresOf: (period, reportId, at) => figuresFor({ ...deps, clock: clockAt(deps.clock, at) }, period, reportId),
    wholeOutage: (id, at) => wholeOutage(deps.store, id, at),
    outage: (id) => ledger.row(id),
  };
}

/** A clock that stands at an instant, with the timers of the one that goes on. */
function clockAt(clock: Clock, at: number | undefined): Clock {
  if (at === undefined) return clock;
  return { now: () => at, mono: () => clock.mono(), after: (delayMs, task) => clock.after(delayMs, task) };
}

function byOf({ clock }: Deps, context: HttpContext): { at: number; by: string } {
  return { at: clock.now(), by: context.get('person').id };
}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  const { code, message, fields } = outcome.refusal;
  throw new RequestRefused(code, message, fields ? { fields } : {});
}
