import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from './open.ts';
import { startPostgres, type TestPostgres } from './postgres.fixtures.ts';
import { describeStore } from './store.contract.ts';

const log = silentLogger;

describeStore('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wardwatch-store-'));
  return {
    open: () => openStore({ file: join(folder, 'wardwatch.db'), log }),
    raw: async (statement) => {
      const db = new DatabaseSync(join(folder, 'wardwatch.db'));
      try {
        db.exec(statement);
      } finally {
        db.close();
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('with PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  describeStore('postgres', async () => {
    const databaseUrl = await postgres.newDatabase();
    return {
      open: () => openStore({ databaseUrl, file: '', log }),
      raw: async (statement) => {
        const client = new Client({ connectionString: databaseUrl });
        await client.connect();
        try {
          await client.query(statement);
        } finally {
          await client.end();
        }
      },
      remove: () => postgres.dropDatabase(databaseUrl),
    };
  });
});
