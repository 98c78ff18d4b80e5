import { apiError } from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import { type ApiResult, failed } from './api-failure.ts';
import { parseJson } from './json.ts';
import { read, type Schema } from './schema.ts';

/** A request without an answer for so long is given up. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** A file may take longer on a slow line. */
export const UPLOAD_TIMEOUT_MS = 120_000;

/** The network as the client needs it; the browser's `fetch` fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the sender needs. `onSignedOut` hears of every request that is refused because the session has ended. */
export interface SenderDependencies {
  fetch: Fetch;
  clock: Clock;
  onSignedOut: () => void;
}

/** Any answer, of which only the success matters. */
export const anything: Schema<true> = { '~standard': { validate: () => ({ value: true }) } };

/** Sends requests and reads answers. It never rejects; a call that its signal ends resolves with `cancelled`. */
export class Sender {
  readonly #deps: SenderDependencies;

  constructor(dependencies: SenderDependencies) {
    this.#deps = dependencies;
  }

  get<Value>(path: string, schema: Schema<Value>, signal?: AbortSignal): Promise<ApiResult<Value>> {
    return this.#exchange(path, schema, { method: 'GET' }, REQUEST_TIMEOUT_MS, signal);
  }

  /** Sends a value as JSON. */
  send<Value>(method: 'POST' | 'PATCH', path: string, body: unknown, schema: Schema<Value>): Promise<ApiResult<Value>> {
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.#exchange(path, schema, init, REQUEST_TIMEOUT_MS);
  }

  /** Sends a file as it is, with its own type. */
  upload(path: string, file: Blob): Promise<ApiResult<true>> {
    return this.uploadFor(path, file, anything);
  }

  /** Sends a file as it is, and reads what the server makes of it. */
  uploadFor<Value>(path: string, file: Blob, schema: Schema<Value>, signal?: AbortSignal): Promise<ApiResult<Value>> {
    const init = { method: 'POST', headers: { 'content-type': file.type }, body: file };
    return this.#exchange(path, schema, init, UPLOAD_TIMEOUT_MS, signal);
  }

  async #exchange<Value>(
    path: string,
    schema: Schema<Value>,
    init: { method: string; headers?: Record<string, string>; body?: BodyInit },
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<ApiResult<Value>> {
    const timeout = new AbortController();
    const cancelTimeout = this.#deps.clock.after(timeoutMs, () => timeout.abort());
    try {
      const response = await this.#deps.fetch(path, {
        ...init,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { accept: 'application/json', ...init.headers },
        signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
      });
      const result = await readAnswer(response, schema);
      if (!result.ok && result.failure.code === 'not-signed-in') this.#deps.onSignedOut();
      return result;
    } catch {
      // fetch rejects for one reason only that a person can act on: no answer. Which kind, the signals tell.
      if (signal?.aborted) return failed('cancelled');
      return failed(timeout.signal.aborted ? 'timeout' : 'unreachable');
    } finally {
      cancelTimeout();
    }
  }
}

async function readAnswer<Value>(response: Response, schema: Schema<Value>): Promise<ApiResult<Value>> {
  const content = parseJson(await response.text());
  if (!response.ok) return readFailure(response.status, content);
  const value = read(schema, content);
  return value === undefined ? failed('unreadable') : { ok: true, value };
}

function readFailure(status: number, content: unknown): ApiResult<never> {
  const parsed = read(apiError, content);
  // A proxy in between answers in its own words; its status still tells whether the server was reached.
  if (!parsed) return failed(status >= 502 && status <= 504 ? 'unreachable' : 'unreadable');
  const { code, fields, retryAfter, row } = parsed.error;
  return {
    ok: false,
    failure: {
      code,
      fields: Object.keys(fields ?? {}),
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1_000 }),
      ...(row === undefined ? {} : { row }),
    },
  };
}
