import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@wardwatch/shared/lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open.ts';
import type { Store } from '../store.ts';
import { enrolled, EPOCH, T0 } from '../store.fixtures.ts';

const CHILD = fileURLToPath(new URL('./store.child.ts', import.meta.url));
const IS_ROOT = process.getuid?.() === 0;
/** An account that owns nothing, for what root would be allowed to do. */
const NOBODY = 65_534;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardwatch-sqlite-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (file: string): Promise<Store> => openStore({ file, log: silentLogger });

async function newStore(name: string): Promise<string> {
  const file = join(folder, name, 'wardwatch.db');
  await (await open(file))[Symbol.asyncDispose]();
  return file;
}

interface Child {
  /** Resolves with the first line that the child prints. */
  line: Promise<string>;
  kill(): Promise<void>;
}

function child(args: string[], asNobody: boolean): Child {
  const account = asNobody && IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
  const started = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'], ...account });
  const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()));
  const line = new Promise<string>((resolve) => {
    let text = '';
    started.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    started.stdout.once('end', () => resolve(text));
  });
  return {
    line,
    kill: () => {
      started.kill('SIGKILL');
      return ended;
    },
  };
}

describe('opening a SQLite store that cannot be used', () => {
  it('says so where a newer version has written it', async () => {
    const file = await newStore('newer');
    const db = new DatabaseSync(file);
    db.exec("insert into store_migrations values ('2999-01-01-future', '2999-01-01T00:00:00.000Z')");
    db.close();
    await expect(open(file)).rejects.toMatchObject({ name: 'StoreUnusable', code: 'store-newer' });
    await expect(open(file)).rejects.toThrow(/newer\/wardwatch\.db.*2999-01-01-future.*Install/);
  });

  it('says so where the file is no database, or a broken one', async () => {
    const text = join(folder, 'text.db');
    writeFileSync(text, 'Sổ theo dõi sự cố\n'.repeat(100));
    await expect(open(text)).rejects.toMatchObject({ code: 'store-corrupt' });
    await expect(open(text)).rejects.toThrow(/text\.db.*back-up/);
    // What a person may still want is left as it was.
    expect(readFileSync(text, 'utf8')).toContain('Sổ theo dõi sự cố');
    const broken = await newStore('broken');
    const bytes = readFileSync(broken);
    bytes.fill(0xff, 100, 20_000);
    writeFileSync(broken, bytes);
    await expect(open(broken)).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('says so where another server has it, and opens once that one is gone', async () => {
    const file = join(folder, 'shared', 'wardwatch.db');
    const first = await open(file);
    await expect(open(file)).rejects.toMatchObject({ code: 'store-locked' });
    await first.fleet.createSite({ name: 'Trụ sở', kind: 'headquarters', at: T0 });
    await first[Symbol.asyncDispose]();
    const second = await open(file);
    expect((await second.fleet.changesSince(0)).sites).toHaveLength(1);
    await second[Symbol.asyncDispose]();
  });

  it('says so where the path is a folder or leads through a file', async () => {
    const inside = join(folder, 'a-file');
    writeFileSync(inside, '');
    const aFolder = join(folder, 'a-folder');
    mkdirSync(aFolder);
    for (const file of [aFolder, join(inside, 'wardwatch.db')]) {
      await expect(open(file)).rejects.toMatchObject({ code: 'store-unwritable' });
    }
  });

  it.skipIf(process.platform === 'win32')(
    'says so where the account may not write the file or its folder',
    async () => {
      const file = await newStore('read-only');
      if (IS_ROOT) for (const path of [file, `${file}.lock`]) chownSync(path, NOBODY, NOBODY);
      chmodSync(join(folder, 'read-only'), 0o777);
      chmodSync(file, 0o400);
      expect(await child(['open', file], true).line).toMatch(/^store-unwritable: .*read-only\/wardwatch\.db.*account/);
      const closedFolder = join(folder, 'closed');
      mkdirSync(closedFolder);
      chmodSync(closedFolder, 0o555);
      const inClosed = join(closedFolder, 'wardwatch.db');
      expect(await child(['open', inClosed], true).line).toMatch(/^store-unwritable: .*closed\/wardwatch\.db/);
      chmodSync(closedFolder, 0o755);
    },
  );
});

describe('a SQLite store whose process is killed', () => {
  it('has all or nothing of each commit, and everything that was acknowledged', async () => {
    const file = join(folder, 'killed', 'wardwatch.db');
    const before = await open(file);
    const agent = await enrolled(before);
    await before[Symbol.asyncDispose]();
    let acknowledged = 0;
    for (let round = 0; round < 3; round++) {
      const committing = child(['commit', file, agent.agentId, String(acknowledged + 1)], false);
      acknowledged = Number(await committing.line);
      await committing.kill();
      const store = await open(file);
      const ranges = await store.journal.ranges(agent.agentId, EPOCH);
      expect(ranges).toHaveLength(1);
      const upTo = ranges[0]?.to ?? 0;
      expect(upTo).toBeGreaterThanOrEqual(acknowledged);
      // The child commits ten at a time: numbers and rows agree, and no commit is there in part.
      expect(upTo % 10).toBe(0);
      expect((await store.journal.counts(agent.agentId)).facts).toBe(upTo);
      acknowledged = upTo;
      await store[Symbol.asyncDispose]();
    }
  });
});

describe('a SQLite store whose worker dies', () => {
  it('fails the calls in flight as unavailable, then goes on with a new worker', async () => {
    const file = join(folder, 'mortal', 'wardwatch.db');
    // Ends itself at a statement that only this test sends: the audit entry that names the order.
    const script = new URL('./mortal-worker.fixture.ts', import.meta.url);
    const store = await openStore({ file, log: silentLogger, workerScript: script });
    const site = await store.fleet.createSite({ name: 'Trụ sở', kind: 'headquarters', at: T0 });
    const fatal = store.audit.add({ at: T0, by: 'system', action: 'die now', subject: '', details: {} });
    const waiting = store.fleet.createSite({ name: 'Một cửa', kind: 'one-stop-centre', at: T0 });
    await expect(fatal).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    // The one that waited its turn gets the new worker, without what the dead one had not committed.
    expect((await waiting).revision).toBe(site.revision + 1);
    expect(await store.audit.latest(10)).toEqual([]);
    expect(store.counters.workerRestarts).toBe(1);
    await store[Symbol.asyncDispose]();
  });
});
