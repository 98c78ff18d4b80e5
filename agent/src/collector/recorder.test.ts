import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { StampedEntry } from '@wardwatch/shared/model';
import { expect, test } from 'vitest';
import { MemorySpool } from '../spool/memory-spool.ts';
import type { Appended } from '../spool/spool.ts';
import { Recorder } from './recorder.ts';

/** A journal on a disk that may be full. */
class FullableSpool extends MemorySpool {
  isFull = false;
  override async append(entry: StampedEntry, bootId: string): Promise<Appended> {
    if (this.isFull) return { ok: false, problem: 'disk-full', message: 'ENOSPC' };
    return super.append(entry, bootId);
  }
}

function setUp(): { spool: FullableSpool; clock: FakeClock; recorder: Recorder } {
  const spool = new FullableSpool({ newEpoch: () => 'epoch-000001', bounds: { maxBytes: 1e9, maxAgeMs: 1e12 } });
  const clock = new FakeClock({ wall: 1_000, mono: 10 });
  const recorder = new Recorder({ spool, clock, log: silentLogger, bootId: 'boot-aaaa', onAppended: () => undefined });
  return { spool, clock, recorder };
}

const ALL = { maxEntries: 5_000, maxBytes: 1e9 };

test('keeps what a full disk refuses, with its time, and writes it in order when there is room', async () => {
  const { spool, clock, recorder } = setUp();
  spool.isFull = true;
  await recorder.record({ kind: 'fact', fact: 'dns', value: 'down' });
  clock.advance(5_000);
  await recorder.record({ kind: 'fact', fact: 'dns', value: 'up' });
  expect(recorder.lastError).toBe('ENOSPC');
  spool.isFull = false;
  clock.advance(5_000);
  await recorder.drain();
  expect((await spool.readBatch(0, ALL))?.entries).toMatchObject([
    { at: 1_000, mono: 10, value: 'down' },
    { at: 6_000, mono: 5_010, value: 'up' },
  ]);
  expect(recorder).toMatchObject({ lost: 0, lastError: undefined });
});

test('is bounded: metrics go before facts, and what went is counted', async () => {
  const { spool, recorder } = setUp();
  spool.isFull = true;
  for (let n = 0; n < 600; n++) {
    await recorder.record({ kind: 'fact', fact: 'dns', value: n % 2 ? 'up' : 'down' });
    await recorder.record({ kind: 'metrics', spanMs: 60_000, values: { 'cpu.used': n } });
  }
  spool.isFull = false;
  await recorder.drain();
  const entries = (await spool.readBatch(0, ALL))?.entries ?? [];
  expect(entries.filter((entry) => entry.kind === 'fact')).toHaveLength(600);
  expect(entries).toHaveLength(1_000);
  expect(recorder.lost).toBe(200);
});
