import { parse } from 'valibot';
import { ledgerHealth } from '@wardwatch/shared/api';
import { describe, expect, it, vi } from 'vitest';
import { sealText } from '../store/chain.ts';
import { revised, written } from '../store/ledger.fixtures.ts';
import { HOUR_MS, T0 } from '../store/store.fixtures.ts';
import { type ChainReader, checkLedger } from './check-ledger.ts';
import { addRows, newLedger, sealDays } from './seal.fixtures.ts';
import { isSignedBy } from './signing-key.ts';

// Real databases and processes.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const MINUTE_MS = 60_000;

const ROW_FROM_NOWHERE = `insert into outages
  select 'SC-2026-0099', year, 99, site_id, subject, from_at, until_at, status, cause, incident, revision_number,
    json_set(body, '$.id', 'SC-2026-0099') from outages where number = 1`;

describe('the daily seal', () => {
  it('signs the head and the count of the chain, once a day', async () => {
    await using ledger = await newLedger();
    const { store, sealer, key } = ledger;
    await addRows(ledger, 3);
    expect(await sealer.sealToday()).toBe('sealed');
    const [seal, ...more] = await store.ledger.seals();
    if (!seal) throw new Error('no seal');
    const head = await store.ledger.head();
    expect(seal).toMatchObject({ day: '2026-09-01', at: T0, count: 3, head: head.hash, publicKey: key.publicKey });
    expect(isSignedBy(key.publicKey, sealText(seal), seal.signature)).toBe(true);
    expect(more).toEqual([]);
    await addRows(ledger, 1);
    expect(await sealer.sealToday()).toBe('sealed-before');
    expect(await store.ledger.seals()).toEqual([seal]);
  });

  it('comes at the start where it is missing, and after midnight as the ward counts it', async () => {
    await using ledger = await newLedger();
    const { store, sealer, clock } = ledger;
    await addRows(ledger, 1);
    const days = async (): Promise<string[]> => (await store.ledger.seals()).map((seal) => seal.day);
    sealer.start();
    await sealer.idle();
    expect(await days()).toEqual(['2026-09-01']);
    // 08:00 and 16 hours less a minute: 23:59 in Việt Nam.
    clock.advance(16 * HOUR_MS - MINUTE_MS);
    await sealer.idle();
    expect(await days()).toEqual(['2026-09-01']);
    clock.advance(MINUTE_MS);
    await sealer.idle();
    expect(await days()).toEqual(['2026-09-01', '2026-09-02']);
    await sealer.stop();
    clock.advance(48 * HOUR_MS);
    await sealer.idle();
    expect(await days()).toEqual(['2026-09-01', '2026-09-02']);
    expect(clock.pending).toBe(0);
  });

  it('waits for the first revision of an empty chain', async () => {
    await using ledger = await newLedger();
    const { store, sealer, clock } = ledger;
    sealer.start();
    await sealer.idle();
    expect(await sealer.sealToday()).toBe('empty');
    await addRows(ledger, 1);
    clock.advance(MINUTE_MS);
    await sealer.idle();
    expect(await store.ledger.seals()).toHaveLength(1);
    await sealer.stop();
  });

  it.each([
    ['an edited revision', "update outage_revisions set reason = 'x' where place = 2", { place: 2, why: 'hash' }],
    ['a deleted one', 'delete from outage_revisions where place = 2', { place: 2, why: 'gap' }],
    [
      'an edited row',
      "update outages set body = json_set(body, '$.ticket', 'x') where number = 2",
      { place: 2, why: 'row' },
    ],
    ['a deleted row', 'delete from outages where number = 5', { place: 5, why: 'row' }],
    ['a row without revisions', ROW_FROM_NOWHERE, { place: 0, why: 'row' }],
    ['a revision made unreadable', "update outage_revisions set body = '{' where place = 4", { place: 4, why: 'hash' }],
    ['a cut end', 'delete from outage_revisions where place > 3', { place: 4, why: 'truncated' }],
    ['an empty chain', 'delete from outage_revisions', { place: 1, why: 'truncated' }],
    ['an edited seal', 'update ledger_seals set count = 2', { place: 2, why: 'seal-signature' }],
  ])('is refused over %s, which is told loudly', async (_, statement, broken) => {
    await using ledger = await newLedger();
    const { store, sealer, clock, health, metrics } = ledger;
    await addRows(ledger, 5);
    await sealer.sealToday();
    expect((await health.health()).broken).toBeNull();
    ledger.raw(statement);
    clock.advance(24 * HOUR_MS);
    sealer.start();
    await sealer.idle();
    await sealer.stop();
    expect(await store.ledger.seals()).toHaveLength(1);
    expect(parse(ledgerHealth, await health.health())).toMatchObject({ broken });
    expect(await metrics.registry.metrics()).toContain('wardwatch_ledger_faults_total 1');
  });

  it('shows a chain that was hashed anew behind a seal', async () => {
    await using ledger = await newLedger();
    const [row] = await addRows(ledger, 2);
    await ledger.sealer.sealToday();
    // As one with the database in hand could: cuts off the sealed end and has the server write something else.
    ledger.raw("delete from outage_revisions where place = 2; delete from outages where id = 'SC-2026-0002'");
    if (row) await written(ledger.store, [revised(row, { ticket: 'x' })]);
    expect((await ledger.health.checkAgain()).fault).toEqual({ place: 2, why: 'seal-head' });
  });

  it('is not held back by rows that change while they are checked', async () => {
    await using ledger = await newLedger();
    const { store, key } = ledger;
    const rows = await addRows(ledger, 5);
    let isFirst = true;
    const busy: ChainReader = {
      seals: () => store.ledger.seals(),
      head: () => store.ledger.head(),
      chain: (from, limit) => store.ledger.chain(from, limit),
      row: (id) => store.ledger.row(id),
      revisions: (id) => store.ledger.revisions(id),
      rows: async (query) => {
        if (isFirst) {
          isFirst = false;
          await written(store, [revised(rows[1] ?? expect.fail(), { ticket: 'x' })]);
          await addRows(ledger, 1);
        }
        return store.ledger.rows(query);
      },
    };
    expect(await checkLedger(busy, key)).toMatchObject({ head: { count: 5 }, fault: undefined });
  });

  it('checks a chain of several pages, and joins a check that is under way', async () => {
    await using ledger = await newLedger();
    const rows = await addRows(ledger, 450);
    await sealDays(ledger, rows[0] ?? expect.fail(), 3);
    ledger.health.start();
    const [one, two] = await Promise.all([ledger.health.checkAgain(), ledger.health.checkAgain()]);
    expect(one).toBe(two);
    expect(await ledger.health.health()).toEqual({
      count: 453,
      head: one.head.hash,
      broken: null,
      lastSeal: { day: '2026-09-03', count: 453 },
      keyFingerprint: ledger.key.fingerprint,
    });
    ledger.raw("update outage_revisions set by_id = 'engine2' where place = 401");
    expect((await ledger.health.checkAgain()).fault).toEqual({ place: 401, why: 'hash' });
  });
});
