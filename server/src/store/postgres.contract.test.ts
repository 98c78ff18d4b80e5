import { connect, createServer, type Socket } from 'node:net';
import { DEFAULT_CALENDARS } from '@wardwatch/shared/calendar';
import { silentLogger } from '@wardwatch/shared/lib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { freePort, startPostgres, type TestPostgres } from './postgres.fixtures.ts';
import type { Store } from './store.ts';
import { T0 } from './store.fixtures.ts';

const open = (databaseUrl: string): Promise<Store> => openStore({ databaseUrl, file: '', log: silentLogger });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A line to PostgreSQL that a test can cut. */
async function cuttableLine(
  port: number,
): Promise<{ port: number; cut(): void; mend(): void; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => [near, far].map((one) => one.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

describe('a PostgreSQL store', () => {
  it('says which host does not answer, and never the password', async () => {
    const port = await freePort();
    const opening = open(`postgres://ward:very-secret@127.0.0.1:${port}/wardwatch`);
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'StoreUnusable', code: 'store-unreachable' });
    expect(String(error)).toContain(`127.0.0.1:${port}/wardwatch`);
    expect(String(error)).toContain('DATABASE_URL');
    expect(JSON.stringify(error) + String(error)).not.toContain('very-secret');
  });

  it('says so where the password is wrong, the database is missing, or the address is none', async () => {
    const url = await postgres.newDatabase();
    const wrong = url.replace(/:[^:@]+@/, ':another-secret@');
    await expect(open(wrong)).rejects.toThrow(/password authentication failed/);
    await expect(open(wrong)).rejects.not.toThrow(/another-secret/);
    await expect(open(`${url}_missing`)).rejects.toMatchObject({ code: 'store-unreachable' });
    await expect(open('not an address')).rejects.toMatchObject({ code: 'store-unreachable' });
  });

  it('is not opened by an older version', async () => {
    const url = await postgres.newDatabase();
    await (await open(url))[Symbol.asyncDispose]();
    await ask(url, "insert into store_migrations values ('2999-01-01-future', '2999-01-01T00:00:00.000Z')");
    await expect(open(url)).rejects.toMatchObject({ code: 'store-newer' });
  });

  it('is brought up to date once, although several servers start at the same moment', async () => {
    const url = await postgres.newDatabase();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    const names = await ask<{ name: string }>(url, 'select name from store_migrations');
    expect(new Set(names.map((row) => row.name)).size).toBe(names.length);
    expect(await stores[0]?.ledger.calendars()).toHaveLength(DEFAULT_CALENDARS.length);
    for (const store of stores) await store[Symbol.asyncDispose]();
  });

  it('is unavailable while the line is cut, and works again after', async () => {
    const url = new URL(await postgres.newDatabase());
    const line = await cuttableLine(postgres.port);
    url.port = String(line.port);
    const store = await open(url.href);
    const site = await store.fleet.createSite({ name: 'Trụ sở', kind: 'headquarters', at: T0 });
    line.cut();
    await expect(store.ping()).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    const another = { name: 'Một cửa', kind: 'one-stop-centre', at: T0 } as const;
    await expect(store.fleet.createSite(another)).rejects.toMatchObject({ code: 'store-unavailable' });
    line.mend();
    expect((await store.fleet.createSite(another)).revision).toBe(site.revision + 1);
    await store[Symbol.asyncDispose]();
    await line.close();
  });

  it('leaves the way in which others of the process read big numbers alone', async () => {
    const url = await postgres.newDatabase();
    const store = await open(url);
    expect(await store.people.count()).toBe(0);
    expect(await ask(url, 'select count(*) as big from people')).toEqual([{ big: '0' }]);
    await store[Symbol.asyncDispose]();
  });
});
