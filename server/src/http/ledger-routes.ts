import {
  ATTACHMENT_TYPES,
  attachQuery,
  ledgerHealth,
  type LedgerHealth,
  MAX_ATTACHMENTS,
  outageAction,
  type OutageAction,
  outageDetail as outageDetailSchema,
  outageList,
  outageQuery,
  type SiteRow,
  siteAvailability as siteAvailabilitySchema,
  siteSpans,
  spansQuery,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import { ledgerRow, type LedgerRow, type Subject, subject as subjectSchema } from '@wardwatch/shared/model';
import { common, contentOf, decide, type DecisionRefused, minutesIn } from '@wardwatch/shared/outage';
import * as v from 'valibot';
import { ledgerCsv } from '../report/ledger-csv.ts';
import { ledgerList } from '../report/ledger-list.ts';
import { spanRow, spansUpToNow } from '../report/ledger-spans.ts';
import { outageDetail } from '../report/outage-detail.ts';
import { siteAvailability } from '../report/site-availability.ts';
import type { RowWrite } from '../store/ledger-store.ts';
import type { Store } from '../store/store.ts';
import { readWardSettings } from '../store/ward-settings.ts';
import { readAttachedFile } from './attached-file.ts';
import { RequestRefused } from './errors.ts';
import type { HttpContext, Routes } from './route.ts';

/** What the ledger's routes need from other layers, passed in by the composition root. */
export interface LedgerActions {
  /** Whether the chain of revisions holds, as last checked. */
  ledgerHealth(): Promise<LedgerHealth>;
  /** The evidence bundle as a zip file; undefined where a zip file cannot hold so much. */
  evidenceZip(): Promise<ReadableStream<Uint8Array> | undefined>;
}

/** Rows of one CSV file: more than a spreadsheet is good for. */
const MAX_CSV_ROWS = 100_000;

interface Deps {
  store: Store;
  clock: Clock;
  actions: LedgerActions;
}

/** The outage ledger: reading it, and what an officer does with a row. */
export function addLedgerRoutes(routes: Routes, deps: Deps): void {
  addReading(routes, deps);
  addDeciding(routes, deps);
  addFiles(routes, deps);
}

function addReading(routes: Routes, { store, clock }: Deps): void {
  const { ledger } = store;
  const query = v.intersect([spansQuery, v.object({ subject: v.optional(subjectSchema, 'site') })]);
  routes
    .add(
      {
        method: 'get',
        path: '/api/outages',
        summary: 'Rows of the outage ledger that touch a period, with totals',
        access: 'signed-in',
        query: outageQuery,
        response: outageList,
      },
      async ({ query: asked }) => ledgerList(ledger, await settingsOf(store), asked, clock.now()),
    )
    .add(
      {
        method: 'get',
        path: '/api/outages/{id}',
        summary: 'A row of the ledger with its revisions and what each device saw',
        access: 'signed-in',
        response: outageDetailSchema,
      },
      async ({ param }) => {
        const row = await rowOf(store, param('id'));
        const { devices } = await store.fleet.changesSince(0);
        const names = new Map(devices.map((device) => [device.id, device.name]));
        return outageDetail(ledger, await settingsOf(store), row, names, clock.now());
      },
    )
    .add(
      {
        method: 'get',
        path: '/api/spans',
        summary: 'Timelines: the connectivity of all sites, or every subject of one site',
        access: 'signed-in',
        query: spansQuery,
        response: siteSpans,
      },
      async ({ query: { from, until, site } }) => {
        const { sites } = await store.fleet.changesSince(0);
        const asked = site === undefined ? sites : [await siteOf(store, site)];
        const subjects = site === undefined ? ['site'] : undefined;
        const spans = await spansUpToNow(ledger, asked, { from, until }, clock.now(), subjects);
        return { from, until, spans: spans.map(spanRow) };
      },
    )
    .add(
      {
        method: 'get',
        path: '/api/sites/{id}/availability',
        summary: 'Availability with coverage over a period, around the clock and in opening hours',
        access: 'signed-in',
        query,
        response: siteAvailabilitySchema,
      },
      async ({ query: { from, until, subject }, param }) => {
        const site = await siteOf(store, param('id'));
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema checked its form
        const asked = { window: { from, until }, subject: subject as Subject };
        return siteAvailability(ledger, await settingsOf(store), site, asked, clock.now());
      },
    );
}

function addDeciding(routes: Routes, { store, clock }: Deps): void {
  routes.add(
    {
      method: 'post',
      path: '/api/outages/{id}/actions',
      summary: 'Confirm, re-cause, note, merge, split, exclude or include a row',
      access: 'admin',
      body: outageAction,
      response: ledgerRow,
    },
    async ({ body, param, context }) => {
      const row = await rowOf(store, param('id'));
      if (row.revisionNumber !== body.basedOn) throw revised(row);
      const others = body.action === 'merge' ? await Promise.all(body.ids.map((id) => rowOf(store, id))) : [];
      const by = { id: context.get('person').id, at: clock.now() };
      const parts = body.action === 'split' ? await partsOf(store, row, body.at, by.at) : undefined;
      const outcome = decide(
        row,
        body,
        by,
        others,
        (from) => (from === row.from ? parts?.first : parts?.second) ?? row.own,
      );
      if (!outcome.ok) throw refusedDecision(outcome.error);
      const written = await writeRows(
        store,
        outcome.changes.map((change) => Object.assign({ by: by.id }, change)),
        by.at,
      );
      await audit(store, context, by.at, `outage.${body.action}`, row.id, detailsOf(body));
      return written.find((one) => one.id === row.id) ?? row;
    },
  );
}

/** Down time of the two parts of a row that is split. */
async function partsOf(store: Store, row: LedgerRow, at: number, now: number) {
  const settings = await settingsOf(store);
  const site = settings.sites.find((one) => one.id === row.siteId);
  const count = minutesIn(settings, site);
  const spans = await store.ledger.spans([row.siteId ?? '*'], { from: row.from, until: row.until ?? now }, [
    row.subject,
  ]);
  const down = spans.filter((span) => (span.under ?? span.state) === 'down');
  const part = (from: number, until: number) => {
    const inPart = common(down, [{ from, until }]);
    const downMs = inPart.reduce((ms, span) => ms + span.until - span.from, 0);
    return { downMs, minutes: count(inPart), interruptions: Math.max(0, inPart.length - 1) };
  };
  return { first: part(row.from, at), second: part(at, row.until ?? now) };
}

function addFiles(routes: Routes, { store, clock, actions }: Deps): void {
  const { ledger } = store;
  routes
    .add(
      {
        method: 'post',
        path: '/api/outages/{id}/attachments',
        summary: 'Attach a picture or a document; the body is the file',
        access: 'admin',
        query: attachQuery,
        accepts: ATTACHMENT_TYPES,
        response: ledgerRow,
      },
      async ({ query, param, context }) => {
        const row = await rowOf(store, param('id'));
        if (row.revisionNumber !== query.basedOn) throw revised(row);
        if (row.attachments.length >= MAX_ATTACHMENTS) {
          throw new RequestRefused('state-conflict', `a row has at most ${MAX_ATTACHMENTS} attachments`);
        }
        const { content, type, hash } = await readAttachedFile(context);
        if (row.attachments.some((one) => one.hash === hash)) {
          throw new RequestRefused('state-conflict', 'this very file is attached already');
        }
        const at = clock.now();
        const by = context.get('person').id;
        await ledger.addAttachment({ hash, type, content, at });
        const added = { hash, name: query.name, type, bytes: content.length, addedAt: at, addedBy: by };
        const change: RowWrite = {
          id: row.id,
          basedOn: row.revisionNumber,
          row: { ...contentOf(row), attachments: [...row.attachments, added] },
          action: 'attach',
          reason: query.name,
          by,
        };
        const [written] = await writeRows(store, [change], at);
        await audit(store, context, at, 'outage.attach', row.id, {
          hash,
          name: query.name,
          type,
          bytes: content.length,
        });
        return written ?? row;
      },
    )
    .addFile(
      {
        method: 'get',
        path: '/api/attachments/{hash}',
        summary: 'An attached file',
        access: 'signed-in',
        produces: ATTACHMENT_TYPES,
      },
      async ({ param }) => {
        const file = await ledger.attachment(param('hash'));
        if (!file) throw new RequestRefused('not-found', 'there is no such attachment');
        return new Response(Buffer.from(file.content), {
          headers: {
            'content-type': file.type,
            'content-disposition': 'attachment',
            'content-security-policy': "default-src 'none'; sandbox",
            'cache-control': 'private, max-age=31536000, immutable',
          },
        });
      },
    )
    .addFile(
      {
        method: 'get',
        path: '/api/outages.csv',
        summary: 'All rows of a query as a table',
        access: 'signed-in',
        query: outageQuery,
        produces: ['text/csv'],
      },
      async ({ query }) => {
        const settings = await settingsOf(store);
        // One answer: a row that is revised meanwhile is neither twice in it nor missing.
        const { rows } = await ledgerList(ledger, settings, { ...query, limit: MAX_CSV_ROWS, offset: 0 }, clock.now());
        return new Response(ledgerCsv(rows, settings.sites), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="so-su-co.csv"',
          },
        });
      },
    )
    .add(
      {
        method: 'get',
        path: '/api/ledger',
        summary: 'Whether the chain of revisions holds',
        access: 'signed-in',
        response: ledgerHealth,
      },
      () => actions.ledgerHealth(),
    )
    .addFile(
      {
        method: 'get',
        path: '/api/ledger/evidence.zip',
        summary: 'The whole ledger with attachments, seals and a verifier that needs only Node',
        access: 'admin',
        produces: ['application/zip'],
      },
      async ({ context }) => {
        const zip = await actions.evidenceZip();
        if (!zip) {
          throw new RequestRefused(
            'too-large',
            'more than a zip file holds: run "export-evidence FOLDER" on the server',
          );
        }
        await audit(store, context, clock.now(), 'ledger.export', 'ledger', {});
        return new Response(zip, {
          headers: {
            'content-type': 'application/zip',
            'content-disposition': 'attachment; filename="wardwatch-evidence.zip"',
          },
        });
      },
    );
}

async function settingsOf(store: Store) {
  const { sites } = await store.fleet.changesSince(0);
  return readWardSettings(store.ledger, sites);
}

async function rowOf(store: Store, id: string): Promise<LedgerRow> {
  const row = await store.ledger.row(id);
  if (!row) throw new RequestRefused('not-found', 'there is no such row in the ledger');
  return row;
}

async function siteOf(store: Store, id: string): Promise<SiteRow> {
  const site = await store.fleet.site(id);
  if (!site) throw new RequestRefused('not-found', 'there is no such site');
  return site;
}

async function writeRows(store: Store, rows: readonly RowWrite[], at: number): Promise<LedgerRow[]> {
  const outcome = await store.ledger.write(rows, at);
  if (!outcome.ok) throw revised(outcome.row);
  return outcome.rows;
}

function revised(row: LedgerRow): RequestRefused {
  return new RequestRefused('row-revised', 'the row was revised meanwhile; look at it and send again', { row });
}

const REFUSALS: Readonly<Record<DecisionRefused, string>> = {
  'row-not-counted': 'the row is withdrawn or a part of another one',
  'not-confirmed': 'the row has no confirmed cause',
  'merge-itself': 'a row cannot be merged with itself',
  'merge-elsewhere': 'only rows of the same site and subject can be merged',
  'merge-twice': 'one of the rows is merged already',
  'merge-excluded': 'a row that is excluded cannot be merged; include it first',
  'split-outside': 'split within the outage',
  'split-merged': 'a row that others were merged into cannot be split',
  'excluded-already': 'the row is excluded already',
  'not-excluded': 'the row is not excluded',
};

function refusedDecision(error: DecisionRefused): RequestRefused {
  return new RequestRefused('state-conflict', REFUSALS[error], { fields: { action: error } });
}

function detailsOf({ action: _action, ...details }: OutageAction): Record<string, unknown> {
  return details;
}

function audit(
  store: Store,
  context: HttpContext,
  at: number,
  action: string,
  subject: string,
  details: Record<string, unknown>,
): Promise<void> {
  return store.audit.add({ at, by: context.get('person').id, action, subject, details });
}
