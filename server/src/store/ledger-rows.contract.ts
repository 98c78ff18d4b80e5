import { createHash } from 'node:crypto';
import { ledgerRevision, ledgerRow } from '@wardwatch/shared/model';
import { parse } from 'valibot';
import { expect, it } from 'vitest';
import { checkChain, GENESIS_HASH } from './chain.ts';
import { content, judgement, opened, revised, written } from './ledger.fixtures.ts';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import { enrolled, HOUR_MS, MINUTE_MS, T0 } from './store.fixtures.ts';

/** Rows of the ledger, their revisions, the chain, seals and files. */
export function rowsContract(shared: () => Store, withStore: WithStore): void {
  writingContract(shared, withStore);
  readingContract(withStore);
  chainContract(withStore);
  filesContract(shared, withStore);
}

function writingContract(shared: () => Store, withStore: WithStore): void {
  it(
    'numbers rows by the year of their start as the ward counts it, and never gives a number twice',
    withStore(async (store) => {
      // 31 December 2026 at 23:59:59 and the instant after in Việt Nam.
      const newYear = Date.UTC(2026, 11, 31, 17);
      const starts = [T0, newYear - 1_000, newYear, T0 + HOUR_MS];
      const rows = await written(
        store,
        starts.map((from) => opened(content('site_1', { from }))),
      );
      expect(rows.map((row) => row.id)).toEqual(['SC-2026-0001', 'SC-2026-0002', 'SC-2027-0001', 'SC-2026-0003']);
      const [first] = rows;
      if (first) await written(store, [revised(first, { status: 'withdrawn' })]);
      expect((await written(store, [opened(content('site_1'))]))[0]?.id).toBe('SC-2026-0004');
    }),
  );

  it('keeps each revision of a row, oldest first, with who made it and why', async () => {
    const { siteId } = await enrolled(shared());
    const [row] = await written(shared(), [opened(content(siteId, { until: null }))], T0 + 1);
    if (!row) throw new Error('no row');
    expect(parse(ledgerRow, row)).toEqual(row);
    expect(row).toMatchObject({ revisionNumber: 1, updatedAt: T0 + 1, until: null });
    const [next] = await written(shared(), [revised(row, { until: T0 + HOUR_MS, status: 'closed' })], T0 + 2);
    expect(await shared().ledger.row(row.id)).toEqual(next);
    const revisions = await shared().ledger.revisions(row.id);
    expect(revisions).toEqual([
      expect.objectContaining({ action: 'opened', by: 'engine', reason: 'evidence', at: T0 + 1, row }),
      expect.objectContaining({ action: 'revised', by: 'engine', reason: 'late evidence', at: T0 + 2, row: next }),
    ]);
    for (const revision of revisions) expect(parse(ledgerRevision, revision)).toEqual(revision);
    expect(await shared().ledger.row('SC-1999-0001')).toBeUndefined();
  });

  it('lets one of two writers that saw the same revision have it, and shows the other what is there', async () => {
    const { siteId } = await enrolled(shared());
    const [row] = await written(shared(), [opened(content(siteId))]);
    if (!row) throw new Error('no row');
    const write = (ticket: string) => shared().ledger.write([revised(row, { ticket }, 'person_1')], T0 + 1);
    const outcomes = await Promise.all([write('A'), write('B'), write('C')]);
    const winner = outcomes.find((outcome) => outcome.ok);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of outcomes.filter((one) => !one.ok)) {
      expect(outcome).toEqual({ ok: false, error: 'revised', row: winner?.ok ? winner.rows[0] : undefined });
    }
    expect(await shared().ledger.revisions(row.id)).toHaveLength(2);
  });

  it('writes nothing of a judgement or decision of which one row has moved on', async () => {
    const store = shared();
    const { siteId } = await enrolled(store);
    const [row] = await written(store, [opened(content(siteId))]);
    if (!row) throw new Error('no row');
    await written(store, [revised(row, { ticket: 'VNPT-1' })]);
    const [before, revision] = [await store.ledger.head(), await store.revision()];
    const rows = [opened(content(siteId, { from: T0 + HOUR_MS })), revised(row, { ticket: 'VNPT-2' })];
    const spans = [{ subject: 'site', from: T0, until: T0 + 9, state: 'up', under: null, reason: null }] as const;
    const refused = await store.ledger.judge(judgement(siteId, { rows, spans }));
    expect(refused).toMatchObject({ ok: false, error: 'revised', row: { id: row.id, ticket: 'VNPT-1' } });
    expect(await store.ledger.write(rows, T0)).toEqual(refused);
    expect(await store.ledger.head()).toEqual(before);
    expect(await store.ledger.spans([siteId], { from: 0, until: T0 + HOUR_MS })).toEqual([]);
    expect(await store.ledger.checkpoint(siteId)).toBeUndefined();
    expect(await store.revision()).toBe(revision);
  });

  it('takes a row that the store never gave for a defect', async () => {
    const { siteId } = await enrolled(shared());
    const stray = { ...opened(content(siteId)), id: 'SC-1999-0001', basedOn: 1 };
    await expect(shared().ledger.write([stray], T0)).rejects.toMatchObject({ code: 'row-unknown' });
  });
}

function readingContract(withStore: WithStore): void {
  it(
    'finds rows by what they are, newest start first, page by page, with their number',
    withStore(async (store) => {
      const confirmed = { cause: 'mains-power', by: 'person_1', at: T0, note: '' } as const;
      const rows = await written(store, [
        opened(content('site_1')),
        opened(content('site_1', { from: T0 + HOUR_MS, until: null, subject: 'device:dev_1' })),
        opened(content('site_2', { from: T0 + 2 * HOUR_MS, confirmed, incident: 'incident-1' })),
        opened(content(null, { from: T0 + 3 * HOUR_MS, subject: 'server' })),
      ]);
      const ids = rows.map((row) => row.id);
      const find = async (query: Partial<Parameters<Store['ledger']['rows']>[0]>): Promise<number[]> => {
        const found = await store.ledger.rows({ limit: 10, offset: 0, ...query });
        expect(found.total).toBe(query.limit === undefined ? found.rows.length : 4);
        return found.rows.map((row) => ids.indexOf(row.id));
      };
      expect(await find({})).toEqual([3, 2, 1, 0]);
      expect(await find({ limit: 2, offset: 1 })).toEqual([2, 1]);
      expect(await find({ siteId: 'site_1' })).toEqual([1, 0]);
      expect(await find({ status: 'ongoing' })).toEqual([1]);
      expect(await find({ cause: 'mains-power' })).toEqual([2]);
      expect(await find({ cause: 'internet-line' })).toEqual([3, 1, 0]);
      expect(await find({ subject: 'device' })).toEqual([1]);
      expect(await find({ subject: 'site' })).toEqual([2, 0]);
      expect(await find({ incident: 'incident-1' })).toEqual([2]);
      // Half-open: a row that ends where the window begins has no part in it; one that goes on has in all of them.
      expect(await find({ window: { from: T0 + 10 * MINUTE_MS, until: T0 + 2 * HOUR_MS } })).toEqual([1]);
      expect(await find({ window: { from: T0 + 90 * HOUR_MS, until: T0 + 91 * HOUR_MS } })).toEqual([1]);
      const of = async (siteId: string | null, from: number, until: number) =>
        (await store.ledger.rowsOf(siteId, { from: T0 + from, until: T0 + until })).map((row) => ids.indexOf(row.id));
      expect(await of('site_1', 0, 2 * HOUR_MS)).toEqual([0, 1]);
      expect(await of('site_1', HOUR_MS / 2, HOUR_MS)).toEqual([]);
      expect(await of(null, 0, 9 * HOUR_MS)).toEqual([3]);
    }),
  );
}

function chainContract(withStore: WithStore): void {
  const filled = async (store: Store): Promise<void> => {
    const rows = await written(store, [opened(content('site_1')), opened(content('site_1', { from: T0 + HOUR_MS }))]);
    for (const row of rows) await written(store, [revised(row, { ticket: 'Số 12/"VNPT"\n' })], T0 + 5);
  };

  it(
    'chains all revisions, from whatever place they are read, also when it is opened again',
    withStore(async (store, place) => {
      expect(await store.ledger.head()).toEqual({ count: 0, hash: GENESIS_HASH });
      await Promise.all(Array.from({ length: 20 }, () => filled(store)));
      await store[Symbol.asyncDispose]();
      const again = await place.open();
      await filled(again);
      const chain = await again.ledger.chain(1, 1_000);
      expect(chain).toHaveLength(84);
      expect(checkChain(chain)).toBeUndefined();
      expect(await again.ledger.head()).toEqual({ count: 84, hash: chain[83]?.hash });
      const page = await again.ledger.chain(41, 10);
      expect(page).toEqual(chain.slice(40, 50));
      expect(checkChain(page, { count: 40, hash: chain[39]?.hash ?? '' })).toBeUndefined();
      await again[Symbol.asyncDispose]();
    }),
  );

  it(
    'lets no statement change or delete a revision or a seal',
    withStore(async (store, place) => {
      await filled(store);
      await store.ledger.addSeal(SEAL);
      const before = await store.ledger.chain(1, 10);
      for (const table of ['outage_revisions', 'ledger_seals']) {
        await expect(place.raw(`update ${table} set at = 0`)).rejects.toThrow(`${table} is written once`);
        await expect(place.raw(`delete from ${table}`)).rejects.toThrow(`${table} is written once`);
      }
      expect(await store.ledger.chain(1, 10)).toEqual(before);
    }),
  );

  it(
    'shows where the chain was rewritten by somebody who took the triggers away',
    withStore(async (store, place) => {
      await filled(store);
      const trigger = 'drop trigger outage_revisions_no_update';
      await place.raw(store.engine === 'sqlite' ? trigger : `${trigger} on outage_revisions`);
      await place.raw(
        `update outage_revisions set body = replace(body, 'internet-line', 'mains-power') where place = 2`,
      );
      expect(checkChain(await store.ledger.chain(1, 10))).toEqual({ place: 2, why: 'hash' });
    }),
  );
}

const SEAL = { day: '2026-09-01', at: T0, count: 4, head: 'ab'.repeat(32), signature: 'c2ln', publicKey: 'a2V5' };

function filesContract(shared: () => Store, withStore: WithStore): void {
  it(
    'keeps one seal a day, in order',
    withStore(async (store) => {
      const next = { ...SEAL, day: '2026-09-02', count: 5 };
      for (const seal of [next, SEAL, { ...SEAL, count: 99 }]) await store.ledger.addSeal(seal);
      expect(await store.ledger.seals()).toEqual([SEAL, next]);
    }),
  );

  it('keeps a file once, by its hash', async () => {
    const file = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
    const hash = createHash('sha256').update(file).digest('hex');
    const add = (type: string) => shared().ledger.addAttachment({ hash, type, content: file, at: T0 });
    await add('image/png');
    await add('application/pdf');
    const kept = await shared().ledger.attachment(hash);
    expect(kept?.type).toBe('image/png');
    expect(Buffer.from(kept?.content ?? []).equals(file)).toBe(true);
    expect((await shared().ledger.attachmentHashes()).filter((one) => one === hash)).toHaveLength(1);
    expect(await shared().ledger.attachment('00')).toBeUndefined();
  });
}
