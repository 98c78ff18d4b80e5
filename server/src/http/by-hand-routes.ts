import {
  indicatorList,
  type IndicatorRow,
  indicatorRow,
  systemList,
  type SystemRow,
  systemRow,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import type { Indicator, NamedSystem } from '@wardwatch/shared/model';
import { STATEMENTS, SYSTEMS, systemOf } from '@wardwatch/shared/statements';
import type { RecordChange, StoredRecord } from '../store/record-store.ts';
import type { Store } from '../store/store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import { revisionOf } from './record-taken.ts';
import type { Routes } from './route.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** What nothing measures and people say: indicators, and the state of systems. Every change is in the audit log. */
export function addByHandRoutes(routes: Routes, deps: Deps): void {
  addIndicators(routes, deps);
  addSystems(routes, deps);
}

function addIndicators(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  routes
    .add(
      {
        method: 'get',
        path: '/api/indicators',
        summary: 'Figures that nobody measures, with their history',
        access: 'signed-in',
        response: indicatorList,
      },
      async () => ({ indicators: await indicatorsOf(store) }),
    )
    .add(
      {
        method: 'post',
        path: '/api/indicators',
        summary: 'Save an indicator with its values, in order of their days',
        access: 'admin',
        body: indicatorRow,
        response: indicatorRow,
      },
      async ({ body: { revision: basedOn, ...indicator }, context }) => {
        const { id, values } = indicator;
        if (!(await indicatorsOf(store)).some((one) => one.id === id)) {
          throw new RequestRefused('not-found', `there is no indicator ${id}`);
        }
        if (values.some((value, index) => index > 0 && value.on <= (values[index - 1]?.on ?? ''))) {
          const fields = { values: 'one value a day, oldest first' };
          throw new RequestRefused('bad-request', 'the values are not in order of their days', { fields });
        }
        const by = { at: clock.now(), by: context.get('person').id };
        const revision = revisionOf(
          await store.records.save([{ kind: 'indicator', id, body: indicator, basedOn }], by),
        );
        await auditOf(deps)(context, 'indicator.save', id, { ...indicator });
        return { ...indicator, revision };
      },
    );
}

/** An indicator for each statement that is held against one, as it is kept or with nothing in it yet. */
async function indicatorsOf(store: Store): Promise<IndicatorRow[]> {
  const kept = await store.records.all('indicator');
  const rows = new Map(defaultIndicators().map((one) => [one.id, { ...one, revision: 0 }]));
  for (const { id, body, revision } of kept) rows.set(id, { ...body, revision });
  return [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function defaultIndicators(): Indicator[] {
  const indicators = new Map<string, Indicator>();
  for (const { name, measure } of STATEMENTS) {
    if (!('indicatorId' in measure) || indicators.has(measure.indicatorId)) continue;
    indicators.set(measure.indicatorId, { id: measure.indicatorId, name: name.vi, owner: '', values: [] });
  }
  return [...indicators.values()];
}

function addSystems(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  routes
    .add(
      {
        method: 'get',
        path: '/api/systems',
        summary: 'The systems that the report names: what watches them, or what a person says of them',
        access: 'signed-in',
        response: systemList,
      },
      async () => {
        const kept = new Map((await store.records.all('system')).map((record) => [record.id, record]));
        return { systems: SYSTEMS.map(({ id }) => systemRowOf(id, kept.get(id))) };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/systems',
        summary: 'Bind a system to services, or say how it stands',
        access: 'admin',
        body: systemRow,
        response: systemRow,
      },
      async ({ body: { revision: basedOn, ...system }, context }) => {
        await checkSystem(store, system);
        const by = { at: clock.now(), by: context.get('person').id };
        const change: RecordChange = { kind: 'system', id: system.id, body: system, basedOn };
        const revision = revisionOf(await store.records.save([change], by));
        await auditOf(deps)(context, 'system.save', system.id, { ...system });
        return { ...system, revision };
      },
    );
}

function systemRowOf(id: string, kept: StoredRecord<'system'> | undefined): SystemRow {
  if (kept) return { ...kept.body, revision: kept.revision };
  return { id, serviceIds: [], status: null, on: null, note: '', revision: 0 };
}

/** Of the dedicated network a state and its day are kept, and nothing else: it is never measured. */
async function checkSystem(store: Store, { id, serviceIds, status, on, note }: NamedSystem): Promise<void> {
  const known = systemOf(id);
  if (!known) throw new RequestRefused('not-found', `there is no system ${id}`);
  if (known.watched.by === 'never' && (serviceIds.length > 0 || note !== '')) {
    const what = 'only a state and its day are kept of this system';
    throw new RequestRefused('bad-request', what, {
      fields: { ...(serviceIds.length > 0 && { serviceIds: what }), ...(note !== '' && { note: what }) },
    });
  }
  if (status !== null && on === null) {
    throw new RequestRefused('bad-request', 'a state has a day', { fields: { on: 'say since when it is so' } });
  }
  const services = new Set((await store.watching.services()).map((service) => service.id));
  const unknown = serviceIds.find((service) => !services.has(service));
  if (unknown === undefined) return;
  throw new RequestRefused('bad-request', `there is no service ${unknown}`, {
    fields: { serviceIds: 'choose services that are watched' },
  });
}
