import type { EntryBody } from '@wardwatch/shared/model';
import { clockStepMs, type Moment, sleptMs } from './gaps.ts';

/** What a look found. */
export interface Seen {
  events: EntryBody[];
  slept: boolean;
  networkChanged: boolean;
}

/** Compares what it sees with the look before: sleep, steps of the clock, another network. */
export class Watch {
  readonly #options: { look: () => Moment; signature: () => string; gapMs: number };
  #before: Moment;
  #network: string;

  constructor(options: { look: () => Moment; signature: () => string; gapMs: number }) {
    this.#options = options;
    this.#before = options.look();
    this.#network = options.signature();
  }

  look(): Seen {
    const { gapMs, look, signature } = this.#options;
    const [before, now] = [this.#before, look()];
    this.#before = now;
    const slept = sleptMs(before, now, gapMs);
    const step = clockStepMs(before, now);
    const network = signature();
    const networkChanged = network !== this.#network;
    this.#network = network;
    const events: EntryBody[] = [];
    if (slept !== undefined) {
      const from = Math.max(0, Math.round(before.at));
      events.push({ kind: 'event', event: 'suspend', from, fromMono: before.mono });
      events.push({ kind: 'event', event: 'resume', sleptMs: slept });
    }
    if (step !== undefined) events.push({ kind: 'event', event: 'clock-step', byMs: step });
    return { events, slept: slept !== undefined, networkChanged };
  }
}
