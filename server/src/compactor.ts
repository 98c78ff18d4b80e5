import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { Metrics } from './metrics/metrics.ts';
import type { JournalStore } from './store/store.ts';

/** How often figures of past hours are folded into chunks, and how many hours of one device at a time. */
const EVERY_MS = 60_000;
const HOURS_A_TURN = 200;
/** An hour is folded when it has been over for so long: most late entries have come by then. */
const SETTLED_MS = 15 * 60_000;

/** Folds figures into chunks in the background, a little at a time. Disposing stops it after the turn under way. */
export function compactor(deps: {
  journal: Pick<JournalStore, 'compact'>;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}): AsyncDisposable {
  let cancel: (() => void) | undefined;
  let turn: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      const folded = await deps.journal.compact(deps.clock.now() - SETTLED_MS, HOURS_A_TURN);
      if (folded > 0) deps.log.debug('compactor.folded', { hours: folded });
      schedule(folded === HOURS_A_TURN ? 100 : EVERY_MS);
    } catch (error) {
      deps.metrics.storeFailures.inc({ operation: 'compact' });
      deps.log.error('compactor.failed', { error });
      schedule(EVERY_MS);
    }
  };
  let stopped = false;
  const schedule = (delayMs: number): void => {
    if (!stopped)
      cancel = deps.clock.after(delayMs, () => {
        turn = run();
      });
  };
  schedule(EVERY_MS);
  return {
    async [Symbol.asyncDispose]() {
      stopped = true;
      cancel?.();
      await turn;
    },
  };
}
