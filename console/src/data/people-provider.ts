import { ContextProvider } from '@lit/context';
import type { PeopleList } from '@wardwatch/shared/api';
import type { ReactiveElement } from 'lit';
import { peopleContext, type Services } from './contexts.ts';
import { RequestController } from './request-controller.ts';

/** Loads who is who once a session, and provides the names to everything below its host. */
export class PeopleProvider {
  readonly #request: RequestController<PeopleList>;
  readonly #provider: ContextProvider<typeof peopleContext>;

  constructor(host: ReactiveElement) {
    this.#request = new RequestController(host);
    this.#provider = new ContextProvider(host, { context: peopleContext });
  }

  /** Loads them, unless they are there or on their way. After a failure the next call tries again. */
  async load({ api, clock }: Pick<Services, 'api' | 'clock'>): Promise<void> {
    if (this.#request.isPending || this.#request.value) return;
    const result = await this.#request.run(clock, (signal) => api.people(signal));
    if (result?.ok) this.#provider.setValue(new Map(result.value.people.map(({ id, name }) => [id, name])));
  }

  /** The session is over: the next one may be another's. */
  forget(): void {
    this.#request.reset();
    this.#provider.setValue(undefined);
  }
}
