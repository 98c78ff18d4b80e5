import { uptime } from 'node:os';
import type { Clock } from '@wardwatch/shared/lib';

/** The machine's own clock. Timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  mono: () => Math.round(uptime() * 1000),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
