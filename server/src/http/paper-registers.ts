import {
  identityRow as identityRowSchema,
  priceList,
  priceRow,
  referenceList,
  referenceRow,
  savePriceRequest,
  saveReferenceRequest,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import { identityRow, IDENTITY_ID, nextReferenceId, priceRows, referenceRows } from '../papers/registers.ts';
import type { RecordChange } from '../store/record-store.ts';
import type { Store } from '../store/store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import type { HttpContext, Routes } from './route.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** What stands in documents: cited documents, prices, the ward's particulars. */
export function addPaperRegisters(routes: Routes, deps: Deps): void {
  addReferences(routes, deps);
  addPrices(routes, deps);
  addIdentity(routes, deps);
}

function addReferences(routes: Routes, deps: Deps): void {
  const { records } = deps.store;
  routes
    .add(
      {
        method: 'get',
        path: '/api/references',
        summary: 'Documents that may be cited; only those that somebody compared with the original are',
        access: 'signed-in',
        response: referenceList,
      },
      async () => ({ references: await referenceRows(records) }),
    )
    .add(
      {
        method: 'post',
        path: '/api/references',
        summary: 'Add a document to cite (no id), or change the one with its id',
        access: 'admin',
        body: saveReferenceRequest,
        response: referenceRow,
      },
      async ({ body: { revision: basedOn, id: asked, ...body }, context }) => {
        const known = await referenceRows(records);
        if (asked !== undefined && !known.some(({ id }) => id === asked)) {
          throw new RequestRefused('not-found', `there is no reference ${asked}; leave the id out for a new one`);
        }
        const id = asked ?? nextReferenceId(known);
        const saved = { ...body, id };
        return { ...saved, revision: await save(deps, context, { kind: 'reference', id, body: saved, basedOn }) };
      },
    );
}

function addPrices(routes: Routes, deps: Deps): void {
  const { records } = deps.store;
  routes
    .add(
      {
        method: 'get',
        path: '/api/prices',
        summary: 'The price list, with usual ranges as hints',
        access: 'signed-in',
        response: priceList,
      },
      async () => ({ prices: await priceRows(records) }),
    )
    .add(
      {
        method: 'post',
        path: '/api/prices',
        summary: 'Give an item its price with basis and day, or add an item',
        access: 'admin',
        body: savePriceRequest,
        response: priceRow,
      },
      async ({ body: { revision: basedOn, ...body }, context }) => {
        const revision = await save(deps, context, { kind: 'price', id: body.id, body, basedOn });
        const hint = (await priceRows(records)).find(({ id }) => id === body.id)?.hint ?? null;
        return { ...body, revision, hint };
      },
    );
}

function addIdentity(routes: Routes, deps: Deps): void {
  routes
    .add(
      {
        method: 'get',
        path: '/api/identity',
        summary: 'What stands in every document: names, signature, addressees, recipients',
        access: 'signed-in',
        response: identityRowSchema,
      },
      () => identityRow(deps.store.records),
    )
    .add(
      {
        method: 'post',
        path: '/api/identity',
        summary: 'Change what stands in every document; issued ones stay as they are',
        access: 'admin',
        body: identityRowSchema,
        response: identityRowSchema,
      },
      async ({ body: { revision: basedOn, ...body }, context }) => {
        const change = { kind: 'identity', id: IDENTITY_ID, body, basedOn } as const;
        return { ...body, revision: await save(deps, context, change) };
      },
    );
}

/** Saves and audits; returns the new revision. */
async function save(deps: Deps, context: HttpContext, change: RecordChange): Promise<number> {
  const { store, clock } = deps;
  const outcome = await store.records.save([change], { at: clock.now(), by: context.get('person').id });
  if (!outcome.ok) {
    throw new RequestRefused('revised', `${change.id} was changed meanwhile; look at it and send again`);
  }
  await auditOf(deps)(context, `${change.kind}.save`, change.id, { ...change.body });
  return outcome.revision;
}
