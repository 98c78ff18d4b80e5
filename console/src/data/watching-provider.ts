import { ContextProvider } from '@lit/context';
import type { ReactiveElement } from 'lit';
import { type Services, watchingContext } from './contexts.ts';
import { RequestController } from './request-controller.ts';
import { NOTHING_WATCHED, type Watching, watchingOf } from './watching.ts';

/** Loads what agents are asked to look at, so that facts of it have names, and provides it to everything below. */
export class WatchingProvider {
  readonly #request: RequestController<Watching>;
  readonly #provider: ContextProvider<typeof watchingContext>;

  constructor(host: ReactiveElement) {
    this.#request = new RequestController(host);
    this.#provider = new ContextProvider(host, { context: watchingContext, initialValue: NOTHING_WATCHED });
  }

  /** Loads it anew. Where that fails, what was known stays, and ids stand in the place of names. */
  async load({ api, clock }: Pick<Services, 'api' | 'clock'>): Promise<void> {
    const result = await this.#request.run(clock, async (signal) => {
      const [services, watched] = await Promise.all([api.watching.services(signal), api.watching.watched(signal)]);
      if (!services.ok) return services;
      if (!watched.ok) return watched;
      return { ok: true, value: watchingOf(services.value.services, watched.value.watched) };
    });
    if (result?.ok) this.#provider.setValue(result.value);
  }

  /** The session is over: the next one may be another's. */
  forget(): void {
    this.#request.reset();
    this.#provider.setValue(NOTHING_WATCHED);
  }
}
