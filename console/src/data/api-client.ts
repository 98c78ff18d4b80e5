import {
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
  type PeopleList,
  peopleList,
  type SessionInfo,
  sessionInfo,
  type SetupRequest,
  type SiteRow,
  siteRow,
  type UpdateDeviceRequest,
} from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { ApiResult } from './api-failure.ts';
import { InventoryApi } from './inventory-api.ts';
import { LedgerApi } from './ledger-api.ts';
import { PapersApi } from './papers-api.ts';
import { ReadinessApi } from './readiness-api.ts';
import { ReportsApi } from './reports-api.ts';
import { anything, Sender, type SenderDependencies } from './sender.ts';
import { WatchingApi } from './watching-api.ts';

/**
 * The server's HTTP interface. Each call resolves with the checked answer or with a failure; it never rejects. A
 * call that its signal ends resolves with `cancelled`.
 */
export class ApiClient {
  readonly #sender: Sender;
  /** Outages, sites over time, planned windows, calendars. */
  readonly ledger: LedgerApi;
  /** Profiles and equipment of sites, and their files. */
  readonly inventory: InventoryApi;
  /** Services, watched devices, points, packages. */
  readonly watching: WatchingApi;
  /** Documents, and what stands in them: prices, references, the ward's particulars. */
  readonly papers: PapersApi;
  /** Figures of a period, criteria, declarations. */
  readonly readiness: ReadinessApi;
  /** The ward's reports, manual indicators, the systems that they name. */
  readonly reports: ReportsApi;

  constructor(dependencies: SenderDependencies) {
    this.#sender = new Sender(dependencies);
    this.readiness = new ReadinessApi(this.#sender);
    this.reports = new ReportsApi(this.#sender);
    this.ledger = new LedgerApi(this.#sender);
    this.inventory = new InventoryApi(this.#sender);
    this.watching = new WatchingApi(this.#sender);
    this.papers = new PapersApi(this.#sender);
  }

  /** Who is asking, and whether the server still waits for its first administrator. */
  session(signal?: AbortSignal): Promise<ApiResult<SessionInfo>> {
    return this.#sender.get('/api/session', sessionInfo, signal);
  }

  /** Who is who, for the names beside decisions. */
  people(signal?: AbortSignal): Promise<ApiResult<PeopleList>> {
    return this.#sender.get('/api/people', peopleList, signal);
  }

  /** Creates the first administrator and signs in. */
  setup(request: SetupRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/setup', request, anything);
  }

  login(request: LoginRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/login', request, anything);
  }

  logout(): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/logout', {}, anything);
  }

  /** All sites and devices as they are now. */
  board(signal?: AbortSignal): Promise<ApiResult<Board>> {
    return this.#sender.get('/api/board', board, signal);
  }

  facts(deviceId: string, window: Interval, signal: AbortSignal): Promise<ApiResult<DeviceFacts>> {
    return this.#sender.get(`${devicePath(deviceId)}/facts?${windowText(window)}`, deviceFacts, signal);
  }

  /** Metrics over a window, at most `points` spans a series. */
  metrics(deviceId: string, window: Interval, points: number, signal: AbortSignal): Promise<ApiResult<DeviceMetrics>> {
    const query = `${windowText(window)}&points=${points}`;
    return this.#sender.get(`${devicePath(deviceId)}/metrics?${query}`, deviceMetrics, signal);
  }

  events(deviceId: string, window: Interval, signal: AbortSignal): Promise<ApiResult<DeviceEvents>> {
    return this.#sender.get(`${devicePath(deviceId)}/events?${windowText(window)}`, deviceEvents, signal);
  }

  /** The newest of each event that describes a state, however long ago: system, posture, source of power. */
  state(deviceId: string, signal: AbortSignal): Promise<ApiResult<DeviceEvents>> {
    return this.#sender.get(`${devicePath(deviceId)}/state`, deviceEvents, signal);
  }

  createSite(request: CreateSiteRequest): Promise<ApiResult<SiteRow>> {
    return this.#sender.send('POST', '/api/sites', request, siteRow);
  }

  createCode(request: CreateCodeRequest): Promise<ApiResult<CreateCodeResponse>> {
    return this.#sender.send('POST', '/api/enrolment-codes', request, createCodeResponse);
  }

  approve(deviceId: string, request: ApproveDeviceRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `${devicePath(deviceId)}/approve`, request, anything);
  }

  revoke(deviceId: string): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `${devicePath(deviceId)}/revoke`, {}, anything);
  }

  update(deviceId: string, request: UpdateDeviceRequest): Promise<ApiResult<true>> {
    return this.#sender.send('PATCH', devicePath(deviceId), request, anything);
  }
}

function devicePath(deviceId: string): string {
  return `/api/devices/${encodeURIComponent(deviceId)}`;
}

function windowText(window: Interval): string {
  return `from=${window.from}&until=${window.until}`;
}
