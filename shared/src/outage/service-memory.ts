import type { Interval } from '../lib/index.ts';
import type { Momentary } from './site-state.ts';

/** How long a service that was seen to fail while the line was down is not yet taken at its word once the line is back. */
export const STALE_DOWN_MS = 5 * 60_000;

/** What holds of a service in a part of a stretch; `waitsUntil` where time alone would change it. */
export interface ServicePart extends Interval {
  moment: Momentary;
  waitsUntil?: number;
}

const BEHIND: Momentary = { state: 'unknown', reason: 'behind' };

/**
 * A service that a device could not reach for want of a line stays stated as down until it is looked at again, which may
 * be some minutes after the line is back. Until then nothing is known of the service.
 */
export class ServiceMemory {
  #isBehind = false;
  #staleUntil = -Infinity;

  /** What holds in the next stretch; they are to be given in order. */
  judge(moment: Momentary, stretch: Interval): ServicePart[] {
    if (moment.state !== 'down') {
      this.#isBehind = moment.state === 'unknown' && moment.reason === 'behind';
      this.#staleUntil = -Infinity;
      return [{ ...stretch, moment }];
    }
    if (this.#isBehind) this.#staleUntil = stretch.from + STALE_DOWN_MS;
    this.#isBehind = false;
    const waitsUntil = this.#staleUntil;
    if (waitsUntil <= stretch.from) return [{ ...stretch, moment }];
    if (waitsUntil >= stretch.until) return [{ ...stretch, moment: BEHIND, waitsUntil }];
    return [
      { from: stretch.from, until: waitsUntil, moment: BEHIND, waitsUntil },
      { from: waitsUntil, until: stretch.until, moment },
    ];
  }
}
