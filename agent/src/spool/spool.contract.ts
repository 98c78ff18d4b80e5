import type { Entry, StampedEntry } from '@wardwatch/shared/model';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Spool, SpoolBounds } from './spool.ts';

/** What a suite needs to know of an implementation. */
export interface SpoolSubject {
  name: string;
  /** An empty journal. */
  create(bounds: SpoolBounds): Promise<{ spool: Spool; remove(): Promise<void> }>;
}

const ROOMY: SpoolBounds = { maxBytes: 64 * 1_048_576, maxAgeMs: 30 * 86_400_000 };
const ALL = { maxEntries: 500, maxBytes: 131_072 };
const AT = 1_790_000_000_000;

/** A fact, which may not be lost. */
export function fact(n: number): StampedEntry {
  return { kind: 'fact', fact: 'internet', value: n % 2 ? 'up' : 'down', at: AT + n, mono: n, detail: `№ ${n}` };
}

/** A metrics entry, which may. */
export function metrics(n: number, size = 1): StampedEntry {
  const values = Object.fromEntries(Array.from({ length: size }, (_, index) => [`load.m${index}`, n]));
  return { kind: 'metrics', spanMs: 60_000, values, at: AT + n, mono: n };
}

/** Everything after a number, batch by batch. */
export async function readAll(spool: Spool, after: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  let position = after;
  for (;;) {
    const batch = await spool.readBatch(position, ALL);
    if (!batch) return entries;
    expect(batch.from).toBe(position + 1);
    entries.push(...batch.entries);
    position = batch.to;
  }
}

/** What every journal must do. */
export function describeSpool(subject: SpoolSubject): void {
  describe(subject.name, () => {
    let opened: Awaited<ReturnType<SpoolSubject['create']>>;
    let spool: Spool;
    const open = async (bounds: SpoolBounds): Promise<void> => {
      opened = await subject.create(bounds);
      spool = opened.spool;
    };
    beforeEach(() => open(ROOMY));
    afterEach(() => opened.remove());

    test('numbers entries from 1 and gives them back as they were', async () => {
      expect(await spool.append(fact(1), 'boot-aaaa')).toEqual({ ok: true, seq: 1 });
      expect(await spool.append(metrics(2), 'boot-aaaa')).toEqual({ ok: true, seq: 2 });
      expect(await spool.readBatch(0, ALL)).toEqual({
        epoch: spool.epoch,
        bootId: 'boot-aaaa',
        from: 1,
        to: 2,
        entries: [
          { seq: 1, ...fact(1) },
          { seq: 2, ...metrics(2) },
        ],
      });
      expect(await spool.readBatch(2, ALL)).toBeUndefined();
    });

    test('describes itself while empty, held and drained', async () => {
      expect(spool.stats()).toMatchObject({ first: 1, last: 0, entries: 0, acknowledged: 0 });
      await spool.append(fact(1), 'boot-aaaa');
      await spool.append(fact(2), 'boot-aaaa');
      expect(spool.stats()).toMatchObject({ first: 1, last: 2, entries: 2 });
      await spool.acknowledge(1);
      expect(spool.stats()).toMatchObject({ first: 2, last: 2, entries: 1, acknowledged: 1 });
      await spool.acknowledge(2);
      expect(spool.stats()).toMatchObject({ first: 3, last: 2, entries: 0 });
    });

    test('keeps to the limits of a batch, and gives one entry whatever its size', async () => {
      for (let n = 1; n <= 7; n++) await spool.append(metrics(n, n === 4 ? 60 : 1), 'boot-aaaa');
      expect((await spool.readBatch(0, { maxEntries: 3, maxBytes: 100_000 }))?.entries).toHaveLength(3);
      expect((await spool.readBatch(0, { maxEntries: 9, maxBytes: 260 }))?.to).toBe(2);
      expect((await spool.readBatch(3, { maxEntries: 9, maxBytes: 300 }))?.entries).toHaveLength(1);
    });

    test('never mixes two boots in one batch', async () => {
      await spool.append(fact(1), 'boot-aaaa');
      await spool.append(fact(2), 'boot-bbbb');
      await spool.append(fact(3), 'boot-bbbb');
      expect(await spool.readBatch(0, ALL)).toMatchObject({ bootId: 'boot-aaaa', from: 1, to: 1 });
      expect(await spool.readBatch(1, ALL)).toMatchObject({ bootId: 'boot-bbbb', from: 2, to: 3 });
      expect(await spool.readBatch(2, ALL)).toMatchObject({ bootId: 'boot-bbbb', from: 3, to: 3 });
    });

    test('takes an acknowledgement once, never back, and never beyond what was given', async () => {
      for (let n = 1; n <= 5; n++) await spool.append(fact(n), 'boot-aaaa');
      await spool.acknowledge(3);
      await spool.acknowledge(1);
      expect(spool.stats()).toMatchObject({ acknowledged: 3, entries: 2 });
      await spool.acknowledge(99);
      expect(spool.stats()).toMatchObject({ acknowledged: 5, first: 6 });
      expect(await spool.append(fact(6), 'boot-aaaa')).toEqual({ ok: true, seq: 6 });
    });

    test('holds what was appended and not acknowledged, whatever the order of calls', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(
              fc.record({
                call: fc.constant('append' as const),
                isFact: fc.boolean(),
                boot: fc.constantFrom('boot-aaaa', 'boot-bbbb'),
              }),
              fc.record({
                call: fc.constant('acknowledge' as const),
                share: fc.double({ min: 0, max: 1, noNaN: true }),
              }),
              fc.record({ call: fc.constant('read' as const) }),
            ),
            { maxLength: 40 },
          ),
          async (calls) => {
            const made = await subject.create(ROOMY);
            const subjectSpool = made.spool;
            const model: { seq: number; entry: StampedEntry }[] = [];
            let acknowledged = 0;
            for (const one of calls) {
              if (one.call === 'append') {
                const entry = one.isFact ? fact(model.length) : metrics(model.length);
                model.push({ seq: model.length + 1, entry });
                expect(await subjectSpool.append(entry, one.boot)).toEqual({ ok: true, seq: model.length });
              } else if (one.call === 'acknowledge') {
                acknowledged = Math.max(acknowledged, Math.floor(one.share * model.length));
                await subjectSpool.acknowledge(acknowledged);
              } else {
                const held = model.slice(acknowledged).map(({ seq, entry }) => Object.assign({ seq }, entry));
                expect(await readAll(subjectSpool, acknowledged)).toEqual(held);
              }
            }
            expect(subjectSpool.stats().entries).toBe(model.length - acknowledged);
            await made.remove();
          },
        ),
        { numRuns: 40 },
      );
    });

    test('drops the oldest metrics for lack of room, never a fact while there are any, and says so', async () => {
      await opened.remove();
      await open({ maxBytes: 40_000, maxAgeMs: ROOMY.maxAgeMs });
      for (let n = 1; n <= 120; n++) {
        await spool.append(n % 10 === 0 ? fact(n) : metrics(n, 30), 'boot-aaaa');
      }
      const entries = await readAll(spool, spool.stats().first - 1);
      expect(entries.filter((entry) => entry.kind === 'fact')).toHaveLength(12);
      const kept = entries.filter((entry) => entry.kind === 'metrics').map((entry) => entry.mono);
      expect(kept.length).toBeGreaterThan(10);
      const droppedUpTo = Math.min(...kept) - 1;
      expect(kept.every((n) => n > droppedUpTo)).toBe(true);
      const notices = entries.flatMap((entry) =>
        entry.kind === 'event' && entry.event === 'spool-dropped' ? [entry] : [],
      );
      const said = notices.reduce((sum, notice) => sum + notice.metrics, 0);
      expect(said).toBe(108 - kept.length);
      expect(notices.every((notice) => notice.others === 0)).toBe(true);
      expect(Math.min(...notices.map((notice) => notice.from))).toBe(AT + 1);
      expect(Math.max(...notices.map((notice) => notice.until))).toBeLessThanOrEqual(AT + Math.min(...kept));
      expect(spool.stats()).toMatchObject({ droppedMetrics: said, droppedOthers: 0 });
      expect(spool.stats().bytes).toBeLessThan(45_000);
    });

    test('drops the oldest facts where no metrics are left, and counts every one', async () => {
      await opened.remove();
      await open({ maxBytes: 20_000, maxAgeMs: ROOMY.maxAgeMs });
      for (let n = 1; n <= 400; n++) await spool.append(fact(n), 'boot-aaaa');
      const facts = (await readAll(spool, spool.stats().first - 1)).filter((entry) => entry.kind === 'fact');
      expect(facts.at(-1)?.mono).toBe(400);
      expect(facts.map((entry) => entry.mono)).toEqual(facts.map((_, index) => 401 - facts.length + index));
      expect(spool.stats().droppedOthers).toBeGreaterThanOrEqual(400 - facts.length);
      expect(spool.stats().bytes).toBeLessThan(25_000);
    });

    test('drops old metrics by age, and keeps old facts', async () => {
      await opened.remove();
      await open({ maxBytes: ROOMY.maxBytes, maxAgeMs: 1_000_000 });
      for (let n = 1; n <= 60; n++) await spool.append(n % 2 ? fact(n) : metrics(n, 30), 'boot-aaaa');
      for (let n = 2_000_000; n < 2_000_060; n++) await spool.append(metrics(n, 30), 'boot-aaaa');
      const entries = await readAll(spool, 0);
      expect(entries.filter((entry) => entry.kind === 'fact')).toHaveLength(30);
      expect(spool.stats().droppedMetrics).toBeGreaterThan(10);
      expect(entries.filter((entry) => entry.kind === 'metrics' && entry.mono >= 2_000_000)).toHaveLength(60);
    });

    test('a batch speaks for the numbers that were dropped', async () => {
      await opened.remove();
      await open({ maxBytes: 20_000, maxAgeMs: ROOMY.maxAgeMs });
      for (let n = 1; n <= 100; n++) await spool.append(metrics(n, 30), 'boot-aaaa');
      const batch = await spool.readBatch(0, ALL);
      expect(batch?.from).toBe(1);
      expect(batch?.entries[0]?.seq).toBeGreaterThan(1);
    });

    test('a new epoch keeps what is held, renumbered, with its boots', async () => {
      await spool.append(fact(1), 'boot-aaaa');
      await spool.append(fact(2), 'boot-aaaa');
      await spool.append(metrics(3), 'boot-bbbb');
      await spool.acknowledge(1);
      const before = spool.epoch;
      await spool.renewEpoch();
      expect(spool.epoch).not.toBe(before);
      expect(spool.stats()).toMatchObject({ first: 1, last: 2, acknowledged: 0 });
      expect(await spool.readBatch(0, ALL)).toMatchObject({ bootId: 'boot-aaaa', entries: [{ seq: 1, ...fact(2) }] });
      expect(await spool.readBatch(1, ALL)).toMatchObject({
        bootId: 'boot-bbbb',
        entries: [{ seq: 2, ...metrics(3) }],
      });
      expect(await spool.append(fact(4), 'boot-bbbb')).toEqual({ ok: true, seq: 3 });
    });
  });
}
