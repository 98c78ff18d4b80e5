import type { Clock } from '@wardwatch/shared/lib';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How often something is fetched anew. */
export interface RefreshPolicy {
  /** By itself; undefined for only when touched. */
  everyMs: number | undefined;
  /** Not more often than this, however often it is touched. */
  atMostEveryMs: number;
}

/**
 * Fetches something anew now and then while its element is on the page: by itself, and when something related changed
 * (`touch`), but never more often than the policy says. Many touches in one span are one run at its end.
 */
export class RefreshController implements ReactiveController {
  readonly #clock: () => Clock;
  readonly #run: () => void;
  readonly #policy: RefreshPolicy;
  #ranAt: number | undefined;
  #cancel: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, clock: () => Clock, run: () => void, policy: RefreshPolicy) {
    this.#clock = clock;
    this.#run = run;
    this.#policy = policy;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#ranAt = undefined;
  }

  /** It was fetched just now, for whatever reason. */
  ran(): void {
    this.#ranAt = this.#clock().mono();
    if (this.#policy.everyMs !== undefined) this.#in(this.#policy.everyMs);
  }

  /** Something related changed. Does nothing before the first `ran`. */
  touch(): void {
    if (this.#ranAt === undefined) return;
    const age = this.#clock().mono() - this.#ranAt;
    this.#in(Math.max(0, this.#policy.atMostEveryMs - age));
  }

  #in(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock().after(delayMs, () => {
      this.ran();
      this.#run();
    });
  }
}
