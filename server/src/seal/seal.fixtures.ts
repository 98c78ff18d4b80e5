import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { AttachmentRef, LedgerRow } from '@wardwatch/shared/model';
import { Metrics } from '../metrics/metrics.ts';
import { content, opened, revised, written } from '../store/ledger.fixtures.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { HOUR_MS, T0 } from '../store/store.fixtures.ts';
import { ChainHealth } from './chain-health.ts';
import { Sealer } from './sealer.ts';
import { loadSigningKey, type SigningKey } from './signing-key.ts';

/** A ledger of a test: a real store in a folder of its own, with a key, at a time that the test tells. */
export interface Ledger extends AsyncDisposable {
  folder: string;
  store: Store;
  key: SigningKey;
  clock: FakeClock;
  metrics: Metrics;
  health: ChainHealth;
  sealer: Sealer;
  /** Runs one statement behind the store's back, as somebody with the database in hand could. */
  raw(statement: string): void;
}

/** An empty ledger at 08:00 of 1 September 2026. */
export async function newLedger(): Promise<Ledger> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'wardwatch-seal-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'wardwatch.db');
  const store = stack.use(await openStore({ file, log: silentLogger }));
  const loaded = await loadSigningKey({ folder, sealedBy: undefined, lostKeys: [] });
  if (!loaded.ok) throw new Error(loaded.message);
  const clock = new FakeClock({ wall: T0 });
  const deps = { ledger: store.ledger, key: loaded.key, metrics: new Metrics(), log: silentLogger, clock };
  const health = new ChainHealth(deps);
  const sealer = new Sealer({ ...deps, health });
  const running = stack.move();
  return {
    folder,
    store,
    key: loaded.key,
    clock,
    metrics: deps.metrics,
    health,
    sealer,
    raw: (statement) => {
      const db = new DatabaseSync(file, { timeout: 5_000 });
      // The triggers that refuse a second write of what is written once stop nobody who holds the file.
      const triggers = db.prepare("select name from sqlite_schema where type = 'trigger'").all();
      for (const { name } of triggers) db.exec(`drop trigger "${String(name)}"`);
      db.exec(statement);
      db.close();
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Opens so many rows, one each hour. */
export async function addRows({ store }: Ledger, count: number): Promise<LedgerRow[]> {
  const rows = Array.from({ length: count }, (_, index) => opened(content('site_1', { from: T0 + index * HOUR_MS })));
  return written(store, rows);
}

/** Keeps a file, and names it in a new revision of the row. */
export async function attach({ store }: Ledger, row: LedgerRow, file: Uint8Array): Promise<LedgerRow> {
  const hash = createHash('sha256').update(file).digest('hex');
  await store.ledger.addAttachment({ hash, type: 'application/pdf', content: file, at: T0 });
  const ref: AttachmentRef = {
    hash,
    name: 'Biên bản.pdf',
    type: 'application/pdf',
    bytes: file.byteLength,
    addedAt: T0,
    addedBy: 'person_1',
  };
  const [next] = await written(store, [revised(row, { attachments: [...row.attachments, ref] }, 'person_1')]);
  if (!next) throw new Error('no row');
  return next;
}

/** Lets so many days pass, with a new revision of the row and a seal on each. */
export async function sealDays(ledger: Ledger, row: LedgerRow, days: number): Promise<LedgerRow> {
  let present = row;
  for (let day = 0; day < days; day++) {
    const [next] = await written(ledger.store, [revised(present, { ticket: `VNPT-${day}` })]);
    if (next) present = next;
    await ledger.sealer.sealToday();
    ledger.clock.advance(24 * HOUR_MS);
  }
  return present;
}
