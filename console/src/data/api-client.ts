import {
  apiError,
  type ApproveDeviceRequest,
  type Board,
  board,
  type CreateCodeRequest,
  type CreateCodeResponse,
  createCodeResponse,
  type CreateSiteRequest,
  type DeviceEvents,
  deviceEvents,
  type DeviceFacts,
  deviceFacts,
  type DeviceMetrics,
  deviceMetrics,
  type LoginRequest,
  type SessionInfo,
  sessionInfo,
  type SetupRequest,
  type SiteRow,
  siteRow,
  type UpdateDeviceRequest,
} from '@wardwatch/shared/api';
import type { Clock, Interval } from '@wardwatch/shared/lib';
import { type ApiResult, failed } from './api-failure.ts';
import { parseJson } from './json.ts';
import { read, type Schema } from './schema.ts';

/** A request without an answer for so long is given up. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** The network as the client needs it; the browser's `fetch` fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Any answer, of which only the success matters. */
const anything: Schema<true> = { '~standard': { validate: () => ({ value: true }) } };

/**
 * The server's HTTP interface. Each call resolves with the checked answer or with a failure; it never rejects. A
 * call that its signal ends resolves with `cancelled`.
 */
export class ApiClient {
  readonly #fetch: Fetch;
  readonly #clock: Clock;
  readonly #onSignedOut: () => void;

  /** @param dependencies `onSignedOut` hears of every request that is refused because the session has ended. */
  constructor(dependencies: { fetch: Fetch; clock: Clock; onSignedOut: () => void }) {
    this.#fetch = dependencies.fetch;
    this.#clock = dependencies.clock;
    this.#onSignedOut = dependencies.onSignedOut;
  }

  /** Who is asking, and whether the server still waits for its first administrator. */
  session(signal?: AbortSignal): Promise<ApiResult<SessionInfo>> {
    return this.#send('GET', '/api/session', sessionInfo, undefined, signal);
  }

  /** Creates the first administrator and signs in. */
  setup(request: SetupRequest): Promise<ApiResult<true>> {
    return this.#send('POST', '/api/setup', anything, request);
  }

  login(request: LoginRequest): Promise<ApiResult<true>> {
    return this.#send('POST', '/api/login', anything, request);
  }

  logout(): Promise<ApiResult<true>> {
    return this.#send('POST', '/api/logout', anything, {});
  }

  /** All sites and devices as they are now. */
  board(signal?: AbortSignal): Promise<ApiResult<Board>> {
    return this.#send('GET', '/api/board', board, undefined, signal);
  }

  facts(deviceId: string, window: Interval, signal: AbortSignal): Promise<ApiResult<DeviceFacts>> {
    return this.#send('GET', `${devicePath(deviceId)}/facts?${windowText(window)}`, deviceFacts, undefined, signal);
  }

  /** Metrics over a window, at most `points` spans a series. */
  metrics(deviceId: string, window: Interval, points: number, signal: AbortSignal): Promise<ApiResult<DeviceMetrics>> {
    const query = `${windowText(window)}&points=${points}`;
    return this.#send('GET', `${devicePath(deviceId)}/metrics?${query}`, deviceMetrics, undefined, signal);
  }

  events(deviceId: string, window: Interval, signal: AbortSignal): Promise<ApiResult<DeviceEvents>> {
    return this.#send('GET', `${devicePath(deviceId)}/events?${windowText(window)}`, deviceEvents, undefined, signal);
  }

  createSite(request: CreateSiteRequest): Promise<ApiResult<SiteRow>> {
    return this.#send('POST', '/api/sites', siteRow, request);
  }

  createCode(request: CreateCodeRequest): Promise<ApiResult<CreateCodeResponse>> {
    return this.#send('POST', '/api/enrolment-codes', createCodeResponse, request);
  }

  approve(deviceId: string, request: ApproveDeviceRequest): Promise<ApiResult<true>> {
    return this.#send('POST', `${devicePath(deviceId)}/approve`, anything, request);
  }

  revoke(deviceId: string): Promise<ApiResult<true>> {
    return this.#send('POST', `${devicePath(deviceId)}/revoke`, anything, {});
  }

  update(deviceId: string, request: UpdateDeviceRequest): Promise<ApiResult<true>> {
    return this.#send('PATCH', devicePath(deviceId), anything, request);
  }

  async #send<Value>(
    method: string,
    path: string,
    schema: Schema<Value>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<ApiResult<Value>> {
    const timeout = new AbortController();
    const cancelTimeout = this.#clock.after(REQUEST_TIMEOUT_MS, () => timeout.abort());
    try {
      const response = await this.#fetch(path, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
      });
      const result = await readAnswer(response, schema);
      if (!result.ok && result.failure.code === 'not-signed-in') this.#onSignedOut();
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

function devicePath(deviceId: string): string {
  return `/api/devices/${encodeURIComponent(deviceId)}`;
}

function windowText(window: Interval): string {
  return `from=${window.from}&until=${window.until}`;
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
  const { code, fields, retryAfter } = parsed.error;
  return {
    ok: false,
    failure: {
      code,
      fields: Object.keys(fields ?? {}),
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1_000 }),
    },
  };
}
