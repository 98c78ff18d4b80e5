import type { Clock } from '@wardwatch/shared/lib';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { SPINNER_DELAY_MS } from './request-controller.ts';

/** Whether the element has been there long enough that what it waits for deserves a spinner. */
export class SlowController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: () => Clock;
  #cancel: (() => void) | undefined;
  isSlow = false;

  constructor(host: ReactiveControllerHost, clock: () => Clock) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  /** The clock is a context's, which arrives as the host connects: the first update is when it is there. */
  hostUpdate(): void {
    if (this.isSlow || this.#cancel) return;
    this.#cancel = this.#clock().after(SPINNER_DELAY_MS, () => {
      this.isSlow = true;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.isSlow = false;
  }
}
