import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translateSqlite } from './sqlite-error.ts';
import { SqliteWorker, WORKER_SCRIPT } from './sqlite-worker.ts';

/** A worker that opens, and dies at its first request. */
const MORTAL = new URL(
  `data:text/javascript,${encodeURIComponent(
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3)); parentPort.postMessage({ type: 'open' });",
  )}`,
);
const FAILING = new URL(`data:text/javascript,${encodeURIComponent("throw new Error('no such machine');")}`);

describe('the database worker', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'wardwatch-worker-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs statements in a file that only the server may read, and says what SQLite says', async () => {
    const file = join(folder, 'own', 'a.db');
    const worker = await SqliteWorker.open({ file, role: 'writer' }, WORKER_SCRIPT);
    await worker.query('create table t (a bigint primary key, b text)', []);
    expect((await worker.query('insert into t values (?, ?), (2, ?)', [1, 'một', null])).changes).toBe(2);
    expect((await worker.query('select * from t order by a', [])).rows).toEqual([
      { a: 1, b: 'một' },
      { a: 2, b: null },
    ]);
    const twice = worker.query('insert into t values (1, null)', []);
    await expect(twice).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT', errcode: 1555 });
    await expect(worker.query('select ?', [true])).rejects.toThrow('no type of SQLite');
    const settings = await worker.query(
      'select (select * from pragma_synchronous) s, (select * from pragma_journal_mode) j',
      [],
    );
    expect(settings.rows).toEqual([{ s: 2, j: 'wal' }]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    await worker.close();
    await expect(worker.query('select 1', [])).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('lets a reader see what was committed and nothing else', async () => {
    const file = join(folder, 'b.db');
    const writer = await SqliteWorker.open({ file, role: 'writer' }, WORKER_SCRIPT);
    await writer.query('create table t (a bigint)', []);
    const reader = await SqliteWorker.open({ file, role: 'reader' }, WORKER_SCRIPT);
    await writer.query('begin immediate', []);
    await writer.query('insert into t values (1)', []);
    expect((await reader.query('select * from t', [])).rows).toEqual([]);
    await writer.query('commit', []);
    expect((await reader.query('select * from t', [])).rows).toEqual([{ a: 1 }]);
    await expect(reader.query('insert into t values (2)', [])).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    await reader.close();
    await writer.close();
  });

  it('rejects what was asked of it when it dies, and everything after', async () => {
    const worker = await SqliteWorker.open({ file: '', role: 'reader' }, MORTAL);
    const asked = [worker.query('select 1', []), worker.query('select 2', [])];
    for (const one of await Promise.allSettled(asked)) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable' } });
    }
    expect(worker.death).toContain('ended with code 3');
    await expect(worker.query('select 3', [])).rejects.toMatchObject({ code: 'store-unavailable' });
    await worker.close();
  });

  it('is unavailable where it cannot even start', async () => {
    const opening = SqliteWorker.open({ file: '', role: 'reader' }, FAILING);
    await expect(opening).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(opening).rejects.toThrow('no such machine');
  });

  it('goes on after the disk was full, which the store calls unavailable', async () => {
    const file = join(folder, 'full.db');
    const worker = await SqliteWorker.open({ file, role: 'writer' }, WORKER_SCRIPT);
    await worker.query('create table t (a blob)', []);
    await worker.query('pragma max_page_count = 10', []);
    await worker.query('begin immediate', []);
    const error: unknown = await worker
      .query('insert into t values (?)', [new Uint8Array(1_000_000)])
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'SQLITE_FULL' });
    expect(translateSqlite(error, file)).toMatchObject({ code: 'store-unavailable', retryable: true });
    await worker.rollback();
    await worker.query('insert into t values (?)', [new Uint8Array(10)]);
    expect((await worker.query('select length(a) as bytes from t', [])).rows).toEqual([{ bytes: 10 }]);
    await worker.close();
  });

  it('bounds what may wait for one connection', async () => {
    const worker = await SqliteWorker.open({ file: join(folder, 'c.db'), role: 'writer' }, WORKER_SCRIPT);
    const asked = await Promise.allSettled(Array.from({ length: 40 }, () => worker.query('select 1', [])));
    expect(asked.filter((one) => one.status === 'fulfilled')).toHaveLength(16);
    await worker.close();
  });
});
