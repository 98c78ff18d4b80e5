import {
  type BatteryReport,
  batteryReport,
  collectedList,
  type CreatePointRequest,
  downloadList,
  type DownloadRow,
  pointList,
  type PointRow,
  type PointSecret,
  pointSecret,
  type SaveWatchedRequest,
  serviceList,
  type ServiceRow,
  speedSetting,
  watchedList,
  type WatchedRow,
} from '@wardwatch/shared/api';
import type { Field } from '@wardwatch/shared/collects';
import type { SpeedTest } from '@wardwatch/shared/model';
import type { ApiResult } from './api-failure.ts';
import { anything, type Sender } from './sender.ts';

/** The part of the server's interface that says what agents look at, and that serves points and packages. */
export class WatchingApi {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  services(signal?: AbortSignal): Promise<ApiResult<{ services: ServiceRow[] }>> {
    return this.#sender.get('/api/services', serviceList, signal);
  }

  /** A new service, or another content for the id. */
  saveService(row: ServiceRow): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/services', row, anything);
  }

  watched(signal?: AbortSignal): Promise<ApiResult<{ watched: WatchedRow[] }>> {
    return this.#sender.get('/api/watched', watchedList, signal);
  }

  saveWatched(request: SaveWatchedRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/watched', request, anything);
  }

  speed(signal?: AbortSignal): Promise<ApiResult<{ speed: SpeedTest | null }>> {
    return this.#sender.get('/api/speed-test', speedSetting, signal);
  }

  saveSpeed(speed: SpeedTest | null): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/speed-test', { speed }, anything);
  }

  /** What was learned of a device's UPS from real discharges. */
  battery(deviceId: string, signal?: AbortSignal): Promise<ApiResult<BatteryReport>> {
    return this.#sender.get(`/api/devices/${encodeURIComponent(deviceId)}/battery`, batteryReport, signal);
  }

  downloads(signal?: AbortSignal): Promise<ApiResult<{ downloads: DownloadRow[] }>> {
    return this.#sender.get('/api/downloads', downloadList, signal);
  }

  /** Every place on the wire that holds a value. Open to everybody. */
  collects(signal?: AbortSignal): Promise<ApiResult<{ fields: Field[] }>> {
    return this.#sender.get('/api/collects', collectedList, signal);
  }

  points(signal?: AbortSignal): Promise<ApiResult<{ points: PointRow[] }>> {
    return this.#sender.get('/api/points', pointList, signal);
  }

  /** The answer holds the key, which is never shown again. */
  createPoint(request: CreatePointRequest): Promise<ApiResult<PointSecret>> {
    return this.#sender.send('POST', '/api/points', request, pointSecret);
  }

  /** A new key; the one before ends at once. */
  newPointKey(deviceId: string): Promise<ApiResult<PointSecret>> {
    return this.#sender.send('POST', `/api/points/${encodeURIComponent(deviceId)}/key`, {}, pointSecret);
  }
}
