import type { Interval } from '@wardwatch/shared/lib';
import type { DeviceStory } from '../sim/device-journal.ts';
import { unite } from '../sim/spans.ts';

/** What a tool would have booked for one site. */
export interface Booked {
  down: Interval[];
  /** Outages as the tool counts them. */
  outages: number;
}

/** What a tool that waits for a push of each site gets to know. */
export interface Pushed {
  /** When a push arrived, in order. */
  at: readonly number[];
  /** When the tool ran. */
  alive: readonly Interval[];
  period: Interval;
}

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** The pushes of a device that sends one a minute while it runs and reaches the server. */
export function pushesOf({ sessions }: DeviceStory): number[] {
  return sessions.flatMap(({ openedAt, heardUntil }) => {
    const count = Math.floor((heardUntil - openedAt) / MINUTE_MS) + 1;
    return Array.from({ length: count }, (_, index) => openedAt + index * MINUTE_MS);
  });
}

/**
 * Beat counting, as Uptime Kuma's push monitor does it with its default of 60 s and no retry: a push is an UP beat, an
 * interval and a second without one a DOWN beat, the first look one interval after a start. While it does not run there
 * are no beats. A beat stands for its interval.
 */
export function beatCounting({ at, alive }: Pushed): Booked {
  const down: Interval[] = [];
  let outages = 0;
  let next = 0;
  for (const span of alive) {
    let wasDown = false;
    for (let look = span.from + MINUTE_MS; look < span.until;) {
      while ((at[next] ?? Infinity) <= look) next += 1;
      const last = at[next - 1] ?? -Infinity;
      if (look - last < MINUTE_MS + SECOND_MS) {
        wasDown = false;
        look = Math.max(look + SECOND_MS, last + MINUTE_MS + SECOND_MS);
      } else {
        if (!wasDown) outages += 1;
        wasDown = true;
        const upAgain = at[next] ?? Infinity;
        down.push({ from: look, until: Math.min(look + MINUTE_MS, upAgain, span.until) });
        look += MINUTE_MS;
      }
    }
  }
  return { down: unite(down), outages };
}

/**
 * Flips, as Healthchecks books them with a period of one minute and its smallest grace, one minute: down at the last
 * ping + period + grace, up at the next ping. What was due while it did not run flips when it starts, dated back.
 */
export function flips({ at, period }: Pushed): Booked {
  const timeoutMs = 2 * MINUTE_MS;
  const down: Interval[] = [];
  for (let index = 0; index < at.length; index += 1) {
    const from = (at[index] ?? 0) + timeoutMs;
    const until = at[index + 1] ?? period.until;
    if (until > from) down.push({ from, until });
  }
  return { down, outages: down.length };
}
