import type { CriteriaList, CriterionRow, DeclarationRow, WardFigures } from '@wardwatch/shared/api';
import { wardFigures } from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededSite } from '../kit/seeded-site.ts';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';

/** A Tuesday at 08:00 in Việt Nam. */
const START = Date.UTC(2026, 8, 1, 1);
const MINUTE = 60_000;
const clock = new FakeClock({ wall: START });
let system: System;
let admin: Admin;
let siteId: string;

beforeAll(async () => {
  system = await startSystem({ clock });
  admin = await system.admin();
  const faults = [{ from: 10, until: 40, fact: 'internet' }] as const;
  const house = await seededSite(system.server.store, clock, { name: 'Nhà văn hóa mẫu', minutes: 60, faults });
  siteId = house.siteId;
  await until(
    'the outage is judged',
    async () => {
      clock.advance(1_000);
      const { rows } = await system.server.store.ledger.rows({ limit: 10, offset: 0 });
      return rows.length === 1 && rows[0]?.status === 'closed' && rows[0].suggested.rule !== 'site-nothing-tells';
    },
    60_000,
  );
}, 120_000);
afterAll(() => system[Symbol.asyncDispose]());

const refusal = (path: string, body?: object): Promise<string> =>
  admin.call(body ? 'POST' : 'GET', path, body).then(
    () => 'no refusal',
    (error: Error) => error.message,
  );

it('answers with the figures of a period as the contract describes them, to the minute', async () => {
  const figures = await admin.call<WardFigures>('GET', '/api/figures?period=2026-q3');
  expect(v.parse(wardFigures, figures)).toEqual(figures);
  const { outages, ledger } = figures;
  expect(outages).toMatchObject([{ siteId, isConfirmed: false, wholeMs: 30 * MINUTE, openMs: 30 * MINUTE }]);
  expect(ledger).toMatchObject(pick(await admin.call('GET', '/api/ledger')));
  const [row] = outages;
  const kept = await system.server.store.ledger.row(row?.id ?? '');
  const confirm = { action: 'confirm', cause: 'internet-line', basedOn: kept?.revisionNumber };
  await admin.call('POST', `/api/outages/${row?.id}/actions`, confirm);
  const confirmed = await admin.call<WardFigures>('GET', '/api/figures?period=2026-q3');
  expect(confirmed).toMatchObject({ confirmed: { count: 1, openMs: 30 * MINUTE }, suspected: { count: 0 } });
  expect(confirmed.ledger.count).toBe(ledger.count + 1);
});

function pick({ count, head, keyFingerprint }: WardFigures['ledger']): WardFigures['ledger'] {
  return { count, head, keyFingerprint };
}

it('refuses a period that is none, and a report that is not there', async () => {
  expect(await refusal('/api/figures?period=2026-q5')).toContain('400');
  expect(await refusal('/api/figures?period=2026-q5')).toContain('2026-q5 is no period');
  expect(await refusal('/api/figures')).toContain('400');
  expect(await refusal('/api/figures?period=2026-q3&report=BC-0404')).toContain('404');
});

it('keeps a criterion that was changed, once: a second change must know the first', async () => {
  const { criteria } = await admin.call<CriteriaList>('GET', '/api/criteria');
  const latency = criteria.find(({ id }) => id === 'RC-N2');
  if (latency?.check.kind !== 'line-availability') throw new Error('no criterion');
  expect(latency.revision).toBe(0);
  const stricter = { ...latency, check: { ...latency.check, minPercent: 99.9 } };
  const saved = await admin.call<CriterionRow>('POST', '/api/criteria', stricter);
  expect(saved).toEqual({ ...stricter, revision: saved.revision });
  expect(saved.revision).toBeGreaterThan(0);
  expect(await refusal('/api/criteria', stricter)).toContain('409');
  const after = await admin.call<CriteriaList>('GET', '/api/criteria');
  expect(after.criteria).toHaveLength(criteria.length);
  expect(after.criteria.find(({ id }) => id === 'RC-N2')).toEqual(saved);
  const [audited] = await system.server.store.audit.latest(1);
  expect(audited).toMatchObject({ action: 'criterion.save', subject: 'RC-N2' });
});

it('takes what a person declares of a site into its judgement, and refuses what is not asked there', async () => {
  const said = { siteId, criterionId: 'RC-H5', result: 'met', on: '2026-09-01', proof: 'Nội quy tại điểm' };
  const saved = await admin.call<DeclarationRow>('POST', '/api/declarations', { ...said, revision: 0 });
  expect(saved).toEqual({ ...said, revision: saved.revision });
  const { sites } = await admin.call<WardFigures>('GET', '/api/figures?period=2026-q3');
  const judged = sites.find((site) => site.siteId === siteId)?.criteria.find((one) => one.criterionId === 'RC-H5');
  expect(judged).toMatchObject({ result: 'met', basis: 'declared' });
  expect(await refusal('/api/declarations', { ...said, revision: 0 })).toContain('409');
  const later = { ...said, result: 'not-met', on: '2026-10-02', revision: saved.revision };
  expect(await refusal('/api/declarations', { ...later, revision: 0 })).toContain('409');
  await admin.call<DeclarationRow>('POST', '/api/declarations', later);
  const before = await admin.call<WardFigures>('GET', '/api/figures?period=2026-q3');
  // What is said later changes no quarter before it.
  expect(before.sites.flatMap(({ criteria }) => criteria)).toContainEqual(judged);
  expect(await refusal('/api/declarations', { ...said, siteId: 'site_none', revision: 0 })).toContain('404');
  expect(await refusal('/api/declarations', { ...said, criterionId: 'RC-X9', revision: 0 })).toContain('404');
  expect(await refusal('/api/declarations', { ...said, criterionId: 'RC-S1', revision: 0 })).toContain('400');
  expect(await refusal('/api/declarations', { ...said, on: '2026-02-30', revision: 0 })).toContain('400');
});
