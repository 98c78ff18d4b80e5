import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';

test('timers run in order of their due time, then of their creation, each at its own time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 40 }), (delays) => {
      const clock = new FakeClock({ wall: 1_000, mono: 7 });
      const ran: { due: number; order: number }[] = [];
      delays.forEach((delay, order) =>
        clock.after(delay, () => {
          expect(clock.mono()).toBe(7 + delay);
          expect(clock.now()).toBe(1_000 + delay);
          ran.push({ due: delay, order });
        }),
      );
      clock.advance(50);
      expect(ran).toEqual(ran.toSorted((a, b) => a.due - b.due || a.order - b.order));
      expect(ran).toHaveLength(delays.length);
      expect(clock.now()).toBe(1_050);
    }),
  );
});

test('a timer beyond the step waits for the next', () => {
  const clock = new FakeClock({ wall: 0 });
  const ran: string[] = [];
  clock.after(11, () => ran.push('late'));
  clock.advance(10);
  expect(ran).toEqual([]);
  expect(clock.pending).toBe(1);
  clock.advance(1);
  expect(ran).toEqual(['late']);
});

test('a timer that a timer starts runs within the same step when it is due there', () => {
  const clock = new FakeClock({ wall: 0 });
  const ran: number[] = [];
  const tick = (): void => {
    ran.push(clock.mono());
    clock.after(10, tick);
  };
  clock.after(10, tick);
  clock.advance(35);
  expect(ran).toEqual([10, 20, 30]);
});

test('cancelling stops a timer, and cancelling twice is harmless', () => {
  const clock = new FakeClock({ wall: 0 });
  const cancel = clock.after(5, () => expect.unreachable());
  cancel();
  cancel();
  clock.advance(10);
  expect(clock.pending).toBe(0);
});

test('a negative delay is due at once', () => {
  const clock = new FakeClock({ wall: 0, mono: 5 });
  const ran: number[] = [];
  clock.after(-3, () => ran.push(clock.mono()));
  clock.advance(0);
  expect(ran).toEqual([5]);
});

test('a step of the wall clock moves neither the monotonic clock nor a timer', () => {
  const clock = new FakeClock({ wall: 1_000 });
  clock.after(5, () => expect.unreachable());
  clock.stepWall(-400);
  expect([clock.now(), clock.mono(), clock.pending]).toEqual([600, 0, 1]);
});

test('asynchronous loops keep up with a step that spans many of their rounds', async () => {
  const clock = new FakeClock({ wall: 0 });
  const rounds: number[] = [];
  const loop = async (): Promise<void> => {
    while (rounds.length < 3) {
      await new Promise<void>((resolve) => clock.after(10, resolve));
      rounds.push(clock.mono());
    }
  };
  const running = loop();
  await clock.advanceAsync(30);
  await running;
  expect(rounds).toEqual([10, 20, 30]);
  expect(clock.mono()).toBe(30);
});
