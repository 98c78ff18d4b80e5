import { FakeClock } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { LINE_WAIT_MS, LineState } from './line-state.ts';

function bench() {
  const clock = new FakeClock({ wall: 0 });
  return { clock, line: new LineState(clock), signal: new AbortController().signal };
}

test('says nothing against a line that nobody looks at', async () => {
  const { line, signal } = bench();
  expect(await line.wasDownSince(0, signal)).toBe(false);
});

test('waits for the next look, which knows better than the last', async () => {
  const { clock, line, signal } = bench();
  line.note('up');
  clock.advance(10_000);
  const answer = line.wasDownSince(5_000, signal);
  await clock.advanceAsync(10_000);
  line.note('down');
  expect(await answer).toBe(true);
  const later = line.wasDownSince(clock.mono() + 1, signal);
  line.note('up');
  expect(await later).toBe(false);
  expect(clock.pending).toBe(0);
});

test('a cut that is over by now was a cut all the same', async () => {
  const { clock, line, signal } = bench();
  line.note('down');
  const answer = line.wasDownSince(0, signal);
  line.note('up');
  expect(await answer).toBe(true);
  expect(clock.pending).toBe(0);
});

test('waits no longer than it may', async () => {
  const { clock, line, signal } = bench();
  line.note('up');
  const answer = line.wasDownSince(0, signal);
  await clock.advanceAsync(LINE_WAIT_MS);
  expect(await answer).toBe(false);
});
