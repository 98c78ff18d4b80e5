import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from './open.ts';
import { startPostgres, type TestPostgres } from './postgres.fixtures.ts';
import { describeStore } from './store.contract.ts';

const log = silentLogger;

describeStore('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wardwatch-store-'));
  return {
    open: () => openStore({ file: join(folder, 'wardwatch.db'), log }),
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
      remove: () => postgres.dropDatabase(databaseUrl),
    };
  });
});
