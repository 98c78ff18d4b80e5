import { describe, expect, test } from 'vitest';
import { ServiceMemory, STALE_DOWN_MS } from './service-memory.ts';
import type { Momentary } from './site-state.ts';

const MINUTE = 60_000;
const UP: Momentary = { state: 'up' };
const DOWN: Momentary = { state: 'down' };
const BEHIND: Momentary = { state: 'unknown', reason: 'behind' };
const UNSTATED: Momentary = { state: 'unknown', reason: 'no-statement' };

/** What holds in stretches one after the other, each with its end in minutes. */
function told(...stretches: readonly (readonly [Momentary, number])[]) {
  const memory = new ServiceMemory();
  return stretches.flatMap(([moment, until], index) => {
    const from = stretches[index - 1]?.[1] ?? 0;
    return memory
      .judge(moment, { from: from * MINUTE, until: until * MINUTE })
      .map((part) => [part.from / MINUTE, part.until / MINUTE, part.moment.state, (part.waitsUntil ?? 0) / MINUTE]);
  });
}

describe('a service that fails', () => {
  test('while the line works is down at once', () => {
    expect(told([UP, 1], [DOWN, 2], [UP, 3])).toEqual([
      [0, 1, 'up', 0],
      [1, 2, 'down', 0],
      [2, 3, 'up', 0],
    ]);
    expect(told([UNSTATED, 1], [DOWN, 2])[1]).toEqual([1, 2, 'down', 0]);
  });

  test('and was last looked at without a line is not known to be down for a while after', () => {
    const wait = STALE_DOWN_MS / MINUTE;
    expect(told([BEHIND, 1], [DOWN, 1 + wait + 3])).toEqual([
      [0, 1, 'unknown', 0],
      [1, 1 + wait, 'unknown', 1 + wait],
      [1 + wait, 4 + wait, 'down', 0],
    ]);
    // Planned time and the like cut stretches; the wait goes on.
    expect(told([BEHIND, 1], [DOWN, 2], [DOWN, 9]).slice(1)).toEqual([
      [1, 2, 'unknown', 1 + wait],
      [2, 1 + wait, 'unknown', 1 + wait],
      [1 + wait, 9, 'down', 0],
    ]);
  });

  test('waits anew where the line goes again, and no longer where it was seen up', () => {
    expect(told([BEHIND, 1], [DOWN, 3], [BEHIND, 4], [DOWN, 5]).at(-1)).toEqual([4, 5, 'unknown', 9]);
    expect(told([BEHIND, 1], [UP, 2], [DOWN, 3]).at(-1)).toEqual([2, 3, 'down', 0]);
  });
});
