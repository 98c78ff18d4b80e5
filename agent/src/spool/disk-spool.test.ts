import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { silentLogger } from '@wardwatch/shared/lib';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskSpool } from './disk-spool.ts';
import { fact, metrics, readAll } from './spool.contract.ts';

const run = promisify(execFile);
const BOUNDS = { maxBytes: 10_000_000, maxAgeMs: 86_400_000 };
const BOOT = 'boot-aaaa';
let parent: string;
let folder: string;
let epochs = 0;
let open: DiskSpool[] = [];

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'spool-'));
  folder = path.join(parent, 'spool');
});
afterEach(async () => {
  for (const spool of open) await spool[Symbol.asyncDispose]();
  open = [];
  await rm(parent, { recursive: true, force: true });
});

function newEpoch(): string {
  return `epoch-${String(++epochs).padStart(6, '0')}`;
}

async function openAt(where: string, segmentBytes = 2_048): Promise<DiskSpool> {
  const spool = await DiskSpool.open({ folder: where, bounds: BOUNDS, newEpoch, log: silentLogger, segmentBytes });
  open.push(spool);
  return spool;
}

/** What a kill -9 leaves: the files as they are, nothing closed. */
async function killed(): Promise<string> {
  const copy = path.join(parent, `killed-${epochs}-${open.length}`);
  await cp(folder, copy, { recursive: true });
  return copy;
}

async function segments(where: string): Promise<string[]> {
  return (await readdir(where)).filter((name) => name.endsWith('.seg')).toSorted();
}

test('keeps every entry after a torn last record, wherever it was torn', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 5; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const file = path.join(copy, (await segments(copy)).at(-1) ?? '');
  const whole = await readFile(file);
  const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
  for (let length = lastLine; length < whole.length; length++) {
    await writeFile(file, whole.subarray(0, length));
    const reopened = await openAt(copy);
    expect(await readAll(reopened, 0)).toEqual([1, 2, 3, 4].map((n) => Object.assign(fact(n), { seq: n })));
    expect(reopened.epoch).toBe(spool.epoch);
    await reopened[Symbol.asyncDispose]();
  }
});

test('goes on with the next number after everything was acknowledged and the process killed', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 300; n++) await spool.append(metrics(n), BOOT);
  await spool.acknowledge(300);
  const reopened = await openAt(await killed());
  expect(reopened.epoch).toBe(spool.epoch);
  expect(reopened.stats()).toMatchObject({ first: 301, last: 300, entries: 0 });
  expect(await reopened.append(fact(1), BOOT)).toEqual({ ok: true, seq: 301 });
});

test('goes on with the next number even where the acknowledgement itself was lost', async () => {
  const spool = await openAt(folder, 100_000);
  for (let n = 1; n <= 900; n++) await spool.append(metrics(n), BOOT);
  await spool.acknowledge(900);
  const copy = await killed();
  await rm(path.join(copy, 'acknowledged'));
  expect(await (await openAt(copy)).append(fact(1), BOOT)).toEqual({ ok: true, seq: 901 });
});

test('gives back disk space as entries are acknowledged', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 300; n++) await spool.append(metrics(n), BOOT);
  const before = (await segments(folder)).length;
  await spool.acknowledge(250);
  expect((await segments(folder)).length).toBeLessThan(before / 2);
  expect(await readAll(spool, 250)).toHaveLength(50);
});

test('survives any run of appends, acknowledgements and power cuts that lose unsynced bytes', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ call: fc.constant('append' as const), isFact: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ call: fc.constant('read' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        call: fc.constant('acknowledge' as const),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ call: fc.constant('cut' as const), lost: fc.double({ min: 0, max: 1, noNaN: true }) }),
    },
  );
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let home = path.join(parent, `run-${++runs}-0`);
      let spool = await openAt(home);
      /** Numbers that somebody saw, with their content: promised by an append or given by a read. */
      const seen = new Map<number, unknown>();
      const syncedBytes = new Map<string, number>();
      let durable: number[] = [];
      let acknowledged = 0;
      let count = 0;
      const noteSynced = async (): Promise<void> => {
        for (const name of await segments(home)) {
          syncedBytes.set(name, (await readFile(path.join(home, name))).length);
        }
      };
      await noteSynced();
      for (const [index, one] of steps.entries()) {
        if (one.call === 'append') {
          count += 1;
          const entry = one.isFact ? fact(count) : metrics(count);
          const appended = await spool.append(entry, BOOT);
          if (!appended.ok) throw new Error(appended.message);
          if (!one.isFact) continue;
          expect(seen.has(appended.seq)).toBe(false);
          seen.set(appended.seq, { seq: appended.seq, ...entry });
          durable.push(appended.seq);
          await noteSynced();
        } else if (one.call === 'read') {
          for (const entry of await readAll(spool, acknowledged)) {
            expect(seen.get(entry.seq) ?? entry).toEqual(entry);
            seen.set(entry.seq, entry);
          }
          await noteSynced();
        } else if (one.call === 'acknowledge') {
          // Only what was read can be acknowledged.
          const highest = Math.max(0, ...seen.keys());
          acknowledged = Math.max(acknowledged, Math.floor(one.share * highest));
          await spool.acknowledge(acknowledged);
          durable = durable.filter((seq) => seq > acknowledged);
        } else {
          const next = path.join(parent, `run-${runs}-${index + 1}`);
          await cp(home, next, { recursive: true });
          const newest = (await segments(next)).at(-1) ?? '';
          const file = path.join(next, newest);
          const length = (await readFile(file)).length;
          const safe = syncedBytes.get(newest) ?? 0;
          if (safe > 0) await truncate(file, Math.round(length - one.lost * (length - safe)));
          await spool[Symbol.asyncDispose]();
          home = next;
          spool = await openAt(home);
          const held = new Set((await readAll(spool, spool.stats().first - 1)).map((entry) => entry.seq));
          expect(durable.filter((seq) => !held.has(seq))).toEqual([]);
          await noteSynced();
        }
      }
      await spool[Symbol.asyncDispose]();
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('starts a new epoch with what is left when the newest segment is damaged', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 60; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const names = await segments(copy);
  expect(names.length).toBeGreaterThan(2);
  const file = path.join(copy, names.at(-1) ?? '');
  const bytes = await readFile(file);
  bytes[10] = (bytes[10] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const reopened = await openAt(copy);
  expect(reopened.epoch).not.toBe(spool.epoch);
  const entries = await readAll(reopened, 0);
  expect(entries.length).toBeGreaterThan(15);
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.map((entry) => entry.mono)).toEqual(entries.map((_, index) => index + 1));
  expect(reopened.stats().damaged).toBe(1);
});

test('starts a new epoch when a record that may have been sent is damaged', async () => {
  const spool = await openAt(folder, 100_000);
  for (let n = 1; n <= 10; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const file = path.join(copy, (await segments(copy))[0] ?? '');
  const bytes = await readFile(file);
  const middle = bytes.indexOf('"mono":5');
  bytes[middle + 7] = 0x39;
  await writeFile(file, bytes);
  const reopened = await openAt(copy);
  expect(reopened.epoch).not.toBe(spool.epoch);
  expect((await readAll(reopened, 0)).map((entry) => entry.mono)).toEqual([1, 2, 3, 4]);
});

test('keeps the other segments when an old one is damaged in the middle', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 60; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const names = await segments(copy);
  const file = path.join(copy, names[0] ?? '');
  const bytes = await readFile(file);
  bytes[bytes.length - 20] = 0x00;
  await writeFile(file, bytes);
  const reopened = await openAt(copy);
  expect(reopened.epoch).toBe(spool.epoch);
  const entries = await readAll(reopened, 0);
  expect(entries).toHaveLength(59);
  expect(await reopened.append(fact(61), BOOT)).toEqual({ ok: true, seq: 61 });
});

test('finishes a change of epoch that a kill interrupted', async () => {
  const spool = await openAt(folder);
  await spool.append(fact(1), BOOT);
  const copy = await killed();
  await rename(copy, `${copy}.next`);
  expect(await readAll(await openAt(copy), 0)).toEqual([{ seq: 1, ...fact(1) }]);
});

test.each([
  { killedWhile: 'writing the draft', spool: 'old', next: 'half', old: undefined, holds: 'old' },
  { killedWhile: 'between the renames', spool: undefined, next: 'new', old: 'old', holds: 'new' },
  { killedWhile: 'moving what was set aside', spool: 'new', next: undefined, old: 'old', holds: 'new' },
  { killedWhile: 'removing the old folder', spool: 'moved', next: undefined, old: 'half', holds: 'new' },
  { killedWhile: 'the disk lost the new name', spool: undefined, next: undefined, old: 'old', holds: 'old' },
])('a change of epoch killed while $killedWhile leaves one whole epoch', async ({ spool, next, old, holds }) => {
  const first = await openAt(folder);
  for (let n = 1; n <= 60; n++) await first.append(fact(n), BOOT);
  await first.acknowledge(20);
  const epoch = first.epoch;
  const states = { old: await killed(), half: '', new: '', moved: '' };
  await first.renewEpoch();
  for (const name of ['half', 'new', 'moved'] as const) {
    states[name] = path.join(parent, name);
    await cp(folder, states[name], { recursive: true });
  }
  await rm(path.join(states.half, (await segments(states.half)).at(-1) ?? ''));
  for (const name of ['old', 'moved'] as const) await writeFile(path.join(states[name], 'kept.seg.damaged'), '');
  const home = path.join(parent, 'home');
  const found = { [home]: spool, [`${home}.next`]: next, [`${home}.old`]: old };
  for (const [place, state] of Object.entries(found)) {
    if (state !== undefined) await cp(states[state as keyof typeof states], place, { recursive: true });
  }
  const reopened = await openAt(home);
  expect(reopened.epoch).toBe(holds === 'old' ? epoch : first.epoch);
  const entries = await readAll(reopened, reopened.stats().acknowledged);
  expect(entries.map((entry) => entry.mono)).toEqual(Array.from({ length: 40 }, (_, index) => index + 21));
  expect(await readdir(home)).toContain('kept.seg.damaged');
  expect((await readdir(parent)).filter((name) => name.startsWith('home'))).toEqual(['home']);
});

test('a change of epoch keeps what was set aside for a person', async () => {
  const spool = await openAt(folder);
  await spool.append(fact(1), BOOT);
  await writeFile(path.join(folder, 'kept.seg.damaged'), '');
  await spool.renewEpoch();
  await spool.renewEpoch();
  expect(await readdir(folder)).toContain('kept.seg.damaged');
  expect(await readdir(parent)).toEqual(['spool']);
});

test('a damaged newest segment renews the epoch, also when the first try is killed', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 60; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const name = (await segments(copy)).at(-1) ?? '';
  await writeFile(path.join(copy, name), 'no header');
  const kill = (): string => {
    throw new Error('killed');
  };
  const options = { folder: copy, bounds: BOUNDS, log: silentLogger, segmentBytes: 2_048 };
  await expect(DiskSpool.open({ ...options, newEpoch: kill })).rejects.toThrow('killed');
  expect((await openAt(copy)).epoch).not.toBe(spool.epoch);
  expect(await readFile(path.join(copy, `${name}.damaged`), 'utf8')).toBe('no header');
});

test.each([
  { what: 'empty', lines: [0] },
  { what: 'used by an agent that fell for it', lines: [0, 1, 7] },
])('a stray segment that a failed roll left takes no number back: $what', async ({ lines }) => {
  const spool = await openAt(folder, 100_000);
  for (let n = 1; n <= 10; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const whole = (await readFile(path.join(copy, (await segments(copy))[0] ?? ''), 'utf8')).split('\n');
  const stray = path.join(copy, '0000000000000006.seg');
  await writeFile(stray, lines.map((line) => `${whole[line] ?? ''}\n`).join(''));
  const reopened = await openAt(copy, 100_000);
  expect(await reopened.append(fact(11), BOOT)).toEqual({ ok: true, seq: 11 });
});

test('a stray segment is not what keeps the numbering', async () => {
  const spool = await openAt(folder, 100_000);
  for (let n = 1; n <= 10; n++) await spool.append(fact(n), BOOT);
  const copy = await killed();
  const whole = await readFile(path.join(copy, (await segments(copy))[0] ?? ''), 'utf8');
  await writeFile(path.join(copy, '0000000000000006.seg'), `${whole.split('\n')[0]}\n`);
  await (await openAt(copy, 100_000)).acknowledge(10);
  await rm(path.join(copy, 'acknowledged'));
  const bare = path.join(parent, 'bare');
  await cp(copy, bare, { recursive: true });
  expect(await (await openAt(bare)).append(fact(11), BOOT)).toEqual({ ok: true, seq: 11 });
});

test('knows the highest number that anybody outside can have seen', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 5; n++) await spool.append(fact(n), BOOT);
  expect(spool.shown).toBe(0);
  await spool.readBatch(0, { maxEntries: 3, maxBytes: 100_000 });
  expect(spool.shown).toBe(3);
  const reopened = await openAt(await killed());
  await reopened.append(fact(6), BOOT);
  expect(reopened.shown).toBe(5);
  await reopened.renewEpoch();
  expect(reopened.shown).toBe(0);
});

test('starts anew, under another epoch, where the folder was lost', async () => {
  const spool = await openAt(folder);
  await spool.append(fact(1), BOOT);
  const other = await openAt(path.join(parent, 'other'));
  expect(other.epoch).not.toBe(spool.epoch);
  expect(other.stats()).toMatchObject({ first: 1, last: 0 });
});

test('reads a backlog over many segments and boots in order, each entry once', async () => {
  const spool = await openAt(folder);
  for (let n = 1; n <= 500; n++) await spool.append(n % 3 ? metrics(n) : fact(n), `boot-${Math.floor(n / 70)}aaaa`);
  const seqs = (await readAll(spool, 0)).map((entry) => entry.seq);
  expect(seqs).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'goes on after a full disk, with nothing half-written and no number used up',
  async (context) => {
    await mkdir(folder);
    const isMounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    context.skip(!isMounted, 'this machine does not let us mount a small disk');
    try {
      const home = path.join(folder, 'spool');
      const spool = await openAt(home, 1_000_000);
      const filler = path.join(folder, 'filler');
      await writeFile(filler, Buffer.alloc(40_000));
      let seq = 0;
      for (;;) {
        const appended = await spool.append(metrics(seq + 1, 40), BOOT);
        if (!appended.ok) {
          expect(appended.problem).toBe('disk-full');
          break;
        }
        seq = appended.seq;
      }
      expect(spool.stats()).toMatchObject({ last: seq, failedAppends: 1 });
      await rm(filler);
      expect(await spool.append(fact(seq + 1), BOOT)).toEqual({ ok: true, seq: seq + 1 });
      await spool[Symbol.asyncDispose]();
      const reopened = await openAt(home, 1_000_000);
      expect((await readAll(reopened, 0)).map((entry) => entry.seq)).toEqual(
        Array.from({ length: seq + 1 }, (_, index) => index + 1),
      );
      expect(reopened.stats().damaged).toBe(0);
      await reopened[Symbol.asyncDispose]();
    } finally {
      await run('umount', [folder]);
    }
  },
);
