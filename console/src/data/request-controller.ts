import type { Clock } from '@wardwatch/shared/lib';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ApiFailure, ApiResult } from './api-failure.ts';

/** Below this a wait is not worth a spinner. */
export const SPINNER_DELAY_MS = 400;

/** Where a request stands. `previous` is the last good value, shown while a newer one is awaited or failed to come. */
export type RequestState<Value> =
  | { kind: 'initial' }
  | { kind: 'pending'; isSlow: boolean; previous: Value | undefined }
  | { kind: 'complete'; value: Value }
  | { kind: 'error'; failure: ApiFailure; previous: Value | undefined };

/** Runs one request at a time for an element: a new one ends the one before, and so does leaving the page. */
export class RequestController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #abort: AbortController | undefined;
  #state: RequestState<Value> = { kind: 'initial' };

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get state(): RequestState<Value> {
    return this.#state;
  }

  /** The newest good value, if there ever was one. */
  get value(): Value | undefined {
    if (this.#state.kind === 'complete') return this.#state.value;
    return this.#state.kind === 'initial' ? undefined : this.#state.previous;
  }

  get isPending(): boolean {
    return this.#state.kind === 'pending';
  }

  /** Why the last request failed, if it did. */
  get failure(): ApiFailure | undefined {
    return this.#state.kind === 'error' ? this.#state.failure : undefined;
  }

  hostDisconnected(): void {
    this.#abort?.abort();
  }

  /** Forgets what was loaded: it belongs to something else. */
  reset(): void {
    this.#abort?.abort();
    this.#set({ kind: 'initial' });
  }

  /** Runs the request. Resolves with its result, or undefined where a newer request took its place. */
  async run(
    clock: Clock,
    request: (signal: AbortSignal) => Promise<ApiResult<Value>>,
  ): Promise<ApiResult<Value> | undefined> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const previous = this.value;
    this.#set({ kind: 'pending', isSlow: false, previous });
    const cancelSlow = clock.after(SPINNER_DELAY_MS, () => this.#set({ kind: 'pending', isSlow: true, previous }));
    const result = await request(abort.signal);
    cancelSlow();
    if (abort.signal.aborted) return undefined;
    this.#set(
      result.ok ? { kind: 'complete', value: result.value } : { kind: 'error', failure: result.failure, previous },
    );
    return result;
  }

  #set(state: RequestState<Value>): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
