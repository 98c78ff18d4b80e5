import type { Clock } from '@wardwatch/shared/lib';

/** The browser's clock and timers. */
export const browserClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};
