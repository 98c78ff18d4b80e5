import { parsePeriod } from '@wardwatch/shared/calendar';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readWardSettings } from '../store/ward-settings.ts';
import { ledgerList } from '../report/ledger-list.ts';
import { plantQuarterWard } from './quarter-ward.fixtures.ts';
import { wardFigures } from './ward-figures.ts';
import type { FiguresWard } from './ward.fixtures.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let ward: FiguresWard;
beforeAll(async () => {
  ward = await plantQuarterWard();
});
afterAll(() => ward[Symbol.asyncDispose]());

it('a total leads to exactly its rows in the ledger: those that are confirmed, and those that are not', async () => {
  const period = parsePeriod('2026-q3');
  if (!period) throw new Error('no such period');
  const { store, clock } = ward;
  const outcome = await wardFigures({ store, clock, keyFingerprint: () => Promise.resolve('') }, period, null);
  if (!outcome.ok) throw new Error(outcome.error);
  const { from, until, confirmed, suspected } = outcome.figures;
  const { sites } = await store.fleet.changesSince(0);
  const settings = await readWardSettings(store.ledger, sites);
  const asked = { from, until, subject: 'site', sort: 'newest', limit: 500, offset: 0 } as const;
  const listed = async (choice: '0' | '1') =>
    (await ledgerList(store.ledger, settings, { ...asked, confirmed: choice }, clock.now())).totals.all;
  expect(confirmed.count).toBeGreaterThan(0);
  expect(suspected.count).toBeGreaterThan(0);
  expect(await listed('1')).toEqual(confirmed);
  expect(await listed('0')).toEqual(suspected);
});
