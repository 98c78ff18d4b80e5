import { expect, test } from 'vitest';
import { pause } from './clock.ts';
import { FakeClock } from './fake-clock.ts';

/** What became of a promise so far. */
function watch(promise: Promise<void>): { state: string } {
  const seen = { state: 'waiting' };
  promise.then(
    () => (seen.state = 'done'),
    (reason: unknown) => (seen.state = `rejected: ${String(reason)}`),
  );
  return seen;
}

test('a pause ends at its time and not a millisecond earlier', async () => {
  const clock = new FakeClock({ wall: 0 });
  const seen = watch(pause(clock, 100));
  await clock.advanceAsync(99);
  expect(seen.state).toBe('waiting');
  await clock.advanceAsync(1);
  expect(seen.state).toBe('done');
});

test('an abort ends a pause at once, with the reason, and leaves no timer behind', async () => {
  const clock = new FakeClock({ wall: 0 });
  const abort = new AbortController();
  const seen = watch(pause(clock, 100, abort.signal));
  abort.abort('stopping');
  await clock.advanceAsync(0);
  expect(seen.state).toBe('rejected: stopping');
  expect(clock.pending).toBe(0);
});

test('a pause under an aborted signal is refused before it starts a timer', async () => {
  const clock = new FakeClock({ wall: 0 });
  await expect(pause(clock, 100, AbortSignal.abort('late'))).rejects.toBe('late');
  expect(clock.pending).toBe(0);
});

test('an abort after the end changes nothing, and the listener is gone', async () => {
  const clock = new FakeClock({ wall: 0 });
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    reason: 'too late',
    addEventListener: (_type: 'abort', listener: () => void) => void listeners.add(listener),
    removeEventListener: (_type: 'abort', listener: () => void) => void listeners.delete(listener),
  };
  const seen = watch(pause(clock, 10, signal));
  expect(listeners.size).toBe(1);
  await clock.advanceAsync(10);
  expect(listeners.size).toBe(0);
  expect(seen.state).toBe('done');
});
