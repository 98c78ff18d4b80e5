import { FakeClock } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

function bench() {
  const clock = new FakeClock({ wall: 0 });
  const turns = new Turns(clock, { most: 2, maxWaitMs: 1_000 });
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const take = (name: string, signal = new AbortController().signal) =>
    turns.take(signal, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
  return { clock, turns, ends, begun, take };
}

test('lets no more work than may, and the others in order', async () => {
  const { ends, begun, take } = bench();
  const all = ['a', 'b', 'c', 'd'].map((name) => take(name));
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b']);
  ends[0]?.();
  await all[0];
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends[1]?.();
  await all[1];
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('goes without a turn after too long a wait, and counts it', async () => {
  const { clock, turns, begun, take } = bench();
  void take('a');
  void take('b');
  const late = take('late');
  await clock.advanceAsync(1_000);
  expect(await late).toBeUndefined();
  expect([begun, turns.refused]).toEqual([['a', 'b'], 1]);
});

test('work that does not end when it is no longer wanted gives its turn up', async () => {
  const { begun, take } = bench();
  const stop = new AbortController();
  void take('hangs', stop.signal);
  void take('hangs too', stop.signal);
  void take('next');
  void take('one more');
  stop.abort();
  await Promise.resolve();
  expect(begun).toEqual(['hangs', 'hangs too', 'next', 'one more']);
});

test('does not wait for what is no longer wanted', async () => {
  const { begun, take } = bench();
  void take('a');
  void take('b');
  const stop = new AbortController();
  const unwanted = take('unwanted', stop.signal);
  stop.abort();
  expect(await unwanted).toBeUndefined();
  expect(begun).toEqual(['a', 'b']);
});
