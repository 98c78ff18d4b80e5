import {
  criteriaList,
  criterionRow,
  declarationRow,
  figuresQuery,
  type WardFigures,
  wardFigures as wardFiguresSchema,
} from '@wardwatch/shared/api';
import { parsePeriod } from '@wardwatch/shared/calendar';
import type { Clock } from '@wardwatch/shared/lib';
import { criteriaOf, declarationChange, declarationRows } from '../figures/criteria.ts';
import { TooManyOutages } from '../figures/gather-ledger.ts';
import { wardFigures } from '../figures/ward-figures.ts';
import type { RecordChange } from '../store/record-store.ts';
import type { Store } from '../store/store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import type { LedgerActions } from './ledger-routes.ts';
import type { HttpContext, Routes } from './route.ts';

interface Deps {
  store: Store;
  clock: Clock;
  actions: Pick<LedgerActions, 'ledgerHealth'>;
}

/** Figures of a period, and the criteria that sites are judged by. */
export function addFiguresRoutes(routes: Routes, deps: Deps): void {
  routes.add(
    {
      method: 'get',
      path: '/api/figures',
      summary: 'Everything that pages and documents say of a period, with the statements of a report',
      access: 'signed-in',
      query: figuresQuery,
      response: wardFiguresSchema,
    },
    ({ query }) => figuresFor(deps, query.period, query.report ?? null),
  );
  addCriteria(routes, deps);
}

/**
 * The figures that a request asks for.
 *
 * @throws RequestRefused for a period that is none, or a report that is not there.
 */
export async function figuresFor(
  { store, clock, actions }: Deps,
  periodText: string,
  reportId: string | null,
): Promise<WardFigures> {
  const period = parsePeriod(periodText);
  if (!period) {
    throw new RequestRefused('bad-request', `${periodText} is no period; ask for one like 2026-q3`, {
      fields: { period: 'like 2026-q3, 2026-q3-cutoff, 2026-h1, 2026-9m, 2026, 2026-09, 2026-09-01..2026-09-20' },
    });
  }
  const keyFingerprint = async (): Promise<string> => (await actions.ledgerHealth()).keyFingerprint;
  try {
    const outcome = await wardFigures({ store, clock, keyFingerprint }, period, reportId);
    if (!outcome.ok) throw new RequestRefused('not-found', `there is no report ${reportId}`);
    return outcome.figures;
  } catch (error) {
    if (error instanceof TooManyOutages) throw new RequestRefused('bad-request', error.message);
    throw error;
  }
}

function addCriteria(routes: Routes, { store, clock }: Deps): void {
  const audit = auditOf({ store, clock });
  const save = async (context: HttpContext, change: RecordChange, action: string): Promise<number> => {
    const outcome = await store.records.save([change], { at: clock.now(), by: context.get('person').id });
    if (!outcome.ok) throw revised(outcome.id);
    await audit(context, action, change.id, { ...change.body });
    return outcome.revision;
  };
  routes
    .add(
      {
        method: 'get',
        path: '/api/criteria',
        summary: 'The criteria of readiness, and what people declared of sites',
        access: 'signed-in',
        response: criteriaList,
      },
      async () => {
        const [kept, declared] = await Promise.all([store.records.all('criterion'), store.records.all('declaration')]);
        return { criteria: criteriaOf(kept), declarations: declarationRows(declared) };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/criteria',
        summary: 'Change a criterion, or add one',
        access: 'admin',
        body: criterionRow,
        response: criterionRow,
      },
      async ({ body: { revision: basedOn, ...body }, context }) => {
        const change = { kind: 'criterion', id: body.id, body, basedOn } as const;
        return { ...body, revision: await save(context, change, 'criterion.save') };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/declarations',
        summary: 'Say of a site whether it meets a criterion',
        access: 'admin',
        body: declarationRow,
        response: declarationRow,
      },
      async ({ body, context }) => {
        await checkDeclared(store, body);
        const change = declarationChange(await store.records.all('declaration'), body);
        if (!change) throw revised(`${body.siteId}/${body.criterionId}`);
        return { ...body, revision: await save(context, change, 'declaration.save') };
      },
    );
}

function revised(id: string): RequestRefused {
  return new RequestRefused('revised', `${id} was changed meanwhile; look at it and send again`);
}

/** Site and criterion exist, and the criterion is one for such sites. */
async function checkDeclared(store: Store, { siteId, criterionId }: { siteId: string; criterionId: string }) {
  const site = await store.fleet.site(siteId);
  if (!site) throw new RequestRefused('not-found', `there is no site ${siteId}`);
  const criterion = criteriaOf(await store.records.all('criterion')).find(({ id }) => id === criterionId);
  if (!criterion) throw new RequestRefused('not-found', `there is no criterion ${criterionId}`);
  if (criterion.scope.includes(site.kind)) return;
  throw new RequestRefused('bad-request', `${criterionId} is not asked of a site of kind ${site.kind}`, {
    fields: { criterionId: `asked of: ${criterion.scope.join(', ')}` },
  });
}
