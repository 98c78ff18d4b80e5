import type { Clock } from './clock.ts';

interface Timer {
  dueAt: number;
  order: number;
  task: () => void;
}

/** A clock that stands still until told to move. Timers run in order of their due time, then of their creation. */
export class FakeClock implements Clock {
  #wall: number;
  #mono: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(start: { wall: number; mono?: number }) {
    this.#wall = start.wall;
    this.#mono = start.mono ?? 0;
  }

  now(): number {
    return this.#wall;
  }

  mono(): number {
    return this.#mono;
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { dueAt: this.#mono + Math.max(0, delayMs), order: this.#order++, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves both clocks forward, running each timer at its own due time. */
  advance(ms: number): void {
    const target = this.#mono + ms;
    for (let next = this.#next(target); next; next = this.#next(target)) {
      this.#move(next.dueAt - this.#mono);
      this.#timers.delete(next);
      next.task();
    }
    this.#move(target - this.#mono);
  }

  /** As `advance`, but lets promises settle after every timer, so that asynchronous loops keep up. */
  async advanceAsync(ms: number): Promise<void> {
    const target = this.#mono + ms;
    await settle();
    for (let next = this.#next(target); next; next = this.#next(target)) {
      this.#move(next.dueAt - this.#mono);
      this.#timers.delete(next);
      next.task();
      await settle();
    }
    this.#move(target - this.#mono);
    await settle();
  }

  /** Steps the wall clock alone, as NTP or a person would. */
  stepWall(ms: number): void {
    this.#wall += ms;
  }

  /** Timers waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  #move(ms: number): void {
    this.#wall += ms;
    this.#mono += ms;
  }

  #next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt > until) continue;
      if (!first || timer.dueAt < first.dueAt || (timer.dueAt === first.dueAt && timer.order < first.order))
        first = timer;
    }
    return first;
  }
}

/** Lets already resolved promise chains of a reasonable depth run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
